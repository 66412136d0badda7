/** Law: whatever is done to a series in whatever scope, the book shows what a model shows that stores every date separately. */
import fc from 'fast-check'
import { expect, it } from 'vitest'
import type { When } from '#lib/core/appointment/appointment.ts'
import { occurrencesOf } from '#lib/core/recurrence/occurrences.ts'
import type { Scope } from '#lib/core/recurrence/scope.ts'
import { DAY, dayOf, formatDay, HOUR, plus, type Day, type Wall } from '#lib/core/time/wall.ts'
import { editDetails, moveAppointment, setStatus } from '#lib/doc/edit/change.ts'
import { createSeries } from '#lib/doc/edit/create.ts'
import { restoreAppointment } from '#lib/doc/edit/remove.ts'
import { changeInScope, deleteInScope, endSeries } from '#lib/doc/edit/scope.ts'
import { laterKey } from '#lib/core/appointment/ids.ts'
import { readRecords } from '#lib/doc/room-records.ts'
import { EMPTY_GROUPS } from '#lib/core/appointment/appointment.ts'
import { at, random } from '../support/salon.ts'
import { createWorld, type Device } from '../support/world.ts'
import { createModel, DAYS, seenOf, textOfRule, type Model, type ModelRule } from './series-model.ts'

const RUNS = 2_000
const FIRST = at(3, 9)

const rule: fc.Arbitrary<ModelRule> = fc.record({
	unit: fc.constantFrom('day', 'week'),
	interval: fc.integer({ min: 1, max: 3 }),
	weekdays: fc.uniqueArray(fc.integer({ min: 1, max: 7 }), { minLength: 1, maxLength: 3 })
})

interface Step {
	readonly kind: 'time' | 'rule' | 'title' | 'status' | 'note' | 'resource' | 'delete' | 'restore' | 'end'
	readonly scope: Scope
	readonly pick: number
	readonly hours: number
	readonly rule: ModelRule
	readonly word: string
}

const step: fc.Arbitrary<Step> = fc.record({
	kind: fc.constantFrom(
		'time',
		'time',
		'rule',
		'title',
		'status',
		'note',
		'resource',
		'delete',
		'restore',
		'end'
	),
	scope: fc.constantFrom('one', 'one', 'following', 'following', 'all'),
	pick: fc.nat(1_000),
	hours: fc.oneof(fc.integer({ min: -30, max: 30 }), fc.constantFrom(-48, 24, 168)),
	rule,
	word: fc.constantFrom('a', 'b', 'c')
})

const STATUS = { a: 'confirmed', b: 'arrived', c: 'no-show' } as const

/** Does the same to the book and to the model. */
function take(device: Device, model: Model, series: string, one: Step): void {
	const edit = device.edit.bind(device)
	const dates = model.dates()
	if (one.kind === 'restore') return restore(device, model, series, one)
	const day = dates[one.pick % dates.length]
	if (day === undefined) return
	const key = `${series}@${formatDay(day as Day)}`
	const all = one.scope === 'all'
	const place = model.place(day)
	const when = (change: Partial<typeof place>): When => {
		const { start, duration, resource } = { ...place, ...change }
		return {
			start: start as Wall,
			end: (start + duration) as Wall,
			zone: 'Europe/Berlin',
			allDay: false,
			resources: [resource]
		}
	}
	switch (one.kind) {
		case 'time': {
			const by = one.hours * HOUR
			const wanted = when({ start: place.start + by, duration: HOUR * (1 + (one.pick % 2)) })
			if (one.scope === 'one') {
				edit((context) => moveAppointment(context, key, wanted))
				return model.moveOne(day, { ...place, start: wanted.start, duration: wanted.end - wanted.start })
			}
			edit((context) => changeInScope(context, key, one.scope, { groups: { when: wanted } }))
			const duration = wanted.end - wanted.start
			return model.moveFrom(day, all, by, duration === place.duration ? {} : { duration })
		}
		case 'resource': {
			const wanted = when({ resource: one.word })
			if (one.scope === 'one') {
				edit((context) => moveAppointment(context, key, wanted))
				return model.moveOne(day, { ...place, resource: one.word })
			}
			edit((context) => changeInScope(context, key, one.scope, { groups: { when: wanted } }))
			return model.moveFrom(day, all, 0, one.word === place.resource ? {} : { resource: one.word })
		}
		case 'rule':
			if (one.scope === 'one') return
			edit((context) => changeInScope(context, key, one.scope, { groups: {}, rules: [textOfRule(one.rule)] }))
			return model.ruleFrom(day, all, one.rule)
		case 'title':
		case 'note': {
			const groups =
				one.kind === 'note' ? { note: one.word } : { what: { ...EMPTY_GROUPS.what, title: one.word } }
			const said = one.kind === 'note' ? { note: one.word } : { title: one.word }
			edit((context) =>
				one.scope === 'one'
					? editDetails(context, key, groups)
					: changeInScope(context, key, one.scope, { groups })
			)
			return one.scope === 'one' ? model.sayOne(day, said) : model.sayFrom(day, all, said)
		}
		case 'status': {
			const status = STATUS[one.word as 'a']
			const state = { status, reason: '', by: 'x' }
			edit((context) =>
				one.scope === 'one'
					? setStatus(context, key, status)
					: changeInScope(context, key, one.scope, { groups: { state } })
			)
			return one.scope === 'one'
				? model.sayOne(day, { state: status })
				: model.sayFrom(day, all, { state: status })
		}
		case 'delete':
			edit((context) => deleteInScope(context, key, one.scope))
			return one.scope === 'one' ? model.deleteOne(day) : model.deleteFrom(day, all)
		case 'end': {
			const base = model.base(day)
			if (base.start > model.lastStart()) return
			const planned = endSeries(device.context, series, { until: base.start as Wall })
			if (!planned.ok) return
			device.apply(planned.value)
			return model.endAt(base.start)
		}
		default:
			one.kind satisfies never
	}
}

function restore(device: Device, model: Model, series: string, one: Step): void {
	const from = model.deleted()[one.pick % model.deleted().length]
	if (from !== undefined) {
		const key = from === -Infinity ? series : laterKey(series, (from * DAY) as Wall)
		device.edit((context) => restoreAppointment(context, key))
		return model.restoreFrom(from)
	}
	const day = model.deletedDates()[one.pick % model.deletedDates().length]
	if (day === undefined) return
	device.edit((context) => restoreAppointment(context, `${series}@${formatDay(day as Day)}`))
	model.restoreOne(day)
}

function shownIn(device: Device) {
	const records = [...device.docs].map(([room, doc]) => readRecords(doc, room)!)
	const [series] = records.flatMap((one) => one.series)
	const overrides = records.flatMap((one) => one.overrides)
	const window = { start: (dayOf(FIRST) - 400) as Day, end: (dayOf(FIRST) + 500) as Day }
	return occurrencesOf(series!, overrides, window, 'Europe/Berlin')
}

it('shows what a model shows that stores every date separately, after each step', () => {
	fc.assert(
		fc.property(rule, fc.array(step, { minLength: 1, maxLength: 8 }), (first, steps) => {
			const device = createWorld([1]).devices[0] as Device
			const begin = beginOf(first)
			const segment = {
				from: begin,
				rules: [textOfRule(first)],
				excludedRules: [],
				duration: HOUR,
				resources: ['a']
			}
			const time = { zone: 'Europe/Berlin', allDay: false, segments: [segment], excluded: [], added: [] }
			const { id } = device.edit((context) => createSeries(context, random(1), time)).edit
			const model = createModel(begin, first, { duration: HOUR, resource: 'a' })
			for (const one of steps) {
				take(device, model, id, one)
				const shown = shownIn(device)
				const seen = seenOf(shown, plus(begin, DAYS * DAY))
				const wanted = model.seen()
				expect([...seen.keys()].sort()).toEqual([...wanted.keys()].sort())
				for (const [day, is] of seen) {
					const should = wanted.get(day)!
					// Where a date lies that the rule no longer names is not what this law is about.
					const { start = is.start, duration = is.duration, resource = is.resource } = should
					expect(is, day).toEqual({ ...should, start, duration, resource })
				}
			}
		}),
		{ numRuns: RUNS }
	)
}, 240_000)

/** The first day of the rule, which is the first date. */
function beginOf({ unit, weekdays }: ModelRule): Wall {
	if (unit === 'day') return FIRST
	for (let day = 0; ; day++) {
		const start = plus(FIRST, day * DAY)
		if (weekdays.includes(((((dayOf(start) + 3) % 7) + 7) % 7) + 1)) return start
	}
}

/**
 * Laws of importing more than once: the book follows the file as long as nobody wrote on what came from it, whatever was
 * imported before, undone or imported twice; and nothing written by hand on a date is ever lost to a file.
 */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { existingSeries, existingSingle } from '#lib/core/ical/existing.ts'
import type { ImportedEvent, ImportedSeries, ImportedSingle } from '#lib/core/ical/import.ts'
import { hashOfSeries, hashOfSingle, planImport, uidOf } from '#lib/core/ical/plan.ts'
import { originalOf } from '#lib/core/ical/write-series.ts'
import { occurrencesOf } from '#lib/core/recurrence/occurrences.ts'
import { addDays, dayOf } from '#lib/core/time/wall.ts'
import { editDetails } from '#lib/doc/edit/change.ts'
import { importPlan, recordsOfPlan } from '#lib/doc/edit/import.ts'
import { readRecords } from '#lib/doc/room-records.ts'
import { planUndo } from '#lib/doc/undo.ts'
import { CALENDAR, createWorld, type Device } from '../support/world.ts'
import { appointment, series, type SeriesOfBook } from './ical.arbitrary.ts'

const PATIENT = { timeout: 120_000 }
const RUNS = { numRuns: 60 }

const singleOf = (one: Parameters<typeof existingSingle>[0], uid: string): ImportedSingle => {
	const { id: _, calendar: __, ...groups } = one
	const source = { uid, sequence: 0, hash: hashOfSingle(groups) }
	return {
		kind: 'single',
		uid,
		id: '202611-imported0000',
		title: '',
		start: groups.when.start,
		allDay: groups.when.allDay,
		remarks: [],
		groups: { ...groups, more: { ...groups.more, source } }
	}
}

const seriesOf = ({ series: one, overrides }: SeriesOfBook, uid: string): ImportedSeries => {
	const { id, calendar: _, time, ...groups } = one
	const dates = overrides.map((override) => {
		const { key, calendar: __, ...own } = override
		return { key: key.replace(id, 's-imported0000'), original: originalOf(override, time), groups: own }
	})
	const source = { uid, sequence: 0, hash: hashOfSeries(time, groups, dates) }
	return {
		kind: 'series',
		uid,
		id: 's-imported0000',
		title: '',
		start: time.segments[0]?.from ?? dayOfNothing,
		allDay: time.allDay,
		remarks: [],
		time,
		groups: { ...groups, more: { ...groups.more, source } },
		overrides: dates.filter(({ groups: own }) => Object.keys(own).length > 0)
	}
}
const dayOfNothing = 0 as ImportedSeries['start']

const recordsOf = (device: Device) => [...device.docs].flatMap(([room, doc]) => readRecords(doc, room) ?? [])

/** As `import-lookup.ts` answers from the snapshots. */
function existing(device: Device, uid: string) {
	const records = recordsOf(device)
	const overrides = records.flatMap((room) => room.overrides)
	const found = [
		...records.flatMap((room) => room.appointments.filter((one) => uidOf(one) === uid).map(existingSingle)),
		...records.flatMap((room) =>
			room.series
				.filter((one) => uidOf(one) === uid)
				.map((one) =>
					existingSeries(
						one,
						overrides.filter(({ key }) => key.startsWith(`${one.id}@`))
					)
				)
		)
	]
	return found.find(({ isDeleted }) => !isDeleted) ?? found[0]
}

function importInto(device: Device, ...events: readonly ImportedEvent[]) {
	const read = { name: '', events, unreadable: [], notAppointments: 0, remarks: [] }
	const plan = planImport(read, (uid) => existing(device, uid))
	device.nowMs += 1000
	return { plan, ...device.edit((context) => importPlan(context, recordsOfPlan(CALENDAR, plan))) }
}

const createDevice = () => createWorld([1]).devices[0] as Device

/** What the views would draw, of three years around the series. */
function shown(device: Device) {
	const records = recordsOf(device)
	const overrides = records.flatMap((room) => room.overrides)
	const dates = records
		.flatMap((room) => room.series)
		.filter(({ state }) => state.status !== 'deleted')
		.flatMap((one) => {
			const start = addDays(dayOf(one.time.segments[0]?.from ?? dayOfNothing), -400)
			const own = overrides.filter(({ key }) => key.startsWith(`${one.id}@`))
			return occurrencesOf(one, own, { start, end: addDays(start, 1_100) }, 'Europe/Berlin')
		})
	const singles = records
		.flatMap((room) => room.appointments)
		.filter(({ state }) => state.status !== 'deleted')
	return {
		singles,
		dates: dates.map(({ key, start, end, appointment: { calendar: _, ...groups } }) => [
			key,
			start,
			end,
			groups
		])
	}
}

describe('importing again', PATIENT, () => {
	it('the same thing writes nothing', () => {
		fc.assert(
			fc.property(appointment, series, (one, other) => {
				const device = createDevice()
				const events = [singleOf(one, 'one'), seriesOf(other, 'other')]
				importInto(device, ...events)
				const { plan, edit } = importInto(device, ...events)
				expect(edit.writes).toEqual([])
				expect(plan.unchanged).toHaveLength(2)
			}),
			RUNS
		)
	})

	it('another version leads to the same book as if it had been the first, while nobody wrote on it', () => {
		fc.assert(
			fc.property(series, fc.array(series, { minLength: 1, maxLength: 2 }), (first, later) => {
				const device = createDevice()
				for (const version of [first, ...later]) importInto(device, seriesOf(version, 'u'))
				const fresh = createDevice()
				importInto(fresh, seriesOf(later.at(-1) as SeriesOfBook, 'u'))
				expect(shown(device)).toEqual(shown(fresh))
			}),
			RUNS
		)
	})

	// Two versions: of a series that became a single one and came back, nobody can tell any more whether a hand wrote on
	// its earlier dates, so these stay as dates of their own.
	it('a single one likewise, and one that became a series or was a series', () => {
		fc.assert(
			fc.property(fc.array(fc.oneof(appointment, series), { minLength: 2, maxLength: 2 }), (versions) => {
				const device = createDevice()
				const events = versions.map((one) => ('series' in one ? seriesOf(one, 'u') : singleOf(one, 'u')))
				for (const event of events) importInto(device, event)
				const fresh = createDevice()
				importInto(fresh, events.at(-1) as ImportedEvent)
				expect(shown(device)).toEqual(shown(fresh))
			}),
			RUNS
		)
	})

	it('after an undo brings the same book as before it', () => {
		fc.assert(
			fc.property(appointment, series, (one, other) => {
				const device = createDevice()
				const events = [singleOf(one, 'one'), seriesOf(other, 'other')]
				const { step } = importInto(device, ...events)
				const before = shown(device)
				const undone = planUndo(device.context, step)
				if (!undone.ok) throw new Error(undone.message)
				device.apply(undone.value.edit)
				expect(shown(device)).toEqual({ singles: [], dates: [] })
				importInto(device, ...events)
				expect(shown(device)).toEqual(before)
			}),
			RUNS
		)
	})

	it('keeps what was written by hand where the file says what it said before', () => {
		fc.assert(
			fc.property(
				appointment,
				appointment,
				fc.subarray(['when', 'what', 'who'] as const),
				(first, next, groups) => {
					const device = createDevice()
					importInto(device, singleOf(first, 'u'))
					const [{ id } = { id: '' }] = shown(device).singles
					const state = { status: 'completed', reason: 'by hand', by: '' } as const
					device.edit((context) => editDetails(context, id, { state, note: 'by hand' }))
					const changed = { ...first, ...Object.fromEntries(groups.map((name) => [name, next[name]])) }
					importInto(device, singleOf(changed, 'u'))
					const [after] = shown(device).singles
					expect(after).toMatchObject({
						state,
						note: 'by hand',
						when: changed.when,
						what: changed.what,
						who: changed.who
					})
				}
			),
			RUNS
		)
	})

	it('takes what the file changed, also where somebody wrote by hand', () => {
		fc.assert(
			fc.property(appointment, (first) => {
				const device = createDevice()
				importInto(device, singleOf(first, 'u'))
				const [{ id } = { id: '' }] = shown(device).singles
				device.edit((context) => editDetails(context, id, { note: 'by hand' }))
				importInto(device, singleOf({ ...first, note: 'of the next file' }, 'u'))
				expect(shown(device).singles[0]?.note).toBe('of the next file')
			}),
			RUNS
		)
	})

	it('keeps what was written by hand on a series where the file says what it said before', () => {
		fc.assert(
			fc.property(series, series, (first, next) => {
				const device = createDevice()
				importInto(device, seriesOf(first, 'u'))
				device.edit((context) => editDetails(context, 's-imported0000', { note: 'by hand' }))
				importInto(device, seriesOf({ ...first, series: { ...first.series, what: next.series.what } }, 'u'))
				const [after] = recordsOf(device).flatMap((room) => room.series)
				expect(after).toMatchObject({ note: 'by hand', what: next.series.what })
			}),
			RUNS
		)
	})

	it('keeps a note that was written by hand on a date the file does not speak of', () => {
		fc.assert(
			fc.property(series, fc.nat(30), (one, pick) => {
				const device = createDevice()
				importInto(device, seriesOf(one, 'u'))
				const untouched = shown(device).dates.filter(
					([key]) => !recordsOf(device).some((room) => room.overrides.some((own) => own.key === key))
				)
				const [key] = untouched[pick % Math.max(1, untouched.length)] ?? []
				if (typeof key !== 'string') return
				device.edit((context) => editDetails(context, key, { note: 'by hand' }))
				const changed = { ...one, series: { ...one.series, note: 'of the file' } }
				importInto(device, seriesOf(changed, 'u'))
				const after = shown(device).dates.find(([other]) => other === key)
				expect((after?.[3] as { note: string }).note).toBe('by hand')
			}),
			RUNS
		)
	})
})

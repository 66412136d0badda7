/**
 * Whoever shows some days opens the documents `roomsFor` names, and sees what somebody sees who has all of them open: no
 * appointment is missing that was moved, lasts long or comes from another zone, and no date of a series is shown as it is
 * not.
 */
import * as fc from 'fast-check'
import { describe, expect, it, vi } from 'vitest'
import type { When } from '#lib/core/appointment/appointment.ts'
import {
	addDays,
	DAY,
	dayOf,
	formatDay,
	HOUR,
	wallOf,
	type Day,
	type Span,
	type Wall
} from '#lib/core/time/wall.ts'
import { editDetails, moveAppointment } from '#lib/doc/edit/change.ts'
import { createAppointment, createSeries } from '#lib/doc/edit/create.ts'
import { deleteAppointment } from '#lib/doc/edit/remove.ts'
import { monthsTouched } from '#lib/doc/edit/time.ts'
import { createBookIndex } from '#lib/doc/index/book-index.ts'
import { roomsFor } from '#lib/doc/index/rooms-needed.ts'
import { planUndo } from '#lib/doc/undo.ts'
import { random, TUESDAYS } from '../support/salon.ts'
import { CALENDAR, createWorld, type Device } from '../support/world.ts'

vi.setConfig({ testTimeout: 60_000 })

const FIRST = wallOf(2026, 10, 1)
/** The farthest apart on Earth among them: 25 hours. */
const zone = fc.constantFrom('Europe/Berlin', 'America/New_York', 'Pacific/Kiritimati', 'Pacific/Pago_Pago')

/** Near the ends of months, where all the questions are. */
const start = fc
	.record({ month: fc.nat(4), hours: fc.integer({ min: -72, max: 72 }) })
	.map(({ month, hours }) => (wallOf(2026, 10 + month, 1) + hours * HOUR) as Wall)
const when: fc.Arbitrary<When> = fc
	.record({ start, hours: fc.oneof(fc.nat(4), fc.nat(1_200)), zone, allDay: fc.boolean() })
	.map(({ start: from, hours, zone: own, allDay }) => {
		const begin = allDay ? ((dayOf(from) * DAY) as Wall) : from
		const length = allDay ? (1 + Math.floor(hours / 24)) * DAY : hours * HOUR
		return { start: begin, end: (begin + length) as Wall, zone: own, allDay, resources: [] }
	})

const range = fc
	.record({ start, days: fc.integer({ min: 1, max: 9 }) })
	.map(({ start: from, days }): Span<Day> => ({ start: dayOf(from), end: addDays(dayOf(from), days) }))

const act = fc.record({
	kind: fc.constantFrom('create', 'move', 'date', 'drop', 'undo'),
	when,
	pick: fc.nat(30)
})

/** A weekly series whose dates last up to five weeks, by `lastsHours`. */
const seriesOf = (lastsHours: number, own: string) => ({
	...TUESDAYS,
	zone: own,
	segments: TUESDAYS.segments.map((segment) => ({
		...segment,
		from: (FIRST + 23 * HOUR) as Wall,
		duration: lastsHours * HOUR
	}))
})

function live(device: Device, acts: readonly { kind: string; when: When; pick: number }[], series: string) {
	const ids: string[] = []
	const steps: Parameters<typeof planUndo>[1][] = []
	acts.forEach(({ kind, when: to, pick }, n) => {
		const id = ids[pick % Math.max(1, ids.length)]
		const key = `${series}@${formatDay(addDays(dayOf(FIRST), 5 + 7 * (pick % 16)))}`
		if (kind === 'create') {
			const { edit, step } = device.edit((context) => createAppointment(context, random(100 + n), to))
			ids.push(edit.id)
			steps.push(step)
		} else if (kind === 'move' && id)
			steps.push(device.edit((context) => moveAppointment(context, id, to)).step)
		else if (kind === 'date') steps.push(device.edit((context) => moveAppointment(context, key, to)).step)
		else if (kind === 'drop') steps.push(device.edit((context) => deleteAppointment(context, key)).step)
		else if (kind === 'undo') {
			const step = steps.pop()
			const planned = step && planUndo(device.context, step)
			if (planned?.ok) device.apply(planned.value.edit)
		}
	})
}

/** The index of a page that opens what it needs, and looks again when it knows more. */
function opened(device: Device, viewZone: string, days: Span<Day>) {
	const index = createBookIndex({ viewZone })
	for (let known = -1, rooms = roomsFor(CALENDAR, days, index); rooms.length > known;) {
		known = rooms.length
		for (const room of rooms) if (!index.has(room)) index.open(room, device.docOf(room))
		rooms = roomsFor(CALENDAR, days, index)
	}
	return index
}

describe('roomsFor()', () => {
	it('knows that a day and an hour lie between the clocks of two islands', () => {
		const [device] = createWorld([1]).devices as readonly [Device]
		const at = (day: number, hour: number) => wallOf(2026, 11, day, hour)
		const own = { allDay: false, resources: [] }
		for (const time of [
			{ start: at(0, 23), end: at(0, 24), zone: 'Pacific/Pago_Pago' },
			{ start: at(31, 0), end: at(31, 1), zone: 'Pacific/Kiritimati' }
		])
			device.edit((context) => createAppointment(context, random(time.start), { ...own, ...time }))
		const shown = (viewZone: string, day: number) => {
			const days = { start: dayOf(at(day, 0)), end: dayOf(at(day + 1, 0)) }
			return opened(device, viewZone, days).occurrences(days).length
		}
		expect(shown('Pacific/Kiritimati', 2)).toBe(1)
		expect(shown('Pacific/Pago_Pago', 29)).toBe(1)
	})

	it('names enough to see what is there, and nothing that is not', () => {
		fc.assert(
			fc.property(
				fc.array(act, { minLength: 1, maxLength: 12 }),
				fc.array(range, { minLength: 1, maxLength: 4 }),
				zone,
				zone,
				fc.constantFrom(1, 30, 400, 800),
				(acts, ranges, viewZone, own, lastsHours) => {
					const [device] = createWorld([1]).devices as readonly [Device]
					const { edit } = device.edit((context) =>
						createSeries(context, random(1), seriesOf(lastsHours, own))
					)
					device.edit((context) => editDetails(context, edit.id, { note: 'weekly' }))
					live(device, acts, edit.id)
					const all = createBookIndex({ viewZone })
					for (const [room, doc] of device.docs) all.open(room, doc)
					for (const days of ranges) {
						expect(opened(device, viewZone, days).occurrences(days)).toEqual(all.occurrences(days))
					}
				}
			),
			{ numRuns: 300 }
		)
	})
})

describe('monthsTouched()', () => {
	it('are the months of all days of the span, in order, each once', () => {
		fc.assert(
			fc.property(when, ({ start: from, end }) => {
				const months = new Set<string>()
				const last = dayOf((end > from ? end - 1 : from) as Wall)
				for (let day = dayOf(from); day <= last; day = addDays(day, 1)) months.add(formatDay(day).slice(0, 7))
				expect(monthsTouched(from, end)).toEqual([...months])
			})
		)
	})
})

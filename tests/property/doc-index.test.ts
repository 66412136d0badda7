import * as fc from 'fast-check'
import { describe, expect, it, vi } from 'vitest'
import { occurrenceOf, type Occurrence } from '#lib/core/appointment/occurrence.ts'
import { hardOverlaps } from '#lib/core/overlap/overlap.ts'
import { occurrencesOf } from '#lib/core/recurrence/occurrences.ts'
import { dayOf, type Day, type Span } from '#lib/core/time/wall.ts'
import { createBookIndex, type BookIndex } from '#lib/doc/index/book-index.ts'
import { byTime } from '#lib/doc/index/days.ts'
import { daysTouched } from '#lib/doc/index/spans.ts'
import { readRecords } from '#lib/doc/room-records.ts'
import { anyAct, shareBook, tryAct } from '../support/acts.ts'
import { ZONES } from '../support/arbitrary.ts'
import { at } from '../support/salon.ts'
import { createWorld, type Device } from '../support/world.ts'

// Whole worlds of devices, hundreds of times: slow where many tests share a core.
vi.setConfig({ testTimeout: 60_000 })

const range = fc
	.record({ from: fc.integer({ min: -40, max: 90 }), days: fc.integer({ min: 1, max: 42 }) })
	.map(({ from, days }): Span<Day> => ({
		start: (dayOf(at(1)) + from) as Day,
		end: (dayOf(at(1)) + from + days) as Day
	}))

const touches = (occurrence: Occurrence, { start, end }: Span<Day>): boolean => {
	const days = daysTouched(occurrence)
	return days.start < end && days.end > start
}

/** What the index must answer, worked out from the documents alone. */
function fromScratch(device: Device, viewZone: string, days: Span<Day>): readonly Occurrence[] {
	const records = [...device.docs].flatMap(([room, doc]) => readRecords(doc, room) ?? [])
	const singles = records
		.flatMap((room) => room.appointments)
		.filter((appointment) => appointment.state.status !== 'deleted')
		.map((appointment) => occurrenceOf(appointment, viewZone))
	const overrides = records.flatMap((room) => room.overrides)
	const dates = records
		.flatMap((room) => room.series)
		.filter((series) => series.state.status !== 'deleted')
		.flatMap((series) =>
			occurrencesOf(
				series,
				overrides.filter((override) => override.key.startsWith(`${series.id}@`)),
				days,
				viewZone
			)
		)
	return [...singles, ...dates].filter((occurrence) => touches(occurrence, days)).sort(byTime)
}

function follow(index: BookIndex, device: Device): void {
	for (const [room, doc] of device.docs) if (!index.has(room)) index.open(room, doc)
}

const choices = fc.array(fc.nat(), { minLength: 20, maxLength: 40 })
const turn = fc.record({ who: fc.nat(1), act: anyAct, ask: range, order: fc.option(choices) })

describe('the index', () => {
	it('equals a rebuild from scratch after whatever was done, here or elsewhere', () => {
		fc.assert(
			fc.property(
				fc.array(turn, { minLength: 1, maxLength: 8 }),
				fc.constantFrom(...ZONES),
				(turns, viewZone) => {
					const world = createWorld([1, 2])
					const shared = shareBook(world)
					const [mine] = world.devices as readonly [Device]
					const index = createBookIndex({ viewZone })
					turns.forEach(({ who, act, ask, order }, n) => {
						tryAct(world.devices[who] as Device, act, shared, n)
						if (order) world.settleShuffled(order)
						follow(index, mine)
						const expected = fromScratch(mine, viewZone, ask)
						expect(index.occurrences(ask)).toEqual(expected)
						const overlaps = hardOverlaps(expected).map(({ a, b }) => [a.key, b.key])
						const conflicts = index.conflicts(ask)
						for (const [a, b] of overlaps) expect(conflicts.get(a as string)).toContain(b)
					})
					const fresh = createBookIndex({ viewZone })
					follow(fresh, mine)
					for (const { ask } of turns) {
						expect(index.occurrences(ask)).toEqual(fresh.occurrences(ask))
						expect(index.conflicts(ask)).toEqual(fresh.conflicts(ask))
					}
					expect(index.bin()).toEqual(fresh.bin())
				}
			),
			{ numRuns: 60 }
		)
	})

	it('keeps the identity of all that did not change', () => {
		fc.assert(
			fc.property(fc.array(turn, { minLength: 1, maxLength: 8 }), (turns) => {
				const world = createWorld([1, 2])
				const shared = shareBook(world)
				const [mine] = world.devices as readonly [Device]
				const index = createBookIndex({ viewZone: 'Europe/Berlin' })
				follow(index, mine)
				for (const { ask } of turns) index.occurrences(ask)
				turns.forEach(({ act, ask }, n) => {
					const before = index.occurrences(ask)
					const touched: Span<Day>[] = []
					const stop = index.subscribe(({ days }) => touched.push(...days))
					tryAct(mine, act, shared, n)
					follow(index, mine)
					stop()
					const after = index.occurrences(ask)
					const byKey = new Map(before.map((occurrence) => [occurrence.key, occurrence]))
					for (const one of after) {
						const old = byKey.get(one.key)
						if (old && JSON.stringify(old) === JSON.stringify(one)) expect(one).toBe(old)
					}
					if (!touched.some((span) => span.start < ask.end && span.end > ask.start))
						expect(after).toBe(before)
					if (JSON.stringify(after) === JSON.stringify(before)) expect(after).toBe(before)
				})
			}),
			{ numRuns: 60 }
		)
	})

	it('shows the same from projections as from documents, and moves nothing when the documents open behind them', () => {
		fc.assert(
			fc.property(fc.array(anyAct, { minLength: 1, maxLength: 6 }), range, (acts, ask) => {
				const world = createWorld([1])
				const shared = shareBook(world)
				const [mine] = world.devices as readonly [Device]
				acts.forEach((act, n) => tryAct(mine, act, shared, n))
				const index = createBookIndex({ viewZone: 'Europe/Berlin' })
				for (const [room, doc] of mine.docs) index.setRecords(room, readRecords(doc, room)!)
				const painted = index.occurrences(ask)
				const version = index.version
				for (const [room, doc] of mine.docs) index.open(room, doc)
				expect(index.version).toBe(version)
				expect(index.occurrences(ask)).toBe(painted)
				expect(painted).toEqual(fromScratch(mine, 'Europe/Berlin', ask))
			}),
			{ numRuns: 40 }
		)
	})
})

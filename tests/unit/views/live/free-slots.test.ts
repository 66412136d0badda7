/** What is proposed to who was promised twice. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
	dayOf,
	minuteOfDay,
	MINUTE,
	overlaps,
	startOfDay,
	type Span,
	type Wall
} from '#lib/core/time/wall.ts'
import { freeSlots, type FreeSearch } from '#lib/views/move/free-slots.ts'
import { at, span } from '../pretend-occurrence.ts'

const search = (wish: Partial<FreeSearch> = {}): FreeSearch => ({
	from: at(9),
	lengthMs: 60 * MINUTE,
	busy: [],
	dayStart: 8 * 60,
	dayEnd: 18 * 60,
	slotMinutes: 15,
	until: at(0, 3),
	...wish
})

const searches = fc
	.record({
		from: fc.integer({ min: 0, max: 47 * 60 }),
		length: fc.integer({ min: 5, max: 240 }),
		busy: fc.array(fc.tuple(fc.integer({ min: 0, max: 72 * 60 }), fc.integer({ min: 5, max: 600 }))),
		slotMinutes: fc.constantFrom(5, 10, 15, 30, 60)
	})
	.map(({ from, length, busy, slotMinutes }) =>
		search({
			from: (at(0) + from * MINUTE) as Wall,
			lengthMs: length * MINUTE,
			slotMinutes,
			busy: busy.map(([start, long]) => ({
				start: (at(0) + start * MINUTE) as Wall,
				end: (at(0) + (start + long) * MINUTE) as Wall
			}))
		})
	)

describe('freeSlots()', () => {
	it('proposes only what is free, open, known and not before its time, soonest first', () => {
		fc.assert(
			fc.property(searches, (asked) => {
				const found = freeSlots(asked, 3)
				expect(found.length).toBeLessThanOrEqual(3)
				found.forEach((slot, index) => {
					expect(slot.end - slot.start).toBe(asked.lengthMs)
					expect(slot.start).toBeGreaterThanOrEqual(asked.from)
					expect(slot.end).toBeLessThanOrEqual(asked.until)
					expect(minuteOfDay(slot.start)).toBeGreaterThanOrEqual(asked.dayStart)
					expect(slot.end - startOfDay(dayOf(slot.start))).toBeLessThanOrEqual(asked.dayEnd * MINUTE)
					expect(asked.busy.some((taken) => overlaps(taken, slot))).toBe(false)
					const before: Span | undefined = found[index - 1]
					if (before) expect(slot.start).toBeGreaterThanOrEqual(before.end)
				})
			})
		)
	})

	it('misses nothing: before the first one every start of the grid is taken or closed', () => {
		fc.assert(
			fc.property(searches, (asked) => {
				const [first] = freeSlots(asked, 1)
				const step = asked.slotMinutes * MINUTE
				const end = first?.start ?? asked.until
				for (let start = Math.ceil(asked.from / step) * step; start < end; start += step) {
					const slot = { start: start as Wall, end: (start + asked.lengthMs) as Wall }
					const midnight = startOfDay(dayOf(slot.start))
					const isOpen =
						start >= midnight + asked.dayStart * MINUTE && slot.end <= midnight + asked.dayEnd * MINUTE
					const isTaken = asked.busy.some((taken) => overlaps(taken, slot))
					expect(isOpen && !isTaken && slot.end <= asked.until).toBe(false)
				}
			})
		)
	})

	it('goes on in the next days, and not where nothing is read', () => {
		const taken = [span(8, 18)]
		expect(freeSlots(search({ busy: taken }), 2).map(({ start }) => start)).toEqual([at(8, 1), at(9, 1)])
		expect(freeSlots(search({ busy: taken, until: at(0, 1) }), 2)).toEqual([])
	})
})

import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { HOUR, MINUTE, overlaps, plus, wallOf, type Span } from '#lib/core/time/wall.ts'
import { freeNearby } from '#lib/views/series/free-nearby.ts'

const DAY_STARTS = wallOf(2026, 12, 1)
const OPENING = { dayStart: 8 * 60, dayEnd: 18 * 60, slotMinutes: 15 }
const at = (hour: number, minutes = 60): Span => {
	const start = plus(DAY_STARTS, hour * HOUR)
	return { start, end: plus(start, minutes * MINUTE) }
}
const hours = (spans: readonly Span[]) => spans.map(({ start }) => (start - DAY_STARTS) / HOUR)

describe('freeNearby()', () => {
	it('names nothing that is taken, outside of the opening, or over another of its own', () => {
		const span = fc
			.tuple(fc.integer({ min: 0, max: 90 }), fc.integer({ min: 1, max: 12 }))
			.map(([quarter, length]) => at(quarter / 4, length * 15))
		fc.assert(
			fc.property(span, fc.array(span, { maxLength: 8 }), (wanted, busy) => {
				const found = freeNearby({ wanted, busy, ...OPENING }, 3)
				expect(found.length).toBeLessThanOrEqual(3)
				for (const [index, slot] of found.entries()) {
					expect(slot.end - slot.start).toBe(wanted.end - wanted.start)
					expect(slot.start).toBeGreaterThanOrEqual(at(8).start)
					expect(slot.end).toBeLessThanOrEqual(at(18).start)
					expect([...busy, ...found.slice(0, index)].some((one) => overlaps(slot, one))).toBe(false)
				}
			})
		)
	})

	it('names the nearest first, later before earlier', () => {
		expect(hours(freeNearby({ wanted: at(10), busy: [at(10)], ...OPENING }, 3))).toEqual([11, 9, 12])
		expect(hours(freeNearby({ wanted: at(10), busy: [at(9, 120)], ...OPENING }, 2))).toEqual([11, 12])
	})

	it('has nothing to offer on a full day', () => {
		expect(freeNearby({ wanted: at(10), busy: [at(8, 600)], ...OPENING }, 3)).toEqual([])
	})
})

import {
	clickSpan,
	drawSpan,
	moveSpan,
	resizeEnd,
	resizeStart,
	type Grid
} from '#lib/core/layout/proposal.ts'
import { pieceOf, pixelAt, scaleLength, scaleSpan, wallAt, type Scale } from '#lib/core/layout/scale.ts'
import { DAY, MINUTE, overlaps, wallOf, type Span, type Wall } from '#lib/core/time/wall.ts'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'

const monday = wallOf(2026, 11, 23)
const minutes = (min: number, max: number) =>
	fc.integer({ min, max }).map((minute) => (monday + minute * MINUTE) as Wall)
const span = fc
	.tuple(minutes(-1440, 11_000), fc.integer({ min: 1, max: 3000 }))
	.map(([start, length]): Span => ({ start, end: (start + length * MINUTE) as Wall }))
const scale: fc.Arbitrary<Scale> = fc
	.record({
		days: fc.integer({ min: 1, max: 7 }),
		dayStart: fc.integer({ min: 0, max: 720 }),
		dayEnd: fc.integer({ min: 721, max: 1440 }),
		busy: fc.double({ min: 0.2, max: 3, noNaN: true }),
		quiet: fc.double({ min: 0.05, max: 3, noNaN: true })
	})
	.map((parts) => ({ start: monday, ...parts }))
const grid: fc.Arbitrary<Grid> = fc
	.tuple(fc.integer({ min: 1, max: 7 }), fc.constantFrom(5, 10, 15, 30, 60))
	.map(([days, slotMinutes]) => ({
		bounds: { start: monday, end: (monday + days * DAY) as Wall },
		slotMinutes
	}))
const delta = fc.integer({ min: -20_000, max: 20_000 }).map((minute) => minute * MINUTE)

describe('time as length', () => {
	test('wallAt() gives back the minute that pixelAt() was given', () => {
		fc.assert(
			fc.property(scale, fc.integer({ min: 0, max: 7 * 1440 - 1 }), (one, minute) => {
				const wall = (monday + (minute % (one.days * 1440)) * MINUTE) as Wall
				expect(Math.abs(wallAt(one, pixelAt(one, wall)) - wall)).toBeLessThanOrEqual(1)
			})
		)
	})

	test('later is further on, and all of it has a place', () => {
		fc.assert(
			fc.property(scale, minutes(-100, 12_000), minutes(-100, 12_000), (one, a, b) => {
				const [early, late] = a < b ? [a, b] : [b, a]
				expect(pixelAt(one, early)).toBeLessThanOrEqual(pixelAt(one, late))
				expect(pixelAt(one, early)).toBeGreaterThanOrEqual(0)
				expect(pixelAt(one, late)).toBeLessThanOrEqual(scaleLength(one) + 1e-6)
			})
		)
	})

	test('exactly what overlaps the days shown has a piece, and it lies inside', () => {
		fc.assert(
			fc.property(scale, span, fc.integer({ min: 1, max: 24 }), (one, appointment, least) => {
				const piece = pieceOf(one, appointment, least)
				expect(piece !== undefined).toBe(overlaps(appointment, scaleSpan(one)))
				if (!piece) return
				expect(piece.start).toBeGreaterThanOrEqual(0)
				expect(piece.end).toBeLessThanOrEqual(scaleLength(one) + 1e-6)
				expect(piece.end - piece.start).toBeGreaterThanOrEqual(least - 1e-6)
				expect(piece.cutStart).toBe(appointment.start < scaleSpan(one).start)
				expect(piece.cutEnd).toBe(appointment.end > scaleSpan(one).end)
			})
		)
	})
})

describe('what a drag proposes', () => {
	const isOnGrid = (wall: Wall, { slotMinutes }: Grid) => wall % (slotMinutes * MINUTE) === 0

	test('a move keeps the duration, and starts on the grid or where it was', () => {
		fc.assert(
			fc.property(span, delta, grid, (original, by, one) => {
				const { start, end } = moveSpan(original, by, one)
				expect(end - start).toBe(original.end - original.start)
				expect(start === original.start || isOnGrid(start, one)).toBe(true)
			})
		)
	})

	test('a move of what starts in the days shown stays in them', () => {
		fc.assert(
			fc.property(minutes(0, 1439), delta, grid, (start, by, one) => {
				const moved = moveSpan({ start, end: (start + 30 * MINUTE) as Wall }, by, one)
				expect(moved.start).toBeGreaterThanOrEqual(one.bounds.start)
				expect(moved.start).toBeLessThan(one.bounds.end)
			})
		)
	})

	test('less than half a step changes nothing', () => {
		fc.assert(
			fc.property(span, grid, fc.double({ min: -0.499, max: 0.499, noNaN: true }), (original, one, part) => {
				const by = part * one.slotMinutes * MINUTE
				expect(resizeStart(original, by, one)).toEqual(original)
				expect(resizeEnd(original, by, one)).toEqual(original)
				const inside = { start: monday, end: (monday + 30 * MINUTE) as Wall }
				expect(moveSpan(inside, by, one)).toEqual(inside)
			})
		)
	})

	test('a pull moves one end only, and never turns the span round', () => {
		fc.assert(
			fc.property(span, delta, grid, (original, by, one) => {
				const early = resizeStart(original, by, one)
				const late = resizeEnd(original, by, one)
				expect(early.end).toBe(original.end)
				expect(late.start).toBe(original.start)
				expect(early.start).toBeLessThan(early.end)
				expect(late.end).toBeGreaterThan(late.start)
			})
		)
	})

	test('a drawing is the same from both ends, on the grid, inside, and covers both points', () => {
		fc.assert(
			fc.property(minutes(0, 1439), minutes(0, 1439), grid, (a, b, one) => {
				const drawn = drawSpan(a, b, one)
				expect(drawSpan(b, a, one)).toEqual(drawn)
				expect(isOnGrid(drawn.start, one) && isOnGrid(drawn.end, one)).toBe(true)
				expect(drawn.start).toBeLessThanOrEqual(Math.min(a, b))
				expect(drawn.end).toBeGreaterThanOrEqual(Math.max(a, b))
				expect(drawn.end - drawn.start).toBeGreaterThanOrEqual(one.slotMinutes * MINUTE)
				expect(drawn.end).toBeLessThanOrEqual(one.bounds.end)
			})
		)
	})

	test('a click begins in its slot and is as long as asked, as far as the days go', () => {
		fc.assert(
			fc.property(minutes(0, 1439), fc.integer({ min: 1, max: 240 }), grid, (at, length, one) => {
				const { start, end } = clickSpan(at, length, one)
				expect(start).toBeLessThanOrEqual(at)
				expect(at - start).toBeLessThan(one.slotMinutes * MINUTE)
				const wanted = Math.max(length, one.slotMinutes) * MINUTE
				expect(end).toBe(Math.min(start + wanted, one.bounds.end))
			})
		)
	})
})

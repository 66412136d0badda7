import {
	dayLength,
	pieceOf,
	pixelAt,
	scaleLength,
	scaleSpan,
	wallAt,
	type Scale
} from '#lib/core/layout/scale.ts'
import { DAY, HOUR, wallOf, type Span } from '#lib/core/time/wall.ts'
import { describe, expect, test } from 'vitest'

const monday = wallOf(2026, 11, 23)
const at = (day: number, hour: number, minute = 0) => wallOf(2026, 11, 23 + day, hour, minute)
const even: Scale = { start: monday, days: 1, dayStart: 0, dayEnd: 1440, busy: 2, quiet: 2 }
/** 8:00 to 20:00 at one pixel a minute, the nights at a tenth. */
const week: Scale = { start: monday, days: 7, dayStart: 480, dayEnd: 1200, busy: 1, quiet: 0.1 }
const span = (start: number, end: number) => ({ start, end }) as Span

describe('an even scale', () => {
	test('is as long as its minutes', () => {
		expect(dayLength(even)).toBe(2880)
		expect(scaleLength(even)).toBe(2880)
		expect(scaleSpan(even)).toEqual({ start: monday, end: monday + DAY })
	})

	test('pixelAt() counts from the first midnight', () => {
		expect(pixelAt(even, at(0, 0))).toBe(0)
		expect(pixelAt(even, at(0, 9, 30))).toBe(1140)
	})

	test('pixelAt() holds what lies outside at the ends', () => {
		expect(pixelAt(even, at(-1, 23))).toBe(0)
		expect(pixelAt(even, at(1, 0))).toBe(2880)
		expect(pixelAt(even, at(3, 5))).toBe(2880)
	})

	test('wallAt() is the way back, to the second', () => {
		expect(wallAt(even, 1140)).toBe(at(0, 9, 30))
		expect(wallAt(even, 1)).toBe(monday + 30_000)
	})

	test('wallAt() holds what lies outside at the ends', () => {
		expect(wallAt(even, -50)).toBe(monday)
		expect(wallAt(even, 9999)).toBe(monday + DAY)
	})
})

describe('a scale with narrow nights', () => {
	test('has days of equal length', () => {
		expect(dayLength(week)).toBeCloseTo(720 + 72)
		expect(scaleLength(week)).toBeCloseTo(7 * 792)
	})

	test.each([
		['in the morning', at(0, 4), 24],
		['when the day begins', at(0, 8), 48],
		['in the day', at(0, 9), 108],
		['when the day ends', at(0, 20), 768],
		['in the evening', at(0, 22), 780],
		['at the next midnight', at(1, 0), 792],
		['on another day', at(2, 9), 2 * 792 + 108]
	])('pixelAt() and wallAt() agree %s', (_, wall, pixel) => {
		expect(pixelAt(week, wall)).toBeCloseTo(pixel)
		expect(wallAt(week, pixel)).toBe(wall)
	})
})

describe('pieceOf()', () => {
	test('is the pixels of a span', () => {
		expect(pieceOf(even, span(at(0, 9), at(0, 10)), 10)).toEqual({
			start: 1080,
			end: 1200,
			cutStart: false,
			cutEnd: false
		})
	})

	test('is undefined outside the range, also where it only touches', () => {
		expect(pieceOf(even, span(at(-1, 9), at(-1, 10)), 10)).toBeUndefined()
		expect(pieceOf(even, span(at(-1, 22), at(0, 0)), 10)).toBeUndefined()
		expect(pieceOf(even, span(at(1, 0), at(1, 1)), 10)).toBeUndefined()
	})

	test('cuts an evening at midnight', () => {
		expect(pieceOf(even, span(at(0, 23), at(1, 2)), 10)).toEqual({
			start: 2760,
			end: 2880,
			cutStart: false,
			cutEnd: true
		})
	})

	test('cuts the night before at midnight', () => {
		expect(pieceOf(even, span(at(-1, 23), at(0, 2)), 10)).toEqual({
			start: 0,
			end: 240,
			cutStart: true,
			cutEnd: false
		})
	})

	test('cuts what lasts for days at both ends', () => {
		expect(pieceOf(even, span(at(-1, 5), at(2, 5)), 10)).toEqual({
			start: 0,
			end: 2880,
			cutStart: true,
			cutEnd: true
		})
	})

	test('both pieces of a night together are as long as the night', () => {
		const night = span(at(0, 22), at(1, 3))
		const tuesday = { ...even, start: at(1, 0) }
		const [one, other] = [pieceOf(even, night, 1), pieceOf(tuesday, night, 1)]
		const length = (piece: typeof one) => (piece ? piece.end - piece.start : 0)
		expect(length(one) + length(other)).toBe((5 * HOUR * 2) / 60_000)
	})

	test('is never shorter than can be read', () => {
		expect(pieceOf(even, span(at(0, 9), at(0, 9, 5)), 22)).toMatchObject({ start: 1080, end: 1102 })
	})

	test('keeps a short one at the end of the day inside the day', () => {
		expect(pieceOf(even, span(at(0, 23, 55), at(1, 0)), 22)).toMatchObject({ start: 2858, end: 2880 })
	})

	test('shows a span without length where it stands', () => {
		expect(pieceOf(even, span(at(0, 9), at(0, 9)), 22)).toMatchObject({ start: 1080, end: 1102 })
		expect(pieceOf(even, span(monday, monday), 22)).toMatchObject({ start: 0, end: 22, cutStart: false })
		expect(pieceOf(even, span(at(-1, 9), at(-1, 9)), 22)).toBeUndefined()
	})
})

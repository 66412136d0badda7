import {
	clickSpan,
	drawSpan,
	moveDays,
	moveSpan,
	resizeEnd,
	resizeStart,
	type Grid
} from '#lib/core/layout/proposal.ts'
import { DAY, formatWall, MINUTE, plus, wallOf, type Span } from '#lib/core/time/wall.ts'
import { describe, expect, test } from 'vitest'

const at = (hour: number, minute = 0, day = 0) => wallOf(2026, 11, 23 + day, hour, minute)
const span = (start: number, end: number) => ({ start, end }) as Span
const grid: Grid = { bounds: span(at(0), at(0, 0, 1)), slotMinutes: 15 }
const told = ({ start, end }: Span) => `${formatWall(start).slice(8)} ${formatWall(end).slice(8)}`
const nine = span(at(9), at(10))

describe('moveSpan()', () => {
	test('moves by whole grid steps and keeps the duration', () => {
		expect(told(moveSpan(nine, 40 * MINUTE, grid))).toBe('23T09:45 23T10:45')
		expect(told(moveSpan(nine, -60 * MINUTE, grid))).toBe('23T08:00 23T09:00')
	})

	test('does not move before half a step', () => {
		const odd = span(at(9, 7), at(9, 52))
		expect(moveSpan(odd, 0, grid)).toEqual(odd)
		expect(moveSpan(odd, 7 * MINUTE, grid)).toEqual(odd)
		expect(moveSpan(odd, -7 * MINUTE, grid)).toEqual(odd)
	})

	test('brings what is off the grid onto it once it moves', () => {
		expect(told(moveSpan(span(at(9, 7), at(9, 52)), 20 * MINUTE, grid))).toBe('23T09:30 23T10:15')
	})

	test('holds the start at the first midnight', () => {
		expect(told(moveSpan(nine, -20 * 60 * MINUTE, grid))).toBe('23T00:00 23T01:00')
	})

	test('holds the start in the last slot; the end may pass midnight', () => {
		expect(told(moveSpan(nine, 20 * 60 * MINUTE, grid))).toBe('23T23:45 24T00:45')
	})

	test('what began the day before may stay where it began', () => {
		const night = span(at(23, 0, -1), at(2))
		expect(told(moveSpan(night, -5 * 60 * MINUTE, grid))).toBe('22T23:00 23T02:00')
		expect(told(moveSpan(night, 120 * MINUTE, grid))).toBe('23T01:00 23T04:00')
	})

	test('what begins after the days shown may stay where it begins', () => {
		const later = span(at(9, 0, 2), at(10, 0, 2))
		expect(moveSpan(later, 60 * MINUTE, grid)).toEqual(later)
	})
})

describe('moveDays()', () => {
	test('moves by whole days either way', () => {
		expect(told(moveDays(nine, 2))).toBe('25T09:00 25T10:00')
		expect(told(moveDays(nine, -1))).toBe('22T09:00 22T10:00')
	})
})

describe('resizeEnd()', () => {
	test('pulls the end on the grid and leaves the start', () => {
		expect(told(resizeEnd(nine, 31 * MINUTE, grid))).toBe('23T09:00 23T10:30')
	})

	test('leaves an end off the grid alone until it is pulled', () => {
		const odd = span(at(9), at(9, 50))
		expect(resizeEnd(odd, 5 * MINUTE, grid)).toEqual(odd)
		expect(told(resizeEnd(odd, 10 * MINUTE, grid))).toBe('23T09:00 23T10:00')
	})

	test('one step remains', () => {
		expect(told(resizeEnd(nine, -500 * MINUTE, grid))).toBe('23T09:00 23T09:15')
	})

	test('from a start off the grid the end stays after it', () => {
		expect(told(resizeEnd(span(at(9, 7), at(10)), -500 * MINUTE, grid))).toBe('23T09:07 23T09:15')
	})

	test('ends at midnight at the latest', () => {
		expect(told(resizeEnd(nine, 5000 * MINUTE, grid))).toBe('23T09:00 24T00:00')
	})

	test('what ends later anyhow may end there', () => {
		const night = span(at(22), at(2, 0, 1))
		expect(told(resizeEnd(night, 60 * MINUTE, grid))).toBe('23T22:00 24T02:00')
		expect(told(resizeEnd(night, -180 * MINUTE, grid))).toBe('23T22:00 23T23:00')
	})

	test('pulls whole days with the step of a day', () => {
		const days: Grid = { bounds: span(at(0), at(0, 0, 7)), slotMinutes: 1440 }
		const holiday = span(at(0), at(0, 0, 2))
		expect(told(resizeEnd(holiday, DAY, days))).toBe('23T00:00 26T00:00')
		expect(told(resizeEnd(holiday, -5 * DAY, days))).toBe('23T00:00 24T00:00')
	})
})

describe('resizeStart()', () => {
	test('pulls the start on the grid and leaves the end', () => {
		expect(told(resizeStart(nine, -31 * MINUTE, grid))).toBe('23T08:30 23T10:00')
	})

	test('leaves a start off the grid alone until it is pulled', () => {
		const odd = span(at(9, 10), at(10))
		expect(resizeStart(odd, -5 * MINUTE, grid)).toEqual(odd)
		expect(told(resizeStart(odd, -10 * MINUTE, grid))).toBe('23T09:00 23T10:00')
	})

	test('one step remains', () => {
		expect(told(resizeStart(nine, 500 * MINUTE, grid))).toBe('23T09:45 23T10:00')
	})

	test('before an end off the grid the start stays before it', () => {
		expect(told(resizeStart(span(at(9), at(9, 50)), 500 * MINUTE, grid))).toBe('23T09:45 23T09:50')
	})

	test('starts at midnight at the earliest', () => {
		expect(told(resizeStart(nine, -5000 * MINUTE, grid))).toBe('23T00:00 23T10:00')
	})

	test('what starts earlier anyhow may start there', () => {
		expect(told(resizeStart(span(at(23, 0, -1), at(2)), -60 * MINUTE, grid))).toBe('22T23:00 23T02:00')
	})

	test('a span without length grows, and never turns round', () => {
		const point = span(at(9), at(9))
		expect(told(resizeStart(point, 60 * MINUTE, grid))).toBe('23T08:45 23T09:00')
		expect(told(resizeEnd(point, -60 * MINUTE, grid))).toBe('23T09:00 23T09:15')
	})
})

describe('drawSpan()', () => {
	test('covers the slots of both ends', () => {
		expect(told(drawSpan(at(9, 5), at(9, 40), grid))).toBe('23T09:00 23T09:45')
	})

	test('draws upwards as well', () => {
		expect(told(drawSpan(at(9, 40), at(9, 5), grid))).toBe('23T09:00 23T09:45')
	})

	test('is one slot where nothing was drawn', () => {
		expect(told(drawSpan(at(9, 7), at(9, 7), grid))).toBe('23T09:00 23T09:15')
		expect(told(drawSpan(at(9), at(9), grid))).toBe('23T09:00 23T09:15')
	})

	test('stays in the days shown', () => {
		expect(told(drawSpan(at(23, 50), plus(at(0, 0, 1), 60 * MINUTE), grid))).toBe('23T23:45 24T00:00')
		expect(told(drawSpan(at(0, 0, 1), at(0, 0, 1), grid))).toBe('23T23:45 24T00:00')
		expect(told(drawSpan(at(20, 0, -1), at(0, 20), grid))).toBe('23T00:00 23T00:30')
	})
})

describe('clickSpan()', () => {
	test('begins with the slot and lasts as asked', () => {
		expect(told(clickSpan(at(9, 20), 30, grid))).toBe('23T09:15 23T09:45')
	})

	test('is never shorter than a slot', () => {
		expect(told(clickSpan(at(9, 20), 5, grid))).toBe('23T09:15 23T09:30')
	})

	test('ends with the days shown', () => {
		expect(told(clickSpan(at(23, 50), 60, grid))).toBe('23T23:45 24T00:00')
	})
})

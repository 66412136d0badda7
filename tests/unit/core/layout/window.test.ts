import { lineAt, linesBetween, offsetsOf, openAt, touches, widen } from '#lib/core/layout/window.ts'
import { describe, expect, test } from 'vitest'

const offsets = offsetsOf([20, 30, 10])
const part = (start: number, end: number) => ({ start, end })

describe('offsetsOf()', () => {
	test('sums up, with the end of all as last', () => {
		expect(offsets).toEqual([0, 20, 50, 60])
		expect(offsetsOf([])).toEqual([0])
	})
})

describe('lineAt()', () => {
	test.each([
		[0, 0],
		[19.9, 0],
		[20, 1],
		[49, 1],
		[50, 2],
		[59, 2]
	])('at pixel %d lies line %d', (pixel, line) => {
		expect(lineAt(offsets, pixel)).toBe(line)
	})

	test('outside of all it is the nearest', () => {
		expect(lineAt(offsets, -5)).toBe(0)
		expect(lineAt(offsets, 60)).toBe(2)
		expect(lineAt(offsets, 900)).toBe(2)
	})

	test('is -1 without lines', () => {
		expect(lineAt(offsetsOf([]), 5)).toBe(-1)
	})
})

describe('linesBetween()', () => {
	test('takes what touches the part, half-open', () => {
		expect(linesBetween(offsets, part(0, 20))).toEqual({ first: 0, end: 1 })
		expect(linesBetween(offsets, part(0, 21))).toEqual({ first: 0, end: 2 })
		expect(linesBetween(offsets, part(20, 50))).toEqual({ first: 1, end: 2 })
		expect(linesBetween(offsets, part(-50, 900))).toEqual({ first: 0, end: 3 })
	})

	test('adds spare lines as far as there are any', () => {
		expect(linesBetween(offsets, part(20, 50), 1)).toEqual({ first: 0, end: 3 })
		expect(linesBetween(offsets, part(0, 10), 1)).toEqual({ first: 0, end: 2 })
	})

	test('is empty where the part is, or where there are no lines', () => {
		expect(linesBetween(offsets, part(30, 30))).toEqual({ first: 0, end: 0 })
		expect(linesBetween(offsetsOf([]), part(0, 10))).toEqual({ first: 0, end: 0 })
	})
})

describe('widen()', () => {
	test('adds a step at each side of the steps it touches', () => {
		expect(widen(part(410, 790), 400)).toEqual(part(0, 1200))
		expect(widen(part(400, 800), 400)).toEqual(part(0, 1200))
	})

	test('does not change while scrolling inside a step', () => {
		expect(widen(part(410, 790), 400)).toEqual(widen(part(401, 781), 400))
	})
})

describe('touches()', () => {
	test('is half-open and symmetric', () => {
		expect(touches(part(0, 10), part(9, 20))).toBe(true)
		expect(touches(part(9, 20), part(0, 10))).toBe(true)
		expect(touches(part(0, 10), part(10, 20))).toBe(false)
		expect(touches(part(10, 20), part(0, 10))).toBe(false)
	})
})

describe('openAt()', () => {
	test('begins where business begins, as long as now can be seen from there', () => {
		expect([openAt(500, undefined, 400), openAt(500, 600, 400), openAt(500, 100, 400)]).toEqual([
			500, 500, 500
		])
		expect(openAt(-12, undefined, 400)).toBe(0)
	})

	test('late in the day, now has a quarter of the room before it', () => {
		expect(openAt(500, 1000, 400)).toBe(900)
	})
})

import { nearestIn, type Placed, type Way } from '#lib/core/layout/nearest.ts'
import { describe, expect, test } from 'vitest'

const card = (id: string, line: number, start: number, end = start + 1): Placed => ({ id, line, start, end })
const day = [
	card('a9', 0, 9),
	card('a11', 0, 11),
	card('a14', 0, 14, 16),
	// Line 1 is empty.
	card('c8', 2, 8),
	card('c13', 2, 13, 15),
	card('c16', 2, 16),
	card('d9', 3, 9)
]
const go = (id: string, way: Way) => nearestIn(day, day.find((one) => one.id === id) as Placed, way)?.id

describe('nearestIn()', () => {
	test('goes along a line in time', () => {
		expect(go('a9', 'later')).toBe('a11')
		expect(go('a11', 'earlier')).toBe('a9')
	})

	test('stops at the ends of a line', () => {
		expect(go('a9', 'earlier')).toBeUndefined()
		expect(go('a14', 'later')).toBeUndefined()
	})

	test('crosses to the nearest in time and skips an empty line', () => {
		expect(go('a14', 'line-after')).toBe('c13')
		expect(go('a9', 'line-after')).toBe('c8')
		expect(go('c16', 'line-before')).toBe('a14')
		expect(go('c8', 'line-after')).toBe('d9')
	})

	test('stops at the first and the last line', () => {
		expect(go('a9', 'line-before')).toBeUndefined()
		expect(go('d9', 'line-after')).toBeUndefined()
	})

	test('of two equally near it takes the earlier', () => {
		const pair = [card('x', 0, 10), card('y', 1, 9), card('z', 1, 11)]
		expect(nearestIn(pair, pair[0] as Placed, 'line-after')?.id).toBe('y')
	})

	test('visits those that start together one after the other', () => {
		const twins = [card('b', 0, 9), card('a', 0, 9), card('long', 0, 9, 12)]
		const step = (id: string, way: Way) =>
			nearestIn(twins, twins.find((one) => one.id === id) as Placed, way)?.id
		expect(step('a', 'later')).toBe('b')
		expect(step('b', 'later')).toBe('long')
		expect(step('long', 'earlier')).toBe('b')
		expect(step('b', 'earlier')).toBe('a')
	})

	test('works from a place where nothing stands', () => {
		expect(nearestIn(day, card('gone', 1, 13), 'line-after')?.id).toBe('c13')
		expect(nearestIn([], card('gone', 1, 13), 'later')).toBeUndefined()
		expect(nearestIn([], card('gone', 1, 13), 'line-before')).toBeUndefined()
	})
})

import { layOutColumn, layOutRow, type Stretch } from '#lib/core/layout/lanes.ts'
import { describe, expect, test } from 'vitest'

const at = (start: number, end: number): Stretch => ({ start, end })
const told = (stretches: readonly Stretch[]) =>
	layOutColumn(stretches).map(({ lane, lanes, width }) => `${lane}+${width}/${lanes}`)

describe('layOutColumn()', () => {
	test('an empty column has no boxes', () => {
		expect(layOutColumn([])).toEqual([])
	})

	test('a box alone takes the whole width', () => {
		expect(told([at(9, 10)])).toEqual(['0+1/1'])
	})

	test('boxes that touch do not share the width', () => {
		expect(told([at(9, 10), at(10, 11)])).toEqual(['0+1/1', '0+1/1'])
	})

	test('two at once stand side by side, the earlier first', () => {
		expect(told([at(9, 11), at(10, 12)])).toEqual(['0+1/2', '1+1/2'])
	})

	test('of two that start together the longer stands first', () => {
		expect(told([at(9, 10), at(9, 12)])).toEqual(['1+1/2', '0+1/2'])
	})

	test('equal boxes keep their order', () => {
		expect(told([at(9, 10), at(9, 10), at(9, 10)])).toEqual(['0+1/3', '1+1/3', '2+1/3'])
	})

	test('a lane that became free is used again', () => {
		expect(told([at(9, 12), at(9, 10), at(10, 11)])).toEqual(['0+1/2', '1+1/2', '1+1/2'])
	})

	test('a box grows over lanes that stay empty while it lasts', () => {
		// Three at nine; at eleven only the long one is left beside the fourth.
		expect(told([at(9, 13), at(9, 10), at(9, 10), at(11, 12)])).toEqual(['0+1/3', '1+1/3', '2+1/3', '1+2/3'])
	})

	test('a box does not grow over a neighbour that begins while it lasts', () => {
		expect(told([at(9, 14), at(9, 10), at(9, 10), at(10, 13), at(11, 12)])).toEqual([
			'0+1/3',
			'1+1/3',
			'2+1/3',
			'1+1/3',
			'2+1/3'
		])
	})

	test('a box grows past one that has ended by then', () => {
		expect(told([at(8, 20), at(8, 9), at(8, 9), at(10, 11), at(10, 11), at(12, 13)])).toEqual([
			'0+1/3',
			'1+1/3',
			'2+1/3',
			'1+1/3',
			'2+1/3',
			'1+2/3'
		])
	})

	test('knots that do not touch are laid out by themselves', () => {
		expect(told([at(9, 11), at(10, 12), at(14, 15)])).toEqual(['0+1/2', '1+1/2', '0+1/1'])
	})

	test('the order of the input does not matter, the answers stand in it', () => {
		expect(told([at(14, 15), at(10, 12), at(9, 11)])).toEqual(['0+1/1', '1+1/2', '0+1/2'])
	})

	test('nothing is widened in a knot of more than sixteen', () => {
		const deep = Array.from({ length: 17 }, () => at(9, 10))
		const laid = layOutColumn([at(8, 20), ...deep, at(12, 13)])
		expect(laid.at(-1)).toEqual({ lane: 1, lanes: 18, width: 1 })
		expect(laid[0]).toEqual({ lane: 0, lanes: 18, width: 1 })
	})

	test('in a knot of sixteen it still is', () => {
		const deep = Array.from({ length: 15 }, () => at(9, 10))
		expect(layOutColumn([at(8, 20), ...deep, at(12, 13)]).at(-1)).toEqual({ lane: 1, lanes: 16, width: 15 })
	})
})

describe('layOutRow()', () => {
	test('an empty row needs no lane', () => {
		expect(layOutRow([])).toEqual({ lanes: [], count: 0 })
	})

	test('one after the other needs one', () => {
		expect(layOutRow([at(9, 10), at(10, 11), at(15, 16)])).toEqual({ lanes: [0, 0, 0], count: 1 })
	})

	test('as many as are there at the deepest moment', () => {
		expect(layOutRow([at(9, 12), at(10, 11), at(10, 13), at(12, 14)])).toEqual({
			lanes: [0, 2, 1, 0],
			count: 3
		})
	})

	test('the lowest free lane is taken, whichever became free last', () => {
		expect(layOutRow([at(0, 10), at(1, 3), at(2, 4), at(5, 6)]).lanes).toEqual([0, 1, 2, 1])
	})
})

import { fitColumns, PHONE_WIDTH } from '#lib/core/layout/columns.ts'
import { describe, expect, test } from 'vitest'

describe('fitColumns()', () => {
	test('a whole number of columns fills the screen', () => {
		expect(fitColumns(30, 1388, 132)).toEqual({ width: 138.8, shown: 10 })
	})

	test('few columns share all of it', () => {
		expect(fitColumns(4, 1388, 132)).toEqual({ width: 347, shown: 4 })
	})

	test('a phone shows two at most', () => {
		expect(fitColumns(10, 338, 148)).toEqual({ width: 169, shown: 2 })
		expect(fitColumns(10, 500, 148)).toEqual({ width: 250, shown: 2 })
		expect(fitColumns(1, 338, 148)).toEqual({ width: 338, shown: 1 })
	})

	test('from the width of a tablet on there are more', () => {
		expect(fitColumns(10, PHONE_WIDTH, 148).shown).toBe(3)
		expect(fitColumns(10, 768, 148)).toEqual({ width: 153.6, shown: 5 })
	})

	test('a screen narrower than a column shows one, as wide as the screen', () => {
		expect(fitColumns(10, 100, 148)).toEqual({ width: 100, shown: 1 })
	})

	test('without any column there is room for one', () => {
		expect(fitColumns(0, 800, 148)).toEqual({ width: 800, shown: 1 })
	})
})

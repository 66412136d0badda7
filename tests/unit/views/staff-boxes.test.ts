import type { Scale } from '#lib/core/layout/scale.ts'
import { boxesIn, boxesOf, lookOf, placeStyle } from '#lib/views/staff-day/boxes.ts'
import { describe, expect, test } from 'vitest'
import { monday, pretend } from './pretend-occurrence.ts'

const scale: Scale = { start: monday, days: 1, dayStart: 0, dayEnd: 1440, busy: 1, quiet: 1 }

describe('boxesOf()', () => {
	test('stands each at its time, side by side where they overlap', () => {
		const all = [pretend({ key: 'a', from: 9, to: 11 }), pretend({ key: 'b', from: 10, to: 11 })]
		expect(boxesOf(all, scale, 20, 200).map(({ style }) => style)).toEqual([
			'top:540px;height:119px;inset-inline-start:0%;width:calc(50% - 2px)',
			'top:600px;height:59px;inset-inline-start:50%;width:calc(50% - 2px)'
		])
	})

	test('short ones that follow one another stay readable side by side, not one over the other', () => {
		const all = [pretend({ key: 'a', from: 9, to: 9.1 }), pretend({ key: 'b', from: 9.1, to: 9.2 })]
		const [a, b] = boxesOf(all, scale, 20, 200)
		expect(a?.piece.end).toBeGreaterThan(b?.piece.start ?? 0)
		expect(a?.style).toContain('inset-inline-start:0%')
		expect(b?.style).toContain('inset-inline-start:50%')
	})

	test('leaves out what is on another day, and cuts what is partly', () => {
		const all = [pretend({ key: 'a', from: 30, to: 31 }), pretend({ key: 'b', from: 22, to: 26 })]
		const boxes = boxesOf(all, scale, 20, 200)
		expect(boxes.map(({ occurrence }) => occurrence.key)).toEqual(['b'])
		expect(boxes[0]?.look).toContain('cut-end')
	})

	test('tells the whole time where there is room', () => {
		const [short, long] = boxesOf(
			[pretend({ from: 9, to: 9.5 }), pretend({ from: 12, to: 13 })],
			scale,
			20,
			200
		)
		expect([short?.times, long?.times]).toEqual(['start', 'span'])
	})

	test('gives the name all the room where the column is shared on a phone', () => {
		const both = [pretend({ key: 'a', from: 9, to: 11 }), pretend({ key: 'b', from: 10, to: 11 })]
		const [slim] = boxesOf(both, scale, 20, 120)
		expect([slim?.look, slim?.times]).toEqual([' slim', 'none'])
		expect(boxesOf(both.slice(1), scale, 20, 120)[0]?.times).toBe('span')
	})
})

describe('lookOf()', () => {
	const look = (height: number) => lookOf({ start: 0, end: height, cutStart: false, cutEnd: false })

	test('knows how many lines have room', () => {
		expect([look(20), look(45), look(80)]).toEqual(['one-line', 'two-lines', ''])
	})
})

describe('placeStyle()', () => {
	test('neighbours in time touch by a pixel of paper, also between whole pixels', () => {
		const laid = { lane: 0, lanes: 3, width: 2 }
		const upper = placeStyle({ start: 10.4, end: 20.6 }, laid)
		const lower = placeStyle({ start: 20.6, end: 30 }, laid)
		expect(upper).toBe('top:10px;height:10px;inset-inline-start:0%;width:calc(66.67% - 2px)')
		expect(lower).toContain('top:21px;')
	})
})

describe('boxesIn()', () => {
	test('keeps what the part in view touches', () => {
		const boxes = boxesOf([pretend({ key: 'a' }), pretend({ key: 'b', from: 15, to: 16 })], scale, 20, 200)
		const keys = (start: number, end: number) =>
			boxesIn(boxes, { start, end }).map(({ occurrence }) => occurrence.key)
		expect(keys(0, 541)).toEqual(['a'])
		expect(keys(0, 540)).toEqual([])
		expect(keys(500, 1000)).toEqual(['a', 'b'])
	})
})

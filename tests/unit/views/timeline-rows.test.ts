import type { Scale } from '#lib/core/layout/scale.ts'
import { dayOf } from '#lib/core/time/wall.ts'
import { linesOf } from '#lib/views/interaction/lines.ts'
import { rowBoxesIn, rowBoxLook, rowBoxStyle, rowHeight, rowOf } from '#lib/views/timeline/rows.ts'
import { dayTicks, gridStyle, hourTicks } from '#lib/views/timeline/ticks.ts'
import { describe, expect, test } from 'vitest'
import { at, monday, pretend, resource } from './pretend-occurrence.ts'

const day: Scale = { start: monday, days: 1, dayStart: 0, dayEnd: 1440, busy: 1, quiet: 1 }
const week: Scale = { start: monday, days: 7, dayStart: 480, dayEnd: 1200, busy: 0.5, quiet: 0.1 }
const measures = { lane: 28, pad: 3, least: 20 }
const row = (...occurrences: ReturnType<typeof pretend>[]) => {
	const [line] = linesOf([resource('mia')], occurrences)
	if (!line) throw new Error('no line')
	return rowOf(line, day, measures.least)
}

describe('rowOf()', () => {
	test('an empty row is one lane high', () => {
		expect(rowHeight(row(), measures)).toBe(34)
	})

	test('is as high as what overlaps needs, all-day ones first', () => {
		const one = row(
			pretend({ key: 'a', from: 9, to: 11 }),
			pretend({ key: 'b', from: 10, to: 11 }),
			pretend({ key: 'h', from: 0, to: 24, allDay: true })
		)
		expect(one.boxes.map(({ occurrence, lane }) => [occurrence.key, lane])).toEqual([
			['h', 0],
			['a', 1],
			['b', 2]
		])
		expect(rowHeight(one, measures)).toBe(3 * 28 + 6)
	})

	test('leaves out other days', () => {
		expect(row(pretend({ from: 50, to: 51 })).boxes).toEqual([])
	})
})

describe('a box of a row', () => {
	const [first, second] = row(pretend({ from: 9, to: 11 }), pretend({ key: 'b', from: 10, to: 11 })).boxes

	test('stands at its time and in its lane', () => {
		expect(first && rowBoxStyle(first, measures)).toBe(
			'inset-inline-start:540px;width:119px;top:3px;height:26px'
		)
		expect(second && rowBoxStyle(second, measures)).toBe(
			'inset-inline-start:600px;width:59px;top:31px;height:26px'
		)
	})

	test('is drawn when it touches the part in view', () => {
		const boxes = first && second ? [first, second] : []
		expect(rowBoxesIn(boxes, { start: 0, end: 600 })).toEqual([first])
		expect(rowBoxesIn(boxes, { start: 660, end: 700 })).toEqual([])
	})

	test.each([
		[30, 28, 'one-line sign-only', 'none'],
		[60, 28, 'one-line slim', 'none'],
		[60, 42, 'two-lines slim', 'none'],
		[80, 28, 'one-line', 'none'],
		[150, 28, 'one-line', 'start'],
		[150, 42, 'two-lines', 'span'],
		[80, 42, 'two-lines', 'start'],
		[500, 28, 'one-line long', 'start']
	])('%d pixels long in a lane of %d is %s', (length, lane, look, times) => {
		const piece = { start: 0, end: length, cutStart: false, cutEnd: false }
		expect(rowBoxLook(piece, { ...measures, lane })).toEqual({ look, times })
	})

	test('says where it is cut', () => {
		const piece = { start: 0, end: 80, cutStart: true, cutEnd: true }
		expect(rowBoxLook(piece, measures).look).toBe('one-line cut-start cut-end')
	})
})

describe('the labels of the axis', () => {
	test('a day has one for each hour that can be read', () => {
		expect(hourTicks(day, dayOf(monday)).map(({ left }) => left)).toEqual(
			Array.from({ length: 23 }, (_, index) => (index + 1) * 60)
		)
		const coarse = hourTicks({ ...day, busy: 0.3, quiet: 0.3 }, dayOf(monday))
		expect(coarse[0]?.wall).toBe(at(3))
		expect(coarse.at(-1)?.wall).toBe(at(21))
	})

	test('where the nights are narrow only the business day is labelled', () => {
		const hours = hourTicks(week, dayOf(at(30)))
		expect(hours.map(({ wall }) => wall)).toEqual([8, 10, 12, 14, 16, 18].map((hour) => at(hour, 1)))
	})

	test('a very narrow day is labelled twice at the most', () => {
		expect(hourTicks({ ...day, busy: 0.05, quiet: 0.05 }, dayOf(monday)).map(({ wall }) => wall)).toEqual([
			at(12)
		])
	})

	test('days stand one after the other', () => {
		const days = dayTicks(week)
		expect(days).toHaveLength(7)
		expect(days[1]).toEqual({ day: dayOf(monday) + 1, left: 432, width: 432 })
	})

	test('the lines behind the rows come from the same scale', () => {
		expect(gridStyle(week)).toBe('--hour:30px;--day:432px;--dawn:48px;--dusk:408px')
	})
})

import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { HOUR, startOfDay, type Day, type Wall } from '#lib/core/time/wall.ts'
import { newOn } from '#lib/views/list/list-gestures.ts'
import { drawnSections, layOutList, scrollTo, topOfRow } from '#lib/views/list/list-layout.ts'
import { leap, walk } from '#lib/views/list/list-walk.ts'
import { inOrder, occurrence } from '../calendar/occurrences.ts'

const FIRST = 20_000 as Day
const range = { start: FIRST, end: (FIRST + 10) as Day }
const heights = { head: 44, row: 38 }
const at = (day: number, hour: number) => startOfDay((FIRST + day) as Day) + hour * HOUR

const books = fc
	.array(
		fc.record({ day: fc.integer({ min: -2, max: 11 }), hour: fc.nat(23), hours: fc.constantFrom(1, 30) }),
		{ maxLength: 200 }
	)
	.map((all) =>
		inOrder(
			all.map(({ day, hour, hours }, key) => occurrence({ key: `k${key}`, start: at(day, hour), hours }))
		)
	)
const layouts = books.map((book) =>
	layOutList(
		book.filter(({ start, end }) => end > at(0, 0) && start < at(10, 0)),
		range,
		heights
	)
)

describe('layOutList()', () => {
	it('gives every day a section and every appointment exactly one row, in order', () => {
		fc.assert(
			fc.property(books, (book) => {
				const inRange = book.filter(({ start, end }) => end > at(0, 0) && start < at(10, 0))
				const layout = layOutList(inRange, range, heights)
				expect(layout.sections).toHaveLength(10)
				expect(layout.order.map(({ key }) => key).sort()).toEqual(inRange.map(({ key }) => key).sort())
				expect(layout.offsets.at(-1)).toBe(10 * heights.head + inRange.length * heights.row)
				layout.sections.forEach(({ first, rows }) =>
					expect(layout.order.slice(first, first + rows.length)).toEqual(rows)
				)
			})
		)
	})
})

describe('drawnSections()', () => {
	it('draws every row that touches the part in view, and few others', () => {
		fc.assert(
			fc.property(
				layouts,
				fc.integer({ min: 0, max: 9000 }),
				fc.integer({ min: 100, max: 900 }),
				(layout, start, height) => {
					const part = { start, end: start + height }
					const drawn = drawnSections(layout, part)
					const keys = new Set(
						drawn.flatMap(({ section, rows }) => rows.map((row) => section.rows[row]?.key))
					)
					for (const { key } of layout.order) {
						const top = topOfRow(layout, key) ?? Number.NaN
						if (top < part.end && top + heights.row > part.start) expect(keys.has(key)).toBe(true)
					}
					expect(keys.size).toBeLessThanOrEqual(Math.ceil(height / heights.row) + 14)
				}
			)
		)
	})

	it('draws the pinned row wherever it is, once', () => {
		fc.assert(
			fc.property(layouts, fc.nat(), fc.integer({ min: 0, max: 9000 }), (layout, pick, start) => {
				fc.pre(layout.order.length > 0)
				const { key } = layout.order[pick % layout.order.length]!
				const drawn = drawnSections(layout, { start, end: start + 400 }, key)
				const keys = drawn.flatMap(({ section, rows }) => rows.map((row) => section.rows[row]?.key))
				expect(keys.filter((each) => each === key)).toHaveLength(1)
			})
		)
	})
})

describe('scrollTo()', () => {
	it('brings a row into view below its sticky heading, and stays where it is in view', () => {
		fc.assert(
			fc.property(fc.integer({ min: 44, max: 5000 }), fc.integer({ min: 0, max: 5000 }), (top, start) => {
				const view = { start, end: start + 600 }
				const to = scrollTo(top, heights, view)
				expect(top - heights.head).toBeGreaterThanOrEqual(to)
				expect(top + heights.row).toBeLessThanOrEqual(to + 600)
				if (top - heights.head >= view.start && top + heights.row <= view.end) expect(to).toBe(start)
			})
		)
	})
})

describe('walk() and leap()', () => {
	const layout = layOutList(
		[
			occurrence({ key: 'a', start: at(1, 9) }),
			occurrence({ key: 'b', start: at(1, 10) }),
			occurrence({ key: 'c', start: at(4, 9) })
		],
		range,
		heights
	)

	it('goes row by row and day by day over empty days', () => {
		expect(walk(layout, 'a', 'down')).toBe('b')
		expect(walk(layout, 'b', 'down')).toBe('c')
		expect(walk(layout, 'a', 'up')).toBeUndefined()
		expect(walk(layout, 'b', 'right')).toBe('c')
		expect(walk(layout, 'c', 'left')).toBe('a')
		expect(walk(layout, 'gone', 'down')).toBe('a')
	})

	it('leaps by pages and to the ends, never beyond', () => {
		expect(leap(layout, 'a', 'PageDown', 20)).toBe('c')
		expect(leap(layout, 'c', 'PageUp', 1)).toBe('b')
		expect(leap(layout, 'b', 'Home', 5)).toBe('a')
		expect(leap(layout, 'b', 'End', 5)).toBe('c')
		expect(leap(layout, 'b', 'x', 5)).toBeUndefined()
	})
})

describe('newOn()', () => {
	const settings = { slotMinutes: 15, dayStart: 8 * 60 } as never

	it('begins at the opening, today at the next step when that is later', () => {
		const startOn = (day: number, now: number) => {
			const gesture = newOn((FIRST + day) as Day, { now: now as Wall, settings })
			return gesture.kind === 'create' ? gesture.span.start : undefined
		}
		expect(startOn(1, at(0, 12))).toBe(at(1, 8))
		expect(startOn(0, at(0, 6))).toBe(at(0, 8))
		expect(startOn(0, at(0, 12) + 60_000)).toBe(at(0, 12) + 15 * 60_000)
		expect(startOn(0, at(0, 24) - 60_000)).toBe(at(0, 23))
	})
})

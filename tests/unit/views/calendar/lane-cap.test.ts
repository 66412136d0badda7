import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { HOUR, dayOf, startOfDay, type Day } from '#lib/core/time/wall.ts'
import { capLanes } from '#lib/views/calendar/lane-cap.ts'
import { inOrder, occurrence } from './occurrences.ts'

const FIRST = 20_000 as Day
const range = { start: FIRST, end: (FIRST + 3) as Day }
const books = fc
	.array(fc.record({ hour: fc.integer({ min: 0, max: 71 }), hours: fc.integer({ min: 0, max: 5 }) }), {
		maxLength: 80
	})
	.map((all) =>
		inOrder(
			all.map(({ hour, hours }, key) =>
				occurrence({ key: `k${key}`, start: startOfDay(FIRST) + hour * HOUR, hours })
			)
		)
	)
const lanes = fc.integer({ min: 1, max: 6 })

describe('capLanes()', () => {
	it('never shows more than the lanes at any moment', () => {
		fc.assert(
			fc.property(books, lanes, (book, count) => {
				const { shown } = capLanes(book, range, count)
				for (const { start } of shown) {
					const now = shown.filter(
						(each) => each.start <= start && Math.max(each.end, each.start + 1) > start
					)
					expect(now.length).toBeLessThanOrEqual(count)
				}
			})
		)
	})

	it('shows everything where it fits, and counts the rest on the day it begins', () => {
		fc.assert(
			fc.property(books, lanes, (book, count) => {
				const { shown, more } = capLanes(book, range, count)
				expect(capLanes(book, range, book.length + 1).shown).toEqual(book)
				const hidden = book.filter((each) => !shown.includes(each))
				for (const day of [0, 1, 2].map((at) => (FIRST + at) as Day)) {
					expect(more.get(day) ?? 0).toBe(hidden.filter(({ start }) => dayOf(start) === day).length)
				}
			})
		)
	})

	it('always shows the selected one and whole days', () => {
		const nine = startOfDay(FIRST) + 9 * HOUR
		const book = [
			occurrence({ key: 'day', start: startOfDay(FIRST), hours: 24, allDay: true }),
			...['a', 'b', 'c'].map((key) => occurrence({ key, start: nine }))
		]
		expect(capLanes(book, range, 1).shown.map(({ key }) => key)).toEqual(['day', 'a'])
		expect(capLanes(book, range, 1, 'c').shown.map(({ key }) => key)).toEqual(['day', 'a', 'c'])
	})
})

import fc from 'fast-check'
import { expect, test } from 'vitest'
import { MINUTE, startOfDay, type Day } from '#lib/core/time/wall.ts'
import { placesOf } from '#lib/views/calendar/lane-places.ts'
import { inOrder, occurrence } from './occurrences.ts'

const FIRST = 20_000 as Day
const range = { start: FIRST, end: (FIRST + 2) as Day }
const books = fc
	.array(fc.record({ slot: fc.integer({ min: 0, max: 95 }), slots: fc.integer({ min: 0, max: 30 }) }), {
		maxLength: 40
	})
	.map((all) =>
		inOrder(
			all.map(({ slot, slots }, key) =>
				occurrence({ key: `k${key}`, start: startOfDay(FIRST) + slot * 15 * MINUTE, hours: slots / 4 })
			)
		)
	)

test('placesOf(): cards that share a moment never cover one another, and none leaves its column', () => {
	fc.assert(
		fc.property(books, (book) => {
			const places = placesOf(book, range).get(FIRST)!
			expect(places.size).toBe(book.length)
			const boxes = book.map(({ key, start, end }) => {
				const { before, after } = places.get(key)!
				expect(before).toBeGreaterThanOrEqual(0)
				expect(after).toBeGreaterThanOrEqual(-1e-9)
				return { start, end: Math.max(end, start + 15 * MINUTE), left: before, right: 1 - after }
			})
			for (const [n, a] of boxes.entries())
				for (const b of boxes.slice(n + 1)) {
					const together = a.start < b.end && b.start < a.end
					expect(together && a.left < b.right - 1e-9 && b.left < a.right - 1e-9).toBe(false)
				}
		})
	)
})

test('placesOf(): a night stands in both of its days, and one alone has the whole width', () => {
	const night = occurrence({ key: 'night', start: startOfDay(FIRST) + 22 * 60 * MINUTE, hours: 4 })
	const places = placesOf([night], range)
	for (const day of [FIRST, FIRST + 1])
		expect(places.get(day as Day)?.get('night')).toEqual({ before: 0, after: 0 })
})

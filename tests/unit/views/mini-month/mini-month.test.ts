import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { dayFromParts, isoWeekday, type Day } from '#lib/core/time/wall.ts'
import { dayOfKey, daysShown, weeksOf } from '#lib/views/mini-month/mini-month.ts'

const day = (year: number, month: number, of: number): Day => dayFromParts({ year, month, day: of })
const days = fc.integer({ min: 0, max: 60_000 }).map((each) => each as Day)
const weekdays = fc.integer({ min: 1, max: 7 })

describe('weeksOf()', () => {
	it('shows six whole weeks that hold every day of the month once', () => {
		fc.assert(
			fc.property(days, weekdays, (month, firstWeekday) => {
				const weeks = weeksOf(month, firstWeekday, new Map())
				const all = weeks.flatMap((week) => week.days)
				expect(all.map((each) => each.day)).toEqual(
					Array.from({ length: 42 }, (_, at) => daysShown(month, firstWeekday).start + at)
				)
				expect(weeks.every(({ first }) => isoWeekday(first) === firstWeekday)).toBe(true)
				const own = all.filter(({ isInMonth }) => isInMonth)
				expect(own.map(({ number }) => number)).toEqual(own.map((_, at) => at + 1))
				expect(own.length).toBeGreaterThanOrEqual(28)
			})
		)
	})

	it('shows the load beside the fullest day, and none only where there is none', () => {
		const counts = new Map([
			[day(2026, 11, 2), 30],
			[day(2026, 11, 3), 1],
			[day(2026, 11, 4), 15]
		])
		const load = weeksOf(day(2026, 11, 1), 1, counts).flatMap((week) =>
			week.days.map((each) => [each.day, each.load] as const)
		)
		const of = new Map(load)
		expect([2, 3, 4, 5].map((at) => of.get(day(2026, 11, at)))).toEqual([3, 1, 2, 0])
	})

	it('numbers the weeks as ISO 8601 does', () => {
		expect(weeksOf(day(2027, 1, 1), 1, new Map()).map(({ number }) => number)).toEqual([53, 1, 2, 3, 4, 5])
	})
})

describe('dayOfKey()', () => {
	it('Home and End stay in the week, arrows undo one another', () => {
		fc.assert(
			fc.property(days, weekdays, (from, firstWeekday) => {
				const key = (name: string, at = from) => dayOfKey(at, name, false, firstWeekday)!
				expect(isoWeekday(key('Home'))).toBe(firstWeekday)
				expect(key('End') - key('Home')).toBe(6)
				expect(key('ArrowLeft', key('ArrowRight'))).toBe(from)
				expect(key('ArrowUp', key('ArrowDown'))).toBe(from)
			})
		)
	})

	it('turns pages by month and year, and keeps to the end of a shorter month', () => {
		expect(dayOfKey(day(2026, 1, 31), 'PageDown', false, 1)).toBe(day(2026, 2, 28))
		expect(dayOfKey(day(2028, 2, 29), 'PageUp', true, 1)).toBe(day(2027, 2, 28))
		expect(dayOfKey(day(2026, 1, 31), 'x', false, 1)).toBeUndefined()
	})
})

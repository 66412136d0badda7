import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
	addMonths,
	addYears,
	dayRange,
	daysInMonth,
	daysOf,
	firstWeekOf,
	monthGridRange,
	monthRange,
	startOfMonth,
	startOfWeek,
	weekNumberOf,
	weekRange
} from '#lib/core/time/calendar.ts'
import {
	dayFromParts,
	datePartsOf,
	dayOf,
	formatDay,
	isoWeekday,
	parseDay,
	wallOf,
	type Day
} from '#lib/core/time/wall.ts'

const day = (text: string): Day => {
	const parsed = parseDay(text)
	if (!parsed.ok) throw new Error(parsed.message)
	return parsed.value
}
const span = ({ start, end }: { start: Day; end: Day }) => `${formatDay(start)}/${formatDay(end)}`
const anyDay = fc.integer({ min: -800_000, max: 2_900_000 }).map((n) => n as Day)
const firstWeekday = fc.integer({ min: 1, max: 7 })

describe('date parts', () => {
	it('are those of Date, and lead back to the day', () => {
		fc.assert(
			fc.property(anyDay, (one) => {
				const date = new Date(one * 86_400_000)
				const parts = { year: date.getUTCFullYear(), month: date.getUTCMonth() + 1, day: date.getUTCDate() }
				expect(datePartsOf(one)).toEqual(parts)
				expect(dayFromParts(parts)).toBe(one)
			}),
			{ numRuns: 2000 }
		)
	})

	it('count on over the end of months and years', () => {
		expect(formatDay(dayFromParts({ year: 2026, month: 13, day: 1 }))).toBe('2027-01-01')
		expect(formatDay(dayFromParts({ year: 2026, month: -1, day: 31 }))).toBe('2025-12-01')
		expect(formatDay(dayFromParts({ year: 2026, month: 2, day: 30 }))).toBe('2026-03-02')
	})

	it('reach back to the years that Date.UTC takes for the twentieth century', () => {
		expect(formatDay(dayOf(wallOf(50, 3, 1)))).toBe('0050-03-01')
		expect(parseDay('0050-03-01').ok).toBe(true)
	})
})

describe('weeks', () => {
	it('begin on the first weekday, at most six days before', () => {
		fc.assert(
			fc.property(anyDay, firstWeekday, (one, first) => {
				const start = startOfWeek(one, first)
				expect(isoWeekday(start)).toBe(first)
				expect(one - start).toBeGreaterThanOrEqual(0)
				expect(one - start).toBeLessThan(7)
				expect(weekRange(one, first)).toEqual({ start, end: start + 7 })
			})
		)
	})

	it('are numbered by ISO 8601', () => {
		const numbers = {
			'2026-11-23': [2026, 48],
			'2021-01-03': [2020, 53],
			'2018-12-31': [2019, 1],
			'2026-01-01': [2026, 1],
			'2027-01-01': [2026, 53],
			'2000-01-01': [1999, 52]
		}
		for (const [text, [year, week]] of Object.entries(numbers))
			expect(weekNumberOf(day(text))).toEqual({ year, week })
	})

	it('are numbered as in the United States: from Sunday, week 1 has the first of January', () => {
		expect(weekNumberOf(day('2026-01-01'), 7, 1)).toEqual({ year: 2026, week: 1 })
		expect(weekNumberOf(day('2026-01-04'), 7, 1)).toEqual({ year: 2026, week: 2 })
		expect(weekNumberOf(day('2025-12-28'), 7, 1)).toEqual({ year: 2026, week: 1 })
	})

	it('have numbers that go on by one, or begin at 1', () => {
		fc.assert(
			fc.property(anyDay, firstWeekday, fc.integer({ min: 1, max: 7 }), (one, first, minimal) => {
				const now = weekNumberOf(one, first, minimal)
				const next = weekNumberOf((one + 7) as Day, first, minimal)
				expect(
					next.week === now.week + 1 ? next.year === now.year : next.week === 1 && next.year === now.year + 1
				).toBe(true)
				expect(now.week).toBeGreaterThanOrEqual(1)
				expect(now.week).toBeLessThanOrEqual(53)
			})
		)
	})

	it('begin week 1 of 2026 on Monday 29 December 2025', () => {
		expect(formatDay(firstWeekOf(2026))).toBe('2025-12-29')
	})
})

describe('months', () => {
	it('have the days the calendar gives them', () => {
		expect([2023, 2024, 1900, 2000].map((year) => daysInMonth(year, 2))).toEqual([28, 29, 28, 29])
		expect(daysInMonth(2026, 12)).toBe(31)
		expect(daysInMonth(2026, 14)).toBe(28)
	})

	it('give ranges that hold the day', () => {
		expect(span(monthRange(day('2026-12-31')))).toBe('2026-12-01/2027-01-01')
		expect(formatDay(startOfMonth(day('2026-12-31')))).toBe('2026-12-01')
		expect(span(dayRange(day('2026-12-31')))).toBe('2026-12-31/2027-01-01')
	})

	it('are shown in whole weeks', () => {
		expect(span(monthGridRange(day('2026-11-15')))).toBe('2026-10-26/2026-12-07')
		expect(span(monthGridRange(day('2026-11-15'), 7))).toBe('2026-11-01/2026-12-06')
		// February 2027 is four weeks from a Monday.
		expect(span(monthGridRange(day('2027-02-28')))).toBe('2027-02-01/2027-03-01')
		expect(span(monthGridRange(day('2027-02-28'), 1, 6))).toBe('2027-02-01/2027-03-15')
	})

	it('are added without leaving the month that is meant', () => {
		expect(formatDay(addMonths(day('2026-01-31'), 1))).toBe('2026-02-28')
		expect(formatDay(addMonths(day('2024-01-31'), 1))).toBe('2024-02-29')
		expect(formatDay(addMonths(day('2026-01-31'), -2))).toBe('2025-11-30')
		expect(formatDay(addYears(day('2024-02-29'), 1))).toBe('2025-02-28')
		fc.assert(
			fc.property(anyDay, fc.integer({ min: -500, max: 500 }), (one, months) => {
				const [from, to] = [datePartsOf(one), datePartsOf(addMonths(one, months))]
				expect(to.year * 12 + to.month).toBe(from.year * 12 + from.month + months)
				expect(to.day).toBeLessThanOrEqual(from.day)
			})
		)
	})
})

describe('daysOf()', () => {
	it('walks a range half-open', () => {
		expect([...daysOf({ start: day('2026-02-27'), end: day('2026-03-02') })].map(formatDay)).toEqual([
			'2026-02-27',
			'2026-02-28',
			'2026-03-01'
		])
		expect([...daysOf({ start: 5 as Day, end: 5 as Day })]).toEqual([])
	})
})

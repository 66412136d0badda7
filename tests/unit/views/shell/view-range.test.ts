import fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import { datePartsOf, formatDay, isoWeekday, parseDay, type Day } from '#lib/core/time/wall.ts'
import type { ViewKind } from '#lib/views/calendar/gesture.ts'
import { readAddress, VIEW_KINDS, writeAddress } from '#lib/views/shell/address.ts'
import { rangeOf, stepOf, titleOf, type Shown } from '#lib/views/shell/view-range.ts'

const day = (text: string) => {
	const parsed = parseDay(text)
	if (!parsed.ok) throw new Error(parsed.message)
	return parsed.value
}
const shown = (view: ViewKind, at: string, rest: Partial<Shown> = {}): Shown => ({
	view,
	day: day(at),
	wide: false,
	firstWeekday: 1,
	...rest
})
const anyShown = fc.record({
	view: fc.constantFrom(...VIEW_KINDS),
	day: fc.integer({ min: -20_000, max: 60_000 }).map((n) => n as Day),
	wide: fc.boolean(),
	firstWeekday: fc.integer({ min: 1, max: 7 })
})

describe('rangeOf()', () => {
	it('always holds the day, and weeks and months begin where weeks begin', () => {
		fc.assert(
			fc.property(anyShown, (each) => {
				const { start, end } = rangeOf(each)
				expect(start <= each.day && each.day < end).toBe(true)
				if (each.view === 'week' || each.view === 'month') {
					expect(isoWeekday(start)).toBe(each.firstWeekday)
					expect((end - start) % 7).toBe(0)
				}
			})
		)
	})

	it('shows a whole month, and no week that holds none of it', () => {
		fc.assert(
			fc.property(anyShown, (each) => {
				const { start, end } = rangeOf({ ...each, view: 'month' })
				const { month } = datePartsOf(each.day)
				const months = Array.from({ length: end - start }, (_, i) => datePartsOf((start + i) as Day).month)
				const inside = months.filter((one) => one === month).length
				expect(inside).toBeGreaterThanOrEqual(28)
				expect(months.slice(0, 7)).toContain(month)
				expect(months.slice(-7)).toContain(month)
			})
		)
	})
})

describe('stepOf()', () => {
	it('leads back to a range that holds the day it came from', () => {
		fc.assert(
			fc.property(anyShown, (each) => {
				const there = { ...each, day: stepOf(each, 1) }
				const { start, end } = rangeOf({ ...each, day: stepOf(there, -1) })
				expect(start <= each.day && each.day < end).toBe(true)
				expect(rangeOf(there).start).toBeGreaterThan(rangeOf(each).start)
			})
		)
	})

	it('goes from the last of January to February, never to March', () => {
		expect(formatDay(stepOf(shown('month', '2027-01-31'), 1))).toBe('2027-02-01')
	})

	it('the week of a phone is three days from the day itself', () => {
		const phone = shown('week', '2026-11-25', { narrow: true })
		const { start, end } = rangeOf(phone)
		expect([formatDay(start), formatDay(end)]).toEqual(['2026-11-25', '2026-11-28'])
		expect(formatDay(stepOf(phone, -1))).toBe('2026-11-22')
	})
})

describe('titleOf()', () => {
	test.each([
		[shown('staff-day', '2026-11-24'), 'Tuesday 24 November 2026', 'Tue 24 Nov'],
		[shown('month', '2026-11-24'), 'November 2026', 'Nov 2026'],
		[shown('week', '2026-11-24'), '23–29 Nov 2026', '23–29 Nov'],
		[shown('timeline', '2026-11-24', { wide: true }), '23–29 Nov 2026', '23–29 Nov']
	])('says what is shown', (each, long, short) => {
		const plain = (text: string) => text.replace(/\s*–\s*/u, '–').replace(',', '')
		expect(plain(titleOf(each, 'en-GB'))).toBe(long)
		expect(plain(titleOf(each, 'en-GB', true))).toBe(short)
	})
})

describe('the address', () => {
	it('is read back as it was written', () => {
		fc.assert(
			fc.property(anyShown, ({ view, day: at, wide }) => {
				const address = { view, day: at, wide }
				expect(readAddress(new URLSearchParams(writeAddress(address)))).toEqual(address)
			})
		)
	})

	it('leaves out what it does not know: an old bookmark opens the book', () => {
		expect(readAddress(new URLSearchParams('?view=year&date=2026-02-31&span=decade'))).toEqual({
			view: undefined,
			day: undefined,
			wide: false
		})
	})
})

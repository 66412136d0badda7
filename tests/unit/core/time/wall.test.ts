import { describe, expect, it } from 'vitest'
import { formatWall, isoWeekday, parseDay, parseTime, parseWall, wallOf, dayOf } from '#lib/core/time/wall.ts'

describe('parseWall()', () => {
	it('is undone by formatWall()', () => {
		for (const text of ['2026-11-23T14:05', '1969-12-31T23:59:59', '2024-02-29T00:00']) {
			const parsed = parseWall(text)
			expect(parsed.ok && formatWall(parsed.value)).toBe(text)
		}
	})

	it('refuses a date that does not exist and names it', () => {
		expect(parseDay('2026-02-31')).toEqual({
			ok: false,
			why: 'no-such-date',
			message: 'There is no 2026-02-31 in the calendar'
		})
	})

	it('refuses what is not a time', () => {
		for (const text of ['24:00', '9:00', '12:60', 'noon', '']) expect(parseTime(text).ok).toBe(false)
	})
})

describe('isoWeekday()', () => {
	it('is 1 on Mondays, before the epoch too', () => {
		expect(isoWeekday(dayOf(wallOf(2026, 11, 23)))).toBe(1)
		expect(isoWeekday(dayOf(wallOf(1969, 12, 29)))).toBe(1)
		expect(isoWeekday(dayOf(wallOf(2026, 11, 29)))).toBe(7)
	})
})

import fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import {
	sayDuration,
	sayTime,
	typedDay,
	typedDuration,
	typedTime,
	type TypingHabits
} from '#lib/core/appointment/typed.ts'
import { addDays, formatDay, isoWeekday, parseDay, type Day } from '#lib/core/time/wall.ts'

const day = (text: string): Day => {
	const parsed = parseDay(text)
	if (!parsed.ok) throw new Error(parsed.message)
	return parsed.value
}
/** A Monday. */
const TODAY = day('2026-11-23')
const GERMAN = 'Januar Februar März April Mai Juni Juli August September Oktober November Dezember'.split(' ')
const habits: TypingHabits = { today: TODAY, order: 'dmy', months: GERMAN }
const american: TypingHabits = { ...habits, order: 'mdy' }
const read = (text: string, how = habits) => {
	const typed = typedDay(text, how)
	return typed.ok ? formatDay(typed.value) : typed.message
}

/** 1900 to 2999. */
const days = fc.integer({ min: -25_567, max: 376_199 }).map((n) => n as Day)

describe('typedDay()', () => {
	it('reads back every ISO date', () => {
		fc.assert(fc.property(days, (each) => read(formatDay(each)) === formatDay(each)))
	})

	it.each(['0026-11-24', '24.11.0026', '9999-12-31', '24 Nov 1899', '0000-01-01'])(
		'asks for a year that can be meant instead of "%s"',
		(text) => {
			const typed = typedDay(text, habits)
			expect(typed).toMatchObject({ ok: false, why: 'no-such-date' })
			expect(!typed.ok && typed.message).toContain('between 1900 and 2999')
		}
	)

	it('finds the next such weekday, today included', () => {
		const names = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday']
		fc.assert(
			fc.property(days, fc.integer({ min: 0, max: 6 }), (today, n) => {
				const found = typedDay((names[n] ?? '').slice(0, 3), { ...habits, today })
				if (!found.ok) return false
				return isoWeekday(found.value) === n + 1 && found.value >= today && found.value < today + 7
			})
		)
	})

	test.each([
		['today', '2026-11-23'],
		['Tomorrow', '2026-11-24'],
		['yesterday', '2026-11-22'],
		['24.11.2026', '2026-11-24'],
		['24.11.', '2026-11-24'],
		['24.11', '2026-11-24'],
		['24/11/26', '2026-11-24'],
		['24 Nov', '2026-11-24'],
		['Nov 24', '2026-11-24'],
		['Tue, 24 Nov 2026', '2026-11-24'],
		['24. November 2026', '2026-11-24'],
		['3. März', '2027-03-03'],
		['3 mai 27', '2027-05-03'],
		['  1 dec ', '2026-12-01']
	])('reads "%s" as %s', (text, expected) => {
		expect(read(text)).toBe(expected)
	})

	it('takes the order of day and month from the habits, but not for dots', () => {
		expect(read('11/24', american)).toBe('2026-11-24')
		expect(read('3/4', american)).toBe('2027-03-04')
		expect(read('3/4')).toBe('2027-04-03')
		expect(read('24.11.', american)).toBe('2026-11-24')
	})

	it('means the next year where the date without one is long past, this year where it is not', () => {
		expect(read('10 jan')).toBe('2027-01-10')
		expect(read('1 nov')).toBe('2026-11-01')
		expect(read(`${formatDay(addDays(TODAY, -100)).slice(8)} aug`)).toBe('2026-08-15')
	})

	test.each([
		['31.2.2026', 'There is no 31 February 2026: its last day is the 28th'],
		['2026-02-31', 'There is no 31 February 2026: its last day is the 28th'],
		['30 feb 2028', 'There is no 30 February 2028: its last day is the 29th'],
		['31 nov 2026', 'There is no 31 November 2026: its last day is the 30th'],
		['', 'Write a date, for instance 24 Nov'],
		['soon', '"soon" is not a date: write it as 24 Nov or 2026-11-24'],
		['32.1.', '"32.1." is not a date: write it as 24 Nov or 2026-11-24'],
		['1.13.', '"1.13." is not a date: write it as 24 Nov or 2026-11-24'],
		['2026-13-01', '"2026-13-01" is not a date: write it as 24 Nov or 2026-11-24'],
		['nov dec 3', '"nov dec 3" is not a date: write it as 24 Nov or 2026-11-24'],
		['3', '"3" is not a date: write it as 24 Nov or 2026-11-24'],
		['t', '"t" is not a date: write it as 24 Nov or 2026-11-24']
	])('refuses "%s" in words', (text, message) => {
		expect(read(text)).toBe(message)
	})
})

describe('typedTime()', () => {
	it('reads back what sayTime() says, to the end of the day', () => {
		fc.assert(
			fc.property(fc.integer({ min: 0, max: 1440 }), (minutes) => {
				const typed = typedTime(sayTime(minutes))
				return typed.ok && typed.value === minutes
			})
		)
	})

	test.each([
		['9', 540],
		['9:30', 570],
		['930', 570],
		['0930', 570],
		['14.30', 870],
		['14h30', 870],
		['14h', 840],
		['2 pm', 840],
		['2:30pm', 870],
		['2:30 p.m.', 870],
		['12 am', 0],
		['12pm', 720],
		['9 uhr', 540]
	])('reads "%s"', (text, minutes) => {
		const typed = typedTime(text)
		expect(typed.ok && typed.value).toBe(minutes)
	})

	test.each(['25:00', '24:01', '9:75', '13 pm', '0 am', 'noon', '1:2:3', '-1'])('refuses "%s"', (text) => {
		const typed = typedTime(text)
		expect(typed.ok || typed.message).toBe(`"${text}" is not a time: write it as 14:30`)
	})

	it('asks for a time where there is none', () => {
		const typed = typedTime(' ')
		expect(typed.ok || typed.message).toBe('Write a time, for instance 14:30')
	})
})

describe('typedDuration()', () => {
	it('reads back what sayDuration() says', () => {
		fc.assert(
			fc.property(fc.integer({ min: 1, max: 366 * 1440 }), (minutes) => {
				const typed = typedDuration(sayDuration(minutes))
				return typed.ok && typed.value === minutes
			})
		)
	})

	test.each([
		['45', 45],
		['45 min', 45],
		['90m', 90],
		['1h', 60],
		['1h30', 90],
		['1 h 5', 65],
		['1:30', 90],
		['1 hour 30 min', 90],
		['1.5 h', 90],
		['1,5h', 90],
		['2 days', 2880]
	])('reads "%s"', (text, minutes) => {
		const typed = typedDuration(text)
		expect(typed.ok && typed.value).toBe(minutes)
	})

	test.each(['0', '', 'long', '-30', '1:75', '367 days'])('refuses "%s"', (text) => {
		const typed = typedDuration(text)
		expect(typed.ok || typed.why).toBe('not-a-duration')
	})
})

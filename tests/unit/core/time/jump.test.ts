import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseJump, type JumpContext } from '#lib/core/time/jump.ts'
import { weekNumberOf, startOfWeek } from '#lib/core/time/calendar.ts'
import { addDays, datePartsOf, dayFromParts, formatDay, isoWeekday, type Day } from '#lib/core/time/wall.ts'

const day = (year: number, month: number, of: number): Day => dayFromParts({ year, month, day: of })
/** A Wednesday. */
const today = day(2026, 11, 25)
const british: JumpContext = { today, firstWeekday: 1, locale: 'en-GB' }
const days = fc.integer({ min: 0, max: 60_000 }).map((at) => at as Day)

const jump = (text: string, context: JumpContext = british): string => {
	const found = parseJump(text, context)
	return found.ok ? formatDay(found.value) : found.why
}

describe('parseJump()', () => {
	it('reads back every date in ISO, dotted and named form with a year', () => {
		fc.assert(
			fc.property(days, (each) => {
				const { year, month, day: of } = datePartsOf(each)
				const name = new Intl.DateTimeFormat('en-GB', { month: 'long', timeZone: 'UTC' }).format(
					each * 86_400_000
				)
				for (const text of [
					formatDay(each),
					`${of}.${month}.${year}`,
					`${of} ${name} ${year}`,
					`${name} ${of}, ${year}`
				]) {
					expect(jump(text)).toBe(formatDay(each))
				}
			})
		)
	})

	it('takes a date without a year to be the nearest one', () => {
		fc.assert(
			fc.property(days, fc.integer({ min: -170, max: 170 }), (now, away) => {
				const wanted = addDays(now, away)
				const { month, day: of } = datePartsOf(wanted)
				fc.pre(!(month === 2 && of === 29))
				expect(jump(`${of}.${month}.`, { ...british, today: now })).toBe(formatDay(wanted))
			})
		)
	})

	it('reads back the number of every week of these years', () => {
		fc.assert(
			fc.property(days, fc.integer({ min: 1, max: 7 }), (each, firstWeekday) => {
				const { year, week } = weekNumberOf(each, firstWeekday)
				const found = jump(`wk ${week} ${year}`, { ...british, firstWeekday })
				expect(found).toBe(formatDay(startOfWeek(each, firstWeekday)))
			})
		)
	})

	it('takes a weekday to be the next one, today included', () => {
		fc.assert(
			fc.property(
				days,
				fc.constantFrom('mon', 'tuesday', 'we', 'thu', 'fri', 'sat', 'sunday'),
				(now, name) => {
					const found = parseJump(name, { ...british, today: now })
					const ahead = found.ok ? found.value - now : -1
					expect(ahead).toBeGreaterThanOrEqual(0)
					expect(ahead).toBeLessThan(7)
					expect(found.ok && isoWeekday(found.value)).toBe(
						['mon', 'tuesday', 'we', 'thu', 'fri', 'sat', 'sunday'].indexOf(name) + 1
					)
				}
			)
		)
	})

	it.each([
		['today', '2026-11-25'],
		['Tomorrow', '2026-11-26'],
		['  yesterday ', '2026-11-24'],
		['wed', '2026-11-25'],
		['next wed', '2026-12-02'],
		['fri', '2026-11-27'],
		['23.11', '2026-11-23'],
		['23.11.', '2026-11-23'],
		['1.3.', '2027-03-01'],
		['23.11.27', '2027-11-23'],
		['23/11', '2026-11-23'],
		['2026-11', '2026-11-01'],
		['nov', '2026-11-01'],
		['jan', '2027-01-01'],
		['sept 2025', '2025-09-01'],
		['nov 23', '2026-11-23'],
		['wk 48', '2026-11-23'],
		['KW 2', '2027-01-11'],
		['+3', '2026-11-28'],
		['+2w', '2026-12-09'],
		['-1 month', '2026-10-25']
	])('reads %j as %s', (text, expected) => expect(jump(text)).toBe(expected))

	it('orders slashes as the locale does, and otherwise where only that gives a date', () => {
		expect(jump('11/12', { ...british, locale: 'en-US' })).toBe('2026-11-12')
		expect(jump('11/12')).toBe('2026-12-11')
		expect(jump('11/23')).toBe('2026-11-23')
	})

	it('knows the names of the locale beside the English ones', () => {
		const german = { ...british, locale: 'de' }
		expect(jump('morgen', german)).toBe('2026-11-26')
		expect(jump('freitag', german)).toBe('2026-11-27')
		expect(jump('3. märz', german)).toBe('2027-03-03')
		expect(jump('friday', german)).toBe('2026-11-27')
	})

	it.each([
		['', 'empty'],
		['soon', 'not-understood'],
		['j', 'not-understood'],
		['ju', 'not-understood'],
		['31.2.', 'no-such-date'],
		['2026-13-01', 'no-such-date'],
		['29.2.2027', 'no-such-date'],
		['wk 0', 'no-such-date'],
		['wk 53 2027', 'no-such-date'],
		['nov 23 24', 'not-understood']
	])('refuses %j as %s', (text, why) => expect(jump(text)).toBe(why))

	it('says which text it did not understand and what would do', () => {
		const found = parseJump('soonish', british)
		expect(!found.ok && found.message).toContain('"soonish"')
		const none = parseJump('31.2.', british)
		expect(!none.ok && none.message).toContain('28 days')
	})
})

import { describe, expect, it } from 'vitest'
import { describeDate, describeRule, describeSeries, describeStretch } from '#lib/core/recurrence/describe.ts'
import { parseRule } from '#lib/core/recurrence/parse-rule.ts'
import type { SeriesTime } from '#lib/core/recurrence/series.ts'
import { dayOf, HOUR, wallOf } from '#lib/core/time/wall.ts'

/** A Tuesday. */
const START = wallOf(2026, 11, 24, 9)

function said(text: string, locale?: string): string {
	const rule = parseRule(text)
	if (!rule.ok) throw new Error(rule.message)
	return describeRule(rule.value, START, locale)
}

describe('describeRule()', () => {
	it.each([
		['FREQ=DAILY', 'Every day'],
		['FREQ=DAILY;INTERVAL=3;COUNT=10', 'Every 3 days, 10 times'],
		['FREQ=DAILY;COUNT=1', 'Every day, once'],
		['FREQ=DAILY;COUNT=4;UNTIL=20261224', 'Every day until 24 December 2026, at most 4 times'],
		['FREQ=DAILY;BYDAY=MO,TU', 'Every day on Monday and Tuesday'],
		['FREQ=WEEKLY', 'Every week on Tuesday'],
		[
			'FREQ=WEEKLY;INTERVAL=2;BYDAY=TU,TH;UNTIL=20261224T235959',
			'Every 2 weeks on Tuesday and Thursday until 24 December 2026'
		],
		['FREQ=WEEKLY;BYDAY=MO,TU,WE', 'Every week on Monday, Tuesday and Wednesday'],
		['FREQ=WEEKLY;BYDAY=FR,MO,TU,WE,TH', 'Every weekday (Monday to Friday)'],
		[
			'FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,TU,WE,TH,FR',
			'Every 2 weeks on Monday, Tuesday, Wednesday, Thursday and Friday'
		],
		['FREQ=MONTHLY', 'Every month on the 24th'],
		[
			'FREQ=MONTHLY;BYMONTHDAY=1,2,3,11,22,-1,-2',
			'Every month on the 1st, 2nd, 3rd, 11th, 22nd, last day and second last day'
		],
		['FREQ=MONTHLY;BYDAY=2TU,-1FR,MO', 'Every month on the second Tuesday, the last Friday and every Monday'],
		['FREQ=YEARLY', 'Every year on 24 November'],
		['FREQ=YEARLY;BYMONTH=3', 'Every year on 24 March'],
		['FREQ=YEARLY;BYMONTH=11;BYMONTHDAY=26', 'Every year on 26 November'],
		['FREQ=YEARLY;BYMONTH=11;BYDAY=4TH', 'Every year on the fourth Thursday of November'],
		['FREQ=HOURLY;INTERVAL=2', 'Every 2 hours'],
		['FREQ=DAILY;BYHOUR=9,14;BYMINUTE=30', 'Every day at 09:30 and 14:30'],
		['FREQ=DAILY;BYHOUR=9,14', 'Every day at hour 9 and 14'],
		[
			'FREQ=MINUTELY;BYHOUR=9;BYMINUTE=1,2;BYSECOND=5',
			'Every minute at hour 9, at minute 1 and 2, at second 5'
		]
	])('says %s', (text, sentence) => {
		expect(said(text)).toBe(sentence)
	})

	it.each([
		['FREQ=YEARLY;BYDAY=20MO', 'Every year: on the 20th Monday of the year'],
		['FREQ=YEARLY;BYDAY=MO', 'Every year: on every Monday'],
		[
			'FREQ=YEARLY;BYMONTH=1,6;BYDAY=MO,TU',
			'Every year: in January and June, on every Monday and every Tuesday'
		],
		['FREQ=YEARLY;BYMONTH=1;BYDAY=MO,TU', 'Every year: in January, on every Monday and every Tuesday'],
		['FREQ=YEARLY;BYMONTHDAY=1,-1', 'Every year: on day 1 and 1 from the end of the month'],
		[
			'FREQ=YEARLY;BYWEEKNO=20,-1;BYYEARDAY=100',
			'Every year: in week 20 and 1 from the end, on day 100 of the year'
		],
		[
			'FREQ=YEARLY;BYMONTH=1;BYDAY=MO;BYMONTHDAY=13',
			'Every year: in January, on day 13 of the month, on every Monday'
		],
		['FREQ=MONTHLY;BYDAY=FR;BYMONTHDAY=13', 'Every month: on day 13 of the month, on every Friday'],
		[
			'FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1',
			'Every month: on every Monday, every Tuesday, every Wednesday, every Thursday and every Friday, only the last of these in each month'
		],
		['FREQ=WEEKLY;BYMONTH=12;BYDAY=MO', 'Every week: in December, on Monday'],
		['FREQ=HOURLY;BYDAY=MO;BYSETPOS=1', 'Every hour: on Monday, only the first of these in each hour'],
		['FREQ=HOURLY;BYMONTH=2', 'Every hour: in February'],
		['FREQ=DAILY;BYSETPOS=-2', 'Every day: only the second last of these in each day']
	])('lists every part of what is unusual: %s', (text, sentence) => {
		expect(said(text)).toBe(sentence)
	})

	it('puts dates in the order of the United States where asked', () => {
		expect(said('FREQ=DAILY;UNTIL=20261224', 'en-US')).toBe('Every day until December 24, 2026')
		expect(describeDate(dayOf(START))).toBe('24 November 2026')
	})
})

describe('describeSeries()', () => {
	const series = (
		rules: readonly string[],
		more: Partial<SeriesTime> = {},
		excludedRules: readonly string[] = []
	): SeriesTime => ({
		zone: 'Asia/Tokyo',
		allDay: false,
		segments: [{ from: START, rules, excludedRules, duration: HOUR, resources: [] }],
		excluded: [],
		added: [],
		...more
	})

	it('says all the rules, what is added and what is left out', () => {
		expect(describeSeries(series(['FREQ=WEEKLY', 'FREQ=MONTHLY']))).toBe(
			'Every week on Tuesday, and every month on the 24th'
		)
		expect(describeSeries(series(['FREQ=WEEKLY'], { added: [{ start: START }], excluded: [START] }))).toBe(
			'Every week on Tuesday and on one more date, except on one date'
		)
		expect(
			describeSeries(
				series(['FREQ=WEEKLY'], { added: [{ start: START }, { start: START }] }, ['FREQ=MONTHLY'])
			)
		).toBe('Every week on Tuesday and on 2 more dates, with exceptions by rule')
		expect(describeSeries(series([], { added: [{ start: START }] }))).toBe('One date')
		expect(describeSeries(series([], { excluded: [START, START] }))).toBe('0 dates, except on 2 dates')
		expect(describeSeries(series(['FREQ=DAILY;UNTIL=20261223T200000Z']), 'en-GB')).toBe(
			'Every day until 24 December 2026'
		)
		expect(describeSeries(series(['FREQ=ODD']))).toBe('By a rule that cannot be read: FREQ=ODD')
	})
})

describe('describeStretch()', () => {
	const segment = { excludedRules: [], duration: HOUR, resources: [] }
	const time: SeriesTime = {
		zone: 'Asia/Tokyo',
		allDay: false,
		segments: [
			{ ...segment, from: START, rules: ['FREQ=WEEKLY'] },
			{ ...segment, from: wallOf(2027, 1, 7, 9), rules: ['FREQ=WEEKLY;INTERVAL=2'] }
		],
		excluded: [],
		added: []
	}

	it('says of an earlier stretch that it does otherwise later', () => {
		expect(describeStretch(time, 0)).toBe('Every week on Tuesday; otherwise from 7 January 2027 on')
		expect(describeStretch(time, 1)).toBe(describeSeries(time))
	})
})

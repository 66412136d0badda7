import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { TypingHabits } from '#lib/core/appointment/typed.ts'
import { expand } from '#lib/core/recurrence/expand.ts'
import { writeRule } from '#lib/core/recurrence/rule.ts'
import {
	checkRule,
	draftOfRule,
	followStart,
	isSameRhythm,
	leavesOut,
	monthlyDays,
	usualRules,
	type DraftEnd,
	type FirstDate,
	type RuleDays,
	type RuleDraft
} from '#lib/core/recurrence/rule-draft.ts'
import type { Segment } from '#lib/core/recurrence/series.ts'
import {
	addDays,
	datePartsOf,
	dayFromParts,
	dayOf,
	formatDay,
	HOUR,
	isoWeekday,
	parseDay,
	plus,
	startOfDay,
	wallOf,
	type Day,
	type Wall
} from '#lib/core/time/wall.ts'
import { oddRule, plainRule } from '../../../property/recurrence.arbitrary.ts'

/** A Tuesday, the fourth and last of its month. */
const START = wallOf(2026, 11, 24, 9)
const HABITS: TypingHabits = { today: dayOf(START), order: 'dmy', months: [] }

const rule = (draft: RuleDraft, first: FirstDate = { from: START, allDay: false }): string => {
	const checked = checkRule(draft, first, HABITS)
	if (checked.rule === undefined) throw new Error(JSON.stringify(checked.errors))
	return checked.rule
}

const weekday = fc.integer({ min: 1, max: 7 })
const days: fc.Arbitrary<RuleDays> = fc.oneof(
	fc.constant<RuleDays>({ unit: 'day' }),
	fc.record({
		unit: fc.constant('week' as const),
		weekdays: fc.subarray([1, 2, 3, 4, 5, 6, 7], { minLength: 1 }),
		weekStart: weekday
	}),
	fc.record({
		unit: fc.constant('month' as const),
		date: fc.oneof(fc.constant(-1), fc.integer({ min: 1, max: 31 }))
	}),
	fc.record({ unit: fc.constant('month' as const), nth: fc.constantFrom(1, 2, 3, 4, -1), weekday }),
	fc
		.integer({ min: 0, max: 365 })
		.map((n) => datePartsOf(addDays(dayFromParts({ year: 2024, month: 1, day: 1 }), n)))
		.map(({ month, day }): RuleDays => ({ unit: 'year', month, date: day }))
)
const end: fc.Arbitrary<DraftEnd> = fc.oneof(
	fc.constant<DraftEnd>({ kind: 'never' }),
	fc.integer({ min: 0, max: 900 }).map((n): DraftEnd => ({
		kind: 'on',
		day: formatDay(addDays(dayOf(START), n))
	})),
	fc.integer({ min: 1, max: 999 }).map((n): DraftEnd => ({ kind: 'after', times: String(n) }))
)
const draft: fc.Arbitrary<RuleDraft> = fc.record({
	days,
	every: fc.integer({ min: 1, max: 4 }).map(String),
	end
})
const first: fc.Arbitrary<FirstDate> = fc.constantFrom(
	{ from: START, allDay: false },
	{ from: startOfDay(dayOf(START)), allDay: true }
)

function startsOf(text: string, { from, allDay }: FirstDate, lastDay: Day): readonly Wall[] {
	const segment = { from, rules: [text], excludedRules: [], duration: HOUR, resources: [], shift: 0 }
	const time = { zone: 'UTC', allDay, segments: [segment as Segment], excluded: [], added: [] }
	const window = { start: from, end: startOfDay(addDays(lastDay, 1)) }
	return expand(time, window).dates.map(({ start }) => start)
}

/** The same by looking at every day for itself. */
function naiveDays({ days, every, end }: RuleDraft, from: Day, lastDay: Day): readonly Day[] {
	const found: Day[] = []
	const most = end.kind === 'after' ? Number(end.times) : Infinity
	const until = end.kind === 'on' ? parseDay(end.day) : undefined
	const last = until?.ok ? Math.min(until.value, lastDay) : lastDay
	for (let day = from; day <= last && found.length < most; day = addDays(day, 1))
		if (isOn(days, day) && unitsBetween(days, from, day) % Number(every) === 0) found.push(day)
	return found
}

function isOn(days: RuleDays, day: Day): boolean {
	const { year, month, day: date } = datePartsOf(day)
	const lastDate = datePartsOf(addDays(dayFromParts({ year, month: month + 1, day: 1 }), -1)).day
	if (days.unit === 'day') return true
	if (days.unit === 'week') return days.weekdays.includes(isoWeekday(day))
	if (days.unit === 'year') return month === days.month && date === days.date
	if ('date' in days) return days.date === -1 ? date === lastDate : date === days.date
	if (isoWeekday(day) !== days.weekday) return false
	return days.nth === -1 ? date > lastDate - 7 : Math.ceil(date / 7) === days.nth
}

function unitsBetween(days: RuleDays, from: Day, day: Day): number {
	const [a, b] = [datePartsOf(from), datePartsOf(day)]
	if (days.unit === 'day') return day - from
	if (days.unit === 'month') return (b.year - a.year) * 12 + b.month - a.month
	if (days.unit === 'year') return b.year - a.year
	const weekOf = (one: Day) => one - ((isoWeekday(one) - days.weekStart + 7) % 7)
	return (weekOf(day) - weekOf(from)) / 7
}

describe('a rule as it is edited', () => {
	it('goes to the text of a rule and back unchanged', () => {
		fc.assert(
			fc.property(draft, first, (one, start) => {
				expect(draftOfRule([rule(one, start)], start.from)).toEqual(one)
			})
		)
	})

	it('has the dates that looking at every single day gives', () => {
		const lastDay = addDays(dayOf(START), 800)
		fc.assert(
			fc.property(draft, first, (one, start) => {
				const starts = startsOf(rule(one, start), start, lastDay)
				expect(starts.map(dayOf)).toEqual(naiveDays(one, dayOf(start.from), lastDay))
				for (const at of starts)
					expect(at - startOfDay(dayOf(at))).toBe(start.from - startOfDay(dayOf(START)))
			})
		)
	})

	it('shows a rule of any origin only where both have the same dates', () => {
		let shown = 0
		fc.assert(
			fc.property(fc.oneof(plainRule, oddRule), (any) => {
				const read = draftOfRule([writeRule(any)], START)
				if (read === 'custom') return
				if (read === 'once') throw new Error('a rule is a rule')
				shown += 1
				const lastDay = addDays(dayOf(START), 2000)
				const start = { from: START, allDay: false }
				expect(startsOf(rule(read), start, lastDay)).toEqual(startsOf(writeRule(any), start, lastDay))
			}),
			{ numRuns: 600 }
		)
		expect(shown).toBeGreaterThan(50)
	})

	it('offers what has a date on the first day, and follows it to another day', () => {
		const day = fc.integer({ min: 0, max: 1500 }).map((n) => addDays(dayOf(START), n))
		fc.assert(
			fc.property(day, day, (before, after) => {
				for (const one of usualRules(before)) {
					expect(naiveDays(one, before, before)).toEqual([before])
					if (one.days.unit === 'week' && one.days.weekdays.length > 1) continue
					expect(naiveDays(followStart(one, before, after), after, after)).toEqual([after])
				}
			})
		)
	})
})

describe('draftOfRule()', () => {
	const weekly = (weekdays: number[]): RuleDays => ({ unit: 'week', weekdays, weekStart: 1 })

	it.each<[text: string, days: RuleDays, every?: string, end?: DraftEnd]>([
		['FREQ=WEEKLY', weekly([2])],
		['FREQ=WEEKLY;INTERVAL=2;BYDAY=TH,TU', weekly([2, 4]), '2'],
		['FREQ=DAILY;BYDAY=MO,TU,WE,TH,FR', weekly([1, 2, 3, 4, 5])],
		['FREQ=MONTHLY', { unit: 'month', date: 24 }],
		['FREQ=MONTHLY;BYDAY=TU;BYSETPOS=-1', { unit: 'month', nth: -1, weekday: 2 }],
		['FREQ=YEARLY', { unit: 'year', month: 11, date: 24 }],
		['FREQ=DAILY;COUNT=10', { unit: 'day' }, '1', { kind: 'after', times: '10' }],
		['FREQ=DAILY;UNTIL=20270504', { unit: 'day' }, '1', { kind: 'on', day: '2027-05-04' }],
		['FREQ=DAILY;UNTIL=20270504T090000', { unit: 'day' }, '1', { kind: 'on', day: '2027-05-04' }],
		// The date of that day would begin an hour later.
		['FREQ=DAILY;UNTIL=20270504T080000', { unit: 'day' }, '1', { kind: 'on', day: '2027-05-03' }]
	])('reads %s', (text, days, every = '1', end = { kind: 'never' }) => {
		expect(draftOfRule([text], START)).toEqual({ days, every, end })
	})

	it.each([
		'FREQ=DAILY;INTERVAL=2;BYDAY=MO',
		'FREQ=WEEKLY;BYMONTH=1,2,3',
		'FREQ=MONTHLY;BYMONTHDAY=13;BYDAY=FR',
		'FREQ=MONTHLY;BYMONTHDAY=1,15',
		'FREQ=MONTHLY;BYMONTHDAY=-2',
		'FREQ=MONTHLY;BYDAY=5TU',
		'FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1',
		'FREQ=YEARLY;BYMONTH=11;BYDAY=4TH',
		'FREQ=YEARLY;BYWEEKNO=20',
		'FREQ=HOURLY',
		'FREQ=DAILY;BYHOUR=9,14',
		'FREQ=DAILY;COUNT=4;UNTIL=20270504',
		'FREQ=DAILY;COUNT=1000',
		'FREQ=DAILY;UNTIL=20270504T090000Z',
		'FREQ=DAILY;UNTIL=20200101',
		'something else'
	])('leaves %s as it is', (text) => {
		expect(draftOfRule([text], START)).toBe('custom')
	})

	it('leaves several rules as they are, and knows what does not repeat', () => {
		expect(draftOfRule(['FREQ=DAILY', 'FREQ=WEEKLY'], START)).toBe('custom')
		expect(draftOfRule([], START)).toBe('once')
	})
})

describe('checkRule()', () => {
	const days: RuleDays = { unit: 'day' }
	const errors = (given: Partial<RuleDraft>) =>
		checkRule({ days, every: '1', end: { kind: 'never' }, ...given }, { from: START, allDay: false }, HABITS)
			.errors

	it('says beside each field what cannot be meant', () => {
		expect(errors({ every: '0' })).toHaveProperty('every')
		expect(errors({ every: '' })).toHaveProperty('every')
		expect(errors({ every: '1.5' })).toHaveProperty('every')
		expect(errors({ days: { unit: 'week', weekdays: [], weekStart: 1 } })).toHaveProperty('weekdays')
		expect(errors({ end: { kind: 'after', times: '-3' } })).toHaveProperty('times')
		expect(errors({ end: { kind: 'on', day: 'soon' } })).toHaveProperty('lastDay')
		expect(errors({ end: { kind: 'on', day: '2026-11-23' } })).toHaveProperty('lastDay')
		expect(errors({ end: { kind: 'on', day: '2026-11-24' } })).toEqual({})
	})

	it('ends with the whole last day, in the form that is stored', () => {
		const one: RuleDraft = { days, every: '1', end: { kind: 'on', day: '4 May 2027' } }
		expect(rule(one)).toBe('FREQ=DAILY;UNTIL=20270504T235959')
		expect(rule(one, { from: startOfDay(dayOf(START)), allDay: true })).toBe('FREQ=DAILY;UNTIL=20270504')
	})
})

describe('days of a month', () => {
	const on = (year: number, month: number, day: number) => monthlyDays(dayFromParts({ year, month, day }))

	it('are named in every way that comes back to them', () => {
		expect(on(2026, 11, 24)).toEqual([
			{ unit: 'month', date: 24 },
			{ unit: 'month', nth: 4, weekday: 2 },
			{ unit: 'month', nth: -1, weekday: 2 }
		])
		expect(on(2026, 11, 10)).toEqual([
			{ unit: 'month', date: 10 },
			{ unit: 'month', nth: 2, weekday: 2 }
		])
		expect(on(2026, 11, 30)).toEqual([
			{ unit: 'month', date: 30 },
			{ unit: 'month', date: -1 },
			{ unit: 'month', nth: -1, weekday: 1 }
		])
	})

	it('that not every month or year has are known', () => {
		expect(leavesOut({ unit: 'month', date: 31 })).toBe('months')
		expect(leavesOut({ unit: 'month', date: 28 })).toBeUndefined()
		expect(leavesOut({ unit: 'month', date: -1 })).toBeUndefined()
		expect(leavesOut({ unit: 'year', month: 2, date: 29 })).toBe('years')
	})

	it('are the same rhythm however they end', () => {
		const [daily] = usualRules(dayOf(START)) as [RuleDraft]
		expect(isSameRhythm(daily, { ...daily, end: { kind: 'after', times: '3' } })).toBe(true)
		expect(isSameRhythm(daily, { ...daily, every: '2' })).toBe(false)
	})
})

describe('usualRules()', () => {
	it('leaves the working week to working days', () => {
		const saturday = plus(START, 4 * 24 * HOUR)
		expect(
			usualRules(dayOf(saturday)).every(({ days }) => !('weekdays' in days) || days.weekdays.length === 1)
		).toBe(true)
	})
})

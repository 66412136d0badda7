/**
 * The part of a rule that chooses days, made explicit: what RFC 5545 §3.3.10 takes from DTSTART where no BY part says it
 * is written into the BY parts. A rule made so says the same whatever period it is looked at from, which is what lets
 * expansion start at the window instead of at DTSTART.
 */
import { WEEK_DAYS } from '../time/calendar.ts'
import { datePartsOf, dayFromParts, dayOf, isoWeekday, type Day, type Wall } from '../time/wall.ts'
import { FREQUENCIES, type Rule } from './rule.ts'

export interface DayRule {
	readonly frequency: 'YEARLY' | 'MONTHLY' | 'WEEKLY' | 'DAILY'
	readonly interval: number
	readonly months: readonly number[]
	readonly weekNumbers: readonly number[]
	readonly yearDays: readonly number[]
	readonly monthDays: readonly number[]
	/** `nth` is 0 where the frequency is shorter than a month: there the RFC allows no number, and others ignore it. */
	readonly weekdays: Rule['weekdays']
	/** Bit n is set where weekday n is among `weekdays`, of whatever number; all where there are none. */
	readonly weekdayBits: number
	readonly weekStart: number
}

/** The days of a rule that begins at `start`; of a sub-daily rule every day on which it may fall. */
export function dayRuleOf(rule: Rule, start: Wall): DayRule {
	const isSubDaily = FREQUENCIES.indexOf(rule.frequency) > FREQUENCIES.indexOf('DAILY')
	const frequency = isSubDaily ? 'DAILY' : (rule.frequency as DayRule['frequency'])
	const { months, weekNumbers, yearDays, weekStart } = rule
	const { monthDays, weekdays, ...own } = { ...daysGiven(rule), ...daysOfStart(rule, dayOf(start)) }
	const weekdayBits = weekdays.reduce((bits, { weekday }) => bits | (1 << weekday), 0) || ALL_WEEKDAYS
	const interval = isSubDaily ? 1 : rule.interval
	return {
		frequency,
		interval,
		months,
		weekNumbers,
		yearDays,
		monthDays,
		weekdays,
		weekdayBits,
		weekStart,
		...own
	}
}

const ALL_WEEKDAYS = 0b1111_1110

function daysGiven({ frequency, weekdays, monthDays }: Rule): Pick<Rule, 'weekdays' | 'monthDays'> {
	const numbered = frequency === 'YEARLY' || frequency === 'MONTHLY'
	return { monthDays, weekdays: numbered ? weekdays : weekdays.map(({ weekday }) => ({ weekday, nth: 0 })) }
}

/** What DTSTART says where the rule names no day. */
function daysOfStart(rule: Rule, start: Day): Partial<Pick<Rule, 'months' | 'monthDays' | 'weekdays'>> {
	const { months, weekNumbers, yearDays, monthDays, weekdays } = rule
	if (weekNumbers.length + yearDays.length + monthDays.length + weekdays.length > 0) return {}
	const date = datePartsOf(start)
	switch (rule.frequency) {
		case 'YEARLY':
			return { months: months.length === 0 ? [date.month] : months, monthDays: [date.day] }
		case 'MONTHLY':
			return { monthDays: [date.day] }
		case 'WEEKLY':
			return { weekdays: [{ weekday: isoWeekday(start), nth: 0 }] }
		case 'DAILY':
		case 'HOURLY':
		case 'MINUTELY':
		case 'SECONDLY':
			return {}
		default:
			return rule.frequency satisfies never
	}
}

/** The number of the year, month, week or day that holds this day, so that one period on is 1 more. */
export function periodOf(day: Day, { frequency, weekStart }: DayRule): number {
	switch (frequency) {
		case 'YEARLY':
			return datePartsOf(day).year
		case 'MONTHLY': {
			const { year, month } = datePartsOf(day)
			return year * 12 + month - 1
		}
		case 'WEEKLY':
			// Day 0 was a Thursday, so the Monday of its week is day -3.
			return Math.floor((day + 4 - weekStart) / WEEK_DAYS)
		case 'DAILY':
			return day
		default:
			return frequency satisfies never
	}
}

/** The inverse of `periodOf` for the first day. */
export function firstDayOf(period: number, { frequency, weekStart }: DayRule): Day {
	switch (frequency) {
		case 'YEARLY':
			return dayFromParts({ year: period, month: 1, day: 1 })
		case 'MONTHLY':
			return dayFromParts({ year: Math.floor(period / 12), month: (((period % 12) + 12) % 12) + 1, day: 1 })
		case 'WEEKLY':
			return (period * WEEK_DAYS - 4 + weekStart) as Day
		case 'DAILY':
			return period as Day
		default:
			return frequency satisfies never
	}
}

/**
 * The part of a rule that chooses days, made explicit: what RFC 5545 §3.3.10 takes from DTSTART where no BY part says it
 * is written into the BY parts. A rule made so says the same whatever period it is looked at from, which is what lets
 * expansion start at the window instead of at DTSTART.
 */
import { WEEK_DAYS } from '../time/calendar.ts'
import { datePartsOf, dayFromParts, dayOf, isoWeekday, type Day, type Wall } from '../time/wall.ts'
import type { Rule } from './rule.ts'

export interface DayRule {
	readonly frequency: 'YEARLY' | 'MONTHLY' | 'WEEKLY' | 'DAILY'
	readonly interval: number
	readonly months: readonly number[]
	readonly weekNumbers: readonly number[]
	readonly yearDays: readonly number[]
	readonly monthDays: readonly number[]
	/** `nth` is 0 where the frequency is shorter than a month: there the RFC allows no number, and others ignore it. */
	readonly weekdays: Rule['weekdays']
	readonly weekStart: number
}

/** The days of a rule that begins at `start`; of a sub-daily rule every day on which it may fall. */
export function dayRuleOf(rule: Rule, start: Wall): DayRule {
	const { months, weekNumbers, yearDays, monthDays, weekStart } = rule
	const day = dayOf(start)
	const given = { months, weekNumbers, yearDays, monthDays, weekStart, interval: rule.interval }
	const weekdays = withoutNumbers(rule)
		? rule.weekdays.map(({ weekday }) => ({ weekday, nth: 0 }))
		: rule.weekdays
	const nothing = weekNumbers.length + yearDays.length + monthDays.length + weekdays.length === 0
	switch (rule.frequency) {
		case 'YEARLY': {
			const date = datePartsOf(day)
			const dated =
				months.length === 0 ? { months: [date.month], monthDays: [date.day] } : { monthDays: [date.day] }
			return { ...given, weekdays, frequency: 'YEARLY', ...(nothing ? dated : {}) }
		}
		case 'MONTHLY':
			return {
				...given,
				weekdays,
				frequency: 'MONTHLY',
				...(nothing ? { monthDays: [datePartsOf(day).day] } : {})
			}
		case 'WEEKLY':
			return {
				...given,
				frequency: 'WEEKLY',
				weekdays: nothing ? [{ weekday: isoWeekday(day), nth: 0 }] : weekdays
			}
		case 'DAILY':
			return { ...given, weekdays, frequency: 'DAILY' }
		case 'HOURLY':
		case 'MINUTELY':
		case 'SECONDLY':
			return { ...given, weekdays, frequency: 'DAILY', interval: 1 }
		default:
			return rule.frequency satisfies never
	}
}

const withoutNumbers = ({ frequency }: Rule): boolean => frequency !== 'YEARLY' && frequency !== 'MONTHLY'

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

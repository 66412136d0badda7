/**
 * Where the sets contradict each other or the RFC says nothing. A mismatch counts as disputed only when it is listed here
 * by rule and start, or when the other reading named here gives exactly what the set expects; all else has failed.
 */
import type { Rule } from '#lib/core/recurrence/rule.ts'
import { datePartsOf, dayOf, isoWeekday, type Wall } from '#lib/core/time/wall.ts'

export interface OtherReading {
	readonly reason: string
	/** The rule as the other side reads it; undefined where this reading has nothing to say about it. */
	read(rule: Rule, start: Wall): Rule | undefined
}

export const OTHER_READINGS: readonly OtherReading[] = [
	{
		reason:
			'BYWEEKNO without BYDAY: libical takes the weekday of DTSTART, python-dateutil and rrule the whole week. ' +
			'We follow the larger set (dateutil, 208 of 208)',
		read: (rule, start) =>
			rule.weekNumbers.length > 0 && rule.weekdays.length === 0
				? { ...rule, weekdays: [{ weekday: isoWeekday(dayOf(start)), nth: 0 }] }
				: undefined
	},
	{
		reason:
			'YEARLY with BYMONTHDAY but without BYMONTH: libical takes the month of DTSTART; by the table of RFC 5545 §3.3.10 ' +
			'BYMONTHDAY expands over all months',
		read: (rule, start) =>
			rule.frequency === 'YEARLY' && rule.monthDays.length > 0 && rule.months.length === 0
				? { ...rule, months: [datePartsOf(dayOf(start)).month] }
				: undefined
	}
]

const WEEK_YEARS =
	'YEARLY with INTERVAL and BYWEEKNO: libical counts the interval in the years that weeks belong to, we (with ' +
	'python-dateutil) in calendar years; the RFC does not say'

export interface Listed {
	readonly start: string
	readonly rule: string
	readonly reason: string
}

export const LISTED: readonly Listed[] = [
	{
		start: '20100102T000000',
		rule: 'FREQ=YEARLY;BYWEEKNO=53;BYDAY=TU,SA;INTERVAL=6;UNTIL=20170101T000000Z',
		reason: WEEK_YEARS
	},
	{
		start: '20100102T000000',
		rule: 'FREQ=YEARLY;BYWEEKNO=53;BYDAY=TU,SA;INTERVAL=5;UNTIL=20170101T000000Z',
		reason: WEEK_YEARS
	},
	{
		start: '20241231',
		rule: 'FREQ=YEARLY;BYWEEKNO=1;BYDAY=MO,TU;INTERVAL=3;UNTIL=20320101',
		reason: WEEK_YEARS
	},
	{
		start: '20241230',
		rule: 'FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=30;BYWEEKNO=1;UNTIL=20320101',
		reason: 'libical says it has not implemented this; we give the 30ths of December that lie in a week 1'
	}
]

/** Refused by name, as the product does: the message says what would do. */
export const REFUSED = 'RFC 7529 (RSCALE, SKIP) is not supported and refused by name'

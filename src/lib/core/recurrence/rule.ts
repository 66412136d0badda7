/**
 * A recurrence rule (RFC 5545 §3.3.10) as a value. `parse-rule.ts` reads it from text, `writeRule` writes it; parse ∘ write
 * is the identity.
 */
import { dayOf, DAY, formatDay, formatTime, startOfDay, type Wall } from '../time/wall.ts'

/** From the longest to the shortest. */
export const FREQUENCIES = ['YEARLY', 'MONTHLY', 'WEEKLY', 'DAILY', 'HOURLY', 'MINUTELY', 'SECONDLY'] as const
export type Frequency = (typeof FREQUENCIES)[number]

/** By ISO number, 1 = Monday. */
export const WEEKDAY_CODES = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'] as const

export interface WeekdayPart {
	/** 1 = Monday … 7 = Sunday. */
	readonly weekday: number
	/** 2 = the second, -1 = the last of its month or year; 0 = every one. */
	readonly nth: number
}

/** When a rule ends; the last start may be exactly then. */
export interface Until {
	/**
	 * `date`: all of that day. `wall`: a time in the series' zone, the form we store. `utc`: a moment in the world, as
	 * files have it; `until.ts` turns it into one of the others.
	 */
	readonly kind: 'date' | 'wall' | 'utc'
	/** The date's midnight, the wall time, or for `utc` the wall time a clock in UTC shows. */
	readonly at: Wall
}

/** Lists are in the order of the text, without doubles; empty where the part is absent. */
export interface Rule {
	readonly frequency: Frequency
	/** At least 1. */
	readonly interval: number
	/** At least 1. Beside an `until` (the RFC forbids it, files have it) whichever ends first. */
	readonly count?: number
	readonly until?: Until
	/** 1-12 */
	readonly months: readonly number[]
	/** 1 … 53, -53 … -1 */
	readonly weekNumbers: readonly number[]
	/** 1 … 366, -366 … -1 */
	readonly yearDays: readonly number[]
	/** 1 … 31, -31 … -1 */
	readonly monthDays: readonly number[]
	readonly weekdays: readonly WeekdayPart[]
	readonly hours: readonly number[]
	readonly minutes: readonly number[]
	/** 0-60: a leap second is the 59th for us, as for every clock we know. */
	readonly seconds: readonly number[]
	/** 1 … 366, -366 … -1 */
	readonly positions: readonly number[]
	/** WKST: the first day of a week, 1 = Monday. */
	readonly weekStart: number
}

export const EVERY: Omit<Rule, 'frequency'> = {
	interval: 1,
	months: [],
	weekNumbers: [],
	yearDays: [],
	monthDays: [],
	weekdays: [],
	hours: [],
	minutes: [],
	seconds: [],
	positions: [],
	weekStart: 1
}

/** The text of a rule with its parts in the order of the RFC's grammar; UNTIL in the form it is held in. */
export function writeRule(rule: Rule): string {
	const parts: [name: string, value: string | number | undefined][] = [
		['FREQ', rule.frequency],
		['UNTIL', rule.until && writeUntil(rule.until)],
		['COUNT', rule.count],
		['INTERVAL', rule.interval === 1 ? undefined : rule.interval],
		['BYSECOND', rule.seconds.join()],
		['BYMINUTE', rule.minutes.join()],
		['BYHOUR', rule.hours.join()],
		['BYDAY', rule.weekdays.map(writeWeekday).join()],
		['BYMONTHDAY', rule.monthDays.join()],
		['BYYEARDAY', rule.yearDays.join()],
		['BYWEEKNO', rule.weekNumbers.join()],
		['BYMONTH', rule.months.join()],
		['BYSETPOS', rule.positions.join()],
		['WKST', rule.weekStart === 1 ? undefined : WEEKDAY_CODES[rule.weekStart - 1]]
	]
	return parts
		.filter(([, value]) => value !== undefined && value !== '')
		.map(([name, value]) => `${name}=${value}`)
		.join(';')
}

const writeWeekday = ({ weekday, nth }: WeekdayPart): string =>
	`${nth === 0 ? '' : nth}${WEEKDAY_CODES[weekday - 1]}`

/** `20261224`, `20261224T090000`, `20261224T080000Z`. */
export function writeUntil({ kind, at }: Until): string {
	const date = formatDay(dayOf(at)).replaceAll('-', '')
	if (kind === 'date') return date
	const time = formatTime(at).replaceAll(':', '').padEnd(6, '0')
	return `${date}T${time}${kind === 'utc' ? 'Z' : ''}`
}

/** The last wall time at which an occurrence may start: the end of the day for a date. `utc` has none here. */
export const lastStart = ({ kind, at }: Until): Wall =>
	kind === 'date' ? ((startOfDay(dayOf(at)) + DAY - 1000) as Wall) : at

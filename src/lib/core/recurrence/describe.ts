/**
 * A rule as one plain English sentence, for the editor and the card of an appointment: "Every 2 weeks on Tuesday and
 * Thursday until 24 December 2026". Always truthful: every part that limits the rule is said, an unusual one in plain
 * parts after a colon rather than left out.
 */
import { datePartsOf, dayOf, formatTime, isoWeekday, type Day, type Wall } from '../time/wall.ts'
import { parseRule } from './parse-rule.ts'
import { lastStart, type Frequency, type Rule, type WeekdayPart } from './rule.ts'
import type { Segment, SeriesTime } from './series.ts'
import { localRule } from './until.ts'

const WEEKDAYS = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'] as const
const MONTHS = [
	'January',
	'February',
	'March',
	'April',
	'May',
	'June',
	'July',
	'August',
	'September',
	'October',
	'November',
	'December'
] as const
const UNITS: Readonly<Record<Frequency, string>> = {
	YEARLY: 'year',
	MONTHLY: 'month',
	WEEKLY: 'week',
	DAILY: 'day',
	HOURLY: 'hour',
	MINUTELY: 'minute',
	SECONDLY: 'second'
}
const WORKDAYS = '1,2,3,4,5'

/**
 * What the series does from its last segment on; several rules are joined by "and". The sentence is English; of the
 * locale only the order of dates is taken: `en-US` has "December 24, 2026".
 */
export function describeSeries(time: SeriesTime, locale = 'en-GB'): string {
	const segment = time.segments.at(-1) as Segment
	return describeSegment(time, segment, locale) + describeExceptions(time, segment)
}

/** What a series does in the segment of this index, and when it does otherwise; of the last one `describeSeries`. */
export function describeStretch(time: SeriesTime, index: number, locale = 'en-GB'): string {
	const segment = time.segments[index]
	const next = time.segments[index + 1]
	if (!segment || !next) return describeSeries(time, locale)
	return `${describeSegment(time, segment, locale)}; otherwise from ${describeDate(dayOf(next.from), locale)} on`
}

function describeSegment(time: SeriesTime, segment: Segment, locale: string): string {
	const rules = segment.rules.map((text) => {
		const rule = parseRule(text)
		return rule.ok
			? describeRule(localRule(rule.value, time), segment.from, locale)
			: `By a rule that cannot be read: ${text}`
	})
	const more = time.added.length
	if (rules.length === 0) return countDates(more)
	const extra = more === 0 ? '' : more === 1 ? ' and on one more date' : ` and on ${more} more dates`
	const [first, ...others] = rules
	return [first, ...others.map((rule) => rule.charAt(0).toLowerCase() + rule.slice(1))].join(', and ') + extra
}

function describeExceptions(time: SeriesTime, segment: Segment): string {
	const rules = segment.excludedRules.length > 0 ? ', with exceptions by rule' : ''
	return time.excluded.length === 0
		? rules
		: `${rules}, except on ${countDates(time.excluded.length).toLowerCase()}`
}

const countDates = (count: number): string => (count === 1 ? 'One date' : `${count} dates`)

/** One rule of a series that begins at `start`; UNTIL in any form but UTC (see `until.ts`). */
export function describeRule(rule: Rule, start: Wall, locale = 'en-GB'): string {
	const every =
		rule.interval === 1
			? `Every ${UNITS[rule.frequency]}`
			: `Every ${rule.interval} ${UNITS[rule.frequency]}s`
	const said = [
		isWorkdays(rule) ? 'Every weekday (Monday to Friday)' : every + describeDays(rule, start),
		describeTimes(rule)
	]
	const end = describeEnd(rule, locale)
	return said.filter((part) => part !== '').join(' ') + end
}

function isWorkdays({ frequency, interval, weekdays, ...rest }: Rule): boolean {
	const days = weekdays
		.map(({ weekday }) => weekday)
		.sort()
		.join()
	const isBare =
		rest.months.length + rest.weekNumbers.length + rest.yearDays.length + rest.monthDays.length === 0
	const repeats = frequency === 'DAILY' || frequency === 'WEEKLY'
	return repeats && interval === 1 && days === WORKDAYS && isBare && rest.positions.length === 0
}

/** With a space in front; empty where the unit says it all. */
function describeDays(rule: Rule, start: Wall): string {
	const usual = usualDays(rule, dayOf(start))
	if (usual !== undefined) return usual
	const parts = [
		said('in', rule.months.map(monthName)),
		said('in week', rule.weekNumbers.map(fromEnd)),
		said('on day', rule.yearDays.map(fromEnd), 'of the year'),
		said('on day', rule.monthDays.map(fromEnd), 'of the month'),
		said(
			'on',
			rule.weekdays.map((part) => weekdayName(part, rule)),
			rule.frequency === 'YEARLY' && rule.months.length === 0 && rule.weekdays.some(({ nth }) => nth !== 0)
				? 'of the year'
				: ''
		)
	].filter((part) => part !== '')
	const positions = said('only the', rule.positions.map(ordinal), `of these in each ${UNITS[rule.frequency]}`)
	const all = positions === '' ? parts : [...parts, positions]
	return all.length === 0 ? '' : `: ${all.join(', ')}`
}

/** The rules our own editor makes, in the words people use; undefined for all others. */
function usualDays(rule: Rule, start: Day): string | undefined {
	const { frequency, months, weekNumbers, yearDays, monthDays, weekdays, positions } = rule
	if (weekNumbers.length + yearDays.length + positions.length > 0) return undefined
	const date = datePartsOf(start)
	const bare = monthDays.length + weekdays.length === 0
	switch (frequency) {
		case 'YEARLY':
			if (months.length > 1 || (monthDays.length > 0 && weekdays.length > 0)) return undefined
			if (bare) return ` on ${date.day} ${monthName(months[0] ?? date.month)}`
			if (months.length === 0) return undefined
			if (monthDays.length === 1 && (monthDays[0] as number) > 0)
				return ` on ${monthDays[0]} ${monthName(months[0] as number)}`
			return weekdays.length === 1
				? ` on ${weekdayInMonth(weekdays[0] as WeekdayPart)} of ${monthName(months[0] as number)}`
				: undefined
		case 'MONTHLY':
			if (months.length > 0 || (monthDays.length > 0 && weekdays.length > 0)) return undefined
			if (weekdays.length > 0) return ` on ${joined(weekdays.map(weekdayInMonth))}`
			return ` on the ${joined((bare ? [date.day] : monthDays).map(dateOrdinal))}`
		case 'WEEKLY':
		case 'DAILY':
			if (months.length + monthDays.length > 0) return undefined
			if (weekdays.length > 0) return ` on ${joined(weekdays.map(({ weekday }) => weekdayOf(weekday)))}`
			return frequency === 'WEEKLY' ? ` on ${weekdayOf(isoWeekday(start))}` : ''
		case 'HOURLY':
		case 'MINUTELY':
		case 'SECONDLY':
			return bare && months.length === 0 ? '' : undefined
		default:
			return frequency satisfies never
	}
}

function describeTimes({ hours, minutes, seconds }: Rule): string {
	if (minutes.length <= 1 && seconds.length === 0 && hours.length > 0 && minutes.length === 1)
		return `at ${joined(hours.map((hour) => formatTime((hour * 3_600_000 + (minutes[0] as number) * 60_000) as Wall)))}`
	return [
		said('at hour', hours.map(String)),
		said('at minute', minutes.map(String)),
		said('at second', seconds.map(String))
	]
		.filter((part) => part !== '')
		.join(', ')
}

/** With what parts it from the days in front; empty where it ends never. */
function describeEnd({ count, until }: Rule, locale: string): string {
	const times = count === undefined ? '' : count === 1 ? 'once' : `${count} times`
	if (!until) return times === '' ? '' : `, ${times}`
	const last = ` until ${describeDate(dayOf(lastStart(until)), locale)}`
	return times === '' ? last : `${last}, at most ${times}`
}

/** `24 December 2026`, for `en-US` `December 24, 2026`. */
export function describeDate(day: Day, locale = 'en-GB'): string {
	const { year, month, day: dayOfMonth } = datePartsOf(day)
	const name = monthName(month)
	return locale === 'en-US' ? `${name} ${dayOfMonth}, ${year}` : `${dayOfMonth} ${name} ${year}`
}

const monthName = (month: number): string => MONTHS[month - 1] as string
const weekdayOf = (weekday: number): string => WEEKDAYS[weekday - 1] as string

/** `the second Tuesday`, `the last Friday`, `every Tuesday`. */
function weekdayInMonth({ weekday, nth }: WeekdayPart): string {
	return nth === 0 ? `every ${weekdayOf(weekday)}` : `the ${ordinal(nth)} ${weekdayOf(weekday)}`
}

const weekdayName = (part: WeekdayPart, { frequency }: Rule): string =>
	frequency === 'YEARLY' || frequency === 'MONTHLY' ? weekdayInMonth(part) : weekdayOf(part.weekday)

const FIRST_ORDINALS = ['first', 'second', 'third', 'fourth', 'fifth'] as const

/** `first`, `12th`, `last`, `second last`, `12th last`. */
function ordinal(n: number): string {
	if (n === -1) return 'last'
	return n < 0 ? `${ordinal(-n)} last` : (FIRST_ORDINALS[n - 1] ?? numbered(n))
}

function numbered(n: number): string {
	const ending = n % 100 >= 11 && n % 100 <= 13 ? undefined : ['st', 'nd', 'rd'][(n % 10) - 1]
	return `${n}${ending ?? 'th'}`
}

/** `1st`, `31st`, `last day`, `second last day`. */
const dateOrdinal = (day: number): string => (day > 0 ? numbered(day) : `${ordinal(day)} day`)

/** `3`, or `3 from the end`. */
const fromEnd = (n: number): string => (n > 0 ? `${n}` : `${-n} from the end`)

const said = (before: string, items: readonly string[], after = ''): string =>
	items.length === 0 ? '' : [before, joined(items), after].filter((part) => part !== '').join(' ')

/** `a`, `a and b`, `a, b and c`. */
const joined = (items: readonly string[]): string =>
	items.length < 2 ? (items[0] ?? '') : `${items.slice(0, -1).join(', ')} and ${items.at(-1)}`

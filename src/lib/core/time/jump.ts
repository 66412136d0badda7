/**
 * What people type to get to a date: `2026-11-23`, `23.11.`, `11/23`, `fri`, `tomorrow`, `wk 48`, `+2w`, `nov 2027`.
 * Names of days and months are those of the locale and of English; a year that is not said is the one that brings the
 * date nearest to today.
 */
import { ok, refuse, type Result } from '../result.ts'
import { addMonths, daysInMonth, firstWeekOf, startOfWeek, weekNumberOf, WEEK_DAYS } from './calendar.ts'
import { addDays, datePartsOf, dayFromParts, isoWeekday, startOfDay, type Day } from './wall.ts'

export interface JumpContext {
	readonly today: Day
	/** 1 = Monday … 7 = Sunday. */
	readonly firstWeekday: number
	/** BCP 47: the names of days and months, and whether `3/4` is March or April. */
	readonly locale: string
}

export type JumpRefusal = 'empty' | 'not-understood' | 'no-such-date'

const WISHES = 'try 23.11., 2026-11-23, fri, tomorrow, wk 48 or +2w'

/** The day a typed text means. Of a month its first day, of a week its first by `firstWeekday`. */
export function parseJump(text: string, context: JumpContext): Result<Day, JumpRefusal> {
	const wish = text.trim().toLowerCase().replace(/\s+/g, ' ')
	if (wish === '') return refuse('empty', `Type a date: ${WISHES}`)
	for (const read of READERS) {
		const found = read(wish, context)
		if (found !== undefined) return found
	}
	return refuse('not-understood', `"${text.trim()}" is not a date: ${WISHES}`)
}

type Found = Result<Day, JumpRefusal> | undefined
type Reader = (wish: string, context: JumpContext) => Found

const READERS: readonly Reader[] = [
	readIso,
	readDotted,
	readSlashed,
	readWeek,
	readStep,
	readNearby,
	readWeekday,
	readNamedMonth
]

function readIso(wish: string): Found {
	const match = /^(\d{4})-(\d{1,2})(?:-(\d{1,2}))?$/.exec(wish)
	return match ? dated(wish, Number(match[1]), Number(match[2]), Number(match[3] ?? 1)) : undefined
}

/** `23.11.`, `23.11`, `23.11.26`: the day comes first wherever dots are written. */
function readDotted(wish: string, context: JumpContext): Found {
	const match = /^(\d{1,2})\. ?(\d{1,2})(?:\. ?(\d{4}|\d{2})?)?$/.exec(wish)
	return match ? nearest(wish, Number(match[2]), Number(match[1]), yearOf(match[3]), context) : undefined
}

/** `11/23` or `23/11`, as the locale orders them; where only the other order gives a date, that one. */
function readSlashed(wish: string, context: JumpContext): Found {
	const match = /^(\d{1,2})\/(\d{1,2})(?:\/(\d{4}|\d{2}))?$/.exec(wish)
	if (!match) return undefined
	const [first, second, year] = [Number(match[1]), Number(match[2]), yearOf(match[3])]
	const [month, day] = isMonthFirst(context.locale) ? [first, second] : [second, first]
	const swapped = month > 12 && day <= 12
	return nearest(wish, swapped ? day : month, swapped ? month : day, year, context)
}

function readWeek(wish: string, { today, firstWeekday }: JumpContext): Found {
	const match = /^(?:wk|week|w|kw)\.? ?(\d{1,2})(?:[ /]+(\d{4}))?$/.exec(wish)
	if (!match) return undefined
	const week = Number(match[1])
	const years = match[2] ? [Number(match[2])] : around(weekNumberOf(today, firstWeekday).year)
	const starts = years
		.map((year) => ({ year, start: addDays(firstWeekOf(year, firstWeekday), (week - 1) * WEEK_DAYS) }))
		.filter(({ year, start }) => week > 0 && weekNumberOf(start, firstWeekday).year === year)
	const found = closest(
		starts.map(({ start }) => start),
		startOfWeek(today, firstWeekday)
	)
	return found === undefined
		? refuse('no-such-date', `There is no week ${week}${match[2] ? ` in ${match[2]}` : ''}`)
		: ok(found)
}

/** `+3` days, `-2w`, `+1m`. */
function readStep(wish: string, { today }: JumpContext): Found {
	const match = /^([+-]) ?(\d{1,4}) ?(d|w|m|y)?[a-z]*$/.exec(wish)
	if (!match) return undefined
	const steps = Number(match[2]) * (match[1] === '-' ? -1 : 1)
	switch (match[3]) {
		case 'w':
			return ok(addDays(today, steps * WEEK_DAYS))
		case 'm':
			return ok(addMonths(today, steps))
		case 'y':
			return ok(addMonths(today, steps * 12))
		default:
			return ok(addDays(today, steps))
	}
}

function readNearby(wish: string, { today, locale }: JumpContext): Found {
	for (const tongue of [locale, 'en']) {
		const format = new Intl.RelativeTimeFormat(tongue, { numeric: 'auto' })
		for (const days of [0, 1, -1]) {
			if (format.format(days, 'day').toLowerCase() === wish) return ok(addDays(today, days))
		}
	}
	return undefined
}

/** `fri` is the next Friday, today included; `next fri` the one after. */
function readWeekday(wish: string, { today, locale }: JumpContext): Found {
	const [, next, name = ''] = /^(next )?(.+)$/.exec(wish) ?? []
	const weekday = indexOfName(name, (tongue) => weekdayNames(tongue), locale)
	if (weekday === undefined) return undefined
	const ahead = (weekday + 1 - isoWeekday(today) + WEEK_DAYS) % WEEK_DAYS
	return ok(addDays(today, ahead + (next ? WEEK_DAYS : 0)))
}

/** `23 nov`, `nov 23`, `23. november 2026`, `november`, `nov 2027`. */
function readNamedMonth(wish: string, context: JumpContext): Found {
	const parts = wish.split(/[ ,]+/).map((part) => part.replace(/\.$/, ''))
	const months = parts.map((part) => indexOfName(part, monthNames, context.locale))
	const at = months.findIndex((month) => month !== undefined)
	const month = months[at]
	const numbers = parts.filter((_, index) => index !== at)
	if (month === undefined || numbers.length > 2 || !numbers.every((part) => /^\d{1,4}$/.test(part)))
		return undefined
	const year = numbers.find((part) => part.length === 4)
	const day = numbers.find((part) => part.length <= 2)
	if (numbers.length === 2 && !(year && day)) return undefined
	return nearest(wish, month + 1, Number(day ?? 1), year ? Number(year) : undefined, context)
}

const around = (year: number): readonly number[] => [year, year - 1, year + 1]
const yearOf = (text: string | undefined): number | undefined =>
	text === undefined ? undefined : Number(text) + (text.length === 2 ? 2000 : 0)

function nearest(
	wish: string,
	month: number,
	day: number,
	year: number | undefined,
	{ today }: JumpContext
): Found {
	if (year !== undefined) return dated(wish, year, month, day)
	const years = around(datePartsOf(today).year).filter((each) => isDate(each, month, day))
	const found = closest(
		years.map((each) => dayFromParts({ year: each, month, day })),
		today
	)
	return found === undefined ? dated(wish, datePartsOf(today).year, month, day) : ok(found)
}

const isDate = (year: number, month: number, day: number): boolean =>
	month >= 1 && month <= 12 && day >= 1 && day <= daysInMonth(year, month)

function dated(wish: string, year: number, month: number, day: number): Found {
	if (isDate(year, month, day)) return ok(dayFromParts({ year, month, day }))
	const why =
		month >= 1 && month <= 12 ? `that month has ${daysInMonth(year, month)} days` : 'a year has 12 months'
	return refuse('no-such-date', `There is no "${wish}" in the calendar: ${why}`)
}

/** Of two equally far the later one. */
const closest = (days: readonly Day[], today: Day): Day | undefined =>
	[...days].sort((a, b) => Math.abs(a - today) - Math.abs(b - today) || b - a)[0]

/** Whether the locale writes the month before the day. */
function isMonthFirst(locale: string): boolean {
	const parts = new Intl.DateTimeFormat(locale, { timeZone: 'UTC' }).formatToParts(0).map(({ type }) => type)
	return parts.indexOf('month') < parts.indexOf('day')
}

const namesOf = (locale: string, days: readonly Day[], part: 'weekday' | 'month'): readonly string[] => {
	const format = new Intl.DateTimeFormat(locale, { [part]: 'long', timeZone: 'UTC' })
	return days.map((day) => format.format(startOfDay(day)).toLowerCase())
}
/** 1970-01-05 was a Monday. */
const weekdayNames = (locale: string) =>
	namesOf(
		locale,
		Array.from({ length: WEEK_DAYS }, (_, at) => (4 + at) as Day),
		'weekday'
	)
const monthNames = (locale: string) =>
	namesOf(
		locale,
		Array.from({ length: 12 }, (_, at) => dayFromParts({ year: 1970, month: at + 1, day: 1 })),
		'month'
	)

/** The one name that begins with what was typed: two letters at least, and no second name that begins so. */
function indexOfName(
	typed: string,
	names: (locale: string) => readonly string[],
	locale: string
): number | undefined {
	if (typed.length < 2 || /\d/.test(typed)) return undefined
	for (const tongue of [locale, 'en']) {
		const hits = names(tongue).flatMap((name, at) => (name.startsWith(typed) ? [at] : []))
		if (hits.length === 1) return hits[0]
	}
	return undefined
}

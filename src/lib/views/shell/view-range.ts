/** Which days a view shows, how far one step goes, and what the title says. Pure, so that the URL alone decides. */
import {
	addDays,
	datePartsOf,
	dayFromParts,
	isoWeekday,
	startOfDay,
	type Day,
	type Span
} from '#lib/core/time/wall.ts'
import type { ViewKind } from '#lib/views/calendar/gesture.ts'

/** Days the list reaches ahead. */
const LIST_DAYS = 28
const WEEK_DAYS = 7
/** Seven columns of a phone are too narrow for a name. */
const PHONE_DAYS = 3

export interface Shown {
	readonly view: ViewKind
	readonly day: Day
	/** The timeline shows a day or a week. */
	readonly wide: boolean
	/** 1 = Monday … 7 = Sunday. */
	readonly firstWeekday: number
	/** A phone: its week is three days, beginning with the day itself. */
	readonly narrow?: boolean
}

export const startOfWeek = (day: Day, firstWeekday: number): Day =>
	addDays(day, -((isoWeekday(day) - firstWeekday + WEEK_DAYS) % WEEK_DAYS))

/** The days shown, half-open; a month in whole weeks. */
export function rangeOf({ view, day, wide, firstWeekday, narrow }: Shown): Span<Day> {
	switch (view) {
		case 'day':
		case 'staff-day':
			return { start: day, end: addDays(day, 1) }
		case 'timeline':
			return wide ? weekOf(day, firstWeekday) : { start: day, end: addDays(day, 1) }
		case 'week':
			return narrow ? { start: day, end: addDays(day, PHONE_DAYS) } : weekOf(day, firstWeekday)
		case 'list':
			return { start: day, end: addDays(day, LIST_DAYS) }
		case 'month': {
			const last = addDays(stepMonths(startOfMonth(day), 1), -1)
			return {
				start: startOfWeek(startOfMonth(day), firstWeekday),
				end: addDays(startOfWeek(last, firstWeekday), WEEK_DAYS)
			}
		}
		default:
			return view satisfies never
	}
}

/** The day one period on (1) or back (-1). */
export function stepOf({ view, day, wide, narrow }: Shown, direction: 1 | -1): Day {
	if (view === 'month') return stepMonths(startOfMonth(day), direction)
	if (view === 'list') return addDays(day, LIST_DAYS * direction)
	if (view === 'week' && narrow) return addDays(day, PHONE_DAYS * direction)
	if (view === 'week' || (view === 'timeline' && wide)) return addDays(day, WEEK_DAYS * direction)
	return addDays(day, direction)
}

/** `Tuesday 24 November 2026`, `23 – 29 November 2026`, `November 2026`; short for a narrow bar. */
export function titleOf(shown: Shown, locale: string, short = false): string {
	const { view, day } = shown
	const month = short ? 'short' : 'long'
	const format = (options: Intl.DateTimeFormatOptions) =>
		new Intl.DateTimeFormat(locale, { timeZone: 'UTC', ...options })
	if (view === 'month') return format({ month, year: 'numeric' }).format(startOfDay(day))
	const { start, end } = rangeOf(shown)
	if (end - start === 1) {
		const name = short
			? ({ weekday: 'short', day: 'numeric', month } as const)
			: ({ weekday: 'long', day: 'numeric', month, year: 'numeric' } as const)
		return format(name).format(startOfDay(day))
	}
	const span: Intl.DateTimeFormatOptions = {
		day: 'numeric',
		month: 'short',
		...(short ? {} : { year: 'numeric' })
	}
	return format(span).formatRange(startOfDay(start), startOfDay(addDays(end, -1)))
}

const weekOf = (day: Day, firstWeekday: number): Span<Day> => {
	const start = startOfWeek(day, firstWeekday)
	return { start, end: addDays(start, WEEK_DAYS) }
}

const startOfMonth = (day: Day): Day => dayFromParts({ ...datePartsOf(day), day: 1 })

function stepMonths(first: Day, months: number): Day {
	const { year, month } = datePartsOf(first)
	return dayFromParts({ year, month: month + months, day: 1 })
}

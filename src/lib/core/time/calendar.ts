/**
 * Days, weeks and months of the Gregorian calendar, without zones. Weekdays count from 1 = Monday to 7 = Sunday
 * (ISO 8601); ranges are half-open.
 */
import { addDays, datePartsOf, dayFromParts, isoWeekday, type Day, type Span } from './wall.ts'

export const WEEK_DAYS = 7

/** The latest day that is a `firstWeekday` and not after `day`. */
export const startOfWeek = (day: Day, firstWeekday = 1): Day =>
	addDays(day, -((isoWeekday(day) - firstWeekday + WEEK_DAYS) % WEEK_DAYS))

export function weekRange(day: Day, firstWeekday = 1): Span<Day> {
	const start = startOfWeek(day, firstWeekday)
	return { start, end: addDays(start, WEEK_DAYS) }
}

export const dayRange = (day: Day): Span<Day> => ({ start: day, end: addDays(day, 1) })

export const startOfMonth = (day: Day): Day => dayFromParts({ ...datePartsOf(day), day: 1 })

export function monthRange(day: Day): Span<Day> {
	const { year, month } = datePartsOf(day)
	return {
		start: dayFromParts({ year, month, day: 1 }),
		end: dayFromParts({ year, month: month + 1, day: 1 })
	}
}

/** The whole weeks that a month's page shows: four to six, or always six where the grid must not jump. */
export function monthGridRange(day: Day, firstWeekday = 1, weeks?: 6): Span<Day> {
	const month = monthRange(day)
	const start = startOfWeek(month.start, firstWeekday)
	if (weeks !== undefined) return { start, end: addDays(start, weeks * WEEK_DAYS) }
	return { start, end: addDays(startOfWeek(addDays(month.end, -1), firstWeekday), WEEK_DAYS) }
}

/** `month` from 1; months outside 1-12 belong to the years around. */
export const daysInMonth = (year: number, month: number): number =>
	dayFromParts({ year, month: month + 1, day: 1 }) - dayFromParts({ year, month, day: 1 })

/** The same day some months on, or the last of that month where it is shorter: 31 January + 1 → 28 February. */
export function addMonths(day: Day, months: number): Day {
	const { year, month, day: dayOfMonth } = datePartsOf(day)
	const first = dayFromParts({ year, month: month + months, day: 1 })
	return addDays(first, Math.min(dayOfMonth, daysInMonth(year, month + months)) - 1)
}

/** 29 February + 1 year → 28 February. */
export const addYears = (day: Day, years: number): Day => addMonths(day, 12 * years)

export interface WeekNumber {
	/** The year the week is counted in: not always that of the day. */
	readonly year: number
	/** 1-53 */
	readonly week: number
}

/**
 * The number of the day's week. Week 1 is the first with at least `minimalDays` days in the new year: 4 in ISO 8601 (the
 * default, weeks from Monday), 1 in the United States (from Sunday), as CLDR has it for a locale.
 */
export function weekNumberOf(day: Day, firstWeekday = 1, minimalDays = 4): WeekNumber {
	const start = startOfWeek(day, firstWeekday)
	// The year of a week is that of the day which `minimalDays` days of the new year put into it.
	const { year } = datePartsOf(addDays(start, WEEK_DAYS - minimalDays))
	return { year, week: (start - firstWeekOf(year, firstWeekday, minimalDays)) / WEEK_DAYS + 1 }
}

/** The first day of week 1 of a year. */
export const firstWeekOf = (year: number, firstWeekday = 1, minimalDays = 4): Day =>
	startOfWeek(dayFromParts({ year, month: 1, day: minimalDays }), firstWeekday)

export function* daysOf({ start, end }: Span<Day>): Generator<Day> {
	for (let day = start; day < end; day = addDays(day, 1)) yield day
}

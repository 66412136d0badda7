/**
 * The one place that touches the `rrule` package (2.8.1), and all we let it do: days. It works on UTC midnights that stand
 * for dates, never with a TZID (its zones are wrong and follow the process: sync-rules §4), never with COUNT, UNTIL,
 * BYSETPOS or times of day: those are ours (`rule-walk.ts`), because there it doubles dates, takes positions that do not
 * exist, loses the step of sub-daily rules and can run for ever. Nor with the first and last numbers of BYWEEKNO: where a
 * year begins or ends within a week it counts the weeks of the wrong year (of 2021 53, and 1 January 2022 is not in its 52nd).
 */
import * as library from 'rrule'
import type { Options } from 'rrule'
import { firstWeekOf, WEEK_DAYS, weekNumberOf } from '../time/calendar.ts'
import { DAY, type Day } from '../time/wall.ts'
import { firstDayOf, type DayRule } from './day-rule.ts'

// The package is CommonJS for Node, where its names are properties of the default export, and ESM for bundlers.
const { RRule, Weekday } = 'RRule' in library ? library : (library as { default: typeof library }).default

const FREQUENCY = {
	YEARLY: RRule.YEARLY,
	MONTHLY: RRule.MONTHLY,
	WEEKLY: RRule.WEEKLY,
	DAILY: RRule.DAILY
} as const

/** The days of `count` periods, the first being `first` and each `interval` after the one before; ascending. */
export function daysByLibrary(rule: DayRule, first: number, count: number): readonly Day[] {
	const listed = (list: readonly number[]) => (list.length === 0 ? null : [...list])
	const options: Partial<Options> = {
		freq: FREQUENCY[rule.frequency],
		dtstart: new Date(firstDayOf(first, rule) * DAY),
		until: new Date(firstDayOf(first + count * rule.interval, rule) * DAY - 1),
		wkst: rule.weekStart - 1,
		bymonth: listed(rule.months),
		byweekno: rule.weekNumbers.some(isOfYearsEnds) ? null : listed(rule.weekNumbers),
		byyearday: listed(rule.yearDays),
		bymonthday: listed(rule.monthDays),
		byweekday: weekdaysOf(rule),
		byhour: [0],
		byminute: [0],
		bysecond: [0]
	}
	const found = new RRule(options, true)
	stopAfter(found, rule.interval, count)
	const days = found.all().map((date) => (date.getTime() / DAY) as Day)
	return rule.weekNumbers.length === 0 ? days : days.filter((day) => isInWeeks(rule, day))
}

/** Whether the week may lie over the end of a year, counted from the front or the back. */
const isOfYearsEnds = (week: number) => Math.abs(week) === 1 || Math.abs(week) >= 52

/** BYWEEKNO, with the weeks of the year that the week is counted in, also for the days beyond that year's ends. */
function isInWeeks({ weekNumbers, weekStart }: DayRule, day: Day): boolean {
	const { year, week } = weekNumberOf(day, weekStart)
	const weeks = (firstWeekOf(year + 1, weekStart) - firstWeekOf(year, weekStart)) / WEEK_DAYS
	return weekNumbers.includes(week) || weekNumbers.includes(week - weeks - 1)
}

const EVERY_WEEKDAY = Array.from({ length: WEEK_DAYS }, (_, n) => new Weekday(n))

/**
 * Of `MO,-1FR` the library takes only Mondays that are last Fridays; the RFC means both. So where numbers are given a
 * weekday without one is given with all of them.
 */
function weekdaysOf({ weekdays, weekNumbers, monthDays, yearDays, frequency, months }: DayRule) {
	// A week is all its days; without any BY part that names days the library would take those of its start.
	if (weekdays.length === 0)
		return weekNumbers.length > 0 && monthDays.length + yearDays.length === 0 ? EVERY_WEEKDAY : null
	const isNumbered = weekdays.some(({ nth }) => nth !== 0)
	const most = frequency === 'YEARLY' && months.length === 0 ? 53 : 5
	return weekdays.flatMap(({ weekday, nth }) => {
		if (nth !== 0) return [new Weekday(weekday - 1, nth)]
		if (!isNumbered) return [new Weekday(weekday - 1)]
		return Array.from({ length: most }, (_, index) => new Weekday(weekday - 1, index + 1))
	})
}

/**
 * A rule that never matches (30 February) would be searched to the year 9999: UNTIL is looked at only where a date is
 * found. The library's loop reads `interval` once before and twice in every period, and ends where the first of the two
 * is 0: so this answers 0 in the last period that was asked for.
 */
function stopAfter({ options }: InstanceType<typeof RRule>, interval: number, periods: number): void {
	let reads = 0
	Object.defineProperty(options, 'interval', {
		get: () => {
			reads += 1
			return reads >= 2 * periods ? 0 : interval
		}
	})
}

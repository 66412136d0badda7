/**
 * A rule whose starts are moved. By days, daily and weekly rules move exactly, and so do times of day; a rule that counts in
 * months or years takes the same pattern from the new date: the second Tuesday becomes the second Wednesday.
 */
import { daysInMonth, WEEK_DAYS } from '../time/calendar.ts'
import {
	DAY,
	HOUR,
	addDays,
	datePartsOf,
	dayFromParts,
	dayOf,
	isoWeekday,
	MINUTE,
	plus,
	SECOND,
	startOfDay,
	type Day,
	type Wall
} from '../time/wall.ts'
import { ok, refuse, type Result } from '../result.ts'
import { writeRule, type Rule, type WeekdayPart } from './rule.ts'

/** `start` is a start of the rule; `shift` in milliseconds on the wall clock. UNTIL is not in UTC. */
export function shiftRule(rule: Rule, start: Wall, shift: number): Result<Rule, 'bad-rule'> {
	const timed = shiftTimes(rule, start, shift)
	if (!timed)
		return refuse(
			'bad-rule',
			`A series by "${writeRule(rule)}" cannot be moved by this: its times of day would fall on different days`
		)
	const { days } = timed
	const until = rule.until && {
		...rule.until,
		at: plus(rule.until.at, rule.until.kind === 'date' ? days * DAY : shift)
	}
	const moved = days === 0 ? timed.rule : shiftDays(timed.rule, dayOf(start), days)
	return ok(until ? { ...moved, until } : moved)
}

const SUB_DAILY: ReadonlySet<Rule['frequency']> = new Set(['HOURLY', 'MINUTELY', 'SECONDLY'])

/** BYHOUR, BYMINUTE and BYSECOND moved, and the days that are moved over; undefined where that cannot be said. */
function shiftTimes(rule: Rule, start: Wall, shift: number): { rule: Rule; days: number } | undefined {
	const { hours, minutes, seconds } = rule
	const days = dayOf(plus(start, shift)) - dayOf(start)
	const names = hours.length + minutes.length + seconds.length
	if (shift % DAY === 0) return { rule, days }
	if (SUB_DAILY.has(rule.frequency)) {
		const parts = rule.weekdays.length + rule.months.length + rule.monthDays.length + rule.yearDays.length
		return names + parts + rule.weekNumbers.length + rule.positions.length === 0
			? { rule, days: 0 }
			: undefined
	}
	if (names === 0) return { rule, days }
	if (minutes.length > 1 || seconds.length > 1) return undefined
	const ofDay = start - startOfDay(dayOf(start))
	const minute = minutes[0] ?? Math.floor(ofDay / MINUTE) % 60
	const second = seconds[0] ?? Math.floor(ofDay / SECOND) % 60
	const own = hours.length > 0 ? hours : [Math.floor(ofDay / HOUR)]
	const times = own.map((hour) => hour * HOUR + minute * MINUTE + second * SECOND + shift)
	const over = Math.floor((times[0] as number) / DAY)
	if (times.some((time) => Math.floor(time / DAY) !== over)) return undefined
	const within = times.map((time) => time - over * DAY)
	const [first = 0] = within
	return {
		days: over,
		rule: {
			...rule,
			hours: hours.length > 0 ? within.map((time) => Math.floor(time / HOUR)) : [],
			minutes: minutes.length > 0 ? [Math.floor(first / MINUTE) % 60] : [],
			seconds: seconds.length > 0 ? [Math.floor(first / SECOND) % 60] : []
		}
	}
}

function shiftDays(rule: Rule, day: Day, days: number): Rule {
	switch (rule.frequency) {
		case 'YEARLY':
		case 'MONTHLY':
			return shiftInMonths(rule, day, days)
		case 'WEEKLY': {
			// Which days belong to one week counts where weeks are left out, or are counted through.
			const counts = rule.interval > 1 || rule.positions.length > 0
			const weekStart = counts ? weekdayOn(rule.weekStart, days) : rule.weekStart
			return { ...rule, weekStart, weekdays: rule.weekdays.map((part) => onWeekday(part, days)) }
		}
		case 'DAILY':
		case 'HOURLY':
		case 'MINUTELY':
		case 'SECONDLY':
			return {
				...rule,
				weekdays: rule.weekdays.map((part) => onWeekday(part, days)),
				monthDays: unique(rule.monthDays.map((one) => shiftMonthDay(one, day, days)))
			}
		default:
			return rule.frequency satisfies never
	}
}

const weekdayOn = (weekday: number, days: number): number =>
	((((weekday - 1 + days) % WEEK_DAYS) + WEEK_DAYS) % WEEK_DAYS) + 1
const onWeekday = (part: WeekdayPart, days: number): WeekdayPart => ({
	...part,
	weekday: weekdayOn(part.weekday, days)
})

function shiftInMonths(rule: Rule, day: Day, days: number): Rule {
	const date = datePartsOf(day)
	const next = datePartsOf(addDays(day, days))
	const over = next.year * 12 + next.month - date.year * 12 - date.month
	const months = rule.months.map((month) => ((((month - 1 + over) % 12) + 12) % 12) + 1)
	const byDate = rule.monthDays.length > 0
	const byWeekday = rule.weekdays.length > 0
	const isOdd =
		rule.positions.length + rule.weekNumbers.length + rule.yearDays.length > 0 || (byDate && byWeekday)
	const ofYear = rule.frequency === 'YEARLY' && rule.months.length === 0 && byWeekday
	if (isOdd || ofYear) return plainPattern(rule, addDays(day, days), months)
	return {
		...rule,
		months,
		monthDays: unique(rule.monthDays.map((one) => shiftMonthDay(one, day, days))),
		weekdays: rule.weekdays.map((part) => shiftWeekday(part, day, days))
	}
}

/** What cannot be moved becomes the plain rule that has the new date: yearly on this date, monthly on this weekday. */
function plainPattern(rule: Rule, day: Day, months: readonly number[]): Rule {
	const { month, day: date } = datePartsOf(day)
	const bare = { ...rule, weekNumbers: [], yearDays: [], positions: [], monthDays: [], weekdays: [] }
	return rule.frequency === 'YEARLY'
		? { ...bare, months: [month], monthDays: [date] }
		: { ...bare, months, weekdays: [{ weekday: isoWeekday(day), nth: Math.ceil(date / WEEK_DAYS) }] }
}

/** From the end where it is counted so and stays before it: exact; else the day that the new date has. */
function shiftMonthDay(monthDay: number, day: Day, days: number): number {
	const { year, month } = datePartsOf(day)
	if (monthDay < 0) {
		const moved = monthDay + days
		if (moved < 0 && moved >= -31) return moved
		if (moved >= 0 && moved < 31) return moved + 1
	}
	const length = daysInMonth(year, month)
	const date = monthDay > 0 ? Math.min(monthDay, length) : Math.max(1, length + monthDay + 1)
	const moved = date + days
	if (moved <= 0 && moved > -28) return moved - 1
	return datePartsOf(dayFromParts({ year, month, day: moved })).day
}

function shiftWeekday(part: WeekdayPart, day: Day, days: number): WeekdayPart {
	const { weekday, nth } = part
	if (nth === 0) return onWeekday(part, days)
	const { year, month } = datePartsOf(day)
	const first = dayFromParts({ year, month, day: 1 })
	const length = daysInMonth(year, month)
	const earliest = ((weekday - isoWeekday(first) + WEEK_DAYS) % WEEK_DAYS) + 1
	const last = earliest + Math.floor((length - earliest) / WEEK_DAYS) * WEEK_DAYS
	const date = nth > 0 ? earliest + (nth - 1) * WEEK_DAYS : last + (nth + 1) * WEEK_DAYS
	if (date < 1 || date > length) return onWeekday(part, days)
	const moved = dayFromParts({ year, month, day: date + days })
	const there = datePartsOf(moved)
	const fromEnd = daysInMonth(there.year, there.month) - there.day
	return {
		weekday: isoWeekday(moved),
		nth: nth > 0 ? Math.ceil(there.day / WEEK_DAYS) : -Math.ceil((fromEnd + 1) / WEEK_DAYS)
	}
}

const unique = (values: readonly number[]): readonly number[] => [...new Set(values)]

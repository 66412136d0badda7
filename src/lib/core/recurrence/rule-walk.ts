/**
 * One rule walked through a window of wall time: days from the library or the plain path, times of day, BYSETPOS and the
 * steps of sub-daily rules from here. The walk begins at the window, not at DTSTART, and the work is bounded by the
 * length of the window and a budget.
 */
import {
	DAY,
	dayFromParts,
	dayOf,
	HOUR,
	MINUTE,
	SECOND,
	startOfDay,
	type Day,
	type Span,
	type Wall
} from '../time/wall.ts'
import { dayRuleOf, periodOf, type DayRule } from './day-rule.ts'
import { isPlain, plainDays } from './plain-days.ts'
import { daysByLibrary } from './rrule-library.ts'
import { lastStart, type Rule } from './rule.ts'

/** A rule made ready: everything that does not depend on the window. */
export interface PreparedRule {
	readonly rule: Rule
	/** DTSTART: nothing is yielded before it, and intervals are counted from its period. */
	readonly start: Wall
	readonly days: DayRule
	readonly plain: boolean
	/** Milliseconds after the day's, hour's or minute's beginning, ascending. */
	readonly times: readonly number[]
	/** The last start by UNTIL; `Infinity` without one. */
	readonly last: number
}

/**
 * The years a walk is held to: the library knows no years after 9999, and years before 100 are not ours to write.
 */
const FIRST_DAY = dayFromParts({ year: 100, month: 1, day: 1 })
const LAST_DAY = dayFromParts({ year: 9999, month: 12, day: 31 })
/** Periods in one walk: a hundred years of days. Beyond, nothing that people plan is left to find. */
const MOST_PERIODS = 40_000
/** Steps of a sub-daily rule in one walk: twelve days of seconds, two years of minutes; some 20 ms. */
const MOST_STEPS = 1_050_000
/** Periods that are asked for at once: enough for a month's page, few enough to stop soon. */
const BATCH = { YEARLY: 8, MONTHLY: 32, WEEKLY: 64, DAILY: 512 } as const
const UNIT = { HOURLY: HOUR, MINUTELY: MINUTE, SECONDLY: SECOND } as const

export function prepareRule(rule: Rule, start: Wall): PreparedRule {
	const days = dayRuleOf(rule, start)
	return {
		rule,
		start,
		days,
		plain: isPlain(days),
		times: timesOf(rule, start),
		last: rule.until ? lastStart(rule.until) : Infinity
	}
}

/** `ended`: the window is done. `stopped`: the visitor had enough. `spent`: the budget was. */
export type Walked = 'ended' | 'stopped' | 'spent'

/**
 * Calls `visit` with every start in the window, ascending and without doubles, until it returns false. UNTIL holds;
 * COUNT does not (see `counted.ts`).
 */
export function walkRule(
	prepared: PreparedRule,
	window: Span<Wall>,
	visit: (start: Wall) => boolean
): Walked {
	const from = Math.max(window.start, prepared.start)
	const to = Math.min(window.end, prepared.last + 1)
	if (from >= to) return 'ended'
	const visitWithin = (start: Wall) => start < from || (start < to && visit(start))
	const days = {
		start: Math.max(dayOf(from as Wall), FIRST_DAY) as Day,
		end: Math.min(dayOf((to - 1) as Wall) + 1, LAST_DAY) as Day
	}
	return isSubDaily(prepared.rule.frequency)
		? walkSteps(prepared, days, visitWithin)
		: walkPeriods(prepared, days, visitWithin)
}

const isSubDaily = (frequency: Rule['frequency']): frequency is keyof typeof UNIT => frequency in UNIT

/** BYHOUR, BYMINUTE and BYSECOND as far as they expand; what is absent comes from DTSTART. */
function timesOf(rule: Rule, start: Wall): readonly number[] {
	const date = new Date(start)
	if (!isSubDaily(rule.frequency) && rule.hours.length + rule.minutes.length + rule.seconds.length === 0)
		return [start - startOfDay(dayOf(start))]
	const given = (list: readonly number[], own: number) => (list.length === 0 ? [own] : list)
	const ofDay = !isSubDaily(rule.frequency)
	const hours = ofDay ? given(rule.hours, date.getUTCHours()) : [0]
	const minutes = ofDay || rule.frequency === 'HOURLY' ? given(rule.minutes, date.getUTCMinutes()) : [0]
	const seconds = rule.frequency === 'SECONDLY' ? [0] : given(rule.seconds, date.getUTCSeconds())
	const times = hours.flatMap((hour) =>
		minutes.flatMap((minute) =>
			seconds.map((second) => hour * HOUR + minute * MINUTE + Math.min(second, 59) * SECOND)
		)
	)
	return [...new Set(times.sort((a, b) => a - b))]
}

/** Batches of whole periods, so that the positions of BYSETPOS are counted in the period and not in the window. */
function walkPeriods(prepared: PreparedRule, window: Span<Day>, visit: (start: Wall) => boolean): Walked {
	const { days: rule, start } = prepared
	const first = periodOf(dayOf(start), rule)
	const end = periodOf((window.end - 1) as Day, rule) + 1
	const skipped = Math.max(0, Math.floor((periodOf(window.start, rule) - first) / rule.interval))
	let period = first + skipped * rule.interval
	for (let walked = 0; period < end; walked += BATCH[rule.frequency]) {
		if (walked >= MOST_PERIODS) return 'spent'
		const count = Math.min(BATCH[rule.frequency], Math.ceil((end - period) / rule.interval))
		if (!visitPeriods(prepared, period, count, visit)) return 'stopped'
		period += count * rule.interval
	}
	return 'ended'
}

function visitPeriods(
	prepared: PreparedRule,
	period: number,
	count: number,
	visit: (start: Wall) => boolean
): boolean {
	const { rule, days, plain, times } = prepared
	const found = plain ? plainDays(days, period, count) : daysByLibrary(days, period, count)
	if (rule.positions.length > 0) {
		for (const group of byPeriod(found, days))
			for (const start of atPositions(rule.positions, group, times)) if (!visit(start)) return false
		return true
	}
	for (const day of found) for (const time of times) if (!visit((day * DAY + time) as Wall)) return false
	return true
}

function byPeriod(days: readonly Day[], rule: DayRule): Iterable<readonly Day[]> {
	const groups = new Map<number, Day[]>()
	for (const day of days) {
		const period = periodOf(day, rule)
		const group = groups.get(period)
		if (group) group.push(day)
		else groups.set(period, [day])
	}
	return groups.values()
}

/** BYSETPOS: of all days with all their times the n-th, from the end where negative; a place that is not there is none. */
function atPositions(
	positions: readonly number[],
	days: readonly Day[],
	times: readonly number[]
): readonly Wall[] {
	const size = days.length * times.length
	const places = positions.map((position) => (position > 0 ? position - 1 : size + position))
	return [...new Set(places)]
		.filter((place) => place >= 0 && place < size)
		.sort((a, b) => a - b)
		.map((place) => {
			const day = days[Math.floor(place / times.length)] as Day
			return (day * DAY + (times[place % times.length] as number)) as Wall
		})
}

/** Hours, minutes or seconds in steps of the interval, counted from DTSTART, on the days the rule allows. */
function walkSteps(prepared: PreparedRule, window: Span<Day>, visit: (start: Wall) => boolean): Walked {
	const { rule, start, days, plain } = prepared
	const unit = UNIT[rule.frequency as keyof typeof UNIT]
	const step = unit * rule.interval
	const first = Math.floor(start / unit) * unit
	const stepFrom = (ms: number) => first + Math.max(0, Math.ceil((ms - first) / step)) * step
	let steps = 0
	for (let from = window.start; from < window.end; from = (from + BATCH.DAILY) as Day) {
		const count = Math.min(BATCH.DAILY, window.end - from)
		for (const day of plain ? plainDays(days, from, count) : daysByLibrary(days, from, count)) {
			const midnight = startOfDay(day)
			for (let at = stepFrom(midnight); at < midnight + DAY;) {
				if (++steps > MOST_STEPS) return 'spent'
				const allowed = nextAllowed(rule, at)
				if (allowed === at && !visitStep(prepared, at, visit)) return 'stopped'
				at = allowed === at ? at + step : stepFrom(allowed)
			}
		}
		steps += count
	}
	return 'ended'
}

/** `at` where BYHOUR, BYMINUTE and BYSECOND let it through, else the begin of the next hour, minute or second. */
function nextAllowed({ frequency, hours, minutes, seconds }: Rule, at: number): number {
	const timeOfDay = at - Math.floor(at / DAY) * DAY
	const among = (list: readonly number[], unit: number, size: number) =>
		list.length === 0 || list.includes(Math.floor(timeOfDay / unit) % size)
	const after = (unit: number) => (Math.floor(at / unit) + 1) * unit
	if (!among(hours, HOUR, 24)) return after(HOUR)
	if (frequency === 'HOURLY') return at
	if (!among(minutes, MINUTE, 60)) return after(MINUTE)
	return frequency === 'MINUTELY' || among(seconds, SECOND, 60) ? at : after(SECOND)
}

function visitStep({ rule, times }: PreparedRule, at: number, visit: (start: Wall) => boolean): boolean {
	if (rule.positions.length === 0) return times.every((time) => visit((at + time) as Wall))
	const day = dayOf(at as Wall)
	const within = times.map((time) => at - day * DAY + time)
	return atPositions(rule.positions, [day], within).every(visit)
}

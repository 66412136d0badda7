/**
 * COUNT counts from DTSTART, so a window far from it would be counted to anew each time. Here the count is kept up to the
 * farthest window asked for and, once it is reached, becomes what UNTIL is: the last start. What is kept depends on the
 * rule alone; the answers are the same in whatever order windows are asked for.
 */
import { dayOf, plus, startOfDay, type Wall } from '../time/wall.ts'
import { firstDayOf, periodOf } from './day-rule.ts'
import { walkRule, type PreparedRule } from './rule-walk.ts'

/** A daily series of 270 years; what counts further is counted to here, and said to be. */
export const MOST_COUNTED = 100_000

export interface Counted {
	/** No start of the rule is after this; `Infinity` while the count is not reached before the window's end. */
	readonly last: number
	/** The count is more than we count, or the rule was searched too long without reaching it. */
	readonly cut: boolean
}

export interface Counter {
	/** What COUNT means for starts before `end`. */
	upTo(end: Wall): Counted
}

export function createCounter(prepared: PreparedRule): Counter {
	const count = Math.min(prepared.rule.count ?? Infinity, MOST_COUNTED)
	const isMore = (prepared.rule.count ?? 0) > MOST_COUNTED
	let next = prepared.start
	let found = 0
	let last = Infinity
	let spent = false
	let begun = false
	const countUpTo = (end: Wall) => {
		const walked = walkRule(prepared, { start: next, end }, (start) => {
			found += 1
			next = plus(start, 1)
			if (found < count) return true
			last = start
			return false
		})
		spent = walked === 'spent'
		if (walked === 'ended') next = end
	}
	/** Weeks and days that hold the same number of starts are counted without looking at them, but for the first. */
	const countWhole = () => {
		const each = startsOfEachPeriod(prepared)
		if (each === undefined) return
		const { start, days } = prepared
		const first = periodOf(dayOf(start), days)
		countUpTo(startOfDay(firstDayOf(first + 1, days)))
		if (last !== Infinity) return
		const whole = Math.max(0, Math.floor((count - found - 1) / each))
		found += whole * each
		next = startOfDay(firstDayOf(first + days.interval * (whole + 1), days))
	}
	return {
		upTo(end) {
			if (prepared.rule.count === undefined) return ENDLESS
			if (!begun) countWhole()
			begun = true
			if (last === Infinity && !spent && next < end) countUpTo(end)
			if (spent) return { last: next - 1, cut: true }
			return { last, cut: isMore && last < end }
		}
	}
}

const ENDLESS: Counted = { last: Infinity, cut: false }

/** How many starts each period after the first has, where that is the same for all. */
function startsOfEachPeriod({ plain, rule, days, times }: PreparedRule): number | undefined {
	if (!plain || rule.positions.length > 0 || rule.frequency !== days.frequency) return undefined
	const weekdays = new Set(days.weekdays.map(({ weekday }) => weekday)).size
	if (days.frequency === 'WEEKLY') return weekdays * times.length
	return days.frequency === 'DAILY' && weekdays === 0 ? times.length : undefined
}

/**
 * COUNT counts from DTSTART, so a window far from it would be counted to anew each time. Here the count is kept up to the
 * farthest window asked for and, once it is reached, becomes what UNTIL is: the last start. What is kept depends on the
 * rule alone; the answers are the same in whatever order windows are asked for.
 */
import { plus, type Wall } from '../time/wall.ts'
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
	return {
		upTo(end) {
			if (prepared.rule.count === undefined) return ENDLESS
			if (last === Infinity && !spent && next < end) {
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
			if (spent) return { last: next - 1, cut: true }
			return { last, cut: isMore && last < end }
		}
	}
}

const ENDLESS: Counted = { last: Infinity, cut: false }

/** How far a series goes: its first and last date by its rules, and how many there are. What single dates say does not count. */
import { plus, type Wall } from '../time/wall.ts'
import { createCounter } from './counted.ts'
import { expand, type SeriesDate } from './expand.ts'
import { parseRule } from './parse-rule.ts'
import { prepareRule } from './rule-walk.ts'
import { lastStart } from './rule.ts'
import { segmentIndexAt, shiftOf, type Segment, type SeriesTime } from './series.ts'
import { localRule } from './until.ts'

export interface Extent {
	/** Undefined: the rules yield none. */
	readonly first: SeriesDate | undefined
	/** Undefined where it goes on for ever, too. */
	readonly last: SeriesDate | undefined
	/** Undefined: it goes on for ever, or for longer than anybody counts. */
	readonly count: number | undefined
	readonly endless: boolean
}

/** A rule whose end lies beyond is as good as endless: nobody reads such a number. */
const YEARS_COUNTED = 100
/** Between two dates of a rule lie eight years at the most: those of a 29 February around 2100. */
const YEARS_TO_A_DATE = 9
const YEAR = 366 * 86_400_000

export function extentOf(time: SeriesTime): Extent {
	const start = time.segments.reduce((first, { from }) => Math.min(first, from), Infinity)
	const added = time.added.map((one) => shownOf(time, one.start))
	const begin = Math.min(start, ...added) as Wall
	const horizon = plus(begin, YEARS_COUNTED * YEAR)
	const rules = (time.segments.at(-1) as Segment).rules
	const ends = rules.map((text) => endOfRule(text, time, horizon))
	const last = Math.max(begin, ...time.segments.map(({ from }) => from), ...ends)
	const endless = last >= horizon
	const end = endless ? plus(begin, YEARS_TO_A_DATE * YEAR) : plus(Math.max(last, ...added) as Wall, 1)
	const { dates } = expand(time, { start: begin, end })
	return {
		first: dates[0],
		last: endless ? undefined : dates.at(-1),
		count: endless ? undefined : dates.length,
		endless
	}
}

/** No start of the rule lies after it; `Infinity` for one that ends never or beyond the horizon. */
function endOfRule(text: string, time: SeriesTime, horizon: Wall): number {
	const read = parseRule(text)
	if (!read.ok) return -Infinity
	const rule = localRule(read.value, time)
	const until = rule.until ? lastStart(rule.until) : Infinity
	if (rule.count === undefined) return until
	const { from } = time.segments.at(-1) as Segment
	return Math.min(until, createCounter(prepareRule(rule, from)).upTo(horizon).last)
}

const shownOf = (time: SeriesTime, original: Wall): Wall =>
	plus(original, shiftOf(time.segments[segmentIndexAt(time, original)] as Segment))

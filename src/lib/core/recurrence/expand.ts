/**
 * The dates of a series in a window, all on wall time: RRULE, RDATE, EXRULE and EXDATE of RFC 5545 and 2445 over the
 * series' segments. The zone is resolved afterwards, for each date on its own (`occurrences.ts`), so that nine o'clock
 * stays nine o'clock.
 *
 * What always holds: the dates are ascending and differ; asking for two halves of a window gives together what the whole
 * gives (a date that lies over the cut is in both); the answer does not depend on what was asked before.
 */
import { addDays, dayOf, plus, startOfDay, type Span, type Wall } from '../time/wall.ts'
import { createCounter, MOST_COUNTED, type Counter } from './counted.ts'
import { parseRule } from './parse-rule.ts'
import { prepareRule, walkRule, type PreparedRule } from './rule-walk.ts'
import type { AddedDate, Segment, SeriesTime } from './series.ts'
import { localRule } from './until.ts'

export interface SeriesDate {
	/** The start the rule gives: the identity of the date, also when an override moves it. In the series' zone. */
	readonly original: Wall
	readonly start: Wall
	readonly end: Wall
	/** Index of the segment it belongs to. */
	readonly segment: number
	/**
	 * False for the second and later ones of one day, whose override keys carry the time. A date of the rule comes before
	 * an added one, and EXDATE changes nothing here: keys stay when dates are added or taken out.
	 */
	readonly firstOfDate: boolean
}

export type ExpandProblem =
	/** The text of a rule cannot be read, or its kind cannot be of an all-day series. */
	| { readonly why: 'bad-rule'; readonly rule: string; readonly message: string }
	/** There are more dates in the window than are shown: these are the first. */
	| { readonly why: 'too-many'; readonly message: string }
	/** A rule was searched for very long; later dates may be missing. */
	| { readonly why: 'too-far'; readonly rule: string; readonly message: string }

export interface Expansion {
	readonly dates: readonly SeriesDate[]
	/** Empty for every rule people make; never a reason to show nothing. */
	readonly problems: readonly ExpandProblem[]
}

export interface Expander {
	/**
	 * The dates that overlap the window, which is in the series' own wall time: those that start before its end and end
	 * after its start, and those without length that lie on its start.
	 */
	expand(series: SeriesTime, window: Span<Wall>): Expansion
}

/** Dates of one series in one window; seconds over an hour come to 3,600, every quarter of an hour over a month to 3,000. */
export const MOST_DATES = 20_000

/** A book of many years has some hundred different rules; a file that has more is read anew for each. */
const MOST_TEXTS = 2_000

/** An expander remembers the rules of the segments it has seen, as they are read and counted, while they live. */
export function createExpander(): Expander {
	const known = new WeakMap<Segment, KnownSegment>()
	// Thousands of series share `FREQ=WEEKLY;BYDAY=MO`.
	const parsed = new Map<string, ParsedRule>()
	const parse = (text: string): ParsedRule => {
		const found = parsed.get(text)
		if (found) return found
		const read = parseRule(text)
		if (parsed.size < MOST_TEXTS) parsed.set(text, read)
		return read
	}
	const knownOf = (segment: Segment, series: SeriesTime): KnownSegment => {
		const found = known.get(segment)
		if (found?.zone === series.zone && found.allDay === series.allDay) return found
		const read = readSegment(segment, series, parse)
		known.set(segment, read)
		return read
	}
	return { expand: (series, window) => expandSeries(series, window, knownOf) }
}

/**
 * `expand` of an expander that all share. What it remembers are answers of pure functions of segments, which are
 * immutable: nobody can tell whether it does.
 */
export const { expand } = createExpander()

type ParsedRule = ReturnType<typeof parseRule>

interface KnownRule {
	readonly text: string
	readonly prepared: PreparedRule
	readonly counter: Counter
}

interface KnownSegment {
	readonly zone: string
	readonly allDay: boolean
	readonly rules: readonly KnownRule[]
	readonly excluded: readonly KnownRule[]
	readonly problems: readonly ExpandProblem[]
}

function readSegment(
	segment: Segment,
	{ zone, allDay }: SeriesTime,
	parse: (text: string) => ParsedRule
): KnownSegment {
	const problems: ExpandProblem[] = []
	const read = (text: string): KnownRule[] => {
		const parsed = parse(text)
		if (!parsed.ok) {
			problems.push({ why: 'bad-rule', rule: text, message: parsed.message })
			return []
		}
		// BYHOUR and the like MUST be ignored where DTSTART is a date (RFC 5545 §3.3.10).
		const rule = allDay ? { ...parsed.value, hours: [], minutes: [], seconds: [] } : parsed.value
		const prepared = prepareRule(localRule(rule, { zone, allDay }), segment.from)
		if (allDay && prepared.days.frequency !== rule.frequency) {
			const message = `Cannot follow RRULE "${text}": an all-day series repeats by days, not by hours`
			problems.push({ why: 'bad-rule', rule: text, message })
			return []
		}
		return [{ text, prepared, counter: createCounter(prepared) }]
	}
	return {
		zone,
		allDay,
		problems,
		rules: segment.rules.flatMap(read),
		excluded: segment.excludedRules.flatMap(read)
	}
}

interface Found {
	readonly start: Wall
	readonly segment: number
	readonly duration: number
}

function expandSeries(
	series: SeriesTime,
	window: Span<Wall>,
	knownOf: (segment: Segment, series: SeriesTime) => KnownSegment
): Expansion {
	if (window.start >= window.end) return NOTHING
	const from = plus(window.start, -longestDuration(series))
	const whole = wholeDays(from, window.end)
	const problems: ExpandProblem[] = []
	const found: Found[] = []
	// Most series have none, and a book has thousands: nothing is made for them.
	let excluded: Set<number> | undefined
	const exclude = (start: number) => (excluded ??= new Set()).add(start)
	series.excluded.forEach(exclude)
	series.segments.forEach((segment, index) => {
		const until = series.segments[index + 1]?.from ?? Infinity
		const within = {
			start: Math.max(whole.start, segment.from) as Wall,
			end: Math.min(whole.end, until) as Wall
		}
		if (within.start >= within.end) return
		const known = knownOf(segment, series)
		problems.push(...known.problems)
		const { duration } = segment
		for (const rule of known.rules)
			problems.push(
				...walkKnown(rule, within, from, (start) => found.push({ start, segment: index, duration }))
			)
		for (const rule of known.excluded) problems.push(...walkKnown(rule, within, from, exclude))
	})
	const dates = datesOf(series, whole, found)
	const shown = dates.filter((date) => !excluded?.has(date.original) && touches(date, window))
	return { dates: shown, problems }
}

const NOTHING: Expansion = { dates: [], problems: [] }

const touches = ({ start, end }: SeriesDate, window: Span<Wall>): boolean =>
	start < window.end && (end > window.start || start >= window.start)

function longestDuration({ segments, added }: SeriesTime): number {
	let longest = 0
	for (const { duration } of segments) longest = Math.max(longest, duration)
	for (const { duration } of added) longest = Math.max(longest, duration ?? 0)
	return longest
}

/** Whole days, because which date of a day is its first does not depend on the window. */
const wholeDays = (from: Wall, end: Wall): Span<Wall> => ({
	start: startOfDay(dayOf(from)),
	end: startOfDay(addDays(dayOf(plus(end, -1)), 1))
})

/**
 * The starts of a rule with its COUNT; before `from`, where none can reach into the window, only the first of a day.
 * Returns what could not be done.
 */
function walkKnown(
	{ text, prepared, counter }: KnownRule,
	within: Span<Wall>,
	from: Wall,
	take: (start: Wall) => void
): readonly ExpandProblem[] {
	const { last, cut } = counter.upTo(within.end)
	let taken = 0
	let dayBefore = NaN
	const walked = walkRule(prepared, within, (start) => {
		if (start > last || taken >= MOST_DATES) return false
		if (start >= from) taken += 1
		else if (dayOf(start) === dayBefore) return true
		else dayBefore = dayOf(start)
		take(start)
		return true
	})
	const problems: ExpandProblem[] = []
	if (taken >= MOST_DATES)
		problems.push({
			why: 'too-many',
			message: `Only the first ${MOST_DATES} dates of "${text}" are shown here`
		})
	if (walked === 'spent' || cut)
		problems.push({
			why: 'too-far',
			rule: text,
			message: cut
				? `"${text}" counts further than ${MOST_COUNTED} dates; later ones are not shown`
				: `"${text}" was searched for very long; later dates are not shown`
		})
	return problems
}

/** What the rules and RDATE yield, ascending and without doubles, with the first of each day marked. */
function datesOf(series: SeriesTime, whole: Span<Wall>, found: readonly Found[]): readonly SeriesDate[] {
	if (series.added.length === 0 && isAscending(found)) return ascendingDates(found)
	const byStart = new Map<Wall, Found>()
	for (const one of found) if (!byStart.has(one.start)) byStart.set(one.start, one)
	const firsts = firstOfEachDay(byStart.keys())
	const added = addedWithin(series, whole)
	for (const one of added) if (!byStart.has(one.start) || one.isLengthOwn) byStart.set(one.start, one)
	for (const [day, start] of firstOfEachDay(added.map((one) => one.start)))
		if (!firsts.has(day)) firsts.set(day, start)
	return [...byStart.values()]
		.sort((a, b) => a.start - b.start)
		.map(({ start, segment, duration }) => ({
			original: start,
			start,
			end: plus(start, duration),
			segment,
			firstOfDate: firsts.get(dayOf(start)) === start
		}))
}

/** As one rule alone yields them: nothing to sort and nothing twice. */
const isAscending = (found: readonly Found[]): boolean =>
	found.every((one, index) => index === 0 || (found[index - 1] as Found).start < one.start)

function ascendingDates(found: readonly Found[]): readonly SeriesDate[] {
	let dayBefore = NaN
	return found.map(({ start, segment, duration }) => {
		const day = dayOf(start)
		const firstOfDate = day !== dayBefore
		dayBefore = day
		return { original: start, start, end: plus(start, duration), segment, firstOfDate }
	})
}

function firstOfEachDay(starts: Iterable<Wall>): Map<number, Wall> {
	const firsts = new Map<number, Wall>()
	for (const start of starts) {
		const day = dayOf(start)
		const first = firsts.get(day)
		if (first === undefined || start < first) firsts.set(day, start)
	}
	return firsts
}

function addedWithin({ added, segments }: SeriesTime, { start, end }: Span<Wall>) {
	return added
		.filter((date) => date.start >= start && date.start < end)
		.map((date) => {
			const segment = segmentAt(segments, date)
			const duration = date.duration ?? (segments[segment] as Segment).duration
			return { start: date.start, segment, duration, isLengthOwn: date.duration !== undefined }
		})
}

/** The last segment that begins at or before the date; before all of them the first. */
const segmentAt = (segments: readonly Segment[], { start }: AddedDate): number =>
	Math.max(
		0,
		segments.findLastIndex((segment) => segment.from <= start)
	)

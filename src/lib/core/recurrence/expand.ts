/**
 * The dates of a series in a window, all on wall time: RRULE, RDATE, EXRULE and EXDATE of RFC 5545 and 2445 over the
 * series' segments. The zone is resolved afterwards, for each date on its own (`occurrences.ts`), so that nine o'clock
 * stays nine o'clock.
 *
 * What always holds: the dates are ascending and their originals differ; asking for two halves of a window gives together what the whole
 * gives (a date that lies over the cut is in both); the answer does not depend on what was asked before.
 */
import { addDays, dayOf, plus, startOfDay, type Day, type Span, type Wall } from '../time/wall.ts'
import { createCounter, MOST_COUNTED, type Counter } from './counted.ts'
import { parseRule } from './parse-rule.ts'
import { prepareRule, walkRule, type PreparedRule } from './rule-walk.ts'
import { originOf, segmentIndexAt, shiftOf, type Segment, type SeriesTime } from './series.ts'
import { localRule } from './until.ts'

export interface SeriesDate {
	/** The start less the shift of its segment: the identity of the date, whatever is moved. In the series' zone. */
	readonly original: Wall
	readonly start: Wall
	readonly end: Wall
	/** Index of the segment it belongs to. */
	readonly segment: number
	/**
	 * False for the second and later originals of one day, whose override keys carry the time. A date of the rule comes before
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
	readonly original: Wall
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
	const spans = spansOfOriginals(series, from, window.end)
	const problems: ExpandProblem[] = []
	const found: Found[] = []
	// Most series have none, and a book has thousands: nothing is made for them.
	let excluded: Set<number> | undefined
	const exclude = (original: number) => (excluded ??= new Set()).add(original)
	series.excluded.forEach(exclude)
	series.segments.forEach((segment, index) => {
		const { start, end } = spans[index] as Span<Wall>
		if (start >= end) return
		const known = knownOf(segment, series)
		problems.push(...known.problems)
		const { duration, shift = 0 } = segment
		const within: Within = { start: plus(start, shift), end: plus(end, shift), from, shift }
		const take = (at: Wall) => found.push({ original: plus(at, -shift), start: at, segment: index, duration })
		for (const rule of known.rules) problems.push(...walkKnown(rule, within, take))
		for (const rule of known.excluded)
			problems.push(...walkKnown(rule, within, (at) => exclude(plus(at, -shift))))
	})
	const dates = datesOf(series, spans, found)
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

/**
 * Of each segment the originals whose starts may lie in the window: whole days, because which date of a day is its first
 * does not depend on the window. A day that a segment begins within is looked at in both segments or in none.
 */
function spansOfOriginals({ segments }: SeriesTime, from: Wall, end: Wall): readonly Span<Wall>[] {
	const days = segments.map((segment) =>
		wholeDays(plus(from, -shiftOf(segment)), plus(end, -shiftOf(segment)))
	)
	if (segments.some(({ shift }) => shift !== undefined)) joinDays(segments, days)
	return segments.map((segment, at) => {
		const next = segments[at + 1]
		const { start, end: stop } = days[at] as Span<Day>
		return {
			start: Math.max(startOfDay(start), originOf(segment)) as Wall,
			end: Math.min(startOfDay(stop), next ? originOf(next) : Infinity) as Wall
		}
	})
}

const wholeDays = (from: Wall, end: Wall): Span<Day> => ({
	start: dayOf(from),
	end: addDays(dayOf(plus(end, -1)), 1)
})

/** Where a day is parted between two segments and one of them looks at it, the other does too. */
function joinDays(segments: readonly Segment[], days: Span<Day>[]): void {
	const join = (at: number) => {
		const parted = dayOf(originOf(segments[at] as Segment))
		const pair = [days[at - 1], days[at]] as readonly Span<Day>[]
		if (!pair.some(({ start, end }) => start <= parted && parted < end)) return
		for (const [back, { start, end }] of pair.entries())
			days[at - 1 + back] = {
				start: Math.min(start, parted) as Day,
				end: Math.max(end, parted + 1) as Day
			}
	}
	// Both ways, for a day that is parted more than once.
	for (let at = 1; at < segments.length; at++) join(at)
	for (let at = segments.length - 1; at > 0; at--) join(at)
}

interface Within extends Span<Wall> {
	/** None that starts before can reach into the window. */
	readonly from: Wall
	readonly shift: number
}

/**
 * The starts of a rule with its COUNT; before `from` only the first of an original day. Returns what could not be done.
 */
function walkKnown(
	{ text, prepared, counter }: KnownRule,
	within: Within,
	take: (start: Wall) => void
): readonly ExpandProblem[] {
	const { last, cut } = counter.upTo(within.end)
	const { from, shift } = within
	let taken = 0
	let dayBefore = NaN
	const walked = walkRule(prepared, within, (start) => {
		if (start > last || taken >= MOST_DATES) return false
		const day = dayOf(plus(start, -shift))
		if (start >= from) taken += 1
		else if (day === dayBefore) return true
		else dayBefore = day
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

/** What the rules and RDATE yield, ascending and with each original once, with the first of each original day marked. */
function datesOf(
	series: SeriesTime,
	spans: readonly Span<Wall>[],
	found: readonly Found[]
): readonly SeriesDate[] {
	if (series.added.length === 0 && isAscending(found)) return ascendingDates(found)
	const byOriginal = new Map<Wall, Found>()
	for (const one of found) if (!byOriginal.has(one.original)) byOriginal.set(one.original, one)
	const firsts = firstOfEachDay(byOriginal.keys())
	const added = addedWithin(series, spans)
	for (const one of added)
		if (!byOriginal.has(one.original) || one.isLengthOwn) byOriginal.set(one.original, one)
	for (const [day, original] of firstOfEachDay(added.map((one) => one.original)))
		if (!firsts.has(day)) firsts.set(day, original)
	return [...byOriginal.values()]
		.sort((a, b) => a.start - b.start || a.original - b.original)
		.map(({ original, start, segment, duration }) => ({
			original,
			start,
			end: plus(start, duration),
			segment,
			firstOfDate: firsts.get(dayOf(original)) === original
		}))
}

/** As one rule alone yields them: nothing to sort and nothing twice. */
const isAscending = (found: readonly Found[]): boolean =>
	found.every((one, index) => {
		if (index === 0) return true
		const before = found[index - 1] as Found
		return before.start < one.start && before.original < one.original
	})

function ascendingDates(found: readonly Found[]): readonly SeriesDate[] {
	let dayBefore = NaN
	return found.map(({ original, start, segment, duration }) => {
		const day = dayOf(original)
		const firstOfDate = day !== dayBefore
		dayBefore = day
		return { original, start, end: plus(start, duration), segment, firstOfDate }
	})
}

function firstOfEachDay(originals: Iterable<Wall>): Map<number, Wall> {
	const firsts = new Map<number, Wall>()
	for (const original of originals) {
		const day = dayOf(original)
		const first = firsts.get(day)
		if (first === undefined || original < first) firsts.set(day, original)
	}
	return firsts
}

function addedWithin(series: SeriesTime, spans: readonly Span<Wall>[]) {
	return series.added.flatMap(({ start: original, duration: own }) => {
		const segment = segmentIndexAt(series, original)
		const { start, end } = spans[segment] as Span<Wall>
		// Before all segments it belongs to the first, which is looked at from its own beginning only.
		const within = segment === 0 ? original < end : original >= start && original < end
		if (!within) return []
		const { duration, shift = 0 } = series.segments[segment] as Segment
		return [
			{
				original,
				start: plus(original, shift),
				segment,
				duration: own ?? duration,
				isLengthOwn: own !== undefined
			}
		]
	})
}

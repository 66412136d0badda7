/** The end of a series: extended, shortened, or taken away. Dates before it stay as they are. */
import { ok, refuse, type Result } from '../result.ts'
import { dayOf, plus, startOfDay, type Wall } from '../time/wall.ts'
import { MOST_COUNTED } from './counted.ts'
import { expand, MOST_DATES, type SeriesDate } from './expand.ts'
import { parseRule } from './parse-rule.ts'
import { writeRule, type Rule, type Until } from './rule.ts'
import { originOf, segmentIndexAt, shiftOf, type Segment, type SeriesTime } from './series.ts'
import { localRule } from './until.ts'

/** `until`: no date starts after it, on the wall of the series. `count`: of all dates from the first on. */
export type SeriesEnd = { readonly until: Wall } | { readonly count: number } | 'never'

export function endSeriesTime(time: SeriesTime, end: SeriesEnd): Result<SeriesTime, 'bad-rule'> {
	if (end === 'never') return ok(withLastRules(time, withoutEnd))
	return 'until' in end ? endUntil(time, end.until) : endAfter(time, end.count)
}

function endUntil(time: SeriesTime, until: Wall): Result<SeriesTime, 'bad-rule'> {
	const segments = time.segments.filter(({ from }, at) => at === 0 || from <= until)
	const shownAt = (original: Wall) =>
		plus(original, shiftOf(time.segments[segmentIndexAt(time, original)] as Segment))
	const added = time.added.filter(({ start }) => shownAt(start) <= until)
	const last: Until = time.allDay
		? { kind: 'date', at: startOfDay(dayOf(until)) }
		: { kind: 'wall', at: until }
	const ended = withLastRules(
		{
			...time,
			segments: segments.map((one, at) => endedHead(one, segments[at + 1], until, last, time)),
			added
		},
		(rule) => ({ ...withoutEnd(rule), until: last })
	)
	const begin = Math.min(originOf(ended.segments[0] as Segment), ended.segments[0]?.from ?? 0) as Wall
	return expand(ended, { start: begin, end: plus(until, 1) }).dates.length > 0
		? ok(ended)
		: refuse('bad-rule', 'By this end there would be no date at all: delete the series instead')
}

/** A part that goes on beyond the end, for the next one was moved to before it. */
function endedHead(
	segment: Segment,
	next: Segment | undefined,
	end: Wall,
	until: Until,
	time: SeriesTime
): Segment {
	if (!next || plus(originOf(next), shiftOf(segment)) <= end) return segment
	const rules = segment.rules.map((text) => {
		const read = parseRule(text)
		if (!read.ok) return text
		const rule = localRule(read.value, time)
		return rule.until && rule.until.at <= until.at ? text : writeRule({ ...rule, until })
	})
	return { ...segment, rules }
}

function endAfter(time: SeriesTime, count: number): Result<SeriesTime, 'bad-rule'> {
	if (!Number.isInteger(count) || count < 1 || count > Math.min(MOST_DATES, MOST_COUNTED))
		return refuse('bad-rule', `A series has at least 1 date and at most ${MOST_DATES}`)
	const endless = withLastRules(time, withoutEnd)
	const date = nthDate(endless, count)
	if (!date) return refuse('bad-rule', `By its rule the series does not come to ${count} dates`)
	return endUntil(endless, date.start)
}

function nthDate(time: SeriesTime, count: number): SeriesDate | undefined {
	const begin = Math.min(
		...time.segments.map(({ from }) => from),
		...time.added.map(({ start }) => start)
	) as Wall
	for (let years = 1; years <= 256; years *= 4) {
		const { dates } = expand(time, { start: begin, end: plus(begin, years * 366 * 86_400_000) })
		if (dates.length >= count) return dates[count - 1]
	}
	return undefined
}

const withoutEnd = ({ count: _count, until: _until, ...rule }: Rule): Rule => rule

/** Only the last segment has an end of its own: the others go on to the next. */
function withLastRules(time: SeriesTime, change: (rule: Rule) => Rule): SeriesTime {
	const last = time.segments.length - 1
	const segments = time.segments.map((segment, at) => {
		if (at !== last) return segment
		const rules = segment.rules.map((text) => {
			const rule = parseRule(text)
			return rule.ok ? writeRule(change(localRule(rule.value, time))) : text
		})
		return { ...segment, rules }
	})
	return { ...time, segments }
}

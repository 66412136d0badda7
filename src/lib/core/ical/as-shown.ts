/**
 * A series in the words of iCalendar, which knows neither originals that differ from what is shown nor groups that hold from
 * a date on: the same dates in segments of their own, named by their shown starts. A series without either is as it is.
 */
import type { Groups } from '../appointment/appointment.ts'
import { overrideKey } from '../appointment/ids.ts'
import { partedAt } from '../recurrence/change-time.ts'
import { cutRule } from '../recurrence/cut.ts'
import { expand } from '../recurrence/expand.ts'
import { occurrenceAt } from '../recurrence/occurrences.ts'
import { parseRule } from '../recurrence/parse-rule.ts'
import { writeRule } from '../recurrence/rule.ts'
import {
	groupsAt,
	isTakenAway,
	originOf,
	segmentIndexAt,
	shiftOf,
	type AddedDate,
	type Override,
	type Segment,
	type Series,
	type SeriesTime
} from '../recurrence/series.ts'
import { localRule } from '../recurrence/until.ts'
import { DAY, plus, type Wall } from '../time/wall.ts'
import { hashOfValue } from './hash.ts'

export interface SeriesAsShown {
	/** Without shifts and `later`. */
	readonly series: Series
	readonly overrides: readonly Override[]
	/** Of each segment. */
	readonly groups: readonly Omit<Groups, 'when'>[]
}

/** The longest between two dates of a rule: 29 February around 2100. */
const FAR = 9 * 366 * DAY

export function asShown(series: Series, overrides: readonly Override[]): SeriesAsShown {
	const { later, ...plain } = series
	if (!later && series.time.segments.every(({ shift }) => shift === undefined))
		return { series, overrides, groups: series.time.segments.map(() => groupsAt(series, 0 as Wall)) }
	const time = parted(series)
	const end = later?.find(({ state }) => state?.status === 'deleted')?.from
	const kept = time.segments.filter((one, at) => at === 0 || end === undefined || originOf(one) < end)
	const shown = { ...time, segments: kept }
	const limits = kept.map((_, at) => limitOf(kept, at, end))
	const added = [...shown.added.flatMap((date) => shownAdded(shown, date, end)), ...covered(shown, limits)]
	const segments = kept.flatMap((segment, at) => shownSegment(shown, segment, limits[at], at) ?? [])
	return {
		series: {
			...plain,
			time: {
				...time,
				segments: segments.map((one) => one.segment),
				excluded: time.excluded.map((original) => startOf(time, original)).sort((a, b) => a - b),
				added: added.sort((a, b) => a.start - b.start)
			}
		},
		overrides: overrides.flatMap((one) => shownOverride(series, one)),
		groups: segments.map(({ origin }) => groupsAt(series, origin))
	}
}

/** A segment of its own for each date from which the series says otherwise. */
function parted(series: Series): SeriesTime {
	let { time } = series
	for (const { from, state } of series.later ?? []) {
		if (state?.status === 'deleted') continue
		const start = startOf(time, from)
		const { dates } = expand(time, { start, end: plus(start, FAR) })
		const first = dates.find(({ original }) => original >= from)
		const cut = first && partedAt(time, first.original)
		if (cut?.ok) time = { ...time, segments: cut.value }
	}
	return time
}

const startOf = (time: SeriesTime, original: Wall): Wall =>
	plus(original, shiftOf(time.segments[segmentIndexAt(time, original)] as Segment))

/** No start of the segment is at or after it; undefined: it goes on. */
function limitOf(segments: readonly Segment[], at: number, end: Wall | undefined): Wall | undefined {
	const next = segments[at + 1]
	const limit = next ? originOf(next) : end
	return limit === undefined ? undefined : plus(limit, shiftOf(segments[at] as Segment))
}

function shownSegment(
	time: SeriesTime,
	{ shift = 0, ...segment }: Segment,
	limit: Wall | undefined,
	at: number
): { segment: Segment; origin: Wall } | undefined {
	const next = time.segments[at + 1]
	// Where the next one was moved before this one, its dates are all added.
	if (next && next.from <= segment.from) return undefined
	const rules = segment.rules.map((text) => {
		const rule = parseRule(text)
		if (!rule.ok || limit === undefined || next?.from === limit) return text
		return writeRule(cutRule(localRule(rule.value, time), segment.from, limit, time.allDay))
	})
	return { segment: { ...segment, rules }, origin: plus(segment.from, -shift) }
}

function shownAdded(time: SeriesTime, { start, duration }: AddedDate, end: Wall | undefined): AddedDate[] {
	if (end !== undefined && start >= end) return []
	const shown = startOf(time, start)
	return [duration === undefined ? { start: shown } : { start: shown, duration }]
}

/** Dates that lie where the next segment begins to hold already. */
function covered(time: SeriesTime, limits: readonly (Wall | undefined)[]): AddedDate[] {
	return time.segments.flatMap((segment, at) => {
		const next = time.segments[at + 1]
		const limit = limits[at]
		if (!next || limit === undefined || next.from >= limit) return []
		const start = Math.max(next.from, segment.from) as Wall
		return expand({ ...time, excluded: [], added: [] }, { start, end: limit })
			.dates.filter((date) => date.segment === at && date.start >= start)
			.map((date): AddedDate => ({ start: date.start, duration: segment.duration }))
	})
}

/** With what the series says at its date; one that is gone with others is none. */
function shownOverride(series: Series, override: Override): readonly Override[] {
	const date = occurrenceAt(series, override.key, undefined, series.time.zone)
	if (!date?.series || isTakenAway(series, date.series.original)) return []
	const usual = groupsAt(series, date.series.original)
	const names = (['state', 'what', 'who', 'note', 'more'] as const).filter(
		(name) => hashOfValue(usual[name]) !== hashOfValue(series[name])
	)
	const said = Object.fromEntries(names.map((name) => [name, usual[name]]))
	const key = overrideKey(series.id, date.appointment.when.start, false)
	return [{ ...said, ...override, key }]
}

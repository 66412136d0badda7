/**
 * A series with its overrides, from the components that share a UID: the master, later segments of ours, and one
 * component for each date that differs. A date that cannot be read costs that date, a rule that cannot be read costs
 * the series and nothing beside it (rule I8, bug 21).
 */
import type { Segment, SeriesTime } from '../recurrence/series.ts'
import { ok, refuse, type Result } from '../result.ts'
import type { Wall } from '../time/wall.ts'
import { allOf, firstOf, type Component } from './content.ts'
import type { ImportedSeries, Unreadable } from './import.ts'
import { sequenceOf, type Versions } from './newest.ts'
import { hashOfSeries, importedSeriesId } from './plan.ts'
import { problemOf } from './occurrences.ts'
import { readAdded, readExcluded, readRules } from './read-dates.ts'
import { readParts, titleOf, type EventParts, type EventRefusal, type FileContext } from './read-event.ts'
import { readFollowing } from './read-following.ts'
import type { Remark } from './read-groups.ts'
import { readOverrides } from './read-overrides.ts'
import { OUR } from './words.ts'

export interface SeriesRead {
	readonly series: ImportedSeries
	/** Overrides that could not be read. */
	readonly unreadable: readonly Unreadable[]
}

/** The series of a UID; the first master is taken. */
export function readSeries(
	uid: string,
	master: Component,
	{ segments, overrides }: Versions,
	file: FileContext
): Result<SeriesRead, EventRefusal> {
	const parts = readParts(master, file, true)
	if (!parts.ok) return parts
	const remarks = [...parts.value.remarks]
	const remark: Remark = (sentence) => void remarks.push(sentence)
	const base = readSeriesTime([master, ...segments], parts.value, file, remark)
	if (!base.ok) return base
	const problem = problemOf(base.value)
	if (problem) return refuse('bad-rule', problem)
	if (base.value.zone === 'UTC' && !firstOf(master, OUR.zone)) {
		remark('It repeats in UTC: by the clock on the wall it moves when the clocks change.')
	}
	const { time, dates } = readFollowing(overrides, base.value, parts.value, file, remark)
	const id = importedSeriesId(uid)
	const read = readOverrides(id, dates, time, parts.value.groups, file)
	for (const sentence of read.remarks) remark(sentence)
	const { groups } = parts.value
	const hash = hashOfSeries(time, groups, read.overrides)
	const sequence = Math.max(...[master, ...segments, ...overrides].map(sequenceOf))
	return ok({
		unreadable: read.unreadable,
		series: {
			kind: 'series',
			uid,
			id,
			title: titleOf(groups, uid),
			start: (time.segments[0] as Segment).from,
			allDay: time.allDay,
			remarks,
			time,
			groups: { ...groups, more: { ...groups.more, source: { uid, sequence, hash } } },
			overrides: read.overrides
		}
	})
}

/** Segments by their start, and the dates taken out and added, over all components of the series. */
function readSeriesTime(
	components: readonly Component[],
	master: EventParts,
	file: FileContext,
	remark: Remark
): Result<SeriesTime, EventRefusal> {
	const { zone, allDay } = master.time
	const segments: Segment[] = []
	for (const component of components) {
		const segment = readSegment(component, component === components[0] ? master : undefined, file)
		if (!segment.ok) return segment
		segments.push(segment.value)
	}
	segments.sort((a, b) => a.from - b.from)
	const added = components.flatMap((component) => readAdded(component, master.time, file.time, remark))
	// Without a rule DTSTART is the first date of all (3.8.5.3), and RDATE gives the others.
	const first = segments.flatMap(({ rules, from }) => (rules.length === 0 ? [{ start: from }] : []))
	const bare: SeriesTime = { zone, allDay, segments, excluded: [], added: byStart([...added, ...first]) }
	const excluded = components.flatMap((component) => readExcluded(component, bare, file.time, remark))
	return ok({ ...bare, excluded: ascending(excluded) })
}

function readSegment(
	component: Component,
	known: EventParts | undefined,
	file: FileContext
): Result<Segment, EventRefusal> {
	const parts = known ? ok(known) : readParts(component, file, true)
	if (!parts.ok) return parts
	const { time, resources } = parts.value
	const ours = allOf(component, OUR.rule)
	const rules = readRules(ours.length > 0 ? ours : allOf(component, 'RRULE'), time)
	if (!rules.ok) return rules
	const excludedRules = readRules(allOf(component, 'EXRULE'), time)
	if (!excludedRules.ok) return excludedRules
	return ok({
		from: time.start,
		rules: rules.value,
		excludedRules: excludedRules.value,
		duration: time.end - time.start,
		resources
	})
}

const ascending = (walls: readonly Wall[]): readonly Wall[] => [...new Set(walls)].sort((a, b) => a - b)

/** Each start once; a start with a duration of its own before one without. */
function byStart(dates: SeriesTime['added']): SeriesTime['added'] {
	const starts = new Map<Wall, SeriesTime['added'][number]>()
	for (const date of dates) if (starts.get(date.start)?.duration === undefined) starts.set(date.start, date)
	return [...starts.values()].sort((a, b) => a.start - b.start)
}

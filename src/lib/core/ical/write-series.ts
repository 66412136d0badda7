/**
 * A series as VEVENTs: the master, one for each later segment (a UID of its own, for iCalendar cannot change a rule
 * half-way in a way that other programs understand), and one for each date that differs.
 */
import type { Groups } from '../appointment/appointment.ts'
import { overrideParts } from '../appointment/ids.ts'
import { cutRule } from '../recurrence/cut.ts'
import { parseRule } from '../recurrence/parse-rule.ts'
import { writeRule, type Rule } from '../recurrence/rule.ts'
import type { AddedDate, Override, Segment, Series, SeriesTime } from '../recurrence/series.ts'
import { exportedRule } from '../recurrence/until.ts'
import { dayOf, plus, startOfDay, type Wall } from '../time/wall.ts'
import { asShown } from './as-shown.ts'
import { escapeText } from './fold.ts'
import { startsOn } from './occurrences.ts'
import { hashOfSeries, uidOf } from './plan.ts'
import { inherited, segmentOf } from './read-overrides.ts'
import { writeDateTime } from './stamp.ts'
import { writeMoments, writePeriod, writeRecurrenceId, writeSpan } from './write-time.ts'
import { OUR } from './words.ts'

/** A VEVENT about to be written: the lines about its identity and time, and its groups. */
export interface EventLines {
	readonly uid: string
	readonly sequence: number
	readonly lines: readonly string[]
	readonly groups: Groups
}

/** All VEVENTs of a series; a deleted date is an EXDATE, a cancelled one stays and says so. */
export function writeSeries(given: Series, known: readonly Override[]): readonly EventLines[] {
	const { series, overrides, groups: own } = asShown(given, known)
	const { time } = series
	const dates = overrides.map((override) => ({ override, original: originalOf(override, time) }))
	const deleted = dates
		.filter(({ override }) => override.state?.status === 'deleted')
		.map(({ original }) => original)
	const kept = dates
		.filter(({ override }) => override.state?.status !== 'deleted')
		.sort((a, b) => a.original - b.original)
	const excluded = [...new Set([...time.excluded, ...deleted])].sort((a, b) => a - b)
	const whole: SeriesTime = { ...time, excluded }
	const uid = uidOf(series)
	const sequence = sequenceOf(series, whole, kept)
	const uidAt = (segment: Segment) =>
		segment === time.segments[0] ? uid : `${uid}/${writeDateTime(segment.from)}`
	const masters = time.segments.map((segment, at) => ({
		uid: uidAt(segment),
		sequence,
		lines: segmentLines(whole, at, uid),
		groups: inherited(time, segment.from, own[at] ?? series)
	}))
	const others = kept.map(({ override, original }) => {
		const groups = wholeGroups(series, override, original)
		const segment = segmentOf(time, original)
		const lines = [
			writeRecurrenceId(original, time),
			...segmentOfLines(segment, time, uid),
			...writeSpan(groups.when, groups.when)
		]
		return { uid: uidAt(segment), sequence, lines, groups }
	})
	return [...masters, ...others]
}

/** The start that the key of an override stands for. */
export function originalOf({ key }: Override, time: SeriesTime): Wall {
	const parts = overrideParts(key)
	const original = parts?.original ?? (time.segments[0] as Segment).from
	if (parts?.hasTime || time.allDay) return original
	const { from } = segmentOf(time, original)
	return (
		startsOn(time, dayOf(original))[0] ?? plus(startOfDay(dayOf(original)), from - startOfDay(dayOf(from)))
	)
}

const wholeGroups = (series: Series, override: Override, original: Wall): Groups => {
	const { when, state, what, who, note, more } = inherited(series.time, original, series)
	const own = override
	return {
		when: own.when ?? when,
		state: own.state ?? state,
		what: own.what ?? what,
		who: own.who ?? who,
		note: own.note ?? note,
		more: own.more ?? more
	}
}

/** One more than the file it came from had, where it was changed since: other books then know ours is newer. */
function sequenceOf(
	{ more, state, what, who, note }: Series,
	time: SeriesTime,
	kept: readonly { override: Override; original: Wall }[]
): number {
	if (!more.source) return 0
	const overrides = kept.map(({ override: { key: _key, calendar: _calendar, ...groups }, original }) => ({
		original,
		groups
	}))
	const same = hashOfSeries(time, { state, what, who, note, more }, overrides) === more.source.hash
	return more.source.sequence + (same ? 0 : 1)
}

function segmentLines(time: SeriesTime, at: number, uid: string): readonly string[] {
	const segment = time.segments[at] as Segment
	const isMine = (wall: Wall) => segmentOf(time, wall) === segment
	const rules = segment.rules.flatMap((text) => {
		const rule = parseRule(text)
		return rule.ok ? [{ text, rule: rule.value }] : []
	})
	const next = time.segments[at + 1]
	const ended = rules.map(({ rule }) => (next ? cutRule(rule, segment.from, next.from, time.allDay) : rule))
	const isCut = ended.some((rule, index) => rule !== rules[index]?.rule)
	const excluded = time.excluded.filter(isMine)
	return [
		...writeSpan({ start: segment.from, end: plus(segment.from, segment.duration) }, time),
		...segmentOfLines(segment, time, uid),
		...ended.map((rule) => `RRULE:${written(rule, time)}`),
		...(isCut ? rules.map(({ text }) => `${OUR.rule}:${text}`) : []),
		...segment.excludedRules.flatMap((text) => {
			const rule = parseRule(text)
			return rule.ok ? [`EXRULE:${written(rule.value, time)}`] : []
		}),
		...excluded.map((wall) => writeMoments('EXDATE', [wall], time)),
		...addedLines(time, segment, isMine)
	]
}

const segmentOfLines = (segment: Segment, { segments }: SeriesTime, uid: string): readonly string[] =>
	segment === segments[0] ? [] : [`${OUR.segmentOf}:${escapeText(uid)}`]

const written = (rule: Rule, time: SeriesTime) => writeRule(exportedRule(rule, time))

/** Without a rule the first date is DTSTART itself; it is said once more where nothing else tells that this is a series. */
function addedLines(time: SeriesTime, segment: Segment, isMine: (wall: Wall) => boolean): readonly string[] {
	const mine = time.added.filter(({ start }) => isMine(start))
	const isStart = ({ start, duration }: AddedDate) =>
		segment.rules.length === 0 && start === segment.from && duration === undefined
	return mine
		.filter((date) => mine.length === 1 || !isStart(date))
		.map(({ start, duration }) =>
			duration === undefined || time.allDay
				? writeMoments('RDATE', [start], time)
				: writePeriod(start, plus(start, duration), time)
		)
}

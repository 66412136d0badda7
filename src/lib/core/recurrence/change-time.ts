/**
 * The time of a series after a change from a date on, or of all of it. What always holds: an original that is outside of
 * the scope stays where it is; what moves keeps its original, which is the identity of its date.
 */
import type { ResourceId } from '../appointment/appointment.ts'
import { FIRST_START, LAST_END, LONGEST } from '../appointment/bounds.ts'
import { ok, refuse, type Result } from '../result.ts'
import { addDays, DAY, dayOf, plus, startOfDay, type Wall } from '../time/wall.ts'
import { isZone } from '../time/zone.ts'
import { cutRule, restOfRule, startsOfRule } from './cut.ts'
import { dayRuleOf } from './day-rule.ts'
import { expand } from './expand.ts'
import { parseRule } from './parse-rule.ts'
import { writeRule, type Rule } from './rule.ts'
import { originOf, segmentIndexAt, shiftOf, type AddedDate, type Segment, type SeriesTime } from './series.ts'
import { shiftRule } from './shift-rule.ts'
import { localRule } from './until.ts'

/** What is absent stays as it is, for each segment as it has it. */
export interface TimeChange {
	/** Milliseconds on the wall clock by which starts move. */
	readonly shift: number
	/** Milliseconds on the wall clock. */
	readonly duration?: number
	readonly resources?: readonly ResourceId[]
	/** IANA name; of the whole series only. */
	readonly zone?: string
	/** Of the whole series only. */
	readonly allDay?: boolean
	/** RRULE values that take the place of all that were; empty: it repeats no more after the date. */
	readonly rules?: readonly string[]
}

export type ScopeRefusal =
	/** A zone or all-day of a part of the series, a length that cannot be. */
	| 'bad-time'
	/** A rule cannot be read, yields nothing, or cannot be moved so. */
	| 'bad-rule'

type Changed = Result<SeriesTime, ScopeRefusal>
type ChangedSegment = Result<Segment, ScopeRefusal>

/** Nine years: the longest between two dates of a rule (29 February around 2100). */
const FAR = 9 * 366 * DAY

export function changeTime(
	time: SeriesTime,
	scope: 'following' | 'all',
	original: Wall,
	change: TimeChange
): Changed {
	const whole = scope === 'all' || isFirst(time, original)
	const { zone = time.zone, allDay = time.allDay } = change
	if (!isZone(zone)) return refuse('bad-time', `There is no time zone "${zone}"`)
	if (!whole && (zone !== time.zone || allDay !== time.allDay))
		return refuse('bad-time', 'Another time zone, or all day, can be chosen for the whole series only')
	const cut = whole ? ok(time.segments) : partedAt(time, original)
	if (!cut.ok) return cut
	const kept = whole ? [] : cut.value.filter((segment) => originOf(segment) < original)
	const touched = cut.value.slice(kept.length)
	const changed = change.rules
		? renewed({ ...time, segments: touched }, original, change, change.rules)
		: moved({ ...time, segments: touched }, original, change)
	if (!changed.ok) return changed
	const ended = change.rules
		? kept.map((segment, at) => endedAt(segment, kept[at + 1], original, time))
		: kept
	const segments = [...ended, ...changed.value.segments]
	return checked({ zone, allDay, segments, excluded: time.excluded, added: changed.value.added }, original)
}

/** Whether no date comes before. Dates lie at most some years apart, so little is looked at. */
export function isFirst(time: SeriesTime, original: Wall): boolean {
	const origin = Math.min(
		originOf(time.segments[0] as Segment),
		...time.added.map(({ start }) => start)
	) as Wall
	if (original <= origin) return true
	return ![FAR / 100, FAR / 9, FAR].some((far) => datesBefore(time, origin, original, far) > 0)
}

function datesBefore(time: SeriesTime, origin: Wall, original: Wall, far: number): number {
	const shifts = time.segments.map(shiftOf)
	const end = Math.min(original + Math.max(...shifts), origin + Math.max(...shifts) + far)
	const window = { start: plus(origin, Math.min(...shifts)), end: (end + 1) as Wall }
	return expand(time, window).dates.filter((date) => date.original < original).length
}

/** The segments with one that begins at this original. */
export function partedAt(time: SeriesTime, original: Wall): Result<readonly Segment[], ScopeRefusal> {
	const at = segmentIndexAt(time, original)
	const segment = time.segments[at] as Segment
	if (originOf(segment) === original) return ok(time.segments)
	const start = plus(original, shiftOf(segment))
	const isAdded = time.added.some((date) => date.start === original)
	const rests = readRules(segment.rules, time).flatMap(
		(rule) => restFrom(rule, segment.from, start, segment.rules.length === 1 && !isAdded) ?? []
	)
	if (rests.includes('inexact'))
		return refuse(
			'bad-rule',
			'By its rule this series cannot be parted at this date: choose another date, or all'
		)
	const rules = rests.filter((rule) => rule !== 'inexact').map(writeRule)
	const tail: Segment = { ...segment, from: start, rules }
	return ok([...time.segments.slice(0, at + 1), tail, ...time.segments.slice(at + 1)])
}

/** What is left of a rule, so that it says the same from `start`, which need not be one of its own. */
function restFrom(rule: Rule, from: Wall, start: Wall, own: boolean): Rule | 'inexact' | undefined {
	const rest = restOfRule(rule, from, start)
	if (!rest) return undefined
	const window = { start, end: plus(start, FAR / 3) }
	if (own && startsOfRule(rule, from, { start, end: plus(start, 1) }).length > 0) return rest
	const wanted = startsOfRule(rule, from, window)
	return (
		[rest, explicit(rest, from)].find((one) => sameStarts(startsOfRule(one, start, window), wanted)) ??
		'inexact'
	)
}

const sameStarts = (a: readonly Wall[], b: readonly Wall[]): boolean =>
	a.length === b.length && a.every((start, at) => start === b[at])

/** What DTSTART says where the rule does not, said by the rule. */
function explicit(rule: Rule, from: Wall): Rule {
	const { months, monthDays, weekdays } = dayRuleOf(rule, from)
	const date = new Date(from)
	const isTimed = rule.hours.length + rule.minutes.length + rule.seconds.length > 0
	const times = isTimed
		? {}
		: { hours: [date.getUTCHours()], minutes: [date.getUTCMinutes()], seconds: [date.getUTCSeconds()] }
	return { ...rule, months, monthDays, weekdays, ...times }
}

const readRules = (texts: readonly string[], place: Pick<SeriesTime, 'zone' | 'allDay'>): readonly Rule[] =>
	texts.flatMap((text) => {
		const rule = parseRule(text)
		return rule.ok ? [localRule(rule.value, place)] : []
	})

/** All segments moved by the same; each keeps what is not changed. */
function moved(time: SeriesTime, original: Wall, change: TimeChange): Result<Part, ScopeRefusal> {
	const segments: Segment[] = []
	const acted = segmentIndexAt(time, original)
	for (const [at, segment] of time.segments.entries()) {
		const start = at === acted ? plus(original, shiftOf(segment)) : segment.from
		const next = moveSegment(segment, start, time, change)
		if (!next.ok) return next
		segments.push(next.value)
	}
	const added = change.duration === undefined ? time.added : withoutLength(time, segments[0] as Segment)
	return ok({ segments, added })
}

interface Part {
	readonly segments: readonly Segment[]
	readonly added: readonly AddedDate[]
}

/** A length that was chosen for all of these dates is that of the added ones as well. */
const withoutLength = ({ added, segments }: SeriesTime, first: Segment): readonly AddedDate[] =>
	added.map((date) => (segments.length > 0 && date.start >= originOf(first) ? { start: date.start } : date))

function moveSegment(
	segment: Segment,
	start: Wall,
	time: SeriesTime,
	{ shift, duration, resources, allDay = time.allDay }: TimeChange
): ChangedSegment {
	const to = plus(segment.from, shift)
	const from = allDay ? startOfDay(dayOf(to)) : to
	const by = from - segment.from
	const read = (texts: readonly string[]): Result<readonly string[], ScopeRefusal> => {
		const rules: string[] = []
		for (const rule of readRules(texts, time)) {
			const next = by === 0 ? ok(rule) : shiftRule(rule, start, by)
			if (!next.ok) return next
			rules.push(writeRule(localRule(next.value, { zone: time.zone, allDay })))
		}
		return ok(rules)
	}
	const same = by === 0 && allDay === time.allDay
	const rules = same ? ok(segment.rules) : read(segment.rules)
	if (!rules.ok) return rules
	const excludedRules = same ? ok(segment.excludedRules) : read(segment.excludedRules)
	if (!excludedRules.ok) return excludedRules
	return ok(
		withShift(
			{
				...segment,
				from,
				rules: rules.value,
				excludedRules: excludedRules.value,
				duration: duration ?? segment.duration,
				resources: resources ?? segment.resources
			},
			shiftOf(segment) + by
		)
	)
}

function withShift({ shift: _, ...segment }: Segment, shift: number): Segment {
	return shift === 0 ? segment : { ...segment, shift }
}

/** One segment by new rules; by none the date alone. */
function renewed(
	time: SeriesTime,
	original: Wall,
	change: TimeChange,
	texts: readonly string[]
): Result<Part, ScopeRefusal> {
	const { allDay = time.allDay, zone = time.zone } = change
	const acted = time.segments[segmentIndexAt(time, original)] as Segment
	const first = time.segments[0] as Segment
	const start = texts.length === 0 ? original : originOf(first)
	const to = plus(start, shiftOf(acted) + change.shift)
	const from = allDay ? startOfDay(dayOf(to)) : to
	const shift = from - start
	const segment: Segment = {
		from,
		rules: texts,
		excludedRules: [],
		duration: change.duration ?? acted.duration,
		resources: change.resources ?? acted.resources
	}
	if (texts.length === 0) {
		const before = time.added.filter((date) => date.start < originOf(first))
		return ok({ segments: [withShift(segment, shift)], added: [...before, { start: original }] })
	}
	const rules: string[] = []
	for (const text of texts) {
		const rule = parseRule(text)
		if (!rule.ok) return refuse('bad-rule', rule.message)
		rules.push(writeRule(localRule(rule.value, { zone, allDay })))
	}
	const bare = { zone, allDay, segments: [{ ...segment, rules }], excluded: [], added: [] }
	const { dates, problems } = expand(bare, { start: from, end: plus(from, FAR) })
	const [date] = dates
	if (!date) return refuse('bad-rule', problems[0]?.message ?? 'By this rule there would be no date at all')
	return ok({ segments: [withShift({ ...segment, rules, from: date.start }, shift)], added: time.added })
}

/** No date of the head comes at or after the original, also where the next segment begins later. */
function endedAt(segment: Segment, next: Segment | undefined, original: Wall, time: SeriesTime): Segment {
	if (next) return segment
	const end = plus(original, shiftOf(segment))
	const rules = readRules(segment.rules, time).map((rule) => cutRule(rule, segment.from, end, time.allDay))
	return { ...segment, rules: rules.map(writeRule) }
}

function checked(time: SeriesTime, original: Wall): Changed {
	for (const { from, duration } of time.segments) {
		if (!Number.isFinite(from) || from < FIRST_START || plus(from, duration) > LAST_END)
			return refuse('bad-time', 'Its dates must lie between the years 1 and 9999')
		if (!(duration >= 0) || duration > LONGEST)
			return refuse('bad-time', 'It would end before it starts, or last longer than ten years')
		if (time.allDay && (duration < DAY || duration % DAY !== 0))
			return refuse('bad-time', 'An all-day entry lasts whole days')
	}
	const day = addDays(dayOf(original), 1)
	const { problems } = expand(time, { start: startOfDay(dayOf(original)), end: startOfDay(day) })
	const bad = problems.find(({ why }) => why === 'bad-rule')
	return bad ? refuse('bad-rule', bad.message) : ok(time)
}

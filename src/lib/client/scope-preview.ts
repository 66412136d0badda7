/**
 * What a change of a series would do, in numbers, before anybody decides: the series as it is and as it would be, date by
 * date over a year, each beside what stands on its day. By the very function the change is planned with.
 */
import type { AppointmentId, GroupName } from '#lib/core/appointment/appointment.ts'
import { overrideKey } from '#lib/core/appointment/ids.ts'
import { placeOf, type Occurrence } from '#lib/core/appointment/occurrence.ts'
import { overlapHard } from '#lib/core/overlap/overlap.ts'
import { expand } from '#lib/core/recurrence/expand.ts'
import { occurrenceAt } from '#lib/core/recurrence/occurrences.ts'
import {
	changeSeries,
	type Scope,
	type ScopeRefusal,
	type SeriesChange,
	type TimeChange
} from '#lib/core/recurrence/scope.ts'
import {
	isTakenAway,
	segmentIndexAt,
	shiftOf,
	type Override,
	type Segment,
	type Series
} from '#lib/core/recurrence/series.ts'
import { ok, type Result } from '#lib/core/result.ts'
import { addDays, DAY, dayOf, plus, startOfDay, type Day, type Span, type Wall } from '#lib/core/time/wall.ts'
import { sameValue } from '#lib/doc/same.ts'
import type { GroupsEdit, ScopePreview } from './book.ts'
import { daysOf } from './next-dates.ts'

export interface PreviewDeps {
	/** IANA name: the zone of the view. */
	readonly viewZone: string
	/** Today in the zone of the view. */
	readonly today: Day
	readonly overrideOf: (key: AppointmentId) => Override | undefined
	/** What stands on these days, busy times among them. */
	readonly around: (days: Span<Day>) => readonly Occurrence[]
	/** Reads what is needed to know these days; false: some of it is not on this device. */
	readonly read: (days: Span<Day>) => Promise<boolean>
	/** Milliseconds, from any start. */
	readonly clock: () => number
	/** Lets the page have its frames. */
	readonly breathe: () => Promise<void>
}

/** What is asked for, on one date. */
export interface Asked {
	/** Undefined: it stands alone. */
	readonly series: Series | undefined
	readonly date: Occurrence
	readonly scope: Scope
	readonly what: GroupsEdit | 'delete'
}

/** Standing appointments are planned by the year. */
const DAYS_COUNTED = 366
/** Whether it goes on after that: the rarest date people have comes every eighth year (29 February about 2100). */
const LOOK_BEYOND = 8 * 366 * DAY
/** Half a frame: the other half is for what the page does meanwhile. */
const SLICE_MS = 8

/** One date, before and after; undefined where it does not take place. */
interface Pair {
	readonly key: AppointmentId
	readonly before: Occurrence | undefined
	readonly after: Occurrence | undefined
}

export async function previewScope(
	deps: PreviewDeps,
	asked: Asked
): Promise<Result<ScopePreview, ScopeRefusal>> {
	const { series, scope, what } = asked
	if (scope === 'one' || !series) return ok(await previewOne(deps, asked))
	const counted = countedSpan(deps, { ...asked, series, scope })
	const isLoaded = await deps.read(daysAround(counted))
	const found = pairsOf(deps, { ...asked, series, scope }, counted)
	if (!found.ok) return found
	const pairs = found.value
	const differing = pairs.filter((pair) => differs(pair, what))
	const same = pairs.filter((pair) => !differing.includes(pair))
	return ok({
		affected: differing.length,
		endless: hasDates(series, { start: counted.end, end: plus(counted.end, LOOK_BEYOND) }),
		past: firstOf({ ...asked, series, scope }) < counted.start,
		overlaps: changesPlace(what) ? await countOverlaps(deps, pairs, differing) : 0,
		detaches: pairs.filter(({ before, after }) => !before?.series?.detached && after?.series?.detached)
			.length,
		keep: same.filter(({ key }) => keepsOwn(deps.overrideOf(key), what)).length,
		isLoaded
	})
}

async function previewOne(deps: PreviewDeps, { date, what }: Asked): Promise<ScopePreview> {
	const after = what === 'delete' ? undefined : changedDate(date, what, deps.viewZone)
	const isLoaded = await deps.read(daysOf(after ?? date))
	const pairs = [{ key: date.key, before: date, after }]
	const overlaps = changesPlace(what) ? await countOverlaps(deps, pairs, pairs) : 0
	const alone = { endless: false, past: false, detaches: 0, keep: 0 }
	return { ...alone, affected: pairs.filter((pair) => differs(pair, what)).length, overlaps, isLoaded }
}

/** The date alone, as it would be. */
function changedDate(date: Occurrence, { rules: _, ...groups }: GroupsEdit, viewZone: string): Occurrence {
	const appointment = { ...date.appointment, ...groups }
	return { ...date, appointment, ...placeOf(appointment.when, viewZone) }
}

/** Of several dates of a series. */
interface AskedOfSeries extends Asked {
	readonly series: Series
	readonly scope: 'following' | 'all'
}

/** Shown starts in the zone of the series: all of today, and from the date on where that is later. */
function countedSpan({ today }: PreviewDeps, asked: AskedOfSeries): Span<Wall> {
	const start = Math.max(startOfDay(today), startOfDay(dayOf(firstOf(asked)))) as Wall
	return { start, end: plus(start, DAYS_COUNTED * DAY) }
}

const originalOf = ({ date }: Asked): Wall => date.series?.original ?? date.start

/** The first start that the change is about, as the series shows it. */
function firstOf({ series, scope, date }: AskedOfSeries): Wall {
	const { segments } = series.time
	if (scope === 'all') return Math.min(...segments.map(({ from }) => from)) as Wall
	const original = originalOf({ series, scope, date, what: {} })
	return plus(original, shiftOf(segments[segmentIndexAt(series.time, original)] as Segment))
}

/** Another zone, and a move by days: two more on either side. */
const daysAround = ({ start, end }: Span<Wall>): Span<Day> => ({
	start: addDays(dayOf(start), -2),
	end: addDays(dayOf(end), 3)
})

const datesIn = ({ id, time }: Series, span: Span<Wall>): readonly AppointmentId[] =>
	expand(time, span).dates.map(({ original, firstOfDate }) => overrideKey(id, original, firstOfDate))

const hasDates = (series: Series, span: Span<Wall>): boolean => datesIn(series, span).length > 0

function pairsOf(
	deps: PreviewDeps,
	asked: AskedOfSeries,
	counted: Span<Wall>
): Result<readonly Pair[], ScopeRefusal> {
	const { series, date, scope, what } = asked
	const original = originalOf(asked)
	const from = scope === 'following' ? startOfDay(dayOf(original)) : -Infinity
	const changed = what === 'delete' ? undefined : changeSeries(series, scope, original, changeOf(date, what))
	if (changed?.ok === false) return changed
	const after = changed?.value
	// Only where the rules are others can there be dates that were not there before.
	const more = after && what !== 'delete' && what.rules ? datesIn(after, counted) : []
	const keys = new Set([...datesIn(series, counted), ...more])
	const pairs = [...keys].flatMap((key): readonly Pair[] => {
		const override = deps.overrideOf(key)
		const own = what !== 'delete' && key === date.key ? clearedBy(override, what) : override
		const pair = {
			key,
			before: taking(deps, series, key, override),
			after: after && taking(deps, after, key, own)
		}
		const at = (pair.before ?? pair.after)?.series?.original
		return at === undefined || at < from ? [] : [pair]
	})
	return ok(pairs)
}

/** By how much its start moves from where it is now, and what else is another then. */
function changeOf({ appointment }: Occurrence, { when, rules, ...groups }: GroupsEdit): SeriesChange {
	const before = appointment.when
	const time: TimeChange = {
		shift: when ? when.start - before.start : 0,
		...(when && when.end - when.start !== before.end - before.start && { duration: when.end - when.start }),
		...(when && !sameValue(when.resources, before.resources) && { resources: when.resources }),
		...(when && when.zone !== before.zone && { zone: when.zone }),
		...(when && when.allDay !== before.allDay && { allDay: when.allDay }),
		...(rules && { rules })
	}
	return { ...((when || rules) && { time }), ...(Object.keys(groups).length > 0 && { groups }) }
}

/** What the date of the change says itself of what is changed does not stand against it: the person sees what they did. */
function clearedBy(
	override: Override | undefined,
	{ rules: _, ...groups }: GroupsEdit
): Override | undefined {
	if (!override) return undefined
	const kept = Object.entries(override).filter(([name]) => !(name in groups))
	const when = override.when && groups.when
	return { ...(Object.fromEntries(kept) as unknown as Override), ...(when && { when }) }
}

/** Undefined where it does not take place: it was deleted, or the rules do not name it and nothing is known of it. */
function taking(
	{ viewZone }: PreviewDeps,
	series: Series,
	key: AppointmentId,
	override: Override | undefined
): Occurrence | undefined {
	const date = occurrenceAt(series, key, override, viewZone)
	if (!date?.series || isTakenAway(series, date.series.original)) return undefined
	if (date.appointment.state.status === 'deleted') return undefined
	return date.series.detached && !override ? undefined : date
}

function differs({ before, after }: Pair, what: GroupsEdit | 'delete'): boolean {
	if (!before || !after) return before !== after
	if (before.from !== after.from || before.to !== after.to) return true
	if (!sameValue(resourcesOf(before), resourcesOf(after))) return true
	return (
		what !== 'delete' &&
		groupsOf(what).some((name) => !sameValue(groupOf(before, name), groupOf(after, name)))
	)
}

const resourcesOf = ({ appointment }: Occurrence): readonly string[] => appointment.when.resources
const groupOf = ({ appointment }: Occurrence, name: GroupName) =>
	name === 'when' ? appointment.when.allDay : appointment[name]

/** The groups a change is about; other rules are another time. */
function groupsOf({ rules, ...groups }: GroupsEdit): readonly GroupName[] {
	const names = Object.keys(groups) as GroupName[]
	return rules && !names.includes('when') ? [...names, 'when'] : names
}

const keepsOwn = (override: Override | undefined, what: GroupsEdit | 'delete'): boolean =>
	override !== undefined && what !== 'delete' && groupsOf(what).some((name) => override[name] !== undefined)

/** Only then can it come to stand in anybody's way. */
const changesPlace = (what: GroupsEdit | 'delete'): boolean =>
	what !== 'delete' && groupsOf(what).some((name) => name === 'when' || name === 'state')

/** Of the dates that differ. The others of the series count as they would be. */
async function countOverlaps(
	deps: PreviewDeps,
	pairs: readonly Pair[],
	differing: readonly Pair[]
): Promise<number> {
	const keys = new Set(pairs.map(({ key }) => key))
	const own = pairs.flatMap(({ after }) => after ?? [])
	let overlapping = 0
	let begun = deps.clock()
	for (const { after } of differing) {
		if (!after) continue
		const others = deps.around(daysOf(after)).filter(({ key }) => !keys.has(key))
		if ([...others, ...own].some((other) => overlapHard(after, other).length > 0)) overlapping += 1
		if (deps.clock() - begun < SLICE_MS) continue
		await deps.breathe()
		begun = deps.clock()
	}
	return overlapping
}

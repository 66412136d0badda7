/**
 * Changes of a series in a scope, planned as writes of the registers that really differ. However many dates say something
 * themselves, a change is one register for each group that changes: they keep their keys (I4). Only the date it was asked
 * for on gives up what it says itself of a changed group, so that the person sees what they did.
 */
import {
	EMPTY_GROUPS,
	type AppointmentId,
	type Groups,
	type When
} from '#lib/core/appointment/appointment.ts'
import { laterKey, overrideParts } from '#lib/core/appointment/ids.ts'
import { occurrenceAt } from '#lib/core/recurrence/occurrences.ts'
import { endSeriesTime, type SeriesEnd } from '#lib/core/recurrence/end.ts'
import { isFirst } from '#lib/core/recurrence/change-time.ts'
import { changeSeries, type LaterGroups, type Scope, type SeriesChange } from '#lib/core/recurrence/scope.ts'
import { groupsAt, type Later, type Override, type Series } from '#lib/core/recurrence/series.ts'
import { ok, refuse, type Result } from '#lib/core/result.ts'
import { LATER_GROUPS, readSeries } from '../base.ts'
import { readOverride } from '../month.ts'
import { CLEARED } from '../registers.ts'
import { baseRoom, homeRoom } from '../rooms.ts'
import { sameValue } from '../same.ts'
import type { Write } from '../write.ts'
import { editDetails } from './change.ts'
import { createAppointment, type Creation } from './create.ts'
import { findRecord, notFound, notOpen, type EditContext, type EditRefusal, type Planned } from './plan.ts'
import { deleteAppointment } from './remove.ts'
import { checkWhen, hintsFor } from './time.ts'

export interface ChangeInScope {
	/** `when`: where the date of the key is wanted. */
	readonly groups: Partial<Groups>
	/** RRULE values in the place of those that hold; empty: it repeats no more after this date. Not for one date. */
	readonly rules?: readonly string[]
}

/** `key` is that of a date of a series. */
export function changeInScope(
	context: EditContext,
	key: AppointmentId,
	scope: Scope,
	{ groups, rules }: ChangeInScope
): Planned {
	if (scope === 'one')
		return rules
			? refuse('bad-time', 'One date cannot repeat: choose this and following, or all')
			: editDetails(context, key, groups)
	const found = findDate(context, key)
	if (!found.ok) return found
	const date = found.value
	const { when: wanted, ...rest } = groups
	const { when, state } = date.occurrence.appointment
	if (wanted) {
		const checked = checkWhen(wanted, 'move', date.series.what.title)
		if (!checked.ok) return checked
	}
	const { state: status } = rest
	// Who set a status is no change of it.
	const isSame = status?.status === state.status && status.reason === state.reason
	const change = changeOf(when, wanted, isSame ? { ...rest, state } : rest, rules)
	const next = changeSeries(date.series, scope, date.original, change)
	if (!next.ok) return refuse('bad-time', next.message)
	const writes = writesOf(context, date.series, next.value)
	if (!writes.ok) return writes
	const cleared =
		change.time && wanted ? clearedBy(context, date, change, wanted) : clearedBy(context, date, change)
	return ok({
		what: wanted && Object.keys(rest).length === 0 ? 'move' : 'details',
		writes: [...writes.value, ...cleared]
	})
}

interface FoundDate {
	readonly key: AppointmentId
	readonly series: Series
	readonly override: Override | undefined
	readonly original: NonNullable<ReturnType<typeof overrideParts>>['original']
	readonly occurrence: NonNullable<ReturnType<typeof occurrenceAt>>
}

function findDate({ calendar, docOf }: EditContext, key: AppointmentId): Result<FoundDate, EditRefusal> {
	const base = docOf(baseRoom(calendar))
	const month = docOf(homeRoom(calendar, key))
	if (!base || !month) return notOpen(key)
	const id = overrideParts(key)?.series
	const series = id === undefined ? undefined : readSeries(base, calendar, id)
	if (!series) return notFound(key)
	const override = readOverride(month, calendar, key)
	const occurrence = occurrenceAt(series, key, override, series.time.zone)
	if (!occurrence?.series) return notFound(key)
	return ok({ key, series, override, original: occurrence.series.original, occurrence })
}

/** By how much the date moves from where it is now, and what else of its time differs. */
function changeOf(
	before: When,
	when: When | undefined,
	groups: LaterGroups,
	rules: readonly string[] | undefined
): SeriesChange {
	const length = when && when.end - when.start
	const differs = when !== undefined && !sameValue(when, before)
	const time = {
		shift: when ? when.start - before.start : 0,
		...(when && length !== undefined && length !== before.end - before.start && { duration: length }),
		...(when && !sameValue(when.resources, before.resources) && { resources: when.resources }),
		...(when && when.zone !== before.zone && { zone: when.zone }),
		...(when && when.allDay !== before.allDay && { allDay: when.allDay }),
		...(rules && { rules })
	}
	return { ...((differs || rules) && { time }), ...(Object.keys(groups).length > 0 && { groups }) }
}

/** The registers of the base document in which two states of a series differ. */
function writesOf(
	context: EditContext,
	before: Series,
	after: Series
): Result<readonly Write[], EditRefusal> {
	const found = findRecord(context, before.id)
	if (!found.ok) return found
	const writes: Write[] = []
	if (!sameValue(before.time, after.time)) writes.push(...found.value.write('time', after.time))
	for (const name of LATER_GROUPS)
		if (!sameValue(before[name], after[name])) writes.push(...found.value.write(name, after[name]))
	const dates = new Set([...(before.later ?? []), ...(after.later ?? [])].map(({ from }) => from))
	for (const from of dates) {
		const key = laterKey(before.id, from)
		const is = (later: readonly Later[] | undefined) => later?.find((one) => one.from === from)
		const [was, next] = [is(before.later), is(after.later)]
		const date = findRecord(context, key)
		if (!date.ok) return date
		// What is said already before that date need not be said once more.
		const below = groupsAt({ ...after, later: (after.later ?? []).filter((one) => one.from < from) }, from)
		for (const name of LATER_GROUPS) {
			const said = next?.[name]
			if (sameValue(was?.[name], said)) continue
			const value = sameValue(said, below[name]) ? undefined : said
			if (sameValue(was?.[name], value)) continue
			if (value === undefined)
				writes.push({ room: baseRoom(context.calendar), map: name, id: key, value: CLEARED })
			else writes.push(...date.value.writeOwn(name, value))
		}
	}
	return ok(writes)
}

/** What the date says itself of what is changed goes; its own time becomes where it was put. */
function clearedBy(
	context: EditContext,
	{ key, override }: FoundDate,
	{ groups = {} }: SeriesChange,
	wanted?: When
): readonly Write[] {
	if (!override) return []
	const room = homeRoom(context.calendar, key)
	const own = LATER_GROUPS.filter((name) => groups[name] !== undefined && override[name] !== undefined)
	const writes: Write[] = own.map((map) => ({ room, map, id: key, value: CLEARED }))
	if (!wanted || !override.when) return writes
	const found = findRecord(context, key)
	if (!found.ok) return writes
	const moved = found.value.writeOwn('when', wanted)
	return moved.length === 0 ? writes : [...hintsFor(context.calendar, key, wanted), ...writes, ...moved]
}

/** The date; it and all after it, whatever stands on them; the whole series. */
export function deleteInScope(context: EditContext, key: AppointmentId, scope: Scope): Planned {
	if (scope === 'one') return deleteAppointment(context, key)
	const found = findDate(context, key)
	if (!found.ok) return found
	const { series, original } = found.value
	const whole = scope === 'all' || isFirst(series.time, original)
	return deleteAppointment(context, whole ? series.id : laterKey(series.id, original))
}

/** The date as an appointment of its own, with all that is known of it, and taken out of the series: one edit. */
export function detach(
	context: EditContext,
	random: string,
	key: AppointmentId
): Result<Creation, EditRefusal> {
	const found = findDate(context, key)
	if (!found.ok) return found
	const { id: _, calendar: __, when, ...groups } = found.value.occurrence.appointment
	const more = { ...groups.more, source: EMPTY_GROUPS.more.source }
	const made = createAppointment(context, random, when, { ...groups, more })
	if (!made.ok) return made
	const taken = deleteAppointment(context, key)
	if (!taken.ok) return taken
	return ok({ ...made.value, writes: [...made.value.writes, ...taken.value.writes] })
}

/** When the series ends: extended or shortened. `key` is its id or that of one of its dates. */
export function endSeries(
	{ calendar, docOf, ...context }: EditContext,
	key: AppointmentId,
	end: SeriesEnd
): Planned {
	const id = overrideParts(key)?.series ?? key
	const base = docOf(baseRoom(calendar))
	if (!base) return notOpen(id)
	const series = readSeries(base, calendar, id)
	if (!series) return notFound(id)
	const time = endSeriesTime(series.time, end)
	if (!time.ok) return refuse('bad-time', time.message)
	const writes = writesOf({ calendar, docOf, ...context }, series, { ...series, time: time.value })
	return writes.ok ? ok({ what: 'details', writes: writes.value }) : writes
}

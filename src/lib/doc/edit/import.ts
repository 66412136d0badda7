/**
 * Many records in one edit: one action, one undo. After it the book holds these records as they are given: what is not
 * there is born, of what is there only the groups that differ are written. The same plan twice plans nothing.
 */
import {
	GROUP_NAMES,
	type Appointment,
	type AppointmentId,
	type CalendarId,
	type GroupName,
	type Groups,
	type More
} from '#lib/core/appointment/appointment.ts'
import { isSeriesId } from '#lib/core/appointment/ids.ts'
import type { ImportedPart, ImportPlan } from '#lib/core/ical/import.ts'
import type { Override, Series } from '#lib/core/recurrence/series.ts'
import { ok, type Result } from '#lib/core/result.ts'
import type { StoredGroups, StoredName } from '../groups.ts'
import { BASE_GROUPS, MONTH_GROUPS } from '../record.ts'
import { CLEARED } from '../registers.ts'
import { baseRoom, homeRoom, monthRoom, type Room } from '../rooms.ts'
import type { Write } from '../write.ts'
import { birthOfAppointment, birthOfSeries } from './create.ts'
import {
	findRecord,
	notOpen,
	roomsToEdit,
	writeOf,
	type EditContext,
	type Found,
	type Planned,
	type EditRefusal
} from './plan.ts'
import { deleteAppointment } from './remove.ts'
import { checkWhen, hintsFor, monthsTouched } from './time.ts'

/** What the plan of an import would make of the book, as records of a calendar. */
export function recordsOfPlan(
	calendar: CalendarId,
	plan: Pick<ImportPlan, 'fresh' | 'changed'>
): ImportedRecords {
	const appointments: Appointment[] = []
	const series: Series[] = []
	const overrides: Override[] = []
	const events = [
		...plan.fresh.map((event) => ({ id: event.id, event })),
		...plan.changed.map(({ id, event }) => ({
			id: isSeriesId(id) === (event.kind === 'series') ? id : event.id,
			event
		}))
	]
	for (const { id, event } of events) {
		if (event.kind === 'single') appointments.push({ id, calendar, ...event.groups })
		else {
			series.push({ id, calendar, time: event.time, ...event.groups })
			for (const { key, groups } of event.overrides) {
				overrides.push({ key: id + key.slice(key.indexOf('@')), calendar, ...groups })
			}
		}
	}
	const replaced = plan.changed.filter(({ id, event }) => isSeriesId(id) !== (event.kind === 'series'))
	return {
		appointments,
		series,
		overrides,
		keep: new Map(plan.changed.map((change) => [change.id, change.keep])),
		replaced: [...replaced.map((change) => change.id), ...plan.changed.flatMap(({ takenOut }) => takenOut)],
		followAgain: plan.changed.flatMap((change) => change.followAgain)
	}
}

/** Ids are given by the caller: those of known records to change them, new ones else. */
export interface ImportedRecords {
	readonly appointments: readonly Appointment[]
	readonly series: readonly Series[]
	/** Of series of this import or of the book. */
	readonly overrides: readonly Override[]
	/** Parts of records of the book that stay as they are. */
	readonly keep?: ReadonlyMap<AppointmentId, readonly ImportedPart[]>
	/** Deleted: records that became another kind (a single one a series), and dates taken out of a series. */
	readonly replaced?: readonly AppointmentId[]
	/** Dates of series that differ no longer. */
	readonly followAgain?: readonly AppointmentId[]
}

/** The rooms that must be open before the import is planned and applied. */
export function roomsToImport(
	context: Pick<EditContext, 'calendar'>,
	records: ImportedRecords
): readonly Room[] {
	const rooms = new Set<Room>()
	if (records.series.length + records.overrides.length > 0) rooms.add(baseRoom(context.calendar))
	const timed = [
		...records.appointments.map(({ id, when }) => ({ id, when })),
		...records.overrides.map(({ key, when }) => ({ id: key, when }))
	]
	for (const id of [...(records.replaced ?? []), ...(records.followAgain ?? [])])
		for (const room of roomsToEdit(context.calendar, id)) rooms.add(room)
	for (const { id, when } of timed) {
		rooms.add(homeRoom(context.calendar, id))
		const months = when ? monthsTouched(when.start, when.end) : []
		for (const month of months) rooms.add(monthRoom(context.calendar, month))
	}
	return [...rooms]
}

export function importPlan(context: EditContext, records: ImportedRecords): Planned {
	const writes: Write[] = []
	const born = new Set(records.series.map((series) => series.id))
	for (const plan of [
		...records.series.map((series) => planSeries(context, series, records.keep?.get(series.id))),
		...records.appointments.map((one) => planAppointment(context, one, records.keep?.get(one.id))),
		...records.overrides.map((override) => planOverride(context, override, born)),
		...(records.replaced ?? []).map((id) => planReplaced(context, id)),
		...(records.followAgain ?? []).map((key) => planFollowing(context, key))
	]) {
		if (!plan.ok) return plan
		writes.push(...plan.value)
	}
	return ok({ what: 'import', writes })
}

type Writes = Result<readonly Write[], EditRefusal>

function planSeries(context: EditContext, series: Series, keep: readonly ImportedPart[] = []): Writes {
	const found = findRecord(context, series.id)
	if (found.ok) {
		const changed = { ...series, more: moreBeside(found.value, series.more, keep) }
		const names = BASE_GROUPS.filter((name) => name === 'more' || !keep.includes(name))
		return ok(names.flatMap((name) => changeTo(found.value, name, changed[name])))
	}
	return found.why === 'not-found' ? ok([birthOfSeries(context, series.id, series)]) : found
}

function planAppointment(
	context: EditContext,
	appointment: Appointment,
	keep: readonly ImportedPart[] = []
): Writes {
	const { id, when, what } = appointment
	const checked = checkWhen(when, 'import', what.title)
	if (!checked.ok) return checked
	const found = findRecord(context, id)
	if (found.ok) {
		const changed = { ...appointment, more: moreBeside(found.value, appointment.more, keep) }
		const names = GROUP_NAMES.filter((name) => name === 'more' || !keep.includes(name))
		return ok(changesTo(context, found.value, changed, names))
	}
	return found.why === 'not-found' ? ok(birthOfAppointment(context, id, appointment)) : found
}

/** The source is always the new one: it says what the file said last. */
function moreBeside(found: Found, more: More, keep: readonly ImportedPart[]): More {
	const standing = keep.includes('more') ? found.read('more') : undefined
	return standing ? { ...standing, source: more.source } : more
}

function planOverride(context: EditContext, override: Override, born: ReadonlySet<AppointmentId>): Writes {
	const { key, when } = override
	const checked = when ? checkWhen(when, 'import', override.what?.title ?? '') : undefined
	if (checked && !checked.ok) return checked
	const found = findRecord(context, key)
	if (found.ok) return ok(changesTo(context, found.value, override))
	if (found.why !== 'not-found' || !born.has(key.slice(0, key.indexOf('@')))) return found
	const room = homeRoom(context.calendar, key)
	if (!context.docOf(room)) return notOpen(key)
	const names = MONTH_GROUPS.filter((name) => override[name] !== undefined)
	return ok(
		withHints(
			context,
			key,
			override,
			names.map((name) => writeOf(room, key, name, override[name] as StoredGroups[typeof name], undefined))
		)
	)
}

function planReplaced(context: EditContext, id: AppointmentId): Writes {
	const plan = deleteAppointment(context, id)
	return plan.ok ? ok(plan.value.writes) : plan
}

/** Inherits every group of the series again. */
function planFollowing(context: EditContext, key: AppointmentId): Writes {
	const found = findRecord(context, key)
	if (!found.ok) return found
	const { room, readOwn } = found.value
	const own = MONTH_GROUPS.filter((name) => readOwn(name) !== undefined)
	return ok(own.map((map) => ({ room, map, id: key, value: CLEARED })))
}

const changeTo = <Name extends StoredName>(
	found: Found,
	name: Name,
	value: StoredGroups[Name] | undefined
) => (value === undefined ? [] : found.writeOwn(name, value))

/** The groups that differ; those that are not given stay. */
const changesTo = (
	context: EditContext,
	found: Found,
	groups: Partial<Groups>,
	names: readonly GroupName[] = GROUP_NAMES
): readonly Write[] =>
	withHints(
		context,
		found.id,
		groups,
		names.flatMap((name) => changeTo(found, name, groups[name]))
	)

/** The hints only where the time is among what changes. */
const withHints = (
	context: EditContext,
	id: AppointmentId,
	{ when }: Pick<Override, 'when'>,
	writes: readonly Write[]
): readonly Write[] =>
	when && writes.some((write) => write.map === 'when')
		? [...hintsFor(context.calendar, id, when), ...writes]
		: writes

/**
 * What every edit starts from: the open documents, who edits, and how one group of one record is written over what is
 * there. Planning reads and never writes; `applyEdit` (write.ts) carries the plan out.
 */
import type * as Y from 'yjs'
import type { AppointmentId, CalendarId } from '#lib/core/appointment/appointment.ts'
import { homeMonth, isSeriesId, laterParts, overrideParts } from '#lib/core/appointment/ids.ts'
import { refuse, type Refusal, type Result } from '#lib/core/result.ts'
import type { Wall } from '#lib/core/time/wall.ts'
import { laterKeysOf } from '../base.ts'
import { CODECS, type StoredGroups, type StoredName } from '../groups.ts'
import { BASE_GROUPS, bodyBefore, exists, MONTH_GROUPS, namesOf, readGroup, readOwn } from '../record.ts'
import { overwrite, type Versioned } from '../registers.ts'
import { baseRoom, homeRoom, type Room } from '../rooms.ts'
import type { Edit, Write } from '../write.ts'
import { sameValue } from '../same.ts'

export interface EditContext {
	readonly calendar: CalendarId
	/** Undefined for a room that is not open: the edit is refused then. */
	readonly docOf: (room: Room) => Y.Doc | undefined
	/** Name of the member or device, written beside a status; may be empty. */
	readonly by: string
}

export type EditRefusal =
	/** Gone, or never there. */
	| 'not-found'
	/** End before start, an unknown zone, longer than can be. */
	| 'bad-time'
	/** A document the edit must read is not open. */
	| 'not-open'

export type Planned = Result<Edit, EditRefusal>

/** The rooms that must be open before an edit of this record is planned. */
export function roomsToEdit(calendar: CalendarId, id: AppointmentId): readonly Room[] {
	const home = homeRoom(calendar, id)
	return overrideParts(id) ? [home, baseRoom(calendar)] : [home]
}

/** A record found for an edit: reads its groups as they hold now, and plans writes over them. */
export interface Found {
	readonly id: AppointmentId
	readonly room: Room
	/** The group as it holds; for a date of a series that has none of its own, as the series has it. */
	readonly read: <Name extends StoredName>(group: Name) => StoredGroups[Name] | undefined
	/** The record's own register of the group; undefined: inherited from birth or from the series. */
	readonly readOwn: <Name extends StoredName>(group: Name) => StoredGroups[Name] | undefined
	/** No write at all where the value is already what holds. */
	readonly write: <Name extends StoredName>(group: Name, value: StoredGroups[Name]) => readonly Write[]
	/** Likewise, but a date of a series says it itself, also what it could inherit: the series may change in this edit. */
	readonly writeOwn: Found['write']
}

/**
 * Finds an appointment, a series, what a series says from a date on, or a date of a series; the last two need not have said
 * anything yet.
 */
export function findRecord(context: EditContext, id: AppointmentId): Result<Found, EditRefusal> {
	const room = homeRoom(context.calendar, id)
	const doc = context.docOf(room)
	if (!doc) return notOpen(id)
	const override = overrideParts(id)
	if (override) {
		const base = context.docOf(baseRoom(context.calendar))
		if (!base) return notOpen(id)
		if (!isSeriesId(override.series) || !exists(base, override.series)) return notFound(id)
		return { ok: true, value: foundOverride(doc, base, { ...override, id, room }) }
	}
	const later = laterParts(id)
	if (later) {
		if (!isSeriesId(later.series) || !exists(doc, later.series)) return notFound(id)
		return { ok: true, value: foundLater(doc, later.series, later.from, id, room) }
	}
	if ((homeMonth(id) === undefined && !isSeriesId(id)) || !exists(doc, id)) return notFound(id)
	return { ok: true, value: foundRecord(doc, id, room) }
}

function foundRecord(doc: Y.Doc, id: AppointmentId, room: Room): Found {
	const names = namesOf(id)
	const read: Found['read'] = (group) => readGroup(doc, names, group, id)
	const write: Found['write'] = (group, value) =>
		sameValue(read(group), value) ? [] : [writeOf(room, id, group, value, bodyBefore(doc, names, group, id))]
	return { id, room, read, readOwn: (group) => readOwn(doc, group, id), write, writeOwn: write }
}

interface PlaceOfDate {
	readonly series: AppointmentId
	readonly original: Wall
	readonly id: AppointmentId
	readonly room: Room
}

function foundOverride(doc: Y.Doc, base: Y.Doc, { series, original, id, room }: PlaceOfDate): Found {
	const below = inherited(base, series, (from) => from <= original)
	return foundOver(doc, below, id, room)
}

/** Inherits from what the series says before that date. */
const foundLater = (doc: Y.Doc, series: AppointmentId, date: Wall, id: AppointmentId, room: Room): Found =>
	foundOver(
		doc,
		inherited(doc, series, (from) => from < date),
		id,
		room
	)

interface Below {
	readonly read: Found['read']
	readonly body: (group: StoredName) => Versioned | undefined
}

/** What a series says, and from the dates on that `holds` lets through. */
function inherited(base: Y.Doc, series: AppointmentId, holds: (from: Wall) => boolean): Below {
	const keys = (laterKeysOf(base).get(series) ?? []).filter((key) => holds(laterParts(key)?.from as Wall))
	const keyOf = (group: StoredName) =>
		keys.findLast((key) => readOwn(base, group, key) !== undefined) ?? series
	return {
		read: (group) => readGroup(base, BASE_GROUPS, group, keyOf(group)),
		body: (group) => bodyBefore(base, BASE_GROUPS, group, keyOf(group))
	}
}

function foundOver(doc: Y.Doc, below: Below, id: AppointmentId, room: Room): Found {
	const own: Found['readOwn'] = (group) => readOwn(doc, group, id)
	const read: Found['read'] = (group) => own(group) ?? below.read(group)
	const over = <Name extends StoredName>(group: Name, value: StoredGroups[Name]): Write =>
		writeOf(room, id, group, value, bodyBefore(doc, MONTH_GROUPS, group, id) ?? below.body(group))
	return {
		id,
		room,
		read,
		readOwn: own,
		write: (group, value) => (sameValue(read(group), value) ? [] : [over(group, value)]),
		writeOwn: (group, value) => (sameValue(own(group), value) ? [] : [over(group, value)])
	}
}

export const writeOf = <Name extends StoredName>(
	room: Room,
	id: AppointmentId,
	group: Name,
	value: StoredGroups[Name],
	before: Versioned | undefined
): Write => ({ room, map: group, id, value: overwrite(CODECS[group], value, before) })

export const notFound = (id: AppointmentId): Refusal<'not-found'> =>
	refuse('not-found', `There is no appointment "${id}" any more`)

export const notOpen = (id: AppointmentId): Refusal<'not-open'> =>
	refuse('not-open', `The document of "${id}" is not open on this device yet: try again in a moment`)

/** Everything a room of a calendar holds, read from its document: what indexes and projections are made from. */
import type * as Y from 'yjs'
import type { Appointment, AppointmentId, CalendarId } from '#lib/core/appointment/appointment.ts'
import { isSeriesId, laterKey, overrideParts } from '#lib/core/appointment/ids.ts'
import type { Override, Series } from '#lib/core/recurrence/series.ts'
import { laterKeysOf, readSeries, type LaterKeys } from './base.ts'
import { readAppointment, readGuests, readOverride } from './month.ts'
import { mapOf, MONTH_GROUPS, stateSetAt } from './record.ts'
import { homeRoom, roomOfCalendar, type Room } from './rooms.ts'

export interface RoomRecords {
	readonly appointments: readonly Appointment[]
	readonly overrides: readonly Override[]
	readonly series: readonly Series[]
	/** Ids of other months that may touch this one. */
	readonly guests: readonly AppointmentId[]
	/** For deleted records, and series from a date on (by `laterKey`): when, in milliseconds since the epoch. */
	readonly deletedAt: ReadonlyMap<AppointmentId, number>
}

/** One record of a room; `kind` tells what it is. */
export type RoomRecord =
	| { readonly kind: 'appointment'; readonly record: Appointment }
	| { readonly kind: 'override'; readonly record: Override }
	| { readonly kind: 'series'; readonly record: Series }

/** Undefined where the id is not (or no longer) a record of this room: one in a foreign document is not believed. */
export function readRecord(
	doc: Y.Doc,
	room: Room,
	calendar: CalendarId,
	id: AppointmentId,
	keys?: LaterKeys
): RoomRecord | undefined {
	if (homeRoom(calendar, id) !== room) return undefined
	if (isSeriesId(id)) {
		const record = readSeries(doc, calendar, id, keys)
		return record && { kind: 'series', record }
	}
	if (overrideParts(id)) {
		const record = readOverride(doc, calendar, id)
		return record && { kind: 'override', record }
	}
	const record = readAppointment(doc, calendar, id)
	return record && { kind: 'appointment', record }
}

/** What of a record is deleted, and when: a series also from a date on, under the key of that. */
export function deletionsOf(
	doc: Y.Doc,
	id: AppointmentId,
	read: RoomRecord | undefined
): ReadonlyMap<AppointmentId, number> {
	const deleted = new Map<AppointmentId, number>()
	for (const key of deletedKeys(id, read)) deleted.set(key, stateSetAt(doc, key))
	return deleted
}

/** Itself, and its dates from one on, where they are deleted. */
export function deletedKeys(id: AppointmentId, read: RoomRecord | undefined): readonly AppointmentId[] {
	if (!read) return []
	const own = read.record.state?.status === 'deleted' ? [id] : []
	if (read.kind !== 'series') return own
	const later = (read.record.later ?? []).filter(({ state }) => state?.status === 'deleted')
	return [...own, ...later.map(({ from }) => laterKey(id, from))]
}

/** Ids of all records a document may hold. */
export function idsOf(doc: Y.Doc): ReadonlySet<AppointmentId> {
	const ids = new Set<AppointmentId>(mapOf(doc, 'born').keys())
	for (const group of MONTH_GROUPS) {
		for (const id of mapOf(doc, group).keys()) if (id.includes('@')) ids.add(id)
	}
	return ids
}

/** Undefined for a room that is not one of a calendar. */
export function readRecords(doc: Y.Doc, room: Room): RoomRecords | undefined {
	const calendar = roomOfCalendar(room)?.calendar
	if (calendar === undefined) return undefined
	const appointments: Appointment[] = []
	const overrides: Override[] = []
	const series: Series[] = []
	const deletedAt = new Map<AppointmentId, number>()
	const keys = laterKeysOf(doc)
	for (const id of idsOf(doc)) {
		const read = readRecord(doc, room, calendar, id, keys)
		if (!read) continue
		for (const [key, at] of deletionsOf(doc, id, read)) deletedAt.set(key, at)
		switch (read.kind) {
			case 'appointment':
				appointments.push(read.record)
				break
			case 'override':
				overrides.push(read.record)
				break
			case 'series':
				series.push(read.record)
				break
			default:
				read satisfies never
		}
	}
	return { appointments, overrides, series, guests: readGuests(doc), deletedAt }
}

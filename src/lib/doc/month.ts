/**
 * A month document: the appointments whose home is that month, the overrides whose original date is in it, and hints to
 * guests (appointments of other months that were moved into it). Reading never throws, whatever came over the wire.
 */
import type * as Y from 'yjs'
import type { Appointment, AppointmentId, CalendarId } from '#lib/core/appointment/appointment.ts'
import { homeMonth, overrideParts } from '#lib/core/appointment/ids.ts'
import type { Override } from '#lib/core/recurrence/series.ts'
import { birthOf, mapOf, MONTH_GROUPS, readBesidesTime, readGroup, readOwn } from './record.ts'

const isAppointmentId = (id: string): boolean => !id.includes('@') && homeMonth(id) !== undefined

/** Undefined where it was never born here, or where nothing tells its time. */
export function readAppointment(
	doc: Y.Doc,
	calendar: CalendarId,
	id: AppointmentId
): Appointment | undefined {
	const birth = isAppointmentId(id) ? birthOf(doc, id) : undefined
	const when = birth && readGroup(doc, MONTH_GROUPS, 'when', id, birth)
	if (!when) return undefined
	return { id, calendar, when, ...readBesidesTime(doc, MONTH_GROUPS, id, birth) }
}

/** What differs on one date of a series; undefined where nothing does (any more). */
export function readOverride(doc: Y.Doc, calendar: CalendarId, key: AppointmentId): Override | undefined {
	if (!overrideParts(key)) return undefined
	const groups: Record<string, unknown> = {}
	for (const group of MONTH_GROUPS) {
		const own = readOwn(doc, group, key)
		if (own !== undefined) groups[group] = own
	}
	return Object.keys(groups).length > 0 ? { key, calendar, ...groups } : undefined
}

export function readAppointments(doc: Y.Doc, calendar: CalendarId): readonly Appointment[] {
	const read: Appointment[] = []
	for (const id of mapOf(doc, 'born').keys()) {
		const appointment = readAppointment(doc, calendar, id)
		if (appointment) read.push(appointment)
	}
	return read
}

export function readOverrides(doc: Y.Doc, calendar: CalendarId): readonly Override[] {
	const keys = new Set<string>()
	for (const group of MONTH_GROUPS) {
		for (const key of mapOf(doc, group).keys()) if (key.includes('@')) keys.add(key)
	}
	const read = Array.from(keys, (key) => readOverride(doc, calendar, key))
	return read.filter((override) => override !== undefined)
}

/** Ids of appointments and overrides of other months that may touch this one: hints, never the truth. */
export function readGuests(doc: Y.Doc): readonly AppointmentId[] {
	const guests = mapOf(doc, 'guests')
	return [...guests.keys()].filter((id) => guests.get(id) === true && homeMonth(id) !== undefined)
}

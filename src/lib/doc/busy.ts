/**
 * A busy room: when a calendar is taken in one month, for people who may know no more of it (design §10). One top-level map,
 * `busy`: a name → `[version, start, end, zone, resources]`, the time as a month document has it (bare dates for all-day).
 * The server alone writes it. What always holds: nothing in it but times, the IANA names of their zones and the ids of
 * resources; no clock says when something was booked, and a name says nothing of the appointment behind it.
 */
import type * as Y from 'yjs'
import type { AppointmentId, When } from '#lib/core/appointment/appointment.ts'
import type { Occurrence } from '#lib/core/appointment/occurrence.ts'
import { occupies } from '#lib/core/appointment/status.ts'
import { monthRange } from '#lib/core/time/calendar.ts'
import { addDays, dayFromParts, overlaps, type Day, type Span } from '#lib/core/time/wall.ts'
import { canonicalZone } from '#lib/core/time/zone.ts'
import { CODECS } from './groups.ts'
import { daysTouched } from './index/spans.ts'
import { mapOf } from './record.ts'
import { SHAPE_VERSION, trim, type Plain } from './registers.ts'
import { sameValue } from './same.ts'

const BUSY_MAP = 'busy'

export interface BusyTime {
	/** Opaque; the same in every month that the time touches. */
	readonly name: string
	readonly when: When
}

/** `month` is `2026-11`. */
export function daysOfMonth(month: string): Span<Day> {
	const [year = 0, ofYear = 0] = month.split('-').map(Number)
	return monthRange(dayFromParts({ year, month: ofYear, day: 1 }))
}

/**
 * What a month's busy room has to hold. `occurrences` are the calendar's, in whatever zone, of all days that may touch the
 * month (`daysAround`); the month is judged by the days of each one's own zone, as its hints are (`edit/time.ts`). What does
 * not occupy (`core/overlap`) is left out. `nameOf` must give another name for every key, and always the same.
 */
export function busyTimesOf(
	occurrences: readonly Occurrence[],
	month: string,
	nameOf: (key: AppointmentId) => string
): readonly BusyTime[] {
	const days = daysOfMonth(month)
	return occurrences
		.filter(({ appointment: { when, state } }) => occupies(state.status) && overlaps(daysTouched(when), days))
		.map(({ key, appointment: { when } }) => ({ name: nameOf(key), when }))
}

/** The days of a view in UTC in which all lies that touches the month in its own zone. */
export function daysAround(month: string): Span<Day> {
	const { start, end } = daysOfMonth(month)
	return { start: addDays(start, -2), end: addDays(end, 2) }
}

/** Makes the room hold exactly these with the fewest writes; where it does already, nothing is written. */
export function writeBusy(doc: Y.Doc, times: readonly BusyTime[]): void {
	const map = mapOf(doc, BUSY_MAP)
	const wanted = new Map(times.map(({ name, when }) => [name, encode(when)]))
	doc.transact(() => {
		for (const name of [...map.keys()]) if (!wanted.has(name)) map.delete(name)
		for (const [name, value] of wanted) if (!sameValue(map.get(name), value)) map.set(name, value)
	})
}

/** All that can be read; what a newer server may put behind the fields we know is passed over. */
export function readBusy(doc: Y.Doc): readonly BusyTime[] {
	const times: BusyTime[] = []
	for (const [name, raw] of mapOf(doc, BUSY_MAP)) {
		const when = Array.isArray(raw) ? CODECS.when.decode(raw.slice(1)) : undefined
		if (when) times.push({ name, when })
	}
	return times
}

/** A zone that is none would be read as UTC everywhere, and could say anything. */
function encode(when: When): readonly Plain[] {
	const zone = canonicalZone(when.zone) ?? 'UTC'
	return [SHAPE_VERSION, ...trim(CODECS.when.encode({ ...when, zone }), 1)]
}

/** What the views show: one appointment, or one date of a series, in the zone of the view. */
import { plus, type Instant, type Wall } from '../time/wall.ts'
import { tableOf } from '../time/zone.ts'
import {
	EMPTY_GROUPS,
	type Appointment,
	type AppointmentId,
	type CalendarId,
	type When
} from './appointment.ts'

export interface Occurrence {
	/** The appointment's id, or the override key `<series>@<date>` of a date of a series (made or not). Unique. */
	readonly key: AppointmentId
	/** All groups as they hold for this one; `when` in the appointment's own zone. */
	readonly appointment: Appointment
	/** Wall times in the zone of the view; for all-day the bare dates, whatever the zone. */
	readonly start: Wall
	readonly end: Wall
	/** The same as moments in the world: overlaps are judged on these. */
	readonly from: Instant
	readonly to: Instant
	/** Undefined for an appointment that stands alone. */
	readonly series?: OccurrenceOfSeries
}

export interface OccurrenceOfSeries {
	readonly id: AppointmentId
	/** The start the rule gives, in the series' zone. */
	readonly original: Wall
	/** Something differs from the series on this date. */
	readonly overridden: boolean
	/** The rule no longer yields this date: shown as a single appointment, never dropped. */
	readonly detached: boolean
}

export type Place = Pick<Occurrence, 'start' | 'end' | 'from' | 'to'>

/**
 * Where something lies for a view in this zone. All-day keeps its bare dates whatever the zone; `from` and `to` are then
 * the midnights of its own zone. Never is `to` before `from` or `end` before `start`: what begins in a spring gap is
 * shifted as a whole, and where the view's clocks are set back in between, the length is kept.
 */
export function placeOf({ start, end, zone, allDay }: When, viewZone: string): Place {
	const own = tableOf(zone)
	const from = own.toInstant(start)
	const isShifted = own.toWall(from) !== start
	const to = (isShifted ? from + (end - start) : own.toInstant(end)) as Instant
	if (allDay) return { start, end, from, to }
	const view = zone === viewZone ? own : tableOf(viewZone)
	const shownStart = view.toWall(from)
	const shownEnd = view.toWall(to)
	return { start: shownStart, end: shownEnd < shownStart ? plus(shownStart, to - from) : shownEnd, from, to }
}

/** A single appointment as a view in this zone shows it. */
export const occurrenceOf = (appointment: Appointment, viewZone: string): Occurrence => ({
	key: appointment.id,
	appointment,
	...placeOf(appointment.when, viewZone)
})

const BUSY = 'busy:'

/**
 * A time that is taken, by what nobody may know here (level `busy`): an occurrence without words. Its key leads to no
 * record: whatever is done to it finds nothing.
 */
export function busyOccurrence(name: string, calendar: CalendarId, when: When, viewZone: string): Occurrence {
	const key = `${BUSY}${name}`
	return { key, appointment: { ...EMPTY_GROUPS, id: key, calendar, when }, ...placeOf(when, viewZone) }
}

export const isBusyKey = (key: AppointmentId): boolean => key.startsWith(BUSY)

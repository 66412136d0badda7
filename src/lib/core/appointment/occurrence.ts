/** What the views show: one appointment, or one date of a series, in the zone of the view. */
import { plus, type Instant, type Wall } from '../time/wall.ts'
import { tableOf } from '../time/zone.ts'
import type { Appointment, AppointmentId } from './appointment.ts'

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

/**
 * An appointment as a view in this zone shows it. All-day ones keep their bare dates whatever the zone; `from` and `to`
 * are then the midnights of their own zone. Never is `to` before `from` or `end` before `start`: one that begins in a
 * spring gap is shifted as a whole, and where the view's clocks are set back in between, its length is kept.
 */
export function occurrenceOf(appointment: Appointment, viewZone: string): Occurrence {
	const { id, when } = appointment
	const own = tableOf(when.zone)
	const from = own.toInstant(when.start)
	const isShifted = own.toWall(from) !== when.start
	const to = (isShifted ? from + (when.end - when.start) : own.toInstant(when.end)) as Instant
	if (when.allDay) return { key: id, appointment, start: when.start, end: when.end, from, to }
	const view = when.zone === viewZone ? own : tableOf(viewZone)
	const start = view.toWall(from)
	const end = view.toWall(to)
	return { key: id, appointment, start, end: end < start ? plus(start, to - from) : end, from, to }
}

/** What the views show: one appointment, or one date of a series, in the zone of the view. */
import type { Instant, Wall } from '../time/wall.ts'
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

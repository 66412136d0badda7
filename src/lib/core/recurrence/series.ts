/** A recurring appointment as it is stored: wall times and rules; `expand.ts` makes its occurrences. */
import type { AppointmentId, CalendarId, Groups, ResourceId } from '../appointment/appointment.ts'
import type { Wall } from '../time/wall.ts'

/** From `from` on, until the next segment begins, the series follows these rules. */
export interface Segment {
	/** The first start (DTSTART of RFC 5545), in the series' zone. */
	readonly from: Wall
	/** RRULE values without the name (`FREQ=WEEKLY;BYDAY=TU`); UNTIL as wall time without Z. Empty: only `added`. */
	readonly rules: readonly string[]
	/** EXRULE values (RFC 2445; deprecated, but files have them). */
	readonly excludedRules: readonly string[]
	/** Milliseconds on the wall clock; whole days for all-day series. */
	readonly duration: number
	readonly resources: readonly ResourceId[]
}

export interface AddedDate {
	readonly start: Wall
	/** Milliseconds, where the RDATE is a PERIOD; else the segment's. */
	readonly duration?: number
}

export interface SeriesTime {
	/** IANA name. */
	readonly zone: string
	readonly allDay: boolean
	/** By `from`, ascending; at least one. */
	readonly segments: readonly Segment[]
	/** EXDATE: original starts that do not take place. Dates taken out by hand are overrides with status deleted. */
	readonly excluded: readonly Wall[]
	/** RDATE. */
	readonly added: readonly AddedDate[]
}

export interface Series extends Omit<Groups, 'when'> {
	readonly id: AppointmentId
	readonly calendar: CalendarId
	readonly time: SeriesTime
}

/** What differs on one date; a group that is absent is inherited from the series. */
export interface Override extends Partial<Groups> {
	/** `<series>@<date>`: see `ids.ts`. */
	readonly key: AppointmentId
	readonly calendar: CalendarId
}

/** A recurring appointment as it is stored: wall times and rules; `expand.ts` makes its occurrences. */
import type { AppointmentId, CalendarId, Groups, ResourceId } from '../appointment/appointment.ts'
import type { Wall } from '../time/wall.ts'

/**
 * A stretch of a series. `from` and the rules say what is shown; each date has an *original* besides, its start less
 * `shift`, which is its identity: overrides, `later`, EXDATE and RDATE name originals. So a series is moved, from a date
 * on or whole, by one register, and what was written on single dates stays with them. A segment has the originals from
 * its own origin (`originOf`) until that of the next.
 */
export interface Segment {
	/** The first start as it is shown (DTSTART of RFC 5545), in the series' zone. */
	readonly from: Wall
	/** Milliseconds on the wall clock by which starts lie after their originals; absent: 0, and never written as 0. */
	readonly shift?: number
	/** RRULE values without the name (`FREQ=WEEKLY;BYDAY=TU`); UNTIL as wall time without Z. Empty: only `added`. */
	readonly rules: readonly string[]
	/** EXRULE values (RFC 2445; deprecated, but files have them). */
	readonly excludedRules: readonly string[]
	/** Milliseconds on the wall clock; whole days for all-day series. */
	readonly duration: number
	readonly resources: readonly ResourceId[]
}

export interface AddedDate {
	/** Its original; shown by the shift of its segment later. */
	readonly start: Wall
	/** Milliseconds, where the RDATE is a PERIOD; else the segment's. */
	readonly duration?: number
}

export interface SeriesTime {
	/** IANA name. */
	readonly zone: string
	readonly allDay: boolean
	/** By origin, ascending; at least one. */
	readonly segments: readonly Segment[]
	/** EXDATE: originals that do not take place. Dates taken out by hand are overrides with status deleted. */
	readonly excluded: readonly Wall[]
	/** RDATE. */
	readonly added: readonly AddedDate[]
}

export interface Series extends Omit<Groups, 'when'> {
	readonly id: AppointmentId
	readonly calendar: CalendarId
	readonly time: SeriesTime
	/** Ascending; absent: none. */
	readonly later?: readonly Later[]
}

/**
 * From a date on, other groups than the series' own, until a later one says otherwise. One with status `deleted` takes all
 * dates from there on away, whatever stands on them or comes later; taking it back brings all of them back as they were.
 */
export interface Later extends Partial<Omit<Groups, 'when'>> {
	/** Midnight of an original date. */
	readonly from: Wall
}

/** Milliseconds by which the starts of a segment lie after their originals. */
export const shiftOf = ({ shift = 0 }: Segment): number => shift

/** The first original of a segment. */
export const originOf = ({ from, shift = 0 }: Segment): Wall => (from - shift) as Wall

/** The segment of an original; of one before all segments the first. */
export function segmentIndexAt({ segments }: Pick<SeriesTime, 'segments'>, original: Wall): number {
	return Math.max(
		0,
		segments.findLastIndex((segment) => originOf(segment) <= original)
	)
}

/** What differs on one date; a group that is absent is inherited from the series. */
export interface Override extends Partial<Groups> {
	/** `<series>@<date>`: see `ids.ts`. */
	readonly key: AppointmentId
	readonly calendar: CalendarId
}

/** The groups of a series as they hold from an original on, before what its override says. */
export function groupsAt(series: Series, original: Wall): Omit<Groups, 'when'> {
	const { state, what, who, note, more, later } = series
	const own = { state, what, who, note, more }
	if (!later) return own
	for (const { from, ...groups } of later) if (from <= original) Object.assign(own, groups)
	return own
}

/** Whether the series, or a `later` at or before the original, is deleted: then the date is gone, whatever it says itself. */
export const isTakenAway = ({ state, later }: Series, original: Wall): boolean =>
	state.status === 'deleted' ||
	(later?.some((one) => one.from <= original && one.state?.status === 'deleted') ?? false)

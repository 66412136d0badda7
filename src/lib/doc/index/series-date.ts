/**
 * One date of a series by its key, whether the rule yields it in the days laid out or not: for the editor, the bin and
 * the messages of undo. The views get their dates from the expansion, which also knows which dates there are.
 */
import type { Appointment, AppointmentId } from '#lib/core/appointment/appointment.ts'
import { overrideParts } from '#lib/core/appointment/ids.ts'
import { occurrenceOf, type Occurrence } from '#lib/core/appointment/occurrence.ts'
import type { Override, Segment, Series } from '#lib/core/recurrence/series.ts'
import { addDays, dayOf, plus, startOfDay, type Wall } from '#lib/core/time/wall.ts'

/** Undefined where the key is not one of a date. */
export function occurrenceOnDate(
	series: Series,
	override: Override | undefined,
	key: AppointmentId,
	viewZone: string
): Occurrence | undefined {
	const parts = overrideParts(key)
	if (!parts) return undefined
	const segment = segmentAt(series, parts.original)
	const original = parts.hasTime
		? parts.original
		: plus(parts.original, segment.from - midnightOf(segment.from))
	const { zone, allDay } = series.time
	const inherited = {
		start: original,
		end: plus(original, segment.duration),
		zone,
		allDay,
		resources: segment.resources
	}
	const { time: _, ...groups } = series
	const appointment: Appointment = { ...groups, when: inherited, ...override, id: key }
	const occurrence = occurrenceOf(withoutKey(appointment), viewZone)
	return {
		...occurrence,
		key,
		series: { id: series.id, original, overridden: override !== undefined, detached: false }
	}
}

/** A series as one appointment at the start of its first segment, under its own id. */
export function firstOccurrence(series: Series, viewZone: string): Occurrence {
	const { time, ...groups } = series
	const { from, duration, resources } = time.segments[0] as Segment
	const when = { start: from, end: plus(from, duration), zone: time.zone, allDay: time.allDay, resources }
	return occurrenceOf({ ...groups, when }, viewZone)
}

const midnightOf = (wall: Wall): Wall => startOfDay(dayOf(wall))

/** The last segment that begins on or before the date; before all of them the first. */
function segmentAt({ time }: Series, date: Wall): Segment {
	const endOfDate = startOfDay(addDays(dayOf(date), 1))
	return time.segments.findLast((segment) => segment.from < endOfDate) ?? (time.segments[0] as Segment)
}

const withoutKey = ({ id, calendar, when, state, what, who, note, more }: Appointment): Appointment => ({
	id,
	calendar,
	when,
	state,
	what,
	who,
	note,
	more
})

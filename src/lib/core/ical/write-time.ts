/** Dates and times of an appointment as properties: dates as DATE, times with TZID, UTC with Z. */
import { dayOf, startOfDay, type Instant, type Wall } from '../time/wall.ts'
import { writeDate, writeDateTime } from './stamp.ts'
import { OUR } from './words.ts'

export interface Place {
	/** IANA name. */
	readonly zone: string
	readonly allDay: boolean
}

/** `DTSTART;TZID=Europe/Berlin:20261123T140000` */
export function writeMoments(name: string, walls: readonly Wall[], { zone, allDay }: Place): string {
	if (allDay) return `${name};VALUE=DATE:${walls.map(writeDate).join(',')}`
	if (zone === 'UTC') return `${name}:${walls.map((wall) => `${writeDateTime(wall)}Z`).join(',')}`
	return `${name};TZID=${zone}:${walls.map(writeDateTime).join(',')}`
}

/** The instant as UTC, for DTSTAMP. */
export const writeInstant = (instant: Instant): string => `${writeDateTime(instant as number as Wall)}Z`

/** DTSTART, DTEND and, where they cannot say the zone, a line of ours that does. */
export const writeSpan = (
	span: { readonly start: Wall; readonly end: Wall },
	place: Place
): readonly string[] => [
	writeMoments('DTSTART', [span.start], place),
	writeMoments('DTEND', [span.end], place),
	...(place.allDay || place.zone === 'UTC' ? [`${OUR.zone}:${place.zone}`] : [])
]

/** RECURRENCE-ID has the form of the series' DTSTART (3.8.4.4), whatever the override's own is. */
export const writeRecurrenceId = (original: Wall, series: Place): string =>
	writeMoments('RECURRENCE-ID', [series.allDay ? startOfDay(dayOf(original)) : original], series)

/** A PERIOD of RDATE, for a date with a length of its own. */
export const writePeriod = (start: Wall, end: Wall, { zone }: Place): string =>
	zone === 'UTC'
		? `RDATE;VALUE=PERIOD:${writeDateTime(start)}Z/${writeDateTime(end)}Z`
		: `RDATE;TZID=${zone};VALUE=PERIOD:${writeDateTime(start)}/${writeDateTime(end)}`

/** Whether the place needs a VTIMEZONE. */
export const needsZone = ({ zone, allDay }: Place): boolean => !allDay && zone !== 'UTC'

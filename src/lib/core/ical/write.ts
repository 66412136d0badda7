/**
 * The book, or a range of it, as an iCalendar file (RFC 5545): what `readCalendar` reads back equal and other programs
 * understand. No METHOD: it is a file, not an invitation. Every zone that is used has its VTIMEZONE (rule I2). What is
 * deleted is left out.
 */
import type { Appointment, Groups } from '../appointment/appointment.ts'
import type { Override, Series } from '../recurrence/series.ts'
import { datePartsOf, dayOf, startOfDay, type Day, type Instant, type Span, type Wall } from '../time/wall.ts'
import { toInstant, toWall } from '../time/zone.ts'
import { escapeText, foldLine } from './fold.ts'
import type { Named } from './import.ts'
import { hashOfSingle, uidOf } from './plan.ts'
import { writeGroups } from './write-groups.ts'
import { writeSeries, type EventLines } from './write-series.ts'
import { needsZone, writeInstant, writeSpan } from './write-time.ts'
import { writeZone, type Years } from './write-zone.ts'

export interface SeriesContent {
	readonly series: Series
	readonly overrides: readonly Override[]
}

export interface CalendarContent {
	/** As other programs call the calendar. */
	readonly name: string
	/** IANA name of the book's zone. */
	readonly zone: string
	readonly appointments: readonly Appointment[]
	readonly series: readonly SeriesContent[]
	/** Names for the ids of staff, rooms and devices. */
	readonly resources?: readonly Named[]
	/** When the file is made. */
	readonly stamp: Instant
}

/** An endless series is described so many years beyond the last date; zone rules that hold then have no end in the file. */
const YEARS_AHEAD = 10

/** The text of the file, with CRLF. */
export function writeCalendar(content: CalendarContent): string {
	const { name, zone, resources = [], stamp } = content
	const events = [
		...content.appointments.filter(({ state }) => state.status !== 'deleted').map(writeSingle),
		...content.series
			.filter(({ series }) => series.state.status !== 'deleted')
			.flatMap(({ series, overrides }) => writeSeries(series, overrides))
	]
	const lines = [
		'BEGIN:VCALENDAR',
		'VERSION:2.0',
		'PRODID:-//Daybook//Daybook//EN',
		'CALSCALE:GREGORIAN',
		`X-WR-CALNAME:${escapeText(name)}`,
		`X-WR-TIMEZONE:${zone}`,
		...zonesOf(events, content).flatMap(([used, years]) => writeZone(used, years)),
		...events.flatMap((event) => eventLines(event, resources, stamp)),
		'END:VCALENDAR'
	]
	return lines.map(foldLine).join('')
}

function writeSingle(appointment: Appointment): EventLines {
	const { when, state, what, who, note, more } = appointment
	const groups: Groups = { when, state, what, who, note, more }
	const { source } = more
	const changed = source !== null && hashOfSingle(groups) !== source.hash
	return {
		uid: uidOf(appointment),
		sequence: source === null ? 0 : source.sequence + (changed ? 1 : 0),
		lines: writeSpan(when, when),
		groups
	}
}

const eventLines = (
	{ uid, sequence, lines, groups }: EventLines,
	resources: readonly Named[],
	stamp: Instant
) => [
	'BEGIN:VEVENT',
	`UID:${escapeText(uid)}`,
	`DTSTAMP:${writeInstant(stamp)}`,
	`SEQUENCE:${sequence}`,
	...lines,
	...writeGroups(groups, resources),
	'END:VEVENT'
]

/** The zones that are used, with the years in which they are; a series may go on for ever. */
function zonesOf(
	events: readonly EventLines[],
	{ series, stamp }: CalendarContent
): readonly [string, Years][] {
	const years = new Map<string, Years>()
	const use = (zone: string, start: Wall, end: Wall) => {
		const before = years.get(zone)
		const [first, last] = [yearOf(start), yearOf(end)]
		years.set(zone, {
			first: Math.min(first, before?.first ?? first),
			last: Math.max(last, before?.last ?? last)
		})
	}
	for (const { groups } of events)
		if (needsZone(groups.when)) use(groups.when.zone, groups.when.start, groups.when.end)
	for (const { time } of series.map((one) => one.series)) {
		if (!needsZone(time)) continue
		const starts = [...time.segments.map(({ from }) => from), ...time.added.map(({ start }) => start)]
		const last = Math.max(toWall(stamp, time.zone), ...starts) as Wall
		use(time.zone, Math.min(...starts) as Wall, last)
		const { first } = years.get(time.zone) as Years
		years.set(time.zone, {
			first,
			last: Math.max(yearOf(last) + YEARS_AHEAD, years.get(time.zone)?.last ?? 0)
		})
	}
	return [...years]
}

const yearOf = (wall: Wall) => datePartsOf(dayOf(wall)).year

/** What an export of some days holds: single appointments that touch them, series whole. Days of the book's zone. */
export function inRange(content: CalendarContent, days: Span<Day>): CalendarContent {
	const [start, end] = [startOfDay(days.start), startOfDay(days.end)]
	const from = toInstant(start, content.zone)
	const to = toInstant(end, content.zone)
	const appointments = content.appointments.filter(({ when }) => {
		if (when.allDay) return when.start < end && when.end > start
		const begins = toInstant(when.start, when.zone)
		return begins < to && (toInstant(when.end, when.zone) > from || begins >= from)
	})
	return { ...content, appointments }
}

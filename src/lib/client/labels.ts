/** What was done, as the toast and the undo menu say it. */
import type { AppointmentId, Groups } from '#lib/core/appointment/appointment.ts'
import type { Status } from '#lib/core/appointment/status.ts'
import type { SeriesEnd } from '#lib/core/recurrence/end.ts'
import type { Scope } from '#lib/core/recurrence/scope.ts'
import { datePartsOf, dayOf, formatTime, type Wall } from '#lib/core/time/wall.ts'
import type { Kept } from '#lib/doc/undo.ts'

export type Named = Pick<Groups, 'what' | 'who'>

/** The client, else the title, else the service. */
export const nameOf = (groups: Named | undefined): string =>
	groups?.who.name || groups?.what.title || groups?.what.service || 'Appointment'

const quoted = (groups: Named | undefined): string => `“${nameOf(groups)}”`

const DAY_NAME = new Intl.DateTimeFormat('en-GB', {
	weekday: 'short',
	day: 'numeric',
	month: 'short',
	timeZone: 'UTC'
})
const WEEKDAY_NAME = new Intl.DateTimeFormat('en-GB', { weekday: 'short', timeZone: 'UTC' })

/** `Tue 24 Nov, 14:30`; all-day without the time. */
export const sayStart = (start: Wall, allDay: boolean): string => {
	const day = DAY_NAME.format(start).replace(',', '')
	return allDay ? day : `${day}, ${formatTime(start)}`
}

/** `Tue 14:30`: where several dates of a series go. */
const sayRhythm = (start: Wall, allDay: boolean): string => {
	const weekday = WEEKDAY_NAME.format(start)
	return allDay ? weekday : `${weekday} ${formatTime(start)}`
}

/** `Tue 24 Nov 2026, 14:30`: in a list over many years. */
export const sayStartInFull = (start: Wall, allDay: boolean): string => {
	const [day, time] = sayStart(start, allDay).split(', ')
	const inFull = `${day} ${datePartsOf(dayOf(start)).year}`
	return time === undefined ? inFull : `${inFull}, ${time}`
}

export interface TimeOfMove {
	readonly start: Wall
	readonly allDay: boolean
}

export const booked = (groups: Named, { start, allDay }: TimeOfMove): string =>
	`Booked ${quoted(groups)} for ${sayStart(start, allDay)}`
export const bookedSeries = (groups: Named, { start, allDay }: TimeOfMove): string =>
	`Booked the series ${quoted(groups)} from ${sayStart(start, allDay)}`
export const moved = (
	groups: Named | undefined,
	{ start, allDay }: TimeOfMove,
	scope: Scope = 'one'
): string =>
	scope === 'one'
		? `Moved ${quoted(groups)} to ${sayStart(start, allDay)}`
		: `Moved ${inScope(groups, scope)} to ${sayRhythm(start, allDay)}`
export const copied = (groups: Named | undefined, { start, allDay }: TimeOfMove): string =>
	`Copied ${quoted(groups)} to ${sayStart(start, allDay)}`
export const changed = (groups: Named | undefined, scope: Scope = 'one'): string =>
	`Changed ${inScope(groups, scope)}`
export const deleted = (groups: Named | undefined, scope: Scope = 'one'): string =>
	`Deleted ${inScope(groups, scope)}`
export const restored = (groups: Named | undefined): string => `Restored ${quoted(groups)}`
export const marked = (groups: Named | undefined, status: Status, scope: Scope = 'one'): string =>
	`Marked ${inScope(groups, scope)} as ${STATUS_WORDS[status]}`
export const detached = (groups: Named | undefined): string => `Took ${quoted(groups)} out of its series`
export const ended = (groups: Named | undefined, end: SeriesEnd): string => {
	if (end === 'never') return `${quoted(groups)} now repeats without an end`
	if ('count' in end)
		return `${quoted(groups)} now ends after ${end.count === 1 ? '1 date' : `${end.count} dates`}`
	const [day] = sayStartInFull(end.until, true).split(', ')
	return `${quoted(groups)} now ends on ${day}`
}

/** `“Anna Weber” and all following`, `all dates of “Anna Weber”`. */
function inScope(groups: Named | undefined, scope: Scope): string {
	switch (scope) {
		case 'one':
			return quoted(groups)
		case 'following':
			return `${quoted(groups)} and all following`
		case 'all':
			return `all dates of ${quoted(groups)}`
		default:
			return scope satisfies never
	}
}

export const sayStatusWord = (status: Status): string => STATUS_WORDS[status]

const STATUS_WORDS: Readonly<Record<Status, string>> = {
	requested: 'requested',
	booked: 'booked',
	confirmed: 'confirmed',
	arrived: 'arrived',
	'in-service': 'in service',
	completed: 'completed',
	'no-show': 'no-show',
	cancelled: 'cancelled',
	deleted: 'deleted'
}

const PART_WORDS: Readonly<Record<Kept['map'], string>> = {
	born: 'The appointment',
	when: 'The time',
	time: 'The dates',
	state: 'The status',
	what: 'The details',
	who: 'The client',
	note: 'The note',
	more: 'The reminders and fields',
	guests: 'A hint',
	about: 'The name of the book',
	resources: 'A person, room or device',
	services: 'A service',
	calendars: 'A calendar'
}

/** `The time of “Anna Weber” stays: changed since by Ben`. `here`: the other is a tab of this device. */
export function sayKept(kept: Kept, named: (id: AppointmentId) => Named | undefined, here: boolean): string {
	const who = kept.by || (here ? 'another tab of this device' : kept.device ? 'another device' : 'somebody')
	const groups = named(kept.id)
	return `${PART_WORDS[kept.map]}${groups ? ` of ${quoted(groups)}` : ''} stays: changed since by ${who}`
}

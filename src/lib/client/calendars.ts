/** The calendars of a book as this person has them: what the workspace says of them, and what their rights are. */
import type { CalendarId } from '#lib/core/appointment/appointment.ts'
import { reaches, type Level } from '#lib/core/account/level.ts'
import type { CalendarView } from '#lib/core/account/membership.ts'
import type { Day, Span } from '#lib/core/time/wall.ts'
import { colourAt } from '#lib/core/workspace/colour.ts'
import type { Calendar, Workspace } from '#lib/core/workspace/workspace.ts'
import { busyRoomsFor, roomsFor, type KnownOfRooms } from '#lib/doc/index/rooms-needed.ts'
import type { Room } from '#lib/doc/rooms.ts'

export interface BookCalendar extends Calendar {
	readonly level: Level
	/** Of a personal calendar: the member it belongs to. */
	readonly owner: string | undefined
	/** It is this person's own. */
	readonly isOwn: boolean
}

/** Somebody else's personal calendar is not named in the workspace: who owns it says the list of members. */
const PERSONAL = { own: 'Personal', other: 'Personal calendar of a colleague' }

/**
 * In the order of the workspace, personal ones behind. `rights` is undefined for a book of this device only: everything
 * in it belongs to whoever holds the device.
 */
export function calendarsOf(
	workspace: Workspace,
	rights: readonly CalendarView[] | undefined,
	member: string
): readonly BookCalendar[] {
	const shared = workspace.calendars.flatMap((calendar): BookCalendar[] => {
		const right = rights?.find(({ id }) => id === calendar.id)
		if (rights && !right) return []
		return [{ ...calendar, level: right?.level ?? 'manage', owner: right?.owner, isOwn: !rights }]
	})
	const named = new Set(shared.map(({ id }) => id))
	const personal = (rights ?? []).flatMap((right, at): BookCalendar[] => {
		if (named.has(right.id) || right.kind !== 'personal') return []
		const isOwn = right.owner === member
		const name = isOwn ? PERSONAL.own : PERSONAL.other
		return [{ ...right, name, colour: colourAt(at + 1), isOwn }]
	})
	return [...shared, ...personal.sort((a, b) => Number(b.isOwn) - Number(a.isOwn))]
}

/** With `busy` alone a person sees when somebody is taken, and no appointment. */
export const readable = (calendars: readonly BookCalendar[]): readonly CalendarId[] =>
	calendars.filter(({ level }) => reaches(level, 'read')).map(({ id }) => id)

/** Of these a person sees when they are taken, and nothing else. */
export const busyOnly = (calendars: readonly BookCalendar[]): readonly CalendarId[] =>
	calendars.filter(({ level }) => level === 'busy').map(({ id }) => id)

/** The rooms that show these days, as far as this person may see into them. */
export const roomsOfDays = (
	calendars: readonly BookCalendar[],
	days: Span<Day>,
	known: KnownOfRooms
): readonly Room[] => [
	...readable(calendars).flatMap((calendar) => roomsFor(calendar, days, known)),
	...busyOnly(calendars).flatMap((calendar) => busyRoomsFor(calendar, days))
]

/** Two equal texts: the same rooms are needed. */
export const sayRights = (calendars: readonly BookCalendar[]): string =>
	calendars.map(({ id, level }) => `${id} ${reaches(level, 'read') ? 'read' : level}`).join()

/** Where appointments are made when nobody says otherwise: the calendar of the business. */
export function mainCalendar(calendars: readonly BookCalendar[]): CalendarId {
	const able = calendars.filter(({ level }) => reaches(level, 'write'))
	const first = [able, calendars].flatMap(
		(some) => some.find(({ kind }) => kind === 'shared') ?? some[0] ?? []
	)
	return first[0]?.id ?? ''
}

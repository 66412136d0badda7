/** Which documents a range of days needs. */
import type { AppointmentId, CalendarId } from '#lib/core/appointment/appointment.ts'
import { addDays, formatMonth, type Day, type Span } from '#lib/core/time/wall.ts'
import { baseRoom, homeRoom, monthRoom, type Room } from '../rooms.ts'

/** What of the index decides it; where that changes, ask again. */
export interface KnownOfRooms {
	guestsOf(room: Room): readonly AppointmentId[]
	/** Days that the longest date of a series lasts beyond the one it begins on; 0 without any. */
	readonly daysOfLongestDate: number
}

/**
 * The base, the months of the range, and the homes of their guests as far as these are known. Two days more on either side,
 * since 23:00 in Pago Pago on the last of a month is the second of the next on Kiritimati, 25 hours ahead; and as many
 * before it as a date of a series lasts, since what is known of that date (that it was cancelled) lies in the month it
 * began in.
 */
export function roomsFor(
	calendar: CalendarId,
	{ start, end }: Span<Day>,
	{ guestsOf, daysOfLongestDate }: KnownOfRooms
): readonly Room[] {
	const rooms = new Set<Room>([baseRoom(calendar)])
	for (const room of monthRoomsFor(calendar, { start: addDays(start, -daysOfLongestDate), end })) {
		rooms.add(room)
		for (const guest of guestsOf(room)) rooms.add(homeRoom(calendar, guest))
	}
	return [...rooms]
}

function monthRoomsFor(calendar: CalendarId, range: Span<Day>): ReadonlySet<Room> {
	const rooms = new Set<Room>()
	for (let day = addDays(range.start, -2); day < range.end + 2; day = addDays(day, 1)) {
		rooms.add(monthRoom(calendar, formatMonth(day)))
	}
	return rooms
}

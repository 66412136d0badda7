/** Which documents a range of days needs. */
import type { AppointmentId, CalendarId } from '#lib/core/appointment/appointment.ts'
import { addDays, formatMonth, type Day, type Span } from '#lib/core/time/wall.ts'
import { baseRoom, homeRoom, monthRoom, type Room } from '../rooms.ts'

/**
 * The base, the months of the range, and the homes of their guests as far as these are known: ask again when they
 * change. A day more on either side, since 23:30 in New York on the last of a month is the next month in Berlin.
 */
export function roomsFor(
	calendar: CalendarId,
	range: Span<Day>,
	guestsOf: (room: Room) => readonly AppointmentId[]
): readonly Room[] {
	const rooms = new Set<Room>([baseRoom(calendar)])
	for (const room of monthRoomsFor(calendar, range)) {
		rooms.add(room)
		for (const guest of guestsOf(room)) rooms.add(homeRoom(calendar, guest))
	}
	return [...rooms]
}

function monthRoomsFor(calendar: CalendarId, range: Span<Day>): ReadonlySet<Room> {
	const rooms = new Set<Room>()
	for (let day = addDays(range.start, -1); day <= range.end; day = addDays(day, 1)) {
		rooms.add(monthRoom(calendar, formatMonth(day)))
	}
	return rooms
}

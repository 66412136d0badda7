/** Which documents a range of days needs. */
import type { AppointmentId, CalendarId } from '#lib/core/appointment/appointment.ts'
import { addDays, formatMonth, type Day, type Span } from '#lib/core/time/wall.ts'
import { baseRoom, busyRoom, homeRoom, monthRoom, type Room } from '../rooms.ts'

/** What of the index decides it; where that changes, ask again. */
export interface KnownOfRooms {
	guestsOf(room: Room): readonly AppointmentId[]
	/** Days that the longest date of a series lasts beyond the one it begins on; 0 without any. */
	readonly daysOfLongestDate: number
}

/**
 * What is needed of a view: two days more on either side, since 23:00 in Pago Pago on the last of a month is the second of
 * the next on Kiritimati, 25 hours ahead.
 */
export const roomsFor = (calendar: CalendarId, range: Span<Day>, known: KnownOfRooms): readonly Room[] =>
	roomsForOwnDays(calendar, widened(range), known)

/** The same for somebody who may know no more of the calendar than when it is taken. */
export const busyRoomsFor = (calendar: CalendarId, range: Span<Day>): readonly Room[] =>
	Array.from(monthsOf(widened(range)), (month) => busyRoom(calendar, month))

const widened = ({ start, end }: Span<Day>): Span<Day> => ({
	start: addDays(start, -2),
	end: addDays(end, 2)
})

/**
 * For days as the appointments' own zones have them: the base, the months of the range, and the homes of their guests as far
 * as these are known; and as many days before it as a date of a series lasts, since what is known of that date (that it was
 * cancelled) lies in the month it began in.
 */
export function roomsForOwnDays(
	calendar: CalendarId,
	{ start, end }: Span<Day>,
	{ guestsOf, daysOfLongestDate }: KnownOfRooms
): readonly Room[] {
	const rooms = new Set<Room>([baseRoom(calendar)])
	const months = monthsOf({ start: addDays(start, -daysOfLongestDate), end })
	for (const room of Array.from(months, (month) => monthRoom(calendar, month))) {
		rooms.add(room)
		for (const guest of guestsOf(room)) rooms.add(homeRoom(calendar, guest))
	}
	return [...rooms]
}

/** `2026-11` for each month with a day in the range, in order. */
function monthsOf({ start, end }: Span<Day>): ReadonlySet<string> {
	const months = new Set<string>()
	for (let day = start; day < end; day = addDays(day, 1)) months.add(formatMonth(day))
	return months
}

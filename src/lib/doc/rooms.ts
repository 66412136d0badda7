/** Names of the shared documents; on the wire the same name is the room. */
import type { AppointmentId, CalendarId } from '#lib/core/appointment/appointment.ts'
import { homeMonth } from '#lib/core/appointment/ids.ts'
import type { WorkspaceId } from '#lib/core/workspace/workspace.ts'

export type Room = string

export const rootRoom = (workspace: WorkspaceId): Room => `w.${workspace}`
export const clientsRoom = (workspace: WorkspaceId): Room => `w.${workspace}.clients`
export const baseRoom = (calendar: CalendarId): Room => `c.${calendar}`
/** `month` is `2026-11`. */
export const monthRoom = (calendar: CalendarId, month: string): Room => `c.${calendar}.${month}`
/** When the calendar is taken in that month, written by the server; see `busy.ts`. */
export const busyRoom = (calendar: CalendarId, month: string): Room => `${busyRooms(calendar)}.${month}`
/** What the names of a calendar's busy rooms begin with. */
export const busyRooms = (calendar: CalendarId): string => `b.${calendar}`

/** The document an appointment, a series or an override is in: found from its id alone. */
export function homeRoom(calendar: CalendarId, id: AppointmentId): Room {
	const month = homeMonth(id)
	return month === undefined ? baseRoom(calendar) : monthRoom(calendar, month)
}

export interface RoomOfCalendar {
	readonly calendar: CalendarId
	/** `2026-11`; undefined for the calendar's base. */
	readonly month: string | undefined
}

/** What a room of a calendar holds; undefined for every other room. The inverse of `baseRoom` and `monthRoom`. */
export function roomOfCalendar(room: Room): RoomOfCalendar | undefined {
	const match = /^c\.(.+?)(?:\.(\d{4}-\d{2}))?$/.exec(room)
	return match ? { calendar: match[1] as string, month: match[2] } : undefined
}

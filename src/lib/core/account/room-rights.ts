/** Which room a name means, and what a role or a level allows in it (design §4, §10). */
import { leads, type Role } from './role.ts'
import { reaches, type Level } from './level.ts'

export type RoomAccess = 'none' | 'read' | 'write'

export type NamedRoom =
	| { readonly kind: 'root'; readonly workspace: string }
	| { readonly kind: 'clients'; readonly workspace: string }
	| { readonly kind: 'base'; readonly calendar: string }
	/** `month` is `2026-11`. */
	| { readonly kind: 'month'; readonly calendar: string; readonly month: string }
	| { readonly kind: 'busy'; readonly calendar: string; readonly month: string }

const WORKSPACE_ROOM = /^w\.([\w-]+)(\.clients)?$/
const CALENDAR_ROOM = /^([cb])\.([\w-]+)(?:\.(\d{4}-(?:0[1-9]|1[0-2])))?$/

/** Undefined for a name that means no room. */
export function parseRoom(room: string): NamedRoom | undefined {
	const [, workspace, clients] = WORKSPACE_ROOM.exec(room) ?? []
	if (workspace !== undefined) return { kind: clients ? 'clients' : 'root', workspace }
	const [, letter, calendar, month] = CALENDAR_ROOM.exec(room) ?? []
	if (calendar === undefined) return undefined
	if (letter === 'b') return month === undefined ? undefined : { kind: 'busy', calendar, month }
	return month === undefined ? { kind: 'base', calendar } : { kind: 'month', calendar, month }
}

/** Everybody reads the root; those who look after the workspace change it. Undefined: no member. */
export function rootAccess(role: Role | undefined): RoomAccess {
	if (role === undefined) return 'none'
	return leads(role) ? 'write' : 'read'
}

/** A viewer reads who the clients are, the others add and correct. */
export function clientsAccess(role: Role | undefined): RoomAccess {
	if (role === undefined) return 'none'
	return role === 'viewer' ? 'read' : 'write'
}

/** The base and the months of a calendar. `busy` opens none of them: not a title may leave the server. */
export function calendarAccess(level: Level): RoomAccess {
	if (reaches(level, 'write')) return 'write'
	return reaches(level, 'read') ? 'read' : 'none'
}

/** Of a member with these levels; a calendar that is not among them is none of theirs. */
export function mayReadRoom(
	room: string,
	calendars: readonly { readonly id: string; readonly level: Level }[]
): boolean {
	const named = parseRoom(room)
	if (!named) return false
	// Every member reads what the workspace is.
	if (!('calendar' in named)) return true
	const level = calendars.find(({ id }) => id === named.calendar)?.level ?? 'none'
	return (named.kind === 'busy' ? busyAccess(level) : calendarAccess(level)) !== 'none'
}

/** The busy rooms of a calendar: the server alone writes them. */
export const busyAccess = (level: Level): RoomAccess => (reaches(level, 'busy') ? 'read' : 'none')

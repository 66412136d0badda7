/** What a member may do in one calendar (design §10). */
import { leads, type Role } from './role.ts'

/** From nothing to everything; each holds what stands before it. `busy`: when it is taken, nothing else. */
export const LEVELS = ['none', 'busy', 'read', 'write', 'manage'] as const
export type Level = (typeof LEVELS)[number]

export const CALENDAR_KINDS = ['shared', 'personal'] as const
export type CalendarKind = (typeof CALENDAR_KINDS)[number]

export const reaches = (level: Level, wanted: Level): boolean =>
	LEVELS.indexOf(level) >= LEVELS.indexOf(wanted)

export interface Standing {
	/** Undefined: no member of the calendar's workspace. */
	readonly role: Role | undefined
	readonly kind: CalendarKind
	/** It is this member's own personal calendar. */
	readonly isOwn: boolean
	/** Their line of the calendar's access list. */
	readonly granted: Level | undefined
}

/**
 * The one rule of access to calendars. Shared: owners and admins manage it whatever the list says; a member writes and
 * a viewer reads unless the list says otherwise. Personal: its owner manages it, everybody else (admins too) has only
 * what the list gives.
 */
export function levelOf({ role, kind, isOwn, granted }: Standing): Level {
	if (role === undefined) return 'none'
	if (kind === 'personal') return isOwn ? 'manage' : (granted ?? 'none')
	if (leads(role)) return 'manage'
	return granted ?? levelByRole(role)
}

/** In a shared calendar without a line in its access list. */
export function levelByRole(role: Role): Level {
	switch (role) {
		case 'owner':
		case 'admin':
			return 'manage'
		case 'member':
			return 'write'
		case 'viewer':
			return 'read'
		default:
			return role satisfies never
	}
}

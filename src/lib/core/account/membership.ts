/** Requests and answers about workspaces, members and calendars: `/api/workspaces…`. */
import type { CalendarKind, Level } from './level.ts'
import type { Role } from './role.ts'

/** What the person who asks sees of a workspace they are a member of. */
export interface WorkspaceView {
	readonly id: string
	/** As given at connecting; the name people see stands in the root document. */
	readonly name: string
	readonly role: Role
	/** Those with a level above none. A calendar of somebody else's is not even named. */
	readonly calendars: readonly CalendarView[]
}

export interface CalendarView {
	readonly id: string
	readonly kind: CalendarKind
	/** Of a personal calendar: the member it belongs to. */
	readonly owner: string | undefined
	/** Of the person who asks. */
	readonly level: Level
}

/** `POST /api/workspaces`: a book begun on a device comes to the server. Sent again it changes nothing. */
export interface ConnectRequest {
	readonly id: string
	readonly name: string
	readonly calendars: readonly NewCalendar[]
}

/** `POST /api/workspaces/:id/calendars` takes `{ calendars: NewCalendar[] }` and answers the `WorkspaceView`. */
export interface NewCalendar {
	/** Made on the device: 12 characters of `ids.ts`. */
	readonly id: string
	readonly kind: CalendarKind
}

/** `GET /api/workspaces/:id/members`: for every member. */
export interface MemberView {
	/** The account's id: the same as in presence and in the access lists. */
	readonly id: string
	readonly name: string
	/** For owners and admins, and one's own; '' for everybody else. */
	readonly email: string
	readonly role: Role
	readonly joinedAt: number
}

/** `PATCH /api/workspaces/:id/members/:member`. `DELETE` of the same removes; of oneself: leaves. */
export interface RoleRequest {
	readonly role: Role
}

/** `POST /api/workspaces/:id/owner`: makes them an owner and oneself an admin, in one step. */
export interface TransferRequest {
	readonly member: string
}

/** `GET /api/workspaces/:id/calendars/:calendar/access`: one line for each member; for those who manage it. */
export interface AccessLine {
	readonly member: string
	readonly name: string
	readonly role: Role
	/** The line of the list; undefined: what the role gives. */
	readonly granted: Level | undefined
	/** What holds. */
	readonly level: Level
	/** The list cannot change it: they own the calendar, or lead the workspace it is shared in. */
	readonly isFixed: boolean
}

/** `PUT /api/workspaces/:id/calendars/:calendar/access/:member`. `by-role` takes the line out of the list. */
export interface AccessRequest {
	readonly level: Level | 'by-role'
}

/** `POST /api/workspaces/:id/members/:member/reset`: a link to a new password, for those without mail. */
export interface ResetLink {
	readonly link: string
	readonly expiresAt: number
}

/**
 * `GET /api/workspaces/:id/changes?before=<id>`: who changed which right, newest first, 100 at a time; for owners and
 * admins. `before`: the `id` of the last one shown.
 */
export interface RightsRecord {
	readonly id: number
	/** Milliseconds since the epoch. */
	readonly at: number
	/** The account that did it, and its name then. */
	readonly by: string
	readonly byName: string
	readonly what: RightsChangeKind
	/** The member, calendar or invitation concerned. */
	readonly about: string
	/** In words of this module: `member`, `write`, '' … */
	readonly before: string
	readonly after: string
}

export const RIGHTS_CHANGES = [
	'connected',
	'renamed',
	'calendar-added',
	'joined',
	'role',
	'removed',
	'left',
	'ownership',
	'access',
	'invited',
	'invitation-revoked',
	'reset-link'
] as const
export type RightsChangeKind = (typeof RIGHTS_CHANGES)[number]

/**
 * All rights of the server, in memory: the relay asks them for every update. Rows come in as they are on disk, and only
 * after they are there. What a row means is decided by the rules in `core/account`.
 */
import { levelOf, type CalendarKind, type Level } from '#lib/core/account/level.ts'
import type { Role } from '#lib/core/account/role.ts'
import {
	busyAccess,
	calendarAccess,
	clientsAccess,
	parseRoom,
	rootAccess,
	type RoomAccess
} from '#lib/core/account/room-rights.ts'

/** One row that is there now, or is gone (`undefined`). */
export type RightsRow =
	| { readonly table: 'workspace'; readonly id: string; readonly name: string }
	| {
			readonly table: 'member'
			readonly workspace: string
			readonly person: string
			readonly member: { readonly role: Role; readonly joinedAt: number } | undefined
	  }
	| {
			readonly table: 'calendar'
			readonly id: string
			readonly workspace: string
			readonly kind: CalendarKind
			readonly owner: string | undefined
	  }
	| {
			readonly table: 'access'
			readonly calendar: string
			readonly person: string
			readonly level: Level | undefined
	  }

export interface KnownMember {
	readonly person: string
	readonly role: Role
	readonly joinedAt: number
}

export interface KnownCalendar {
	readonly id: string
	readonly workspace: string
	readonly kind: CalendarKind
	readonly owner: string | undefined
	readonly access: ReadonlyMap<string, Level>
}

export interface KnownWorkspace {
	readonly id: string
	readonly name: string
	readonly members: ReadonlyMap<string, KnownMember>
	/** In the order they were registered. */
	readonly calendars: ReadonlySet<string>
}

export interface RightsBook {
	apply(row: RightsRow): void
	workspace(id: string): KnownWorkspace | undefined
	calendar(id: string): KnownCalendar | undefined
	workspacesOf(person: string): readonly KnownWorkspace[]
	roleOf(person: string, workspace: string): Role | undefined
	levelOf(person: string, calendar: string): Level
	/** In the order they were registered. */
	busyCalendars(): readonly string[]
	accessTo(person: string, room: string): RoomAccess
}

interface Workspace {
	readonly id: string
	name: string
	readonly members: Map<string, KnownMember>
	readonly calendars: Set<string>
}

export function createRightsBook(): RightsBook {
	const workspaces = new Map<string, Workspace>()
	const calendars = new Map<string, Omit<KnownCalendar, 'access'> & { readonly access: Map<string, Level> }>()
	const homes = new Map<string, Set<string>>()

	function apply(row: RightsRow): void {
		switch (row.table) {
			case 'workspace': {
				const known = workspaces.get(row.id)
				if (known) known.name = row.name
				else workspaces.set(row.id, { id: row.id, name: row.name, members: new Map(), calendars: new Set() })
				return
			}
			case 'member':
				return applyMember(row)
			case 'calendar':
				calendars.set(row.id, { ...row, access: calendars.get(row.id)?.access ?? new Map<string, Level>() })
				workspaces.get(row.workspace)?.calendars.add(row.id)
				return
			case 'access': {
				const access = calendars.get(row.calendar)?.access
				if (row.level === undefined) access?.delete(row.person)
				else access?.set(row.person, row.level)
				return
			}
			default:
				return row satisfies never
		}
	}

	function applyMember({ workspace, person, member }: RightsRow & { readonly table: 'member' }): void {
		const members = workspaces.get(workspace)?.members
		const home = homes.get(person) ?? new Set<string>()
		homes.set(person, home)
		if (member) {
			members?.set(person, { person, ...member })
			home.add(workspace)
		} else {
			members?.delete(person)
			home.delete(workspace)
		}
	}

	const roleOf = (person: string, workspace: string) => workspaces.get(workspace)?.members.get(person)?.role

	function levelIn(person: string, id: string): Level {
		const calendar = calendars.get(id)
		if (!calendar) return 'none'
		return levelOf({
			role: roleOf(person, calendar.workspace),
			kind: calendar.kind,
			isOwn: calendar.owner === person,
			granted: calendar.access.get(person)
		})
	}

	function accessTo(person: string, name: string): RoomAccess {
		const room = parseRoom(name)
		switch (room?.kind) {
			case undefined:
				return 'none'
			case 'root':
				return rootAccess(roleOf(person, room.workspace))
			case 'clients':
				return clientsAccess(roleOf(person, room.workspace))
			case 'base':
			case 'month':
				return calendarAccess(levelIn(person, room.calendar))
			case 'busy':
				return busyAccess(levelIn(person, room.calendar))
			default:
				return room satisfies never
		}
	}

	return {
		apply,
		workspace: (id) => workspaces.get(id),
		calendar: (id) => calendars.get(id),
		workspacesOf: (person) =>
			[...(homes.get(person) ?? [])].flatMap((id) => {
				const workspace = workspaces.get(id)
				return workspace ? [workspace] : []
			}),
		roleOf,
		levelOf: levelIn,
		busyCalendars: () =>
			[...calendars.values()]
				.filter(({ id, access }) => [...access.keys()].some((person) => levelIn(person, id) === 'busy'))
				.map(({ id }) => id),
		accessTo
	}
}

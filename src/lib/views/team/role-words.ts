/** Roles and levels as people read them. */
import { levelByRole, type CalendarKind, type Level } from '#lib/core/account/level.ts'
import type { Role } from '#lib/core/account/role.ts'

interface RoleWords {
	/** `Admin` */
	readonly name: string
	/** Within a sentence: `an admin`. */
	readonly one: string
	/** What they may do. */
	readonly does: string
}

export const ROLE_WORDS: Readonly<Record<Role, RoleWords>> = {
	owner: { name: 'Owner', one: 'an owner', does: 'Everything, and hands the book over' },
	admin: { name: 'Admin', one: 'an admin', does: 'Invites people and says who may do what' },
	member: { name: 'Member', one: 'a member', does: 'Books and changes appointments' },
	viewer: { name: 'Viewer', one: 'a viewer', does: 'Looks, and changes nothing' }
}

export const LEVEL_WORDS: Readonly<Record<Level, string>> = {
	none: 'No access',
	busy: 'Sees when it is taken',
	read: 'Can look',
	write: 'Can book',
	manage: 'Can book and share'
}

export interface LevelChoice {
	readonly value: Level | 'by-role'
	readonly label: string
}

/**
 * What may be given to a colleague in a calendar of this kind. To a personal one the role gives nothing, so that "no
 * access" and "by role" are the same, and it is the line out of the list.
 */
export function levelChoices(kind: CalendarKind, role: Role): readonly LevelChoice[] {
	const given = (level: Level): LevelChoice => ({ value: level, label: LEVEL_WORDS[level] })
	const some = (['busy', 'read', 'write', 'manage'] as const).map(given)
	if (kind === 'personal') return [{ value: 'by-role', label: LEVEL_WORDS.none }, ...some]
	const byRole = `By role: ${LEVEL_WORDS[levelByRole(role)].toLowerCase()}`
	return [{ value: 'by-role', label: byRole }, given('none'), ...some]
}

/** Which of the choices holds. */
export const chosenLevel = (kind: CalendarKind, granted: Level | undefined): Level | 'by-role' =>
	granted === undefined || (kind === 'personal' && granted === 'none') ? 'by-role' : granted

/** Who was signed in here last, so that the app knows them offline. Checked when it is read: anything may stand there. */
import type { WorkspaceView } from '#lib/core/account/membership.ts'
import type { Person } from '#lib/core/account/person.ts'
import { ROLES } from '#lib/core/account/role.ts'
import { LEVELS } from '#lib/core/account/level.ts'
import { readStored, writeStored, type TextStore } from '../stored-value.ts'

const KEY = 'daybook.account'

export interface Remembered {
	readonly person: Person
	readonly workspaces: readonly WorkspaceView[]
}

export function readRemembered(store: TextStore | undefined): Remembered | undefined {
	const stored = readStored(store, KEY)
	if (typeof stored !== 'object' || stored === null) return undefined
	const { person, workspaces } = stored as Partial<Remembered>
	if (!isPerson(person) || !Array.isArray(workspaces)) return undefined
	return { person, workspaces: workspaces.filter(isWorkspace) }
}

export const remember = (store: TextStore | undefined, remembered: Remembered | undefined): void => {
	writeStored(store, KEY, remembered)
}

const isText = (value: unknown): value is string => typeof value === 'string'

const isPerson = (value: unknown): value is Person => {
	const { id, name, email, isFounder } = (value ?? {}) as Partial<Person>
	return isText(id) && isText(name) && isText(email) && typeof isFounder === 'boolean'
}

const isWorkspace = (value: unknown): value is WorkspaceView => {
	const { id, name, role, calendars } = (value ?? {}) as Partial<WorkspaceView>
	if (!isText(id) || !isText(name) || !Array.isArray(calendars)) return false
	const areWell = calendars.every(
		(calendar: Partial<WorkspaceView['calendars'][number]>) =>
			isText(calendar.id) && LEVELS.includes(calendar.level as never)
	)
	return ROLES.includes(role as never) && areWell
}

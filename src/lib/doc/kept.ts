/** Reads registers that lie outside of a document: what was refused or superseded, to be shown to its author. */
import type { AppointmentId } from '#lib/core/appointment/appointment.ts'
import { CODECS, type StoredGroups, type StoredName } from './groups.ts'
import { namesOf } from './record.ts'
import { bodyOf, isCleared, type Body, type Register } from './registers.ts'
import { ROOT_CODECS, type RootMap } from './root.ts'
import type { UndoPart } from './write.ts'

/** The groups a register tells; a birth tells all of them. Empty where it tells none that can be read. */
export function groupsIn(map: UndoPart['map'], id: AppointmentId, register: Register): Partial<StoredGroups> {
	if (isCleared(register)) return {}
	if (map !== 'born') return isGroup(map) ? decoded(map, bodyOf(register)) : {}
	const bodies = bodyOf(register)
	return namesOf(id).reduce<Partial<StoredGroups>>((groups, name, at) => {
		const body = bodies[at]
		return Array.isArray(body) ? { ...groups, ...decoded(name, body as Body) } : groups
	}, {})
}

/** What a register of the root is called: a person, a service, a calendar; empty for what has no name. */
export function nameIn(map: UndoPart['map'], register: Register): string {
	if (!isRootMap(map) || isCleared(register)) return ''
	return ROOT_CODECS[map].decode(bodyOf(register))?.name ?? ''
}

function decoded(name: StoredName, body: Body): Partial<StoredGroups> {
	const value = CODECS[name].decode(body)
	return value === undefined ? {} : { [name]: value }
}

const isGroup = (map: string): map is StoredName => Object.hasOwn(CODECS, map)
const isRootMap = (map: string): map is RootMap => Object.hasOwn(ROOT_CODECS, map)

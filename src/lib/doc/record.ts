/**
 * A record is `born` overlaid by the registers that exist. It exists if and only if it is in `born`; a register that is
 * absent, cleared or malformed leaves what is below it. Month and base documents differ only in their first group
 * (`when` there, `time` here), so one reader serves both.
 */
import type * as Y from 'yjs'
import { EMPTY_GROUPS, type AppointmentId, type Groups } from '#lib/core/appointment/appointment.ts'
import { isSeriesId } from '#lib/core/appointment/ids.ts'
import type { Series } from '#lib/core/recurrence/series.ts'
import type { Clock } from '#lib/core/clock/clock.ts'
import { CODECS, type StoredGroups, type StoredName } from './groups.ts'
import {
	bodyOf,
	clockOf,
	isCleared,
	parseRegister,
	SHAPE_VERSION,
	trim,
	type Body,
	type Register,
	type Unstamped,
	type Versioned
} from './registers.ts'

/** The groups of a record in the order of their bodies in `born`. */
export const MONTH_GROUPS = ['when', 'state', 'what', 'who', 'note', 'more'] as const
export const BASE_GROUPS = ['time', 'state', 'what', 'who', 'note', 'more'] as const
export type RecordGroups = typeof MONTH_GROUPS | typeof BASE_GROUPS

export const namesOf = (id: AppointmentId): RecordGroups => (isSeriesId(id) ? BASE_GROUPS : MONTH_GROUPS)

/** Every top-level map this client knows in month and base documents. */
export type MapName = 'born' | StoredName | 'guests'

export const mapOf = (doc: Y.Doc, name: string): Y.Map<unknown> => doc.getMap<unknown>(name)

export const registerOf = (doc: Y.Doc, map: string, id: string): Register | undefined =>
	parseRegister(mapOf(doc, map).get(id))

/** The group's own register, where it says something. */
function ownBody(doc: Y.Doc, group: StoredName, id: AppointmentId): Versioned | undefined {
	const register = registerOf(doc, group, id)
	return register && !isCleared(register) ? { version: register[0], body: bodyOf(register) } : undefined
}

/** The group as it was born. */
function bornBody(
	birth: Register | undefined,
	names: RecordGroups,
	group: StoredName
): Versioned | undefined {
	const body = birth?.[(names as readonly string[]).indexOf(group) + 1]
	return birth && Array.isArray(body) ? { version: birth[0], body: body as Body } : undefined
}

/** What a write over this group must keep of what newer clients wrote: its own register, else as it was born. */
export const bodyBefore = (doc: Y.Doc, names: RecordGroups, group: StoredName, id: AppointmentId) =>
	ownBody(doc, group, id) ?? bornBody(birthOf(doc, id), names, group)

/** The group's own register alone; undefined: inherited. For overrides, which have no `born`. */
export function readOwn<Name extends StoredName>(
	doc: Y.Doc,
	group: Name,
	id: AppointmentId
): StoredGroups[Name] | undefined {
	const own = ownBody(doc, group, id)
	return own && CODECS[group].decode(own.body)
}

/** A group as it holds: register, else born; undefined where nothing tells it. */
export function readGroup<Name extends StoredName>(
	doc: Y.Doc,
	names: RecordGroups,
	group: Name,
	id: AppointmentId,
	birth: Register | undefined = birthOf(doc, id)
): StoredGroups[Name] | undefined {
	const own = readOwn(doc, group, id)
	if (own !== undefined) return own
	const born = bornBody(birth, names, group)
	return born && CODECS[group].decode(born.body)
}

/** All groups but the time; what nothing tells is empty (a default is never written). */
export function readBesidesTime(
	doc: Y.Doc,
	names: RecordGroups,
	id: AppointmentId,
	birth: Register
): Omit<Groups, 'when'> {
	return {
		state: readGroup(doc, names, 'state', id, birth) ?? EMPTY_GROUPS.state,
		what: readGroup(doc, names, 'what', id, birth) ?? EMPTY_GROUPS.what,
		who: readGroup(doc, names, 'who', id, birth) ?? EMPTY_GROUPS.who,
		note: readGroup(doc, names, 'note', id, birth) ?? EMPTY_GROUPS.note,
		more: readGroup(doc, names, 'more', id, birth) ?? EMPTY_GROUPS.more
	}
}

/** The register a record exists by; undefined: there is none of this id. */
export const birthOf = (doc: Y.Doc, id: AppointmentId): Register | undefined => registerOf(doc, 'born', id)
export const exists = (doc: Y.Doc, id: AppointmentId): boolean => birthOf(doc, id) !== undefined

/** The whole record in one register: creating is one write, and fresh books load in 0.4 of the time. */
export function bornOf(names: RecordGroups, groups: Partial<StoredGroups>): Unstamped {
	const bodies = names.map((name) => encodeGroup(name, groups[name]))
	return [SHAPE_VERSION, ...trim(bodies, 1)]
}

function encodeGroup<Name extends StoredName>(name: Name, value: StoredGroups[Name] | undefined): Body {
	return value === undefined ? [] : trim(CODECS[name].encode(value), 0)
}

/**
 * Every clock of the record a register belongs to: an edit is later than all of them, also than the birth it overlays
 * and than what was read in the other groups. In the root a register is a record of its own.
 */
export function clocksOf(doc: Y.Doc, map: string, id: string): readonly Clock[] {
	const maps = RECORD_MAPS.has(map) ? RECORD_MAPS : [map]
	const registers = Array.from(maps, (name) => registerOf(doc, name, id))
	return registers.filter((register) => register !== undefined).map(clockOf)
}

/** The maps of month and base documents that hold registers of records. */
export const RECORD_MAPS: ReadonlySet<string> = new Set(['born', ...MONTH_GROUPS, ...BASE_GROUPS])

/** When a record's state was last set, for the order of the bin; 0 where it never was. */
export function stateSetAt(doc: Y.Doc, id: AppointmentId): number {
	const register = registerOf(doc, 'state', id)
	return register ? clockOf(register)[0] : 0
}

/** A series from the bodies of its groups in the order of `BASE_GROUPS`; undefined where one is malformed. */
export function readBodies(bodies: readonly Body[]): Omit<Series, 'id' | 'calendar'> | undefined {
	const read = <Name extends StoredName>(name: Name, at: number): StoredGroups[Name] | undefined => {
		const body = bodies[at]
		return Array.isArray(body) ? CODECS[name].decode(body) : undefined
	}
	const [time, state, what] = [read('time', 0), read('state', 1), read('what', 2)]
	const [who, note, more] = [read('who', 3), read('note', 4), read('more', 5)]
	if (!time || !state || !what || !who || note === undefined || !more) return undefined
	return { time, state, what, who, note, more }
}

/** Edits of the root document: what appointments refer to. A thing is replaced whole; two at once: one wins whole. */
import type * as Y from 'yjs'
import { ok, refuse, type Refusal, type Result } from '#lib/core/result.ts'
import type { About, Calendar, Resource, Service, WorkspaceId } from '#lib/core/workspace/workspace.ts'
import { registerOf } from '../record.ts'
import { bodyOf, isCleared, overwrite, type Codec } from '../registers.ts'
import { ABOUT_KEY, readWorkspace, ROOT_CODECS, type RootMap } from '../root.ts'
import { rootRoom, type Room } from '../rooms.ts'
import { sameValue } from '../same.ts'
import type { Edit } from '../write.ts'

export interface RootContext {
	readonly workspace: WorkspaceId
	readonly docOf: (room: Room) => Y.Doc | undefined
}

export type PlannedRoot = Result<Edit, 'not-open'>

/** What is absent in `about` stays as it is. */
export function saveAbout(context: RootContext, about: Partial<About>): PlannedRoot {
	const doc = context.docOf(rootRoom(context.workspace))
	if (!doc) return rootNotOpen(context)
	const whole = { ...readWorkspace(doc, context.workspace).about, ...about }
	return save(context, 'about', ABOUT_KEY, ROOT_CODECS.about, whole)
}

export const saveResource = (context: RootContext, { id, ...resource }: Resource): PlannedRoot =>
	save(context, 'resources', id, ROOT_CODECS.resources, resource)

export const saveService = (context: RootContext, { id, ...service }: Service): PlannedRoot =>
	save(context, 'services', id, ROOT_CODECS.services, service)

export const saveCalendar = (context: RootContext, { id, ...calendar }: Calendar): PlannedRoot =>
	save(context, 'calendars', id, ROOT_CODECS.calendars, calendar)

function save<Thing>(
	context: RootContext,
	map: RootMap,
	id: string,
	codec: Codec<Thing>,
	thing: Thing
): PlannedRoot {
	const room = rootRoom(context.workspace)
	const doc = context.docOf(room)
	if (!doc) return rootNotOpen(context)
	const register = registerOf(doc, map, id)
	const before =
		register && !isCleared(register) ? { version: register[0], body: bodyOf(register) } : undefined
	const same = before && sameValue(codec.decode(before.body), thing)
	return ok({
		what: 'workspace',
		writes: same ? [] : [{ room, map, id, value: overwrite(codec, thing, before) }]
	})
}

const rootNotOpen = ({ workspace }: RootContext): Refusal<'not-open'> =>
	refuse('not-open', `The document of the workspace "${workspace}" is not open on this device yet`)

/** Several edits of the root as one action: setting up a book. */
export const together = (edits: readonly Edit[]): Edit => ({
	what: 'workspace',
	writes: edits.flatMap((edit) => edit.writes)
})

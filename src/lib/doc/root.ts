/**
 * The root document of a workspace: what appointments refer to, a register for each thing in the maps `about` (key
 * `about`), `resources`, `services`, `calendars`. Nothing is ever removed from it: a thing no longer offered is archived.
 */
import type * as Y from 'yjs'
import type {
	About,
	Calendar,
	Resource,
	ResourceKind,
	Service,
	Workspace,
	WorkspaceId
} from '#lib/core/workspace/workspace.ts'
import { flag, number, oneOf, tableOf, text } from './fields.ts'
import { mapOf, registerOf } from './record.ts'
import { bodyOf, isCleared, type Codec } from './registers.ts'

type Named<Thing> = Omit<Thing, 'id'>

const KINDS: readonly ResourceKind[] = ['staff', 'room', 'device']

export const ROOT_CODECS = {
	about: tableOf<About>({ name: text, zone: text, demo: flag }),
	resources: tableOf<Named<Resource>>({
		name: text,
		kind: oneOf(KINDS),
		colour: text,
		order: number,
		archived: flag
	}),
	services: tableOf<Named<Service>>({
		name: text,
		minutes: number,
		bufferBefore: number,
		bufferAfter: number,
		colour: text,
		price: text,
		archived: flag
	}),
	calendars: tableOf<Named<Calendar>>({ name: text, kind: oneOf(['shared', 'personal']), colour: text })
}
export type RootMap = keyof typeof ROOT_CODECS
export const ABOUT_KEY = 'about'

/** What is not written has its default here, never in the document: UTC until the business says where it is. */
const DEFAULT_ABOUT: About = { name: '', zone: 'UTC', demo: false }

export function readWorkspace(doc: Y.Doc, id: WorkspaceId): Workspace {
	return {
		id,
		about: readAbout(doc) ?? DEFAULT_ABOUT,
		resources: readAll(doc, 'resources', ROOT_CODECS.resources).sort(
			(a, b) => a.order - b.order || compareTexts(a.name, b.name) || compareTexts(a.id, b.id)
		),
		services: readAll(doc, 'services', ROOT_CODECS.services).sort(byName),
		calendars: readAll(doc, 'calendars', ROOT_CODECS.calendars).sort(byName)
	}
}

/** Undefined while the workspace was never set up. */
export function readAbout(doc: Y.Doc): About | undefined {
	const about = readThing(doc, 'about', ABOUT_KEY, ROOT_CODECS.about)
	return about && { ...about, zone: about.zone || DEFAULT_ABOUT.zone }
}

function readThing<Thing>(doc: Y.Doc, map: RootMap, id: string, codec: Codec<Thing>): Thing | undefined {
	const register = registerOf(doc, map, id)
	return register && !isCleared(register) ? codec.decode(bodyOf(register)) : undefined
}

function readAll<Thing extends object>(
	doc: Y.Doc,
	map: RootMap,
	codec: Codec<Thing>
): (Thing & { id: string })[] {
	const things: (Thing & { id: string })[] = []
	for (const id of mapOf(doc, map).keys()) {
		const thing = readThing(doc, map, id, codec)
		if (thing) things.push({ id, ...thing })
	}
	return things
}

/** By code units: the same on every device, whatever its language. */
const compareTexts = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)
const byName = (a: { readonly name: string; readonly id: string }, b: typeof a): number =>
	compareTexts(a.name, b.name) || compareTexts(a.id, b.id)

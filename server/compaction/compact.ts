/**
 * Drops what was overwritten or deleted (merging alone keeps it for ever), by building the document once. The result is
 * taken only when it shows the same values and the same state as what it was made from.
 */
import { isDeepStrictEqual } from 'node:util'
import * as Y from 'yjs'
import { ok, refuse, type Result } from '#lib/core/result.ts'

export type CompactRefusal =
	| 'malformed'
	/** Something in it builds upon what is not there: left as it is, for what is missing may still come. */
	| 'incomplete'
	/** A fault of the library, or of ours: the original is right. */
	| 'differs'

export interface Compacted {
	readonly update: Uint8Array
	readonly vector: Uint8Array
}

export function compact(update: Uint8Array): Result<Compacted, CompactRefusal> {
	const doc = docOf(update)
	if (!doc) return refuse('malformed', `Cannot read an update of ${update.byteLength} bytes`)
	if (!isComplete(doc)) return refuse('incomplete', 'The update builds upon edits that are not in it')
	const compacted = Y.encodeStateAsUpdate(doc)
	const again = docOf(compacted)
	if (!again || !isComplete(again) || !isSame(doc, again))
		return refuse('differs', 'The compacted document does not show what the original shows')
	return ok({ update: compacted, vector: Y.encodeStateVector(doc) })
}

function docOf(update: Uint8Array): Y.Doc | undefined {
	const doc = new Y.Doc()
	try {
		Y.applyUpdate(doc, update)
		return doc
	} catch {
		return undefined
	}
}

const isComplete = ({ store }: Y.Doc): boolean => store.pendingStructs === null && store.pendingDs === null

function isSame(one: Y.Doc, other: Y.Doc): boolean {
	return (
		isDeepStrictEqual(stateOf(one), stateOf(other)) &&
		isDeepStrictEqual(one.share.keys().toArray().sort(), other.share.keys().toArray().sort()) &&
		[...one.share].every(([name, type]) => isDeepStrictEqual(valuesOf(type), valuesOf(other.get(name))))
	)
}

const stateOf = (doc: Y.Doc): ReadonlyMap<number, number> => Y.decodeStateVector(Y.encodeStateVector(doc))

/**
 * All that can be seen of a shared type, whichever kind it is: a type that nobody has named yet is neither map nor list.
 * `_map` and `_start` are where every kind keeps its items.
 */
function valuesOf(type: unknown): unknown {
	if (!(type instanceof Y.AbstractType)) return type
	const registers = [...type._map]
		.filter(([, item]) => !item.deleted)
		.map(([key, item]) => [key, contentsOf(item)])
	const list: unknown[] = []
	for (let item = type._start; item; item = item.right) if (!item.deleted) list.push(...contentsOf(item))
	return { registers: new Map(registers as [string, unknown][]), list }
}

function contentsOf({ content }: Y.Item): readonly unknown[] {
	if (content instanceof Y.ContentType) return [valuesOf(content.type)]
	if (content instanceof Y.ContentFormat) return [{ key: content.key, value: content.value as unknown }]
	if (content instanceof Y.ContentDoc) return [content.doc.guid]
	return content.getContent() as readonly unknown[]
}

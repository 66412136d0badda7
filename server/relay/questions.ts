/** What only a document can answer. It follows the log when it is asked, not with each update. */
import { ok, refuse, type Result } from '#lib/core/result.ts'
import { entriesAbove, type Content } from './content.ts'
import { buildDocument, type RoomDocument } from './document.ts'

export interface Questions {
	/** What a document with this state vector lacks. `unreadable`: no document can be built of this room. */
	diff(vector: Uint8Array): Result<Uint8Array, 'malformed' | 'unreadable'>
	/** All that the update deletes is known to be deleted. */
	hasDeletions(update: Uint8Array): boolean
	readonly hasDocument: boolean
	/** Drops the document when nobody asked for so long. */
	rest(idleMs: number): void
	close(): void
}

export function createQuestions(content: Content, now: () => number): Questions {
	let document: RoomDocument | undefined
	let reached = 0
	let brokenAt: number | undefined
	let askedAt = -Infinity

	function drop(): void {
		document?.close()
		document = undefined
		reached = 0
	}

	function current(): RoomDocument | undefined {
		askedAt = now()
		if (brokenAt === content.last) return undefined
		const { snapshot } = content
		const isBehind = snapshot !== undefined && snapshot.position > reached
		const updates = entriesAbove(content.tail, reached).map(({ update }) => update)
		const missing = isBehind ? [snapshot.update, ...updates] : updates
		if (!document) document = buildDocument(missing)
		else if (!missing.every((update) => document?.apply(update))) drop()
		if (document) reached = content.last
		else brokenAt = content.last
		return document
	}

	return {
		diff(vector) {
			const known = current()
			if (!known) return refuse('unreadable', 'The room cannot be brought into a document')
			const update = known.diff(vector)
			return update ? ok(update) : refuse('malformed', `No state vector: ${vector.byteLength} bytes`)
		},
		hasDeletions: (update) => current()?.hasDeletions(update) ?? false,
		get hasDocument() {
			return document !== undefined
		},
		rest(idleMs) {
			if (document && now() - askedAt >= idleMs) drop()
		},
		close: drop
	}
}

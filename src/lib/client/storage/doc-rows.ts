/**
 * The rows of a document as y-indexeddb keeps them: database `daybook/<room>`, store `updates`, one Yjs update a row.
 * Read by tabs that do not write, by the proof before the journal is trimmed, and removed with the book.
 *
 * A room has generations: where the server refused edits of a document, the document is made anew from the server's
 * state, in rows of their own. Whoever still holds the earlier one can neither write into the new one nor be merged.
 */
import { refuse, ok, type Result } from '#lib/core/result.ts'
import { answer, createDatabase, type Database, type StorageFault } from './database.ts'

/** Which document of the room; 0 is the first, and nearly always the only one. */
export type Generation = number

export const rowsName = (room: string, generation: Generation = 0): string =>
	generation === 0 ? `daybook/${room}` : `daybook/${room}~${generation}`

/** The same stores that y-indexeddb makes, so that it does not matter who opens a document first. */
export const openRows = (
	factory: IDBFactory | undefined,
	room: string,
	generation: Generation = 0
): Database =>
	createDatabase({
		name: rowsName(room, generation),
		factory,
		upgrade(database) {
			database.createObjectStore('updates', { autoIncrement: true })
			database.createObjectStore('custom')
		}
	})

export const readRows = (rows: Database): Promise<Result<readonly Uint8Array[], StorageFault>> =>
	rows.read(['updates'], (transaction) => answer(transaction.objectStore('updates').getAll()))

/** Of the newest rows: more edits than this do not fit between an opening and the sweep that follows it. */
const SWEPT = 16

/** y-indexeddb adds a row with every opening, an empty one (2 bytes) in our way of opening it (y-indexeddb#31). */
export const dropEmptyRows = (rows: Database): Promise<Result<void, StorageFault>> =>
	rows.write(['updates'], (transaction) => {
		const request = transaction.objectStore('updates').openCursor(null, 'prev')
		let seen = 0
		request.onsuccess = () => {
			const cursor = request.result
			if (!cursor || ++seen > SWEPT) return
			if ((cursor.value as Uint8Array).byteLength <= 2) cursor.delete()
			cursor.continue()
		}
	})

/** Other tabs let go by themselves (`versionchange`); a tab that hangs makes it wait, not fail. */
export function deleteRows(
	factory: IDBFactory | undefined,
	room: string,
	generation: Generation = 0
): Promise<Result<void, StorageFault>> {
	return new Promise((resolve) => {
		if (!factory) return resolve(ok(undefined))
		const request = factory.deleteDatabase(rowsName(room, generation))
		request.onsuccess = () => resolve(ok(undefined))
		request.onerror = () => resolve(refuse('broken', `Cannot remove the document "${room}" from this device`))
	})
}

/** All documents the room ever had here. */
export async function deleteAllRows(
	factory: IDBFactory | undefined,
	room: string,
	newest: Generation
): Promise<boolean> {
	const generations = Array.from({ length: newest + 1 }, (_, generation) => generation)
	const deleted = await Promise.all(generations.map((generation) => deleteRows(factory, room, generation)))
	return deleted.every((one) => one.ok)
}

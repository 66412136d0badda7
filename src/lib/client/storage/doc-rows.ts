/**
 * The rows of a document as y-indexeddb keeps them: database `daybook/<room>`, store `updates`, one Yjs update a row.
 * Read by tabs that do not write, by the proof before the journal is trimmed, and removed with the book.
 */
import { refuse, ok, type Result } from '#lib/core/result.ts'
import { answer, createDatabase, type Database, type StorageFault } from './database.ts'

export const rowsName = (room: string): string => `daybook/${room}`

/** The same stores that y-indexeddb makes, so that it does not matter who opens a document first. */
export const openRows = (factory: IDBFactory | undefined, room: string): Database =>
	createDatabase({
		name: rowsName(room),
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
	room: string
): Promise<Result<void, StorageFault>> {
	return new Promise((resolve) => {
		if (!factory) return resolve(ok(undefined))
		const request = factory.deleteDatabase(rowsName(room))
		request.onsuccess = () => resolve(ok(undefined))
		request.onerror = () => resolve(refuse('broken', `Cannot remove the document "${room}" from this device`))
	})
}

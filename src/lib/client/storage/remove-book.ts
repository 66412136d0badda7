/**
 * Takes a book off this device: rows of its documents, snapshots, journal, and what was done (names of clients stand in
 * its words). Can be repeated after a crash.
 */
import { baseRoom, rootRoom } from '#lib/doc/rooms.ts'
import type { ListedBook } from './book-list.ts'
import { startingWith } from './daybook-database.ts'
import { answer } from './database.ts'
import type { DeviceStorage } from './device-storage.ts'
import { deleteRows } from './doc-rows.ts'
import type { PastAction } from './journal.ts'

/** False: storage refused, and something of it may be left. */
export async function removeBook({ database, factory }: DeviceStorage, book: ListedBook): Promise<boolean> {
	const names = [rootRoom(book.id), ...book.calendars.map(baseRoom)]
	const found = await database.read(['rooms'], async (transaction) => {
		const store = transaction.objectStore('rooms')
		const keys = await Promise.all(names.map((name) => answer(store.getAllKeys(startingWith(name)))))
		return (keys.flat() as string[]).filter((room) => names.some((name) => isPartOf(room, name)))
	})
	if (!found.ok) return false
	const deleted = await Promise.all(found.value.map((room) => deleteRows(factory, room)))
	if (deleted.some(({ ok }) => !ok)) return false
	const written = await database.write(
		['rooms', 'projections', 'journal', 'actions'],
		async (transaction) => {
			for (const room of found.value) {
				transaction.objectStore('rooms').delete(room)
				transaction.objectStore('projections').delete(room)
				const entries = transaction.objectStore('journal').index('room').getAllKeys(IDBKeyRange.only(room))
				for (const position of await answer(entries)) transaction.objectStore('journal').delete(position)
			}
			await forgetActions(transaction.objectStore('actions'), new Set(found.value))
		}
	)
	return written.ok
}

/** An action is of one book: any of its rooms tells. */
function forgetActions(store: IDBObjectStore, rooms: ReadonlySet<string>): Promise<void> {
	return new Promise((resolve, reject) => {
		const request = store.openCursor()
		request.onerror = () => reject(request.error ?? new DOMException('The cursor failed', 'UnknownError'))
		request.onsuccess = () => {
			const cursor = request.result
			if (!cursor) return resolve()
			if ((cursor.value as PastAction).rooms.some((room) => rooms.has(room))) cursor.delete()
			cursor.continue()
		}
	})
}

/** `c.abc` and `c.abc.2026-11`, but not `c.abcd`. */
const isPartOf = (room: string, name: string): boolean => room === name || room.startsWith(`${name}.`)

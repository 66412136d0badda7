/**
 * Takes a book off this device: rows of its documents, snapshots, journal, what was done (names of clients stand in its
 * words), and what waits for a person. Can be repeated after a crash.
 */
import { baseRoom, busyRooms, rootRoom } from '#lib/doc/rooms.ts'
import type { ListedBook } from './book-list.ts'
import { startingWith } from './daybook-database.ts'
import { answer } from './database.ts'
import type { DeviceStorage } from './device-storage.ts'
import { deleteAllRows } from './doc-rows.ts'
import type { Decision } from './decisions.ts'
import type { PastAction } from './journal.ts'
import type { RoomEntry } from './room-entry.ts'

/** False: storage refused, and something of it may be left. */
export async function removeBook({ database, factory }: DeviceStorage, book: ListedBook): Promise<boolean> {
	const names = [rootRoom(book.id), ...book.calendars.flatMap((id) => [baseRoom(id), busyRooms(id)])]
	const found = await database.read(['rooms'], async (transaction) => {
		const store = transaction.objectStore('rooms')
		const all = await Promise.all(names.map((name) => answer(store.getAll(startingWith(name)))))
		return (all.flat() as RoomEntry[]).filter(({ room }) => names.some((name) => isPartOf(room, name)))
	})
	if (!found.ok) return false
	const deleted = await Promise.all(
		found.value.map(({ room, generation }) => deleteAllRows(factory, room, generation ?? 0))
	)
	if (deleted.includes(false)) return false
	const rooms = found.value.map(({ room }) => room)
	const written = await database.write(
		['rooms', 'projections', 'journal', 'actions', 'sync', 'decisions'],
		async (transaction) => {
			for (const room of rooms) {
				for (const store of ['rooms', 'projections', 'sync']) transaction.objectStore(store).delete(room)
				const entries = transaction.objectStore('journal').index('room').getAllKeys(IDBKeyRange.only(room))
				for (const position of await answer(entries)) transaction.objectStore('journal').delete(position)
			}
			const names = new Set(rooms)
			await forget(transaction.objectStore('actions'), (action) =>
				(action as PastAction).rooms.some((room) => names.has(room))
			)
			await forget(
				transaction.objectStore('decisions'),
				(decision) => (decision as Decision).workspace === book.id
			)
		}
	)
	return written.ok
}

/** An action is of one book: any of its rooms tells. */
function forget(store: IDBObjectStore, isOfBook: (value: unknown) => boolean): Promise<void> {
	return new Promise((resolve, reject) => {
		const request = store.openCursor()
		request.onerror = () => reject(request.error ?? new DOMException('The cursor failed', 'UnknownError'))
		request.onsuccess = () => {
			const cursor = request.result
			if (!cursor) return resolve()
			if (isOfBook(cursor.value)) cursor.delete()
			cursor.continue()
		}
	})
}

/** `c.abc` and `c.abc.2026-11`, but not `c.abcd`. */
const isPartOf = (room: string, name: string): boolean => room === name || room.startsWith(`${name}.`)

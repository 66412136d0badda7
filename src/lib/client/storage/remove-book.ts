/** Takes a book off this device: rows of its documents, snapshots, journal. Can be repeated after a crash. */
import { baseRoom, rootRoom } from '#lib/doc/rooms.ts'
import type { ListedBook } from './book-list.ts'
import { startingWith } from './daybook-database.ts'
import { answer } from './database.ts'
import type { DeviceStorage } from './device-storage.ts'
import { deleteRows } from './doc-rows.ts'

export async function removeBook({ database, factory }: DeviceStorage, book: ListedBook): Promise<void> {
	const names = [rootRoom(book.id), ...book.calendars.map(baseRoom)]
	const found = await database.read(['rooms'], async (transaction) => {
		const store = transaction.objectStore('rooms')
		const keys = await Promise.all(names.map((name) => answer(store.getAllKeys(startingWith(name)))))
		return (keys.flat() as string[]).filter((room) => names.some((name) => isPartOf(room, name)))
	})
	if (!found.ok) return
	await Promise.all(found.value.map((room) => deleteRows(factory, room)))
	await database.write(['rooms', 'projections', 'journal'], async (transaction) => {
		for (const room of found.value) {
			transaction.objectStore('rooms').delete(room)
			transaction.objectStore('projections').delete(room)
			const entries = transaction.objectStore('journal').index('room').getAllKeys(IDBKeyRange.only(room))
			for (const position of await answer(entries)) transaction.objectStore('journal').delete(position)
		}
	})
}

/** `c.abc` and `c.abc.2026-11`, but not `c.abcd`. */
const isPartOf = (room: string, name: string): boolean => room === name || room.startsWith(`${name}.`)

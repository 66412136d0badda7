/**
 * The write-ahead log of this device. An edit is "saved on this device" when the transaction that carries its updates
 * here is complete; an edit of two documents is one transaction. Entries stay until they are proven to be in the rows
 * of their documents; what was done (`actions`) stays longer and feeds "while you were away".
 */
import type { Clock } from '#lib/core/clock/clock.ts'
import { ok, type Result } from '#lib/core/result.ts'
import { answer, type Database, type StorageFault } from './database.ts'

/** One action of a person: the updates it made, by document. */
export interface JournalAction {
	readonly label: string
	/** Milliseconds since the epoch, by this device's clock. */
	readonly at: number
	readonly device: string
	readonly clock: Clock | undefined
	readonly updates: readonly RoomUpdate[]
}

export interface RoomUpdate {
	readonly room: string
	readonly update: Uint8Array
}

export interface JournalEntry extends RoomUpdate {
	/** Ascending over the whole journal, never used twice. */
	readonly position: number
}

export interface PastAction extends Omit<JournalAction, 'updates'> {
	readonly rooms: readonly string[]
}

export interface Journal {
	/** All of it or nothing. */
	append(actions: readonly JournalAction[]): Promise<Result<void, StorageFault>>
	/** Entries of a room with a position above `after`, in order. */
	entries(room: string, after?: number): Promise<Result<readonly JournalEntry[], StorageFault>>
	/** Only entries that were read back from the document's own rows may be dropped. */
	drop(positions: readonly number[]): Promise<Result<void, StorageFault>>
	/** The latest first. */
	actions(limit: number): Promise<Result<readonly PastAction[], StorageFault>>
	/** In idle time: actions beyond the newest `keep` go. */
	trimActions(keep: number): Promise<Result<void, StorageFault>>
}

export const createJournal = (database: Database): Journal => ({
	append: (actions) =>
		database.write(['journal', 'actions', 'rooms'], (transaction) => {
			for (const { updates, ...past } of actions) {
				for (const { room, update } of updates) {
					transaction.objectStore('journal').add({ room, update })
					transaction.objectStore('rooms').put({ room })
				}
				transaction.objectStore('actions').add({ ...past, rooms: updates.map(({ room }) => room) })
			}
		}),

	entries: (room, after = 0) =>
		database.read(['journal'], async (transaction) => {
			const found = await answer(
				transaction.objectStore('journal').index('room').getAll(IDBKeyRange.only(room))
			)
			return (found as JournalEntry[]).filter(({ position }) => position > after)
		}),

	async drop(positions) {
		if (positions.length === 0) return ok(undefined)
		return database.write(['journal'], (transaction) => {
			for (const position of positions) transaction.objectStore('journal').delete(position)
		})
	},

	actions: (limit) =>
		database.read(['actions'], (transaction) => newest(transaction.objectStore('actions'), limit)),

	trimActions: (keep) =>
		database.write(['actions'], async (transaction) => {
			const store = transaction.objectStore('actions')
			const last = await answer(store.openKeyCursor(null, 'prev'))
			if (last) store.delete(IDBKeyRange.upperBound((last.primaryKey as number) - keep))
		})
})

/** The position of the room's newest entry, 0 without any: for a transaction that also reads or writes a projection. */
export async function lastPosition(transaction: IDBTransaction, room: string): Promise<number> {
	const index = transaction.objectStore('journal').index('room')
	const cursor = await answer(index.openKeyCursor(IDBKeyRange.only(room), 'prev'))
	return cursor ? (cursor.primaryKey as number) : 0
}

function newest(store: IDBObjectStore, limit: number): Promise<readonly PastAction[]> {
	return new Promise((resolve, reject) => {
		const found: PastAction[] = []
		const request = store.openCursor(null, 'prev')
		request.onerror = () => reject(request.error ?? new DOMException('The cursor failed', 'UnknownError'))
		request.onsuccess = () => {
			const cursor = request.result
			if (!cursor || found.length === limit) return resolve(found)
			found.push(cursor.value as PastAction)
			cursor.continue()
		}
	})
}

/**
 * The write-ahead log of this device. An edit is "saved on this device" when the transaction that carries its updates
 * here is complete; an edit of two documents is one transaction. Entries stay until they are proven to be in the rows
 * of their documents, and on the server where the book has one; what was done (`actions`) stays longer: it tells what
 * waits for the server, what this device wrote when two people wrote at once, and feeds "while you were away".
 */
import type { Clock } from '#lib/core/clock/clock.ts'
import type { Register } from '#lib/doc/registers.ts'
import type { UndoPart } from '#lib/doc/write.ts'
import { ok, type Result } from '#lib/core/result.ts'
import { answer, type Database, type StorageFault } from './database.ts'
import type { Generation } from './doc-rows.ts'
import type { RoomEntry } from './room-entry.ts'

/** Where an update ends: the client of the document that wrote it, and its clock behind it. */
export interface UpdateMark {
	readonly generation: Generation
	readonly client: number
	readonly clock: number
}

export interface RoomUpdate {
	readonly room: string
	readonly update: Uint8Array
	/** Entries of earlier versions of the app have none. */
	readonly mark?: UpdateMark
}

export interface Mark extends UpdateMark {
	readonly room: string
}

/** One register an action wrote, and the item of the document it did it with. */
export interface Written {
	readonly room: string
	readonly map: UndoPart['map']
	readonly id: string
	/** Left out for births of a bulk: the document has them. */
	readonly after: Register | undefined
	readonly client: number
	readonly clock: number
	/** A merge was judged by it, and it is not judged again: see `doc/later-clock.ts`. */
	readonly judged?: true
	/** It is such a judgement itself. */
	readonly asserted?: true
}

/** One action of a person: the updates it made, by document. */
export interface JournalAction {
	readonly label: string
	/** Milliseconds since the epoch, by this device's clock. */
	readonly at: number
	readonly device: string
	readonly clock: Clock | undefined
	readonly updates: readonly RoomUpdate[]
	readonly wrote?: readonly Written[]
}

export interface JournalEntry extends RoomUpdate {
	/** Ascending over the whole journal, never used twice. */
	readonly position: number
}

export interface PastAction extends Omit<JournalAction, 'updates'> {
	/** Ascending over all actions, never used twice. */
	readonly position: number
	readonly rooms: readonly string[]
	/** One for each room; undefined in actions of earlier versions of the app. */
	readonly marks?: readonly Mark[]
}

export interface Journal {
	/** All of it or nothing. Tells the positions of the actions. */
	append(actions: readonly JournalAction[]): Promise<Result<readonly number[], StorageFault>>
	/** Entries of a room with a position above `after`, in order; those of its other generations are not among them. */
	entries(
		room: string,
		after?: number,
		generation?: Generation
	): Promise<Result<readonly JournalEntry[], StorageFault>>
	/** Only entries that were read back from the document's own rows may be dropped. */
	drop(positions: readonly number[]): Promise<Result<void, StorageFault>>
	/** The latest first. */
	actions(limit: number): Promise<Result<readonly PastAction[], StorageFault>>
	/** Each is read and written in one transaction; undefined leaves it as it is. */
	changeActions(
		positions: readonly number[],
		change: (action: PastAction) => PastAction | undefined
	): Promise<Result<void, StorageFault>>
	/** In idle time: actions beyond the newest `keep` go, but for those that are needed. */
	trimActions(keep: number, isNeeded?: (action: PastAction) => boolean): Promise<Result<void, StorageFault>>
}

export const createJournal = (database: Database): Journal => ({
	append: (actions) =>
		database.write(['journal', 'actions', 'rooms'], async (transaction) => {
			const adding = actions.map(({ updates, ...past }) => {
				for (const { room, update, mark } of updates) {
					transaction.objectStore('journal').add(mark ? { room, update, mark } : { room, update })
					knowRoom(transaction, room)
				}
				const stored = { ...past, rooms: updates.map(({ room }) => room), marks: marksOf(updates) }
				return answer(transaction.objectStore('actions').add(stored))
			})
			return (await Promise.all(adding)) as number[]
		}),

	entries: (room, after = 0, generation = 0) =>
		database.read(['journal'], async (transaction) => {
			const found = await answer(
				transaction.objectStore('journal').index('room').getAll(IDBKeyRange.only(room))
			)
			return (found as JournalEntry[]).filter(
				({ position, mark }) => position > after && (mark?.generation ?? 0) === generation
			)
		}),

	async drop(positions) {
		if (positions.length === 0) return ok(undefined)
		return database.write(['journal'], (transaction) => {
			for (const position of positions) transaction.objectStore('journal').delete(position)
		})
	},

	actions: (limit) =>
		database.read(['actions'], (transaction) => newest(transaction.objectStore('actions'), limit)),

	async changeActions(positions, change) {
		if (positions.length === 0) return ok(undefined)
		return database.write(['actions'], async (transaction) => {
			const store = transaction.objectStore('actions')
			const found = await Promise.all(positions.map((position) => answer(store.get(position))))
			for (const action of found as (PastAction | undefined)[]) {
				const changed = action && change(action)
				if (changed) store.put(changed)
			}
		})
	},

	trimActions: (keep, isNeeded = () => false) =>
		database.write(['actions'], async (transaction) => {
			const store = transaction.objectStore('actions')
			const last = await answer(store.openKeyCursor(null, 'prev'))
			if (!last) return
			const old = await answer(store.getAll(IDBKeyRange.upperBound((last.primaryKey as number) - keep)))
			for (const action of old as PastAction[]) if (!isNeeded(action)) store.delete(action.position)
		})
})

/** The last of each room reaches furthest: an action writes a document once or twice. */
const marksOf = (updates: readonly RoomUpdate[]): readonly Mark[] => {
	const marks = new Map<string, Mark>()
	for (const { room, mark } of updates) if (mark) marks.set(room, { room, ...mark })
	return [...marks.values()]
}

/** That there is anything of a room; what is known of it already stays. */
export function knowRoom(transaction: IDBTransaction, room: string): void {
	const store = transaction.objectStore('rooms')
	const request = store.get(room) as IDBRequest<RoomEntry | undefined>
	request.onsuccess = () => {
		const { generation, gone } = request.result ?? {}
		if (!request.result || gone) store.put(generation === undefined ? { room } : { room, generation })
	}
}

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

/**
 * Snapshots of documents for the first paint. A snapshot says up to which journal entry it includes everything; where
 * the journal has a newer one (the tab died before it was rewritten) it is not believed and the document is awaited.
 */
import type { Result } from '#lib/core/result.ts'
import { startingWith } from './daybook-database.ts'
import { answer, type Database, type StorageFault } from './database.ts'
import { lastPosition } from './journal.ts'

export interface StoredProjection {
	readonly room: string
	/** Position of the last journal entry that is in `content`. */
	readonly upTo: number
	/** As `doc/projection` encodes it. */
	readonly content: unknown
}

export type RoomOnDevice =
	/** This device has nothing of it: it is empty. */
	| { readonly kind: 'unknown' }
	| { readonly kind: 'fresh'; readonly content: unknown }
	/** There is something, and only the document knows what. */
	| { readonly kind: 'stale' }

export interface Projections {
	/** One transaction for all: the start waits for a single one. */
	look(rooms: readonly string[]): Promise<Result<ReadonlyMap<string, RoomOnDevice>, StorageFault>>
	isKnown(room: string): Promise<Result<boolean, StorageFault>>
	/** An older snapshot never replaces a newer one, whatever order two tabs write in. */
	keep(projection: StoredProjection): Promise<Result<void, StorageFault>>
	/** Rooms of which this device has anything, by the beginning of their names. */
	rooms(prefix: string): Promise<Result<readonly string[], StorageFault>>
}

export const createProjections = (database: Database): Projections => ({
	look: (rooms) =>
		database.read(['rooms', 'projections', 'journal'], async (transaction) => {
			const found = await Promise.all(rooms.map((room) => lookAt(transaction, room)))
			return new Map(rooms.map((room, at) => [room, found[at] as RoomOnDevice]))
		}),

	isKnown: (room) =>
		database.read(['rooms'], async (transaction) => {
			const count = await answer(transaction.objectStore('rooms').count(room))
			return count > 0
		}),

	keep: (projection) =>
		database.write(['projections'], async (transaction) => {
			const store = transaction.objectStore('projections')
			const before = (await answer(store.get(projection.room))) as StoredProjection | undefined
			if (!before || before.upTo <= projection.upTo) store.put(projection)
		}),

	rooms: (prefix) =>
		database.read(['rooms'], async (transaction) => {
			const keys = await answer(transaction.objectStore('rooms').getAllKeys(startingWith(prefix)))
			return keys as string[]
		})
})

async function lookAt(transaction: IDBTransaction, room: string): Promise<RoomOnDevice> {
	const [known, projection, position] = await Promise.all([
		answer(transaction.objectStore('rooms').count(room)),
		answer(transaction.objectStore('projections').get(room)) as Promise<StoredProjection | undefined>,
		lastPosition(transaction, room)
	])
	if (known === 0) return { kind: 'unknown' }
	if (!projection || projection.upTo < position) return { kind: 'stale' }
	return { kind: 'fresh', content: projection.content }
}

/**
 * Snapshots of documents for the first paint. A snapshot says up to which journal entry it includes everything; where
 * the journal has a newer one (the tab died before it was rewritten) it is not believed and the document is awaited.
 */
import type { Result } from '#lib/core/result.ts'
import { startingWith } from './daybook-database.ts'
import { answer, type Database, type StorageFault } from './database.ts'
import type { Generation } from './doc-rows.ts'
import { knowRoom, lastPosition } from './journal.ts'
import type { RoomEntry } from './room-entry.ts'

export interface StoredProjection {
	readonly room: string
	/** Position of the last journal entry that is in `content`. */
	readonly upTo: number
	/** As `doc/projection` encodes it. */
	readonly content: unknown
	/** Of the document it was made from; absent: 0. */
	readonly generation?: Generation
}

export type RoomOnDevice = (
	| /** This device has nothing of it. */
	  { readonly kind: 'unknown' }
	| { readonly kind: 'fresh'; readonly content: unknown }
	/** There is something, and only the document knows what. */
	| { readonly kind: 'stale' }
) & {
	/** This device has had all that the server had of it. */
	readonly synced?: true
}

export interface KnownRoom {
	readonly known: boolean
	readonly generation: Generation
}

export interface Projections {
	/** One transaction for all: the start waits for a single one. */
	look(rooms: readonly string[]): Promise<Result<ReadonlyMap<string, RoomOnDevice>, StorageFault>>
	lookUp(room: string): Promise<Result<KnownRoom, StorageFault>>
	/** There is something of the room from now on. */
	know(room: string): Promise<Result<void, StorageFault>>
	/** An older snapshot never replaces a newer one, whatever order two tabs write in. */
	keep(projection: StoredProjection): Promise<Result<void, StorageFault>>
	/** Rooms of which this device has anything, by the beginning of their names. */
	rooms(prefix: string): Promise<Result<readonly string[], StorageFault>>
}

export const createProjections = (database: Database): Projections => ({
	look: (rooms) =>
		database.read(['rooms', 'projections', 'journal', 'sync'], async (transaction) => {
			const found = await Promise.all(rooms.map((room) => lookAt(transaction, room)))
			return new Map(rooms.map((room, at) => [room, found[at] as RoomOnDevice]))
		}),

	know: (room) => database.write(['rooms'], (transaction) => knowRoom(transaction, room)),

	lookUp: (room) => database.read(['rooms'], (transaction) => lookUp(transaction, room)),

	keep: (projection) =>
		database.write(['projections', 'rooms'], async (transaction) => {
			const store = transaction.objectStore('projections')
			const before = (await answer(store.get(projection.room))) as StoredProjection | undefined
			const { generation } = await lookUp(transaction, projection.room)
			if ((projection.generation ?? 0) !== generation) return
			if (!before || before.upTo <= projection.upTo) store.put(projection)
		}),

	rooms: (prefix) =>
		database.read(['rooms'], async (transaction) => {
			const found = await answer(transaction.objectStore('rooms').getAll(startingWith(prefix)))
			return (found as RoomEntry[]).filter(({ gone }) => !gone).map(({ room }) => room)
		})
})

export async function lookUp(transaction: IDBTransaction, room: string): Promise<KnownRoom> {
	const entry = (await answer(transaction.objectStore('rooms').get(room))) as RoomEntry | undefined
	return { known: entry !== undefined && !entry.gone, generation: entry?.generation ?? 0 }
}

async function lookAt(transaction: IDBTransaction, room: string): Promise<RoomOnDevice> {
	const [{ known, generation }, projection, position, synced] = await Promise.all([
		lookUp(transaction, room),
		answer(transaction.objectStore('projections').get(room)) as Promise<StoredProjection | undefined>,
		lastPosition(transaction, room),
		answer(transaction.objectStore('sync').count(room))
	])
	const whole = synced > 0 ? { synced: true as const } : {}
	if (!known) return { kind: 'unknown', ...whole }
	const isBelieved = projection && (projection.generation ?? 0) === generation
	if (!isBelieved || projection.upTo < position) return { kind: 'stale', ...whole }
	return { kind: 'fresh', content: projection.content, ...whole }
}

/**
 * y-indexeddb 9.0.12 with what it does in view. By itself it loses rows without a sign when the quota is reached, and
 * throws into the doc when its connection is lost (both measured). Here each of its transactions is watched, and an
 * attachment that failed is replaced by a new one that first writes whatever the rows lack.
 */
import { applyUpdate, encodeStateAsUpdate, encodeStateVector, type Doc } from 'yjs'
import { IndexeddbPersistence } from 'y-indexeddb'
import { ok, refuse, type Result } from '#lib/core/result.ts'
import { faultOf, type StorageFault } from './database.ts'
import { dropEmptyRows, openRows, rowsName, type Generation } from './doc-rows.ts'
import { createGuardedDoc } from './guarded-doc.ts'

export interface Persistence {
	/** The origin of what came out of the rows. */
	readonly origin: unknown
	/** Resolves when no write is under way: false when one of them failed. */
	settled(): Promise<boolean>
	/** Resolves when its writes are through and the connection is closed. */
	close(): Promise<void>
}

/** Compaction rewrites everything on the main thread (200 ms at 5,000 appointments): it waits for a quiet minute. */
const QUIET_MS = 60_000

/** What y-indexeddb has beside its public types. */
interface Inner {
	_storeTimeout: number
	_storeUpdate: (update: Uint8Array, origin: unknown) => void
}

/**
 * Loads the rows into `doc` and from then on writes its updates as rows. What `doc` already holds and the rows lack
 * is written as one row first; resolves when that is stored. Refused when the rows cannot be read or written.
 * `onfault`: later, a row was not written.
 */
export async function attachPersistence(
	factory: IDBFactory | undefined,
	{ room, generation }: { readonly room: string; readonly generation: Generation },
	doc: Doc,
	onfault: (fault: StorageFault) => void
): Promise<Result<Persistence, StorageFault>> {
	const rows = openRows(factory, room, generation)
	// y-indexeddb waits for ever where it cannot open; so it is asked only where we could.
	const usable = await rows.read(['updates'], () => undefined)
	if (!usable.ok) return usable
	// Opened on an empty doc only: on one with content y-indexeddb would write the whole of it as a new row.
	const isEmpty = encodeStateVector(doc).length === 1
	const carrier = isEmpty ? doc : createGuardedDoc(room, (error) => onfault(faultOf(error)))
	const persistence = withFactory(
		factory,
		() => new IndexeddbPersistence(rowsName(room, generation), carrier)
	)
	const inner = persistence as unknown as Inner
	inner._storeTimeout = QUIET_MS
	const writes = watchWrites(persistence, onfault)
	const loaded = await Promise.race([persistence.whenSynced.then(() => undefined), writes.failed])
	if (!loaded && !isEmpty) moveTo(doc, carrier, persistence)
	const fault = loaded ?? (await writes.settled())
	if (fault) {
		void persistence.destroy().catch(() => undefined)
		rows.close()
		return refuse(fault, `Cannot keep the document "${room}" on this device`)
	}
	writes.hand()
	void dropEmptyRows(rows).then(() => rows.close())
	return ok({
		origin: persistence,
		settled: async () => (await writes.settled()) === undefined,
		close: () => persistence.destroy().catch(() => undefined)
	})
}

/**
 * y-indexeddb opens its database while it is made, and takes the platform's storage for it. In a page the two are one;
 * several devices in one process have one each.
 */
function withFactory<Made>(factory: IDBFactory | undefined, make: () => Made): Made {
	const before = globalThis.indexedDB
	if (!factory || factory === before) return make()
	globalThis.indexedDB = factory
	try {
		return make()
	} finally {
		globalThis.indexedDB = before
	}
}

/** From here to the end nothing is awaited: no edit can fall between the two docs. */
function moveTo(doc: Doc, carrier: Doc, persistence: IndexeddbPersistence): void {
	const { _storeUpdate } = persistence as unknown as Inner
	applyUpdate(doc, encodeStateAsUpdate(carrier, encodeStateVector(doc)), persistence)
	// The carrier still writes: only what it did not have becomes a row.
	applyUpdate(carrier, encodeStateAsUpdate(doc, encodeStateVector(carrier)), 'missing in the rows')
	carrier.off('update', _storeUpdate)
	carrier.off('destroy', persistence.destroy)
	persistence.doc = doc
	doc.on('update', _storeUpdate)
	doc.on('destroy', persistence.destroy)
	carrier.destroy()
}

interface Writes {
	/** The first failure before `hand`. */
	readonly failed: Promise<StorageFault>
	/** Resolves when no transaction is under way; with the first failure, if there was one. */
	settled(): Promise<StorageFault | undefined>
	/** From now on failures go to `onfault`. */
	hand(): void
}

/** Every transaction of y-indexeddb begins at `persistence.db`: what stands there tells us how each one ended. */
function watchWrites(persistence: IndexeddbPersistence, onfault: (fault: StorageFault) => void): Writes {
	let watched: IDBDatabase | null = null
	let first: StorageFault | undefined
	let handed = false
	let announce: (fault: StorageFault) => void = () => undefined
	const failed = new Promise<StorageFault>((resolve) => (announce = resolve))
	const underWay = new Set<Promise<void>>()

	const fail = (fault: StorageFault) => {
		first ??= fault
		announce(fault)
		if (handed) onfault(fault)
	}
	const follow = (transaction: IDBTransaction) => {
		// lib0 turns a request's error into a promise that nobody awaits; the transaction's abort tells it to us.
		transaction.addEventListener('error', (event) => event.stopPropagation(), true)
		const ended = new Promise<void>((resolve) => {
			transaction.addEventListener('complete', () => resolve())
			transaction.addEventListener('abort', () => {
				fail(faultOf(transaction.error))
				resolve()
			})
		})
		underWay.add(ended)
		void ended.then(() => underWay.delete(ended))
		return transaction
	}
	Object.defineProperty(persistence, 'db', {
		get: () => watched,
		set: (database: IDBDatabase) => {
			database.onclose = () => fail('closed')
			database.onversionchange = () => {
				database.close()
				fail('closed')
			}
			watched = followed(database, follow)
		}
	})
	return {
		failed,
		hand: () => (handed = true),
		async settled() {
			while (underWay.size > 0) await Promise.all(underWay)
			return first
		}
	}
}

const followed = (
	database: IDBDatabase,
	follow: (transaction: IDBTransaction) => IDBTransaction
): IDBDatabase =>
	new Proxy(database, {
		get(target, key) {
			if (key === 'transaction') {
				return (stores: string[], mode: IDBTransactionMode) => follow(target.transaction(stores, mode))
			}
			const value: unknown = Reflect.get(target, key, target)
			return typeof value === 'function' ? (value.bind(target) as unknown) : value
		}
	})

/** A device in a test: its own IndexedDB, tabs that see it, faults that can be switched on. */
import { IDBFactory, IDBKeyRange } from 'fake-indexeddb'
import { applyUpdate, Doc, encodeStateAsUpdate } from 'yjs'
import { openDaybook } from '#lib/client/storage/daybook-database.ts'
import { readRows, openRows } from '#lib/client/storage/doc-rows.ts'
import { createJournal, type RoomUpdate } from '#lib/client/storage/journal.ts'
import { openDoc, type DocDeps, type OpenDoc } from '#lib/client/storage/open-doc.ts'
import { createProjections } from '#lib/client/storage/projections.ts'
import { openTabChannel } from '#lib/client/storage/tab-channel.ts'

export interface Faults {
	/** Every write is rolled back when it commits, without a request ever failing: as Chromium does it at the quota. */
	full: boolean
	/** Databases that are affected; all others work. */
	on: (database: string) => boolean
	/** Databases of which nothing can be read. */
	unreadable?: (database: string) => boolean
}

let devices = 0

/** A fresh device; y-indexeddb sees it through the globals. */
export function createDevice() {
	const factory = new IDBFactory()
	globalThis.indexedDB = factory
	globalThis.IDBKeyRange = IDBKeyRange
	const faults: Faults = { full: false, on: () => true }
	breakWrites(factory, faults)
	const name = `device-${process.pid}-${devices++}`
	return { factory, faults, name, tab: () => createTab(factory, name) }
}

/** Commits fail with QuotaExceededError while `faults.full`. */
export function breakWrites(factory: IDBFactory, faults: Faults) {
	const open = factory.open.bind(factory)
	factory.open = (...args: Parameters<typeof open>) => {
		const request = open(...args)
		request.addEventListener('success', () => {
			const database = request.result
			const begin = database.transaction.bind(database)
			database.transaction = (stores, mode, options) => {
				if (faults.unreadable?.(database.name)) throw new DOMException('Data lost', 'UnknownError')
				const transaction = begin(stores, mode, options)
				if (mode === 'readwrite' && faults.full && faults.on(database.name)) overQuota(transaction)
				return transaction
			}
		})
		return request
	}
}

function overQuota(transaction: IDBTransaction) {
	Object.defineProperty(transaction, 'error', {
		get: () => new DOMException('The quota has been exceeded', 'QuotaExceededError')
	})
	setImmediate(() => {
		try {
			transaction.abort()
		} catch {
			// It had nothing to do and is over.
		}
	})
}

function createTab(factory: IDBFactory, name: string) {
	const database = openDaybook(factory)
	const journal = createJournal(database)
	const projections = createProjections(database)
	const channel = openTabChannel(name)
	const heard: string[] = []
	const reported: (string | undefined)[] = []
	const locals: RoomUpdate[] = []
	const open: OpenDoc[] = []
	const deps: DocDeps = {
		factory,
		// Locks are per process in Node, devices are not.
		locks: locksOf(name),
		channel,
		journal,
		lookUp: async (room) => {
			const known = await projections.lookUp(room)
			return known.ok ? known.value : { known: true, generation: 0 }
		},
		onkept: (room) => void projections.know(room),
		onlocal: (room, update, mark) => {
			locals.push({ room, update, mark })
		},
		ontransaction: (room) => heard.push(room),
		onfault: (_room, fault) => reported.push(fault)
	}
	return {
		database,
		journal,
		projections,
		channel,
		deps,
		reported,
		locals,
		async open(room: string) {
			const opened = await openDoc(room, deps)
			open.push(opened)
			return opened
		},
		/** Journals what was edited since the last call, as one action. */
		async save(label = 'edit') {
			const updates = locals.splice(0)
			return journal.append([{ label, at: 0, device: 'test', clock: undefined, updates }])
		},
		async close() {
			for (const one of open) await one.close()
			channel?.close()
			database.close()
		}
	}
}

export const locksOf = (device: string): LockManager =>
	({
		request: (name: string, options: LockOptions, callback: LockGrantedCallback<unknown>) =>
			navigator.locks.request(`${device}/${name}`, options, callback)
	}) as LockManager

/** Resolves as soon as `holds`; the test's own time limit ends it otherwise. */
export async function until(holds: () => boolean | Promise<boolean>): Promise<void> {
	while (!(await holds())) await new Promise((resolve) => setImmediate(resolve))
}

export async function rowsOf(factory: IDBFactory, room: string): Promise<readonly Uint8Array[]> {
	const rows = openRows(factory, room)
	const read = await readRows(rows)
	rows.close()
	if (!read.ok) throw new Error(read.message)
	return read.value
}

/** What a tab that opens the room later would find in the rows alone. */
export async function storedMap(factory: IDBFactory, room: string): Promise<Record<string, unknown>> {
	const doc = new Doc()
	for (const row of await rowsOf(factory, room)) applyUpdate(doc, row)
	return doc.getMap('m').toJSON()
}

export const contentOf = (doc: Doc): Record<string, unknown> => {
	const copy = new Doc()
	applyUpdate(copy, encodeStateAsUpdate(doc))
	return copy.getMap('m').toJSON()
}

/**
 * The browser of one machine: storage, locks and the channel of its tabs. Storage is IndexedDB's own behaviour
 * (fake-indexeddb on the world's schedule), so a transaction is complete or it never was. A tab can die at any step: what
 * it had not committed is rolled back, its locks go to the next tab, and none of its code ever runs again.
 */
import { IDBFactory, IDBTransaction } from 'fake-indexeddb'
import type { TabChannel, TabMessage } from '#lib/client/storage/tab-channel.ts'
import type { Owner, Schedule } from './schedule.ts'

/** What fake-indexeddb has beside its public types. */
interface InnerTransaction {
	readonly db: IDBDatabase
	readonly _state: string
	readonly _requests: readonly { readonly request: IDBRequest }[]
	_abort(error: string | null): void
	error: unknown
}
interface InnerDatabase {
	readonly transactions: readonly InnerTransaction[]
	processTransactions(): void
}
export interface InnerFactory {
	readonly _databases: ReadonlyMap<string, InnerDatabase & RawStores>
}
export interface RawStores {
	readonly rawObjectStores: ReadonlyMap<
		string,
		{ readonly records: { values(): Iterable<{ value: unknown }> } }
	>
}
interface Target {
	dispatchEvent(event: Event): boolean
	readonly db?: IDBDatabase
	readonly transaction?: { readonly db: IDBDatabase } | null
}

export interface TabStorage {
	readonly factory: IDBFactory
	readonly locks: LockManager
	readonly channel: TabChannel
	/** The tab is gone from one moment to the next. Tells how many of its transactions were cut off. */
	kill(): number
}

export interface Browser {
	readonly factory: IDBFactory
	/** Every write is rolled back when it commits, as Chromium does it at the quota. */
	isFull: boolean
	/** How many writes were rolled back for it. */
	readonly refused: number
	tab(owner: Owner): TabStorage
	/** The browser closes the connections of its databases; they can be opened again. */
	loseConnections(): void
}

/** Which tab an object of IndexedDB belongs to: its events run as code of that tab. */
const owners = new WeakMap<object, Owner>()

/** Events of storage run as the tab they belong to; returns the way back. */
export function ownEvents(schedule: Schedule): () => void {
	const target = Object.getPrototypeOf(IDBTransaction.prototype) as Target
	const { dispatchEvent } = target
	target.dispatchEvent = function (this: Target, event) {
		const owner = owners.get(this) ?? owners.get(this.db ?? this.transaction?.db ?? this)
		if (owner) schedule.owner = owner
		return dispatchEvent.call(this, event)
	}
	return () => void (target.dispatchEvent = dispatchEvent)
}

export function createBrowser(schedule: Schedule): Browser {
	const factory = new IDBFactory()
	const inner = factory as unknown as InnerFactory
	const locks = createLocks(schedule)
	const channels = new Map<Owner, Set<(message: TabMessage) => void>>()
	const connections = new Set<IDBDatabase>()
	let isFull = false
	let refused = 0

	function own(database: IDBDatabase, owner: Owner) {
		if (owners.has(database)) return
		owners.set(database, owner)
		connections.add(database)
		const begin = database.transaction.bind(database)
		database.transaction = (stores, mode, options) => {
			const transaction = begin(stores, mode, options)
			if (mode === 'readwrite' && isFull) overQuota(transaction)
			return transaction
		}
	}

	function overQuota(transaction: IDBTransaction) {
		Object.defineProperty(transaction, 'error', {
			get: () => new DOMException('The quota has been exceeded', 'QuotaExceededError'),
			set: () => undefined
		})
		setImmediate(() => {
			try {
				transaction.abort()
				refused += 1
			} catch {
				// It had nothing to do and is over.
			}
		})
	}

	function tab(owner: Owner): TabStorage {
		const opening = new Set<IDBOpenDBRequest>()
		const facade = {
			open(name: string, version?: number) {
				const request = version === undefined ? factory.open(name) : factory.open(name, version)
				owners.set(request, owner)
				opening.add(request)
				const take = () => own(request.result, owner)
				request.addEventListener('upgradeneeded', take)
				request.addEventListener('success', () => {
					opening.delete(request)
					take()
				})
				request.addEventListener('error', () => opening.delete(request))
				return request
			},
			deleteDatabase(name: string) {
				const request = factory.deleteDatabase(name)
				owners.set(request, owner)
				return request
			},
			databases: () => factory.databases(),
			cmp: (a: unknown, b: unknown) => factory.cmp(a, b)
		}
		const ears = new Set<(message: TabMessage) => void>()
		channels.set(owner, ears)
		const channel: TabChannel = {
			send(message) {
				for (const [other, listeners] of channels) {
					if (other === owner) continue
					const copy = structuredClone(message)
					schedule.after(1, () => listeners.forEach((listener) => listener(copy)), other)
				}
			},
			listen(listener) {
				ears.add(listener)
				return () => ears.delete(listener)
			},
			close: () => void channels.delete(owner)
		}

		function kill(): number {
			owner.isDead = true
			channels.delete(owner)
			locks.release(owner)
			for (const request of opening) {
				request.onupgradeneeded = () => request.transaction?.abort()
				request.onsuccess = () => request.result.close()
				request.onerror = request.onblocked = null
			}
			let cut = 0
			for (const database of inner._databases.values()) {
				for (const transaction of [...database.transactions]) {
					if (owners.get(transaction.db) !== owner || transaction._state === 'finished') continue
					silence(transaction)
					transaction._abort('AbortError')
					cut += 1
				}
				database.processTransactions()
			}
			for (const connection of connections) {
				if (owners.get(connection) !== owner) continue
				connection.onversionchange = connection.onclose = null
				connection.close()
				connections.delete(connection)
			}
			return cut
		}
		return { factory: facade, locks: locks.of(owner), channel, kill }
	}

	return {
		factory,
		get isFull() {
			return isFull
		},
		set isFull(next) {
			isFull = next
		},
		get refused() {
			return refused
		},
		tab,
		loseConnections() {
			for (const connection of [...connections]) {
				connections.delete(connection)
				const { onclose } = connection
				connection.close()
				schedule.after(0, () => void onclose?.call(connection, new Event('close')), owners.get(connection))
			}
		}
	}
}

/** Nobody is left who could hear how it ends. */
function silence(transaction: InnerTransaction) {
	const outer = transaction as unknown as IDBTransaction
	outer.oncomplete = outer.onabort = outer.onerror = null
	for (const { request } of transaction._requests) request.onsuccess = request.onerror = null
}

interface Waiting {
	readonly owner: Owner
	readonly grant: () => void
}

/** Web Locks of one machine: exclusive ones, in the order they were asked for. */
function createLocks(schedule: Schedule) {
	const held = new Map<string, Owner>()
	const waiting = new Map<string, Waiting[]>()

	function free(name: string) {
		held.delete(name)
		const next = waiting.get(name)?.shift()
		if (!next) return
		held.set(name, next.owner)
		schedule.after(0.1, next.grant, next.owner)
	}

	const of = (owner: Owner): LockManager =>
		({
			request(name: string, options: LockOptions, callback: (lock: object | null) => unknown) {
				return new Promise<unknown>((resolve, reject) => {
					const grant = () => {
						void Promise.resolve(callback({ name })).then((value) => {
							// A tab that died has given up its locks already.
							if (!owner.isDead) free(name)
							resolve(value)
						}, reject)
					}
					const isFree = !held.has(name)
					if (isFree) {
						held.set(name, owner)
						schedule.after(0.1, grant, owner)
					} else if (options.ifAvailable) {
						schedule.after(0.1, () => void Promise.resolve(callback(null)).then(resolve, reject), owner)
					} else {
						const line = waiting.get(name) ?? []
						waiting.set(name, line)
						const entry = { owner, grant }
						line.push(entry)
						options.signal?.addEventListener('abort', () => {
							if (!line.includes(entry)) return
							line.splice(line.indexOf(entry), 1)
							reject(new DOMException('The request was aborted', 'AbortError'))
						})
					}
				})
			}
		}) as LockManager

	return {
		of,
		release(owner: Owner) {
			for (const [name, line] of waiting)
				waiting.set(
					name,
					line.filter((one) => one.owner !== owner)
				)
			for (const [name, holder] of [...held]) if (holder === owner) free(name)
		}
	}
}

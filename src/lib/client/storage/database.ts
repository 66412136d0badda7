/**
 * IndexedDB with promises. Every failure is one of five, a lost connection is opened again, and a write has succeeded
 * only when its transaction completed with strict durability: nothing else may be called saved.
 */
import { ok, refuse, type Refusal, type Result } from '#lib/core/result.ts'

export type StorageFault =
	/** There is no IndexedDB, or the browser does not let this page use it (private mode, blocked cookies). */
	| 'refused'
	/** Quota or disk: the write was rolled back. */
	| 'full'
	/** The connection was lost, also after opening it once more. */
	| 'closed'
	/** Another tab holds an older version open and does not let go. */
	| 'blocked'
	/** Anything else: a damaged database, a newer version of it. */
	| 'broken'

/** `work` awaits nothing but requests of its transaction (`answer`): otherwise the browser ends it early. */
export type Work<Value> = (transaction: IDBTransaction) => Value | Promise<Value>

export interface Database {
	read<Value>(stores: readonly string[], work: Work<Value>): Promise<Result<Value, StorageFault>>
	/** Resolves after `complete`. A refusal means that nothing of it is stored. */
	write<Value>(stores: readonly string[], work: Work<Value>): Promise<Result<Value, StorageFault>>
	/** Opened again by the next call. */
	close(): void
}

export interface DatabaseOptions {
	readonly name: string
	readonly factory: IDBFactory | undefined
	/** Absent: whatever version is there, or 1. */
	readonly version?: number
	readonly upgrade: (database: IDBDatabase, oldVersion: number) => void
}

export const answer = <Value>(request: IDBRequest<Value>): Promise<Value> =>
	new Promise((resolve, reject) => {
		request.onsuccess = () => resolve(request.result)
		request.onerror = () => reject(request.error ?? new DOMException('The request failed', 'UnknownError'))
	})

export function createDatabase(options: DatabaseOptions): Database {
	let connection: Promise<Result<IDBDatabase, StorageFault>> | undefined

	const connected = () =>
		(connection ??= openConnection(options, () => (connection = undefined)).then((opened) => {
			if (!opened.ok) connection = undefined
			return opened
		}))

	async function run<Value>(
		mode: IDBTransactionMode,
		stores: readonly string[],
		work: Work<Value>,
		again = true
	): Promise<Result<Value, StorageFault>> {
		const opened = await connected()
		if (!opened.ok) return opened
		const transaction = beginOn(opened.value, stores, mode)
		if (transaction.ok) return finish(transaction.value, work)
		connection = undefined
		return transaction.why === 'closed' && again ? run(mode, stores, work, false) : transaction
	}

	return {
		read: (stores, work) => run('readonly', stores, work),
		write: (stores, work) => run('readwrite', stores, work),
		close() {
			void connection?.then((opened) => opened.ok && opened.value.close())
			connection = undefined
		}
	}
}

/** `onlost`: the browser closed it, or another tab wants to change or delete the database. */
function openConnection(
	options: DatabaseOptions,
	onlost: () => void
): Promise<Result<IDBDatabase, StorageFault>> {
	return new Promise((resolve) => {
		let request: IDBOpenDBRequest
		try {
			if (!options.factory)
				return resolve(refusal('refused', options.name, 'this browser has no IndexedDB here'))
			request = options.factory.open(options.name, options.version)
		} catch (error) {
			return resolve(refusal('refused', options.name, messageOf(error)))
		}
		let given = false
		request.onupgradeneeded = (event) => options.upgrade(request.result, event.oldVersion)
		request.onblocked = () => {
			given = true
			resolve(refusal('blocked', options.name, 'an older version is open in another tab'))
		}
		request.onerror = () =>
			resolve(refusal(faultOfOpening(request.error), options.name, messageOf(request.error)))
		request.onsuccess = () => {
			const database = request.result
			if (given) return database.close()
			database.onclose = onlost
			database.onversionchange = () => {
				database.close()
				onlost()
			}
			resolve(ok(database))
		}
	})
}

function beginOn(database: IDBDatabase, stores: readonly string[], mode: IDBTransactionMode) {
	try {
		return ok(database.transaction([...stores], mode, { durability: 'strict' }))
	} catch (error) {
		return refusal(faultOf(error), database.name, messageOf(error))
	}
}

async function finish<Value>(
	transaction: IDBTransaction,
	work: Work<Value>
): Promise<Result<Value, StorageFault>> {
	const aborted = new Promise<boolean>((resolve) => {
		transaction.oncomplete = () => resolve(false)
		transaction.onabort = () => resolve(true)
	})
	const name = transaction.db.name
	let value: Value
	try {
		value = await work(transaction)
	} catch (error) {
		if (!isStorageError(error)) throw abortedBy(transaction, error)
		// A request of an aborted transaction says only AbortError; the transaction knows why.
		const why = (await aborted) ? (transaction.error ?? error) : error
		return refusal(faultOf(why), name, messageOf(why))
	}
	if (!(await aborted)) return ok(value)
	return refusal(faultOf(transaction.error), name, messageOf(transaction.error))
}

/** A bug in `work`: nothing half-done may be stored. */
function abortedBy(transaction: IDBTransaction, error: unknown): unknown {
	try {
		transaction.abort()
	} catch {
		// It ended by itself before the bug struck.
	}
	return error
}

const refusal = (why: StorageFault, name: string, detail: string): Refusal<StorageFault> =>
	refuse(why, `Cannot use the browser's storage "${name}": ${detail}`)

const isStorageError = (error: unknown): error is DOMException =>
	typeof DOMException !== 'undefined' && error instanceof DOMException

const messageOf = (error: unknown): string =>
	error instanceof Error || isStorageError(error) ? error.message || error.name : 'it ended without a reason'

export function faultOf(error: unknown): StorageFault {
	switch (isStorageError(error) ? error.name : '') {
		case 'QuotaExceededError':
			return 'full'
		case 'InvalidStateError':
		case 'AbortError':
			return 'closed'
		case 'SecurityError':
		case 'NotAllowedError':
			return 'refused'
		default:
			return 'broken'
	}
}

/** Firefox's private windows answered `open` with InvalidStateError: while opening, that is a refusal. */
function faultOfOpening(error: unknown): StorageFault {
	const fault = faultOf(error)
	return fault === 'closed' ? 'refused' : fault
}

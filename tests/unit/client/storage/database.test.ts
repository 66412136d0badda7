import { IDBFactory } from 'fake-indexeddb'
import { describe, expect, test } from 'vitest'
import { answer, createDatabase, faultOf, type DatabaseOptions } from '#lib/client/storage/database.ts'

const options = (factory: IDBFactory | undefined): DatabaseOptions => ({
	name: 'test',
	factory,
	version: 1,
	upgrade: (database) => database.createObjectStore('things')
})
const create = (factory: IDBFactory | undefined = new IDBFactory()) => createDatabase(options(factory))
const put = (value: unknown) => (transaction: IDBTransaction) =>
	answer(transaction.objectStore('things').put(value, 'key'))
const get = (transaction: IDBTransaction) => answer<unknown>(transaction.objectStore('things').get('key'))

describe('createDatabase()', () => {
	test('reads what it wrote, with strict durability', async () => {
		const seen: IDBTransactionDurability[] = []
		const database = create()
		await database.write(['things'], (transaction) => {
			seen.push(transaction.durability)
			return put(1)(transaction)
		})
		expect(await database.read(['things'], get)).toEqual({ ok: true, value: 1 })
		expect(seen).toEqual(['strict'])
	})

	test('a write is over only when its transaction is complete', async () => {
		const database = create()
		let complete = false
		await database.write(['things'], (transaction) => {
			transaction.addEventListener('complete', () => (complete = true))
			return put(1)(transaction)
		})
		expect(complete).toBe(true)
	})

	test('an aborted write is refused, and nothing of it is stored', async () => {
		const database = create()
		const written = await database.write(['things'], (transaction) => {
			transaction.objectStore('things').put(1, 'key')
			transaction.abort()
		})
		expect(written.ok).toBe(false)
		expect(await database.read(['things'], get)).toEqual({ ok: true, value: undefined })
	})

	test('a bug in the work is thrown, and nothing of it is stored', async () => {
		const database = create()
		const work = async (transaction: IDBTransaction) => {
			await put(1)(transaction)
			throw new TypeError('a bug')
		}
		await expect(database.write(['things'], work)).rejects.toThrow('a bug')
		expect(await database.read(['things'], get)).toEqual({ ok: true, value: undefined })
	})

	test('is opened again after its connection was lost', async () => {
		const factory = new IDBFactory()
		const connections: IDBDatabase[] = []
		const open = factory.open.bind(factory)
		factory.open = (...args: Parameters<typeof open>) => {
			const request = open(...args)
			request.addEventListener('success', () => connections.push(request.result))
			return request
		}
		const database = create(factory)
		await database.write(['things'], put(1))
		connections[0]?.close()
		expect(await database.write(['things'], put(2))).toMatchObject({ ok: true })
		expect(await database.read(['things'], get)).toEqual({ ok: true, value: 2 })
		expect(connections).toHaveLength(2)
	})

	test('lets go when another tab deletes the database', async () => {
		const factory = new IDBFactory()
		const database = create(factory)
		await database.write(['things'], put(1))
		await answer(factory.deleteDatabase('test') as IDBRequest<unknown>)
		expect(await database.read(['things'], get)).toEqual({ ok: true, value: undefined })
	})

	test('without IndexedDB every call is refused', async () => {
		const written = await createDatabase(options(undefined)).write(['things'], put(1))
		expect(written).toMatchObject({ ok: false, why: 'refused' })
	})

	test('where opening throws or fails it is refused', async () => {
		const throwing = {
			open: () => {
				throw new DOMException('blocked', 'SecurityError')
			}
		}
		expect(await create(throwing as unknown as IDBFactory).read(['things'], get)).toMatchObject({
			why: 'refused'
		})

		const failing = {
			open() {
				const request = { error: new DOMException('private', 'InvalidStateError'), onerror: () => undefined }
				setImmediate(() => request.onerror())
				return request
			}
		}
		expect(await create(failing as unknown as IDBFactory).read(['things'], get)).toMatchObject({
			why: 'refused'
		})
	})

	test('a newer version of the database is broken, not empty', async () => {
		const factory = new IDBFactory()
		await createDatabase({ ...options(factory), version: 2 }).read(['things'], get)
		expect(await create(factory).read(['things'], get)).toMatchObject({ ok: false, why: 'broken' })
	})

	test('a tab with an older version that does not let go blocks, and says so', async () => {
		const factory = new IDBFactory()
		const older = await answer(factory.open('test', 1))
		older.onversionchange = () => undefined
		const newer = createDatabase({ ...options(factory), version: 2 })
		expect(await newer.read(['things'], get)).toMatchObject({ ok: false, why: 'blocked' })
		older.close()
	})
})

test('faultOf() knows the names browsers give', () => {
	const named = (name: string) => faultOf(new DOMException('x', name))
	expect(named('QuotaExceededError')).toBe('full')
	expect(named('InvalidStateError')).toBe('closed')
	expect(named('AbortError')).toBe('closed')
	expect(named('SecurityError')).toBe('refused')
	expect(named('UnknownError')).toBe('broken')
	expect(faultOf(new Error('x'))).toBe('broken')
})

import { IDBFactory, IDBKeyRange } from 'fake-indexeddb'
import { expect, test } from 'vitest'
import { answer } from '#lib/client/storage/database.ts'
import { openDaybook } from '#lib/client/storage/daybook-database.ts'
import { createJournal } from '#lib/client/storage/journal.ts'
import { createProjections } from '#lib/client/storage/projections.ts'
import { createRoomSyncs } from '#lib/client/storage/room-syncs.ts'

/** The database as the first version of the app made it. */
async function firstVersion(factory: IDBFactory): Promise<void> {
	const request = factory.open('daybook', 1)
	request.onupgradeneeded = () => {
		const database = request.result
		const journal = database.createObjectStore('journal', { keyPath: 'position', autoIncrement: true })
		journal.createIndex('room', 'room')
		database.createObjectStore('actions', { keyPath: 'position', autoIncrement: true })
		database.createObjectStore('rooms', { keyPath: 'room' })
		database.createObjectStore('projections', { keyPath: 'room' })
		database.createObjectStore('settings')
	}
	const database = await answer(request)
	const transaction = database.transaction(['journal', 'actions', 'rooms'], 'readwrite')
	transaction.objectStore('journal').add({ room: 'a', update: Uint8Array.from([0, 0]) })
	transaction
		.objectStore('actions')
		.add({ label: 'old', at: 1, device: 'd', clock: [1, 0, 'd'], rooms: ['a'] })
	transaction.objectStore('rooms').put({ room: 'a' })
	await new Promise((resolve) => (transaction.oncomplete = resolve))
	database.close()
}

test('what an earlier version kept is there, and what is new has its place', async () => {
	globalThis.IDBKeyRange = IDBKeyRange
	const factory = new IDBFactory()
	await firstVersion(factory)
	const database = openDaybook(factory)
	const entries = await createJournal(database).entries('a')
	expect(entries.ok && entries.value).toHaveLength(1)
	const actions = await createJournal(database).actions(5)
	expect(actions.ok && actions.value).toMatchObject([{ label: 'old', position: 1 }])
	expect(await createProjections(database).lookUp('a')).toEqual({
		ok: true,
		value: { known: true, generation: 0 }
	})
	expect(await createRoomSyncs(database).all(() => true)).toEqual({ ok: true, value: [] })
	database.close()
})

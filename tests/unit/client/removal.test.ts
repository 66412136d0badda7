import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { BookState } from '#lib/client/book-state.svelte.ts'
import type { DeviceRecord } from '#lib/client/storage/book-list.ts'
import { openDaybook } from '#lib/client/storage/daybook-database.ts'
import { answer } from '#lib/client/storage/database.ts'
import { removeBook } from '#lib/client/storage/remove-book.ts'
import { at, booked, bookOf, createMachine } from './book.ts'
import { until } from './storage/device.ts'

let machine: ReturnType<typeof createMachine>
let book: BookState
beforeEach(async () => {
	machine = createMachine()
	book = await machine.begin()
	await booked(book, 'Anna Weber')
	await book.flush()
})
afterEach(async () => {
	vi.unstubAllGlobals()
	await machine.close()
})

const listed = () => ({ id: book.workspace.id, name: 'Salon', demo: false, calendars: [book.calendar] })

async function counts(): Promise<Record<string, number>> {
	const database = openDaybook(machine.factory)
	const stores = ['rooms', 'journal', 'projections', 'actions']
	const read = await database.read(stores, (transaction) =>
		Promise.all(stores.map((store) => answer(transaction.objectStore(store).count())))
	)
	database.close()
	return Object.fromEntries(stores.map((store, at) => [store, read.ok ? (read.value[at] ?? 0) : -1]))
}

test('no word of the book stays on the device, neither do the names in what was done', async () => {
	await machine.tabs[0]?.remove(book.workspace.id)
	expect(await counts()).toEqual({ rooms: 0, journal: 0, projections: 0, actions: 0 })
	expect((await machine.factory.databases()).map(({ name }) => name)).toEqual(['daybook'])
})

test('another book keeps what it has, also the words of its actions', async () => {
	const other = await machine.begin()
	await booked(other, 'Ben')
	await other.flush()
	await machine.tabs[0]?.remove(book.workspace.id)
	const past = await other.core.deps.storage.journal.actions(10)
	expect(past.ok && past.value.map(({ label }) => label)).toEqual([
		expect.stringContaining('Ben'),
		'Set up Salon'
	])
})

test('what storage does not let go of is said, and tried again', async () => {
	machine.faults.full = true
	expect(await removeBook(book.core.deps.storage, listed())).toBe(false)
	machine.faults.full = false
	expect(await removeBook(book.core.deps.storage, listed())).toBe(true)
	expect(await counts()).toMatchObject({ rooms: 0 })
})

test('a tab that slept through the removal lets go when it is looked at, and writes nothing', async () => {
	const page = Object.assign(new EventTarget(), { visibilityState: 'visible' })
	vi.stubGlobal('document', page)
	const other = machine.tab()
	await other.start()
	machine.deafen(bookOf(other))
	await machine.tabs[0]?.remove(book.workspace.id)
	expect(other.phase).toBe('open')
	page.dispatchEvent(new Event('visibilitychange'))
	await until(() => other.phase === 'welcome')
	expect(other.book).toBeUndefined()
	expect(other.workspaces).toEqual([])
})

test('a book that only memory holds is not taken for a removed one', async () => {
	const page = Object.assign(new EventTarget(), { visibilityState: 'visible' })
	vi.stubGlobal('document', page)
	const device = machine.tab()
	await device.start()
	machine.faults.full = true
	await device.startEmpty({ name: 'In memory', zone: 'UTC', staff: [] })
	page.dispatchEvent(new Event('visibilitychange'))
	await booked(bookOf(device), 'A', at('2026-11-24T10:00'))
	expect(device.phase).toBe('open')
	machine.faults.full = false
})

test('a book whose removal another tab has begun is not opened', async () => {
	const other = machine.tab()
	await other.start()
	const second = await other.startEmpty({ name: 'Second', zone: 'UTC', staff: [] })
	expect(second.ok).toBe(true)
	const database = openDaybook(machine.factory)
	await database.write(['settings'], async (transaction) => {
		const store = transaction.objectStore('settings')
		const record = (await answer(store.get('device'))) as DeviceRecord
		const books = record.books.filter(({ id }) => id !== book.workspace.id)
		store.put({ ...record, books, removing: [listed()] }, 'device')
	})
	database.close()
	expect(await other.open(book.workspace.id)).toMatchObject({ ok: false, why: 'unknown' })
	expect(other.book?.workspace.about.name).toBe('Second')
})

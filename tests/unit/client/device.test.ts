import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { DeviceRecord } from '#lib/client/storage/book-list.ts'
import { openDaybook } from '#lib/client/storage/daybook-database.ts'
import { answer } from '#lib/client/storage/database.ts'
import { at, booked, bookOf, createMachine, days, NOVEMBER, titles, ZONE } from './book.ts'
import { until } from './storage/device.ts'

let machine: ReturnType<typeof createMachine>
beforeEach(() => {
	machine = createMachine()
})
afterEach(() => machine.close())

const AROUND = days('2026-10-20', '2027-01-31')

/** Every key of every store of our own database. */
async function kept(factory: IDBFactory): Promise<Record<string, number>> {
	const database = openDaybook(factory)
	const stores = ['journal', 'rooms', 'projections', 'actions']
	const read = await database.read(stores, (transaction) =>
		Promise.all(stores.map((store) => answer(transaction.objectStore(store).count())))
	)
	database.close()
	if (!read.ok) throw new Error(read.message)
	return Object.fromEntries(stores.map((store, at) => [store, read.value[at] ?? 0]))
}

describe('a device', () => {
	test('that is new shows the welcome page and keeps a name of its own', async () => {
		const device = machine.tab()
		expect(device.phase).toBe('starting')
		await device.start()
		expect(device.phase).toBe('welcome')
		expect(device.workspaces).toEqual([])
		expect(() => device.imports).toThrow('open book')
	})

	test('refuses a book without a name or with a zone nobody knows', async () => {
		const device = machine.tab()
		await device.start()
		expect(await device.startEmpty({ name: ' ', zone: ZONE, staff: [] })).toMatchObject({ why: 'bad-input' })
		expect(await device.startEmpty({ name: 'Salon', zone: 'Mars/Olympus', staff: [] })).toMatchObject({
			why: 'bad-input',
			message: 'There is no time zone "Mars/Olympus": try Europe/Berlin'
		})
		expect(await device.startDemo('nowhere')).toMatchObject({ why: 'bad-input' })
		expect(device.phase).toBe('welcome')
	})

	test('opens the last opened book again, and any other by its id', async () => {
		const first = await machine.begin()
		const second = await machine.begin()
		await machine.close()
		const device = machine.tab()
		await device.start()
		expect(device.phase).toBe('open')
		expect(device.workspaces.map(({ id }) => id)).toEqual([first.workspace.id, second.workspace.id])
		expect(device.book?.workspace.id).toBe(second.workspace.id)
		expect(await device.open(first.workspace.id)).toMatchObject({ ok: true })
		expect(device.book?.workspace.id).toBe(first.workspace.id)
		expect(await device.open('nothere')).toMatchObject({ ok: false, why: 'unknown' })
		expect(device.book?.workspace.id).toBe(first.workspace.id)
	})

	test('drafts belong to the open book', async () => {
		const device = machine.tab()
		await device.start()
		await device.startEmpty({ name: 'Salon', zone: ZONE, staff: [] })
		device.drafts.keep('editor', 'half a name')
		expect(device.drafts.read('editor')).toBe('half a name')
		await device.startEmpty({ name: 'Clinic', zone: ZONE, staff: [] })
		expect(device.drafts.read('editor')).toBeUndefined()
	})
})

describe('the demo', () => {
	async function demo() {
		const device = machine.tab()
		await device.start()
		await device.startDemo(ZONE)
		const book = bookOf(device)
		book.show(AROUND)
		await until(() => book.isLoaded(AROUND))
		return { device, book }
	}

	test('is a salon with people, rooms, months of appointments, series and conflicts, and nothing to undo', async () => {
		const { book } = await demo()
		const kinds = book.workspace.resources.map(({ kind }) => kind)
		expect([
			kinds.filter((kind) => kind === 'staff').length,
			kinds.filter((kind) => kind === 'room').length
		]).toEqual([6, 2])
		expect(book.occurrences(AROUND).length).toBeGreaterThan(500)
		expect(book.occurrences(AROUND).some(({ series }) => series)).toBe(true)
		expect(book.inbox.length).toBeGreaterThan(0)
		expect(book.workspace.about.demo).toBe(true)
		expect(book.undoLabel).toBeUndefined()
	})

	test('is there after a reload, as it was', async () => {
		const { book } = await demo()
		const before = book.occurrences(AROUND).map(({ key, start }) => [key, start])
		await machine.close()
		const again = await machine.reopen()
		again.show(AROUND)
		await until(() => again.isLoaded(AROUND))
		expect(again.occurrences(AROUND).map(({ key, start }) => [key, start])).toEqual(before)
	})

	test('one date of a series is moved and deleted by itself', async () => {
		const { book } = await demo()
		const one = book
			.occurrences(AROUND)
			.find(({ series, appointment }) => series && !series.overridden && !appointment.when.allDay)
		if (!one) throw new Error('The demo has no series')
		const { when } = one.appointment
		await book.move(one.key, {
			...when,
			start: (when.start + 3_600_000) as never,
			end: (when.end + 3_600_000) as never
		})
		expect(book.find(one.key)?.start).toBe(one.start + 3_600_000)
		const others = () => book.occurrences(AROUND).filter(({ series }) => series?.id === one.series?.id).length
		const before = others()
		await book.remove(one.key)
		expect(others()).toBe(before - 1)
		await book.undo()
		await book.undo()
		expect(book.find(one.key)).toEqual(one)
	})

	test('goes with one call, while another tab has it open, and leaves nothing', async () => {
		const own = await machine.begin()
		const { device, book } = await demo()
		const other = machine.tab()
		await other.start()
		expect(other.book?.workspace.about.demo).toBe(true)
		bookOf(other).show(NOVEMBER)
		await until(() => bookOf(other).isLoaded(NOVEMBER))
		await device.remove(book.workspace.id)
		await until(() => other.phase === 'welcome')
		expect(device.phase).toBe('welcome')
		expect(other.workspaces.map(({ id }) => id)).toEqual([own.workspace.id])
		await until(async () => (await machine.factory.databases()).length <= 2)
		expect(await kept(machine.factory)).toEqual({ journal: 1, rooms: 1, projections: 1, actions: 1 })
		expect(await device.open(own.workspace.id)).toMatchObject({ ok: true })
	})

	test('a removal that was cut off is finished by the next start', async () => {
		const { device, book } = await demo()
		const id = book.workspace.id
		await machine.close()
		const database = openDaybook(machine.factory)
		await database.write(['settings'], async (transaction) => {
			const store = transaction.objectStore('settings')
			const record = (await answer(store.get('device'))) as DeviceRecord
			store.put({ ...record, books: [], opened: undefined, removing: record.books }, 'device')
		})
		database.close()
		expect(device.workspaces.map((one) => one.id)).toEqual([id])
		const next = machine.tab()
		await next.start()
		expect(next.phase).toBe('welcome')
		await until(async () => Object.values(await kept(machine.factory)).every((count) => count === 0))
	})
})

describe('the months', () => {
	test('the least recently used are closed, never one that is shown, and come back whole', async () => {
		const book = await machine.begin()
		const months = Array.from(
			{ length: 14 },
			(_, month) => `20${27 + Math.floor(month / 12)}-${String((month % 12) + 1).padStart(2, '0')}`
		)
		book.show(NOVEMBER)
		for (const month of months) await booked(book, month, at(`${month}-10T09:00`))
		await booked(book, 'now', at('2026-11-24T09:00'))
		await book.flush()
		const openRooms = () =>
			months.filter((month) => book.core.replica.opened(`c.${book.calendar}.${month}`)).length
		void book.core.replica.want([])
		book.show(days('2027-05-01', '2027-06-01'))
		await until(() => book.isLoaded(days('2027-05-01', '2027-06-01')))
		await booked(book, 'May', at('2027-05-11T09:00'))
		await until(() => openRooms() <= 8)
		const first = days('2027-01-01', '2027-02-01')
		book.show(first)
		await until(() => book.isLoaded(first))
		expect(titles(book, first)).toEqual(['2027-01'])
	})
})

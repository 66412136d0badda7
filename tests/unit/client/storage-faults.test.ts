import { afterEach, beforeEach, expect, test } from 'vitest'
import type { BookState } from '#lib/client/book-state.svelte.ts'
import { at, booked, createMachine, days, NOVEMBER, titles } from './book.ts'
import { rowsOf, until } from './storage/device.ts'

let machine: ReturnType<typeof createMachine>
let book: BookState
beforeEach(async () => {
	machine = createMachine()
	book = await machine.begin()
	await look(book)
})
afterEach(() => machine.close())

async function look(one: BookState, range = NOVEMBER) {
	one.show(range)
	await until(() => one.isLoaded(range))
	return one
}

const room = () => `c.${book.calendar}.2026-11`

test('an export has what is only in memory, too', async () => {
	await booked(book, 'A')
	await book.flush()
	machine.faults.full = true
	await booked(book, 'B', at('2027-05-03T09:00'))
	await until(() => book.save.kind === 'memory')
	const { appointments } = await book.content()
	expect(appointments.map(({ what }) => what.title).toSorted()).toEqual(['A', 'B'])
})

test('what could not be kept is kept when there is room again, also after another book was opened', async () => {
	const { id } = book.workspace
	const device = machine.tabs[0]!
	machine.faults.full = true
	await booked(book, 'A')
	await until(() => book.save.kind === 'memory')
	await device.startEmpty({ name: 'Other', zone: 'UTC', staff: [] })
	machine.faults.full = false
	book.core.queue.retry()
	await until(() => book.core.queue.status.waiting === 0)
	await device.open(id)
	expect(titles(await look(device.book as BookState))).toEqual(['A'])
})

test('where a document cannot be read, what the snapshot shows stays, and an edit of it is refused as it is', async () => {
	const key = await booked(book, 'A')
	await machine.close()
	machine.faults.unreadable = (database) => database === `daybook/${room()}`
	const after = await look(await machine.reopen())
	await until(() => after.rowsFault !== undefined)
	expect(titles(after)).toEqual(['A'])
	expect(await after.move(key, at('2026-11-25T09:00'))).toMatchObject({ ok: false, why: 'not-open' })
	expect(titles(after)).toEqual(['A'])
	await after.flush()
	machine.faults.unreadable = () => false
	after.core.replica.heal()
	await until(() => after.rowsFault === undefined)
	expect(await after.move(key, at('2026-11-25T09:00'))).toMatchObject({ ok: true })
	expect(titles(after)).toEqual(['A'])
	await machine.close()
	expect(titles(await look(await machine.reopen()))).toEqual(['A'])
})

test('a tab that does not write recovers as well', async () => {
	await booked(book, 'A')
	await book.flush()
	machine.faults.unreadable = (database) => database === `daybook/${room()}`
	const other = await look(await machine.reopen())
	await until(() => other.core.replica.opened(room()) !== undefined)
	machine.faults.unreadable = () => false
	other.core.replica.heal()
	await until(() => other.core.replica.opened(room())?.fault === undefined)
	expect(titles(other)).toEqual(['A'])
})

test('a snapshot of another version is made anew, though nobody edits', async () => {
	await booked(book, 'A')
	await machine.close()
	const { projections, journal } = book.core.deps.storage
	const entries = await journal.entries(room())
	const upTo = entries.ok ? (entries.value.at(-1)?.position ?? 0) : 0
	const content = async () => {
		const looked = await projections.look([room()])
		const found = looked.ok ? looked.value.get(room()) : undefined
		return found?.kind === 'fresh' ? (found.content as { version: number }) : undefined
	}
	const kept = await content()
	await projections.keep({ room: room(), upTo, content: { ...kept, version: -1 } })
	expect(await content()).toMatchObject({ version: -1 })
	const after = await look(await machine.reopen())
	expect(titles(after)).toEqual(['A'])
	await after.flush()
	expect(await content()).toMatchObject({ version: kept?.version })
})

test('a tab that slept hears from the journal what a killed tab had saved', async () => {
	await booked(book, 'A')
	await book.flush()
	const asleep = await look(await machine.reopen())
	await until(() => asleep.core.replica.opened(room()) !== undefined)
	const deaf = machine.deafen(asleep)
	await booked(book, 'B', at('2026-11-25T09:00'))
	await book.core.queue.flush()
	await book.abandon()
	deaf.hear()
	asleep.core.replica.refresh()
	await until(() => titles(asleep).length === 2)
	expect(await rowsOf(machine.factory, room())).not.toEqual([])
})

test('an undo that cannot be carried out is not called done, and waits', async () => {
	await booked(book, 'A', at('2027-05-03T09:00'))
	const may = days('2027-05-01', '2027-06-01')
	await look(book, may)
	const { withDocs } = book.core.replica
	const { OpeningFailed } = await import('#lib/client/shelf.ts')
	Object.assign(book.core.replica, { withDocs: () => Promise.reject(new OpeningFailed('no network')) })
	expect(await book.undo()).toMatchObject({ kind: 'partly', kept: [expect.stringContaining('no network')] })
	expect(titles(book, may)).toEqual(['A'])
	expect(book.undoLabel).toMatch(/Booked/)
	expect(book.redoLabel).toBeUndefined()
	Object.assign(book.core.replica, { withDocs })
	expect(await book.undo()).toMatchObject({ kind: 'done' })
	expect(titles(book, may)).toEqual([])
	expect(book.undoLabel).toBeUndefined()
})

test('an undo of which everything stays leaves nothing to redo', async () => {
	const key = await booked(book, 'A')
	await book.move(key, at('2026-11-25T09:00'))
	const other = await look(await machine.reopen())
	await until(() => titles(other).length === 1)
	await other.move(key, at('2026-11-26T09:00'))
	await until(() => book.find(key)?.start === other.find(key)?.start)
	expect(await book.undo()).toMatchObject({ kind: 'partly' })
	expect(book.redoLabel).toBeUndefined()
	expect(book.find(key)?.start).toBe(other.find(key)?.start)
})

test('a book of which nothing can be read is refused in words, and opens when it can be', async () => {
	const { id } = book.workspace
	await machine.close()
	machine.faults.unreadable = (database) => database === `daybook/w.${id}`
	const device = machine.tab()
	const { database } = book.core.deps.storage
	await database.write(['projections'], (transaction) => {
		transaction.objectStore('projections').delete(`w.${id}`)
	})
	database.close()
	await device.start()
	expect(device.phase).toBe('welcome')
	expect(device.workspaces.map((one) => one.id)).toEqual([id])
	expect(await device.open(id)).toMatchObject({ ok: false, why: 'unreadable' })
	machine.faults.unreadable = () => false
	expect(await device.open(id)).toMatchObject({ ok: true })
	expect(device.book?.workspace.about.name).toBe('Salon')
})

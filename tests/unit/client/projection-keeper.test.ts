import { afterEach, beforeEach, expect, test } from 'vitest'
import type { BookState } from '#lib/client/book-state.svelte.ts'
import { JOURNAL_KEPT } from '#lib/client/projection-keeper.ts'
import { at, booked, createMachine, NOVEMBER, titles } from './book.ts'
import { until } from './storage/device.ts'

let machine: ReturnType<typeof createMachine>
let book: BookState
beforeEach(async () => {
	machine = createMachine()
	book = await machine.begin()
	book.show(NOVEMBER)
	await until(() => book.isLoaded(NOVEMBER))
})
afterEach(() => machine.close())

const room = () => `c.${book.calendar}.2026-11`
const entries = async () => {
	const read = await book.core.deps.storage.journal.entries(room())
	if (!read.ok) throw new Error(read.message)
	return read.value
}

test('the journal gives up what is in the rows and in the snapshot, and the book is whole without it', async () => {
	for (let n = 0; n < JOURNAL_KEPT; n++) await booked(book, `${n}`, at('2026-11-24T09:00'))
	await book.flush()
	await until(async () => (await entries()).length === 0)
	const past = await book.core.deps.storage.journal.actions(3)
	expect(past.ok && past.value).toHaveLength(3)
	await machine.close()
	book = await machine.reopen()
	book.show(NOVEMBER)
	await until(() => book.isLoaded(NOVEMBER))
	expect(titles(book)).toHaveLength(JOURNAL_KEPT)
	await booked(book, 'one more')
	expect(titles(book)).toHaveLength(JOURNAL_KEPT + 1)
})

test('nothing is given up that the rows do not have', async () => {
	machine.faults.on = (database) => database !== 'daybook'
	machine.faults.full = true
	for (let n = 0; n < JOURNAL_KEPT; n++) await booked(book, `${n}`, at('2026-11-24T09:00'))
	await book.flush()
	await until(() => book.rowsFault === 'full')
	const open = book.core.replica.opened(room())
	const kept = await entries()
	expect(kept).toHaveLength(JOURNAL_KEPT)
	expect(await open?.provenInRows(kept)).toEqual([])
	expect(book.save).toEqual({ kind: 'saved' })
	machine.faults.full = false
	// A try that began while the disk was full may still be under way.
	await until(async () => (await open?.heal()) ?? false)
	expect(await open?.provenInRows(kept)).toHaveLength(JOURNAL_KEPT)
})

test('a reader leaves the snapshot to the tab that writes', async () => {
	await booked(book, 'A')
	await book.flush()
	const other = await machine.reopen()
	other.show(NOVEMBER)
	await until(() => other.core.replica.opened(room()) !== undefined)
	expect(other.core.replica.opened(room())?.isWriter).toBe(false)
	await booked(other, 'B', at('2026-11-24T11:00'))
	await other.flush()
	await until(() => titles(book).length === 2)
	const looked = async () => {
		const found = await book.core.deps.storage.projections.look([room()])
		return found.ok && found.value.get(room())?.kind
	}
	expect(await looked()).toBe('stale')
	await book.flush()
	expect(await looked()).toBe('fresh')
})

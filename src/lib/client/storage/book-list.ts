/** Which books this device has: one small record beside the journal, changed only within its own transaction. */
import type { CalendarId } from '#lib/core/appointment/appointment.ts'
import type { Result } from '#lib/core/result.ts'
import type { WorkspaceId } from '#lib/core/workspace/workspace.ts'
import { answer, type Database, type StorageFault } from './database.ts'

export interface ListedBook {
	readonly id: WorkspaceId
	readonly name: string
	readonly demo: boolean
	/** Its rooms on this device begin with these, so that a book can be removed without opening it. */
	readonly calendars: readonly CalendarId[]
	/** The account it is connected to the server with; absent: it is on this device only. */
	readonly account?: string
}

export interface DeviceRecord {
	/** Random, made once; never sent as anything but the last part of a clock. */
	readonly device: string
	readonly books: readonly ListedBook[]
	readonly opened: WorkspaceId | undefined
	/** Removal was begun and not finished: the tab was closed meanwhile. */
	readonly removing: readonly ListedBook[]
}

export interface BookList {
	read(): Promise<Result<DeviceRecord, StorageFault>>
	change(change: (record: DeviceRecord) => DeviceRecord): Promise<Result<DeviceRecord, StorageFault>>
}

const KEY = 'device'

export function createBookList(database: Database, newDevice: () => string): BookList {
	const stored = async (transaction: IDBTransaction): Promise<DeviceRecord | undefined> =>
		(await answer(transaction.objectStore('settings').get(KEY))) as DeviceRecord | undefined
	const change: BookList['change'] = (made) =>
		database.write(['settings'], async (transaction) => {
			const before = await stored(transaction)
			const next = made(before ?? { device: newDevice(), books: [], opened: undefined, removing: [] })
			transaction.objectStore('settings').put(next, KEY)
			return next
		})
	return {
		change,
		async read() {
			const read = await database.read(['settings'], stored)
			if (!read.ok) return read
			return read.value ? { ok: true, value: read.value } : change((record) => record)
		}
	}
}

export const withBook = (record: DeviceRecord, book: ListedBook): DeviceRecord => ({
	...record,
	books: [...record.books.filter(({ id }) => id !== book.id), book]
})

/** In its place in the list. */
export const replaced = (record: DeviceRecord, book: ListedBook): DeviceRecord => ({
	...record,
	books: record.books.map((other) => (other.id === book.id ? book : other))
})

/** Calendars are only ever added: what is on this device of one that went has to be found when the book is removed. */
export const renamed = (book: ListedBook, name: string, calendars: readonly CalendarId[]): ListedBook => ({
	...book,
	name,
	calendars: [...new Set([...book.calendars, ...calendars])]
})

export const withoutBook = (record: DeviceRecord, id: WorkspaceId): DeviceRecord => ({
	...record,
	books: record.books.filter((book) => book.id !== id),
	opened: record.opened === id ? undefined : record.opened
})

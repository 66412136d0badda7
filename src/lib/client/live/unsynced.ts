/** What waits for the server in all books of this device, from storage alone: no document is opened for it. */
import { roomOfCalendar } from '#lib/doc/rooms.ts'
import type { ListedBook } from '../storage/book-list.ts'
import type { DeviceStorage } from '../storage/device-storage.ts'
import type { PastAction } from '../storage/journal.ts'
import type { RoomSync } from '../storage/room-syncs.ts'
import { covers } from '../storage/vector.ts'

/** Whether an action is of a connected book and not wholly on its server. */
export function waitsFor(
	books: readonly ListedBook[],
	syncs: readonly RoomSync[]
): (action: PastAction) => boolean {
	const connected = books.filter(({ account }) => account !== undefined)
	const calendars = new Set(connected.flatMap((book) => book.calendars))
	const isConnected = (room: string) =>
		connected.some(({ id }) => room === `w.${id}` || room.startsWith(`w.${id}.`)) ||
		calendars.has(roomOfCalendar(room)?.calendar ?? '')
	const bySync = new Map(syncs.map((sync) => [sync.room, sync]))
	return ({ rooms, marks }) => {
		if (!rooms.some(isConnected)) return false
		if (!marks) return rooms.some((room) => !bySync.has(room))
		return marks.some(({ room, generation, client, clock }) => {
			const sync = bySync.get(room)
			return !sync || sync.generation !== generation || !covers(sync.vector, client, clock)
		})
	}
}

export async function countUnsynced(
	{ journal, syncs }: Pick<DeviceStorage, 'journal' | 'syncs'>,
	books: readonly ListedBook[]
): Promise<number> {
	const [actions, known] = await Promise.all([journal.actions(Infinity), syncs.all(() => true)])
	if (!actions.ok) return 0
	return actions.value.filter(waitsFor(books, known.ok ? known.value : [])).length
}

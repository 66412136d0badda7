/**
 * Writes the snapshots the next start paints from: a second after the last edit of a room, in a pause, by the tab that
 * writes its rows. Then the journal gives up what is proven to be in the rows and in the snapshot.
 */
import type { Room } from '#lib/doc/rooms.ts'
import type { WhenIdle } from './idle.ts'
import type { RoomContent } from './room-content.ts'
import type { Journal, JournalEntry } from './storage/journal.ts'
import type { OpenDoc } from './storage/open-doc.ts'
import type { Projections } from './storage/projections.ts'

export interface KeeperDeps {
	readonly projections: Projections
	readonly journal: Journal
	readonly contentOf: (room: Room) => RoomContent
	readonly idle: WhenIdle
	/** On the server, where the book has one. */
	readonly isSettled: (entry: JournalEntry) => boolean
}

export interface Keeper {
	/** `edited` false: it was opened only, and gets a snapshot if it has none. */
	touch(room: Room, edited: boolean): void
	flush(): Promise<void>
	close(): void
}

/** Short enough that a closed tab rarely leaves an old snapshot, long enough that a drag's edits share one. */
const PAUSE_MS = 1000
/** Proving costs a second load of the document: not for a handful of entries. */
export const JOURNAL_KEPT = 200

export function createKeeper(deps: KeeperDeps, opened: (room: Room) => OpenDoc | undefined): Keeper {
	const touched = new Map<Room, boolean>()
	let timer: ReturnType<typeof setTimeout> | undefined
	let writing = Promise.resolve()

	function touch(room: Room, edited: boolean) {
		touched.set(room, edited || (touched.get(room) ?? false))
		clearTimeout(timer)
		timer = setTimeout(() => deps.idle(() => void flush()), PAUSE_MS)
	}

	function flush(): Promise<void> {
		clearTimeout(timer)
		writing = writing.then(writeAll)
		return writing
	}

	async function writeAll() {
		for (const [room, edited] of [...touched]) {
			touched.delete(room)
			const open = opened(room)
			if (open?.isWriter && open.isWhole && (edited || (await isStale(room)))) await write(room, open)
		}
	}

	async function isStale(room: Room) {
		const looked = await deps.projections.look([room])
		return looked.ok && looked.value.get(room)?.kind === 'stale'
	}

	async function write(room: Room, open: OpenDoc) {
		// Entries of other tabs may be in the journal before their message arrives: `upTo` must not promise them.
		await open.catchUp()
		const upTo = open.journalPosition
		const content = deps.contentOf(room).snapshot()
		if (content === undefined) return
		const { generation } = open
		const kept = await deps.projections.keep({ room, upTo, content, ...(generation > 0 && { generation }) })
		if (kept.ok) deps.idle(() => void trim(room, open, upTo))
	}

	async function trim(room: Room, open: OpenDoc, upTo: number) {
		const entries = await deps.journal.entries(room, 0, open.generation)
		if (!entries.ok || entries.value.length < JOURNAL_KEPT || open.fault) return
		const covered = entries.value.filter((entry) => entry.position <= upTo && deps.isSettled(entry))
		await deps.journal.drop(await open.provenInRows(covered))
	}

	return { touch, flush, close: () => clearTimeout(timer) }
}

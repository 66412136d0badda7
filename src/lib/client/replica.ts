/**
 * The documents of one book on this device: read from snapshots at once, opened by need, the least recently used closed.
 * Nothing here imports Yjs: the page paints before it is loaded. Whatever is in the index is true or marked unread.
 */
import type { Room } from '#lib/doc/rooms.ts'
import type { WhenIdle } from './idle.ts'
import type { RoomContent } from './room-content.ts'
import { createKeeper, type Keeper } from './projection-keeper.ts'
import { shelve, type Shelf } from './shelf.ts'
import type { StorageFault } from './storage/database.ts'
import type { Journal, JournalEntry, UpdateMark } from './storage/journal.ts'
import type { OpenDoc } from './storage/open-doc.ts'
import type { Projections, RoomOnDevice } from './storage/projections.ts'
import type { TabChannel } from './storage/tab-channel.ts'

export interface ReplicaDeps {
	readonly factory: IDBFactory | undefined
	readonly locks: LockManager | undefined
	readonly channel: TabChannel | undefined
	readonly journal: Journal
	readonly projections: Projections
	/** What a room means to the book: how its document and its snapshot reach the index or the workspace. */
	readonly contentOf: (room: Room) => RoomContent
	readonly idle: WhenIdle
	/** Edits of the room that no journal holds yet, or that are on their way to the server. */
	readonly isUnsaved: (room: Room) => boolean
	/** The journal no longer needs it: it is on the server, where the book has one. */
	readonly isSettled: (entry: JournalEntry) => boolean
	/** The book has a server: what is not on this device may be there. */
	readonly isShared: () => boolean
	/** For who connects documents with the server: opened, and then closed. */
	readonly onopened: (open: OpenDoc) => void
	readonly onputaway: (room: Room) => void
	readonly onlocal: (room: Room, update: Uint8Array, mark: UpdateMark) => void
	/** A room was read, opened or closed. */
	readonly onchange: () => void
	readonly onfault: (room: Room, fault: StorageFault | undefined) => void
}

export interface Replica {
	/**
	 * Reads what is not read yet and opens the documents behind it. Resolves when all that can be read at present is;
	 * never refused.
	 */
	want(rooms: readonly Room[]): Promise<void>
	/** Reads these when there is nothing better to do, and again when their documents were closed. */
	wantNearby(rooms: readonly Room[]): void
	/** Reads these now, beside what is wanted: resolves when all that can be read at present is; never refused. */
	read(rooms: readonly Room[]): Promise<void>
	/** Its content is in the index (from a snapshot or the document), or there is none; also none that only a server has. */
	isRead(room: Room): boolean
	/** This device has had all that the server has of these. */
	complete(rooms: readonly Room[]): void
	/** What is shown, and what is followed. */
	readonly wanted: readonly Room[]
	/** Beside what is wanted: opened in a pause and kept open, so that the changes of others are seen. */
	follow(rooms: readonly Room[]): void
	/** The document is given up (its generation is over): closed without a word, and opened again where it is wanted. */
	discard(room: Room): Promise<void>
	/** Opens these documents and keeps them open while `work` runs. Never refused: at worst they live in memory. */
	withDocs<Value>(rooms: readonly Room[], work: () => Value | Promise<Value>): Promise<Value>
	opened(room: Room): OpenDoc | undefined
	/** Rooms whose documents are open or being opened. */
	openRooms(): readonly Room[]
	/** Rooms of which anything is on this device. */
	known(prefix: string): Promise<readonly Room[]>
	/** Of a room that need not be open: for a look over all months. */
	peek(room: Room): Promise<RoomOnDevice>
	/** Snapshots and journal are up to date when it resolves. */
	flush(): Promise<void>
	/** Looks again at everything: messages of other tabs are lost while a page is frozen. */
	refresh(): void
	/** Storage is well again. */
	heal(): void
	/** Edits were stored: documents that waited for it may be closed. */
	closeUnused(): void
	close(): Promise<void>
}

export function createReplica(deps: ReplicaDeps): Replica {
	const read = new Set<Room>()
	/** Until a look into storage is over. */
	const reading = new Map<Room, Promise<void>>()
	let wanted: ReadonlySet<Room> = new Set()
	/** Wanted when idle: read, but their documents need not be open. */
	let nearby: readonly Room[] = []
	/** Their snapshots are of another version of the app. */
	const unbelieved = new Set<Room>()
	const synced = new Set<Room>()
	let followed: ReadonlySet<Room> = new Set()
	let closed = false
	const isWanted = (room: Room) => wanted.has(room) || followed.has(room)
	const shelf: Shelf = shelve({
		...deps,
		isWanted,
		onclosing: () => keeper.flush(),
		onopen,
		onclosed,
		ontouched
	})
	const keeper: Keeper = createKeeper(deps, (room) => shelf.opened(room))

	const stopListening = deps.channel?.listen((message) => {
		if (message.kind !== 'update' || shelf.has(message.room) || !read.has(message.room)) return
		// Another tab edited what this one shows from a snapshot: only the document can follow.
		void openQuietly(message.room)
	})

	function onopen(room: Room) {
		read.add(room)
		// A document that had no believable snapshot gets one, so that the next start need not wait for it.
		keeper.touch(room, unbelieved.delete(room))
		deps.onchange()
	}

	function onclosed(room: Room) {
		read.delete(room)
		deps.contentOf(room).forget()
		deps.onchange()
		if (nearby.includes(room)) deps.idle(() => void readAll([room]))
	}

	function ontouched(room: Room) {
		keeper.touch(room, true)
	}

	/** Never refused: whoever needs the document asks for it again and is told then. */
	const openQuietly = (room: Room): Promise<unknown> => shelf.open(room).catch(() => undefined)

	async function want(rooms: readonly Room[]) {
		wanted = new Set(rooms)
		shelf.use(rooms)
		const opening = await readAll(rooms)
		deps.idle(() => openBehind(rooms))
		await Promise.all(opening)
	}

	function wantNearby(rooms: readonly Room[]) {
		nearby = rooms
		deps.idle(() => void readAll(nearby))
	}

	async function readNow(rooms: readonly Room[]) {
		const others = rooms.flatMap((room) => reading.get(room) ?? [])
		await Promise.all([...(await readAll(rooms)), ...others])
	}

	/** What is not believed from its snapshot is being opened when it resolves. */
	async function readAll(rooms: readonly Room[]): Promise<readonly Promise<unknown>[]> {
		const opening: Promise<unknown>[] = []
		const missing = rooms.filter((room) => !read.has(room) && !reading.has(room))
		if (missing.length === 0 || closed) return opening
		const looking = Promise.withResolvers<void>()
		for (const room of missing) reading.set(room, looking.promise)
		const looked = await deps.projections.look(missing)
		for (const room of missing) {
			reading.delete(room)
			if (looked.ok && looked.value.get(room)?.synced) synced.add(room)
			if (read.has(room) || closed) continue
			if (looked.ok && showFound(room, looked.value.get(room))) read.add(room)
			else opening.push(openQuietly(room))
		}
		looking.resolve()
		deps.onchange()
		return opening
	}

	/** False: the document has to be opened. */
	function showFound(room: Room, found: RoomOnDevice | undefined): boolean {
		const content = deps.contentOf(room)
		if (found?.kind === 'fresh') {
			const shown = content.show(found.content)
			if (!shown) unbelieved.add(room)
			return shown
		}
		if (found?.kind !== 'unknown') return false
		content.showEmpty()
		return true
	}

	/** One after the other, each in a pause: opening a busy month takes Yjs a tenth of a second. */
	function openBehind(rooms: readonly Room[]) {
		const next = rooms.find((room) => isWanted(room) && !shelf.has(room))
		if (next === undefined || closed) return
		shelf.open(next).then(
			() => deps.idle(() => openBehind(rooms)),
			() => undefined
		)
	}

	function refresh() {
		for (const room of [...read]) if (!shelf.has(room)) read.delete(room)
		shelf.greet()
		void readAll([...wanted, ...nearby])
	}

	return {
		want,
		wantNearby,
		read: readNow,
		refresh,
		heal: shelf.heal,
		closeUnused: shelf.closeUnused,
		isRead: (room) => read.has(room) && (synced.has(room) || !deps.isShared()),
		complete(rooms) {
			const before = synced.size
			for (const room of rooms) synced.add(room)
			if (synced.size > before) deps.onchange()
		},
		get wanted() {
			return [...new Set([...wanted, ...followed])]
		},
		follow(rooms) {
			followed = new Set(rooms)
			deps.idle(() => openBehind(rooms))
		},
		async discard(room) {
			synced.delete(room)
			await shelf.discard(room)
			if (isWanted(room) && !closed) await openQuietly(room)
		},
		withDocs: (rooms, work) => shelf.hold(rooms, work),
		opened: (room) => shelf.opened(room),
		openRooms: shelf.rooms,
		async known(prefix) {
			const stored = await deps.projections.rooms(prefix)
			// What storage has no room for is in memory only.
			const open = shelf.rooms().filter((room) => room.startsWith(prefix))
			return [...new Set([...(stored.ok ? stored.value : []), ...open])]
		},
		async peek(room) {
			const looked = await deps.projections.look([room])
			return (looked.ok && looked.value.get(room)) || { kind: 'stale' }
		},
		flush: () => keeper.flush(),
		async close() {
			closed = true
			stopListening?.()
			keeper.close()
			await shelf.close()
		}
	}
}

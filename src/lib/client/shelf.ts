/** The open documents: opened once however many ask, the least recently used ones closed when there are too many. */
import type { Room } from '#lib/doc/rooms.ts'
import type { RoomContent } from './room-content.ts'
import type { StorageFault } from './storage/database.ts'
import type { Journal, UpdateMark } from './storage/journal.ts'
import type { OpenDoc } from './storage/open-doc.ts'
import type { Projections } from './storage/projections.ts'
import type { TabChannel } from './storage/tab-channel.ts'

/** Root, base and half a year of months: what a receptionist leafs through, some 80 MB at 5,000 a month. */
export const DOCS_KEPT = 8
/** A dead connection is back at once; a full disk is not. */
const HEAL_MS = [100, 1000, 5000, 30_000] as const

export interface ShelfDeps {
	readonly factory: IDBFactory | undefined
	readonly locks: LockManager | undefined
	readonly channel: TabChannel | undefined
	readonly journal: Journal
	readonly projections: Projections
	readonly contentOf: (room: Room) => RoomContent
	readonly isUnsaved: (room: Room) => boolean
	readonly isWanted: (room: Room) => boolean
	readonly onlocal: (room: Room, update: Uint8Array, mark: UpdateMark) => void
	readonly onfault: (room: Room, fault: StorageFault | undefined) => void
	/** Its content follows the document now. */
	readonly onopen: (room: Room) => void
	readonly onclosed: (room: Room) => void
	/** Before it is closed: its snapshot is brought up to date. */
	readonly onclosing: (room: Room) => Promise<void>
	/** A transaction changed it. */
	readonly ontouched: (room: Room) => void
	readonly onopened: (open: OpenDoc) => void
	readonly onputaway: (room: Room) => void
}

export interface Shelf {
	open(room: Room): Promise<OpenDoc>
	/** Opens these and keeps them open while `work` runs. */
	hold<Value>(rooms: readonly Room[], work: () => Value | Promise<Value>): Promise<Value>
	opened(room: Room): OpenDoc | undefined
	/** Open or being opened. */
	has(room: Room): boolean
	rooms(): readonly Room[]
	/** These are used now: they are the last to be closed. */
	use(rooms: readonly Room[]): void
	/** Asks the other tabs for what this one missed. */
	greet(): void
	/** Storage is well again: the rows that lag behind need not wait for their next try. */
	heal(): void
	/** The least recently used beyond `DOCS_KEPT`, as far as they may go. */
	closeUnused(): void
	/** Closed whatever it holds, without bringing anything of it into storage. */
	discard(room: Room): Promise<void>
	close(): Promise<void>
}

/** The code that opens documents did not load: offline before the first visit was complete. */
export class OpeningFailed extends Error {}

interface Place {
	readonly opening: Promise<OpenDoc>
	open?: OpenDoc
	unfollow?: () => void
	/** Failed tries to heal, for the pause before the next. */
	failures: number
	timer?: ReturnType<typeof setTimeout>
}

export function shelve(deps: ShelfDeps): Shelf {
	/** In the order of use: a Map keeps insertion order, and using one moves it to the end. */
	const places = new Map<Room, Place>()
	/** How many hold it at present. */
	const holds = new Map<Room, number>()

	function open(room: Room): Promise<OpenDoc> {
		const place = places.get(room)
		if (place) {
			use([room])
			return place.opening
		}
		const opening = load(room)
		places.set(room, { opening, failures: 0 })
		// The next who asks tries again.
		opening.catch(() => places.delete(room))
		return opening
	}

	async function load(room: Room): Promise<OpenDoc> {
		const { openDoc } = await import('./storage/open-doc.ts').catch((cause: unknown) => {
			throw new OpeningFailed(`Cannot load the part of the app that opens "${room}"`, { cause })
		})
		const opened = await openDoc(room, {
			...deps,
			lookUp: async (name) => {
				const found = await deps.projections.lookUp(name)
				return found.ok ? found.value : undefined
			},
			onkept: (name) => void deps.projections.know(name),
			ontransaction: (name) => places.get(name)?.unfollow && deps.ontouched(name),
			onfault
		})
		const place = places.get(room)
		if (!place) return opened
		place.open = opened
		follow(room, place)
		deps.onopened(opened)
		if (opened.fault) onfault(room, opened.fault)
		closeUnused()
		return opened
	}

	/** What cannot be read whole does not take the place of what is shown from a snapshot. */
	function follow(room: Room, place: Place) {
		if (!place.open?.isWhole || place.unfollow) return
		place.unfollow = deps.contentOf(room).open(place.open.doc)
		deps.onopen(room)
	}

	function onfault(room: Room, fault: StorageFault | undefined) {
		deps.onfault(room, fault)
		const place = places.get(room)
		if (!place) return
		clearTimeout(place.timer)
		if (!fault) {
			place.failures = 0
			follow(room, place)
		} else {
			place.timer = setTimeout(
				() => void place.open?.heal(),
				HEAL_MS[Math.min(place.failures, HEAL_MS.length - 1)]
			)
			place.failures += 1
		}
	}

	function use(rooms: readonly Room[]) {
		for (const room of rooms) {
			const place = places.get(room)
			if (!place) continue
			places.delete(room)
			places.set(room, place)
		}
	}

	function closeUnused() {
		const spare = [...places.keys()].filter(mayGo)
		for (const room of spare.slice(0, Math.max(0, places.size - DOCS_KEPT))) void put(room)
	}

	/** Never one that is shown, or being edited, or whose edits are in memory only. */
	function mayGo(room: Room): boolean {
		const open = places.get(room)?.open
		if (!open || open.fault) return false
		return !deps.isWanted(room) && !holds.get(room) && !deps.isUnsaved(room)
	}

	async function hold<Value>(rooms: readonly Room[], work: () => Value | Promise<Value>): Promise<Value> {
		for (const room of rooms) holds.set(room, (holds.get(room) ?? 0) + 1)
		try {
			await Promise.all(rooms.map(open))
			return await work()
		} finally {
			for (const room of rooms) holds.set(room, (holds.get(room) ?? 1) - 1)
			closeUnused()
		}
	}

	async function put(room: Room) {
		await deps.onclosing(room)
		const place = places.get(room)
		// It may have come into use again meanwhile, or be over its number no more.
		if (!place || !mayGo(room) || places.size <= DOCS_KEPT) return
		await takeOff(room, place)
	}

	async function takeOff(room: Room, place: Place) {
		places.delete(room)
		clearTimeout(place.timer)
		place.unfollow?.()
		deps.onputaway(room)
		deps.onclosed(room)
		const open = await place.opening.catch(() => undefined)
		await open?.close()
	}

	return {
		open,
		hold,
		opened: (room) => places.get(room)?.open,
		has: (room) => places.has(room),
		rooms: () => [...places.keys()],
		use,
		closeUnused,
		async discard(room) {
			const place = places.get(room)
			if (place) await takeOff(room, place)
		},
		heal: () => places.forEach(({ open: one }) => one?.fault && void one.heal()),
		greet: () =>
			places.forEach(({ open: one }) => {
				one?.greet()
				// Nobody may be left to answer.
				void one?.catchUp()
			}),
		async close() {
			const all = [...places.entries()]
			places.clear()
			for (const [room, place] of all) {
				clearTimeout(place.timer)
				place.unfollow?.()
				deps.onputaway(room)
				const open = await place.opening.catch(() => undefined)
				await open?.close()
			}
		}
	}
}

/**
 * Documents that nobody looks at and that the server lacks something of (or was never asked about): opened one after
 * the other behind what is shown, until it has all of them.
 */
import type { Room } from '#lib/doc/rooms.ts'
import type { BookCore } from '../book-core.ts'
import type { Connection } from './connection.ts'
import type { Deeds } from './deeds.ts'
import { createDrain, type Drain } from './drain.ts'
import type { RoomLinks } from './room-links.ts'
import type { RoomWaiters } from './room-waiters.ts'

export interface BringingDeps {
	readonly core: BookCore
	readonly root: Room
	readonly connection: Connection
	readonly links: RoomLinks
	readonly deeds: Deeds
	readonly isOfBook: (room: Room) => boolean
	readonly until: RoomWaiters['until']
	readonly onchange: () => void
}

export interface Bringing {
	readonly drain: Drain
	/** What waits, and what never came through. */
	bringWaiting(): Promise<void>
	/** The whole book: it was just connected, or its server was restored. */
	bringAll(kind: 'to-server' | undefined): Promise<void>
}

/** For one document in the background: a busy month over a slow line takes seconds, one that takes longer is left. */
const BRING_MS = 60_000
/** The rooms that a device writes begin so. */
const PREFIXES = ['w.', 'c.']

export function createBringing(deps: BringingDeps): Bringing {
	const { core, connection, links, deeds, isOfBook } = deps
	const drain: Drain = createDrain({ bring, onchange: deps.onchange })

	async function known(): Promise<readonly Room[]> {
		const found = await Promise.all(PREFIXES.map((prefix) => core.replica.known(prefix)))
		return found.flat().filter(isOfBook)
	}

	async function bring(room: Room): Promise<boolean> {
		if (connection.status !== 'live') return false
		if (links.isBarred(room)) return true
		try {
			await core.replica.withDocs([room], () => untilSynced(room))
			return connection.status === 'live'
		} catch {
			return false
		}
	}

	/** The server has all of it, or will not take it, or the line is down. */
	function untilSynced(room: Room): Promise<void> {
		const isOver = () => {
			const link = links.link(room)
			return (
				!link ||
				connection.status !== 'live' ||
				link.phase === 'shut' ||
				(link.phase === 'live' && link.isSynced)
			)
		}
		return deps.until(room, isOver, BRING_MS)
	}

	return {
		drain,
		async bringWaiting() {
			const unsynced = (await known()).filter((room) => !links.wasSynced(room))
			drain.add([...[...deeds.waitingRooms()].filter(isOfBook), ...unsynced], undefined)
		},
		async bringAll(kind) {
			await deeds.load()
			drain.add([deps.root, ...(await known())], kind)
		}
	}
}

/**
 * The rooms of the open book and how far each has got with the server: a link for every open document, and what is
 * stored of those that are not open. It answers the one question everything else asks: does the server have this?
 */
import type { Room } from '#lib/doc/rooms.ts'
import type { Mark } from '../storage/journal.ts'
import type { OpenDoc } from '../storage/open-doc.ts'
import type { RoomSync, RoomSyncs } from '../storage/room-syncs.ts'
import type { TabChannel, TabMessage } from '../storage/tab-channel.ts'
import { covers, joined, NO_VECTOR, type Vector } from '../storage/vector.ts'
import type { Connection } from './connection.ts'
import { linkRoom, type RoomLink, type Turned } from './room-link.ts'
import type { Timers } from './timers.ts'

export interface RoomLinksDeps {
	readonly connection: Connection
	readonly timers: Timers
	readonly syncs: RoomSyncs
	readonly channel: TabChannel | undefined
	/** Presence goes over it. */
	readonly root: Room
	readonly events: LinksEvents
}

export interface LinksEvents {
	/** Phase, access, or what the server has of a room. */
	onchange(room: Room): void
	onlinked(link: RoomLink): void
	onunlinked(link: RoomLink): void
	oncaughtup(link: RoomLink): void
	onturned(link: RoomLink, turned: Turned): void
	/** The server was restored: what it has of other rooms may be less, too. */
	onnewepoch(): void
	onbug(bug: unknown): void
}

export interface RoomLinks {
	/** What is stored; until then nothing counts as being on the server. */
	load(): Promise<void>
	add(open: OpenDoc): void
	remove(room: Room): void
	link(room: Room): RoomLink | undefined
	all(): readonly RoomLink[]
	/** This device has had all that the server had of it, once. */
	wasSynced(room: Room): boolean
	syncedRooms(): readonly Room[]
	has(mark: Mark): boolean
	accessTo(room: Room): 'read' | 'write' | undefined
	/** Nothing is known of it any more: its document is given up. */
	forget(room: Room): void
	/** The server does not let this person in, until `unbar`. */
	bar(room: Room): void
	unbar(): void
	isBarred(room: Room): boolean
	hear(message: TabMessage): void
	/** What is known is stored. */
	flush(): Promise<void>
	close(): Promise<void>
}

/** What is not stored costs a comparison at the next opening, and nothing more. */
const STORE_AFTER_MS = 1000

export function createRoomLinks(deps: RoomLinksDeps): RoomLinks {
	const { timers, events, syncs, channel } = deps
	const links = new Map<Room, RoomLink>()
	const records = new Map<Room, RoomSync>()
	const barred = new Set<Room>()
	const dirty = new Set<Room>()
	let loaded = false
	let callOff: (() => void) | undefined
	let storing = Promise.resolve()

	const recordOf = ({ room, generation }: OpenDoc): RoomSync | undefined => {
		const record = records.get(room)
		return record?.generation === generation ? record : undefined
	}

	function add(open: OpenDoc) {
		remove(open.room)
		if (barred.has(open.room) || !loaded) return
		const record = recordOf(open)
		// Rows that cannot be read at present are not what the position stands for.
		const isBelieved = record !== undefined && open.isWhole
		const link = linkRoom(open, {
			connection: deps.connection,
			timers,
			presence: open.room === deps.root,
			from: {
				epoch: isBelieved ? record.epoch : '',
				position: isBelieved ? record.position : 0,
				vector: record?.vector ?? NO_VECTOR,
				access: record?.access ?? 'write'
			},
			events: {
				onchange: () => changed(link),
				oncaughtup: () => events.oncaughtup(link),
				onturned: (turned) => events.onturned(link, turned),
				onnewepoch: events.onnewepoch,
				onbug: events.onbug
			}
		})
		links.set(open.room, link)
		events.onlinked(link)
	}

	function remove(room: Room) {
		const link = links.get(room)
		if (!link) return
		links.delete(room)
		events.onunlinked(link)
		link.close()
	}

	function changed(link: RoomLink) {
		const { room } = link.open
		if (links.get(room) !== link) return
		if (link.phase === 'live') {
			dirty.add(room)
			callOff ??= timers.after(STORE_AFTER_MS, () => void flush())
		}
		events.onchange(room)
	}

	function flush(): Promise<void> {
		callOff?.()
		callOff = undefined
		storing = storing.then(store).catch(events.onbug)
		return storing
	}

	async function store() {
		const rooms = [...dirty]
		dirty.clear()
		const kept: RoomSync[] = []
		for (const room of rooms) {
			const record = await snapshot(links.get(room))
			if (record) kept.push(record)
		}
		if (kept.length === 0) return
		for (const record of kept) records.set(record.room, record)
		await syncs.keep(kept)
	}

	/** The position is taken before the rows are waited for: it never promises more than they hold. */
	async function snapshot(link: RoomLink | undefined): Promise<RoomSync | undefined> {
		if (!link) return undefined
		const { open, at, durable, access } = link
		const { room, generation } = open
		channel?.send({ kind: 'durable', room, epoch: at.epoch, vector: durable, generation })
		if (!(await open.inRows())) return undefined
		return { room, generation, ...at, vector: durable, access }
	}

	function vectorOf(room: Room, generation: number): Vector {
		const link = links.get(room)
		if (link?.open.generation === generation) return link.durable
		const record = records.get(room)
		return record?.generation === generation ? record.vector : NO_VECTOR
	}

	return {
		async load() {
			const read = await syncs.all(() => true)
			if (read.ok) for (const record of read.value) records.set(record.room, record)
			loaded = true
		},
		add,
		remove,
		link: (room) => links.get(room),
		all: () => [...links.values()],
		wasSynced: (room) => records.has(room) || links.get(room)?.phase === 'live',
		syncedRooms: () => [...records.keys()],
		has: ({ room, generation, client, clock }) => covers(vectorOf(room, generation), client, clock),
		accessTo: (room) => links.get(room)?.access ?? records.get(room)?.access,
		forget(room) {
			remove(room)
			records.delete(room)
			dirty.delete(room)
		},
		bar(room) {
			barred.add(room)
			remove(room)
		},
		unbar: () => barred.clear(),
		isBarred: (room) => barred.has(room),
		hear(message) {
			if (message.kind !== 'durable') return
			const { room, epoch, generation, vector } = message
			const link = links.get(room)
			// Before a restore the server had what it may have lost: only the same log counts. A tab that knows none takes any.
			if (link?.open.generation === generation && (link.at.epoch === '' || link.at.epoch === epoch))
				link.heard(vector)
			const record = records.get(room)
			if (record?.generation === generation && record.epoch === epoch)
				records.set(room, { ...record, vector: joined(record.vector, vector) })
			events.onchange(room)
		},
		flush,
		async close() {
			await flush()
			for (const room of [...links.keys()]) remove(room)
			callOff?.()
		}
	}
}

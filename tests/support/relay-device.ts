/**
 * A device of the relay's laws: a document for each room, an outbox, and the protocol as `room-link.ts` speaks it, over a
 * line that takes a moment each way. What it has noticed that must never be is in `broken`.
 */
import * as Y from 'yjs'
import type { Message } from '#lib/core/wire/message.ts'
import { REFUSALS } from '#lib/core/wire/refusal.ts'
import type { Device, RelayWorld } from './relay-world.ts'

export interface RelayDevice {
	edit(room: string, key: string): void
	erase(room: string, key: string): void
	/** Connects, if it is not connected; `plain` as a stock y-websocket client, with one line for each room. */
	come(plain: boolean): void
	drop(): void
	/** Opens its rooms as if it had never been here; its documents stay. */
	forgetPositions(): void
	docOf(room: string): Y.Doc
	/** Updates that the server said are on its disk. */
	acknowledged(room: string): readonly Uint8Array[]
	readonly unacknowledged: (room: string) => number
	readonly broken: readonly string[]
}

interface Own {
	readonly name: string
	readonly doc: Y.Doc
	from: { epoch: string; position: number }
	head: number
	phase: 'away' | 'opening' | 'open'
	isAsking: boolean
	theirs: Map<number, number>
	/** Made here and not acknowledged. */
	outbox: Uint8Array[]
	/** Of this opening, in order: what an acknowledgement counts. */
	sent: { readonly updates: readonly Uint8Array[]; refused: boolean }[]
	count: number
	readonly acknowledged: Uint8Array[]
}

/** There and back. */
const LATENCY_MS = 1
const AGAIN_MS = 5_000

export function createRelayDevice(
	world: RelayWorld,
	{
		person,
		rooms,
		client
	}: { readonly person: string; readonly rooms: readonly string[]; readonly client: number }
): RelayDevice {
	const broken: string[] = []
	const owns = new Map(rooms.map((name) => [name, own(name)]))
	/** One for all rooms, or one for each. */
	let lines = new Map<string, Device>()
	let isPlain = false
	let visit = 0

	function own(name: string): Own {
		const doc = new Y.Doc()
		doc.clientID = client
		const made: Own = {
			name,
			doc,
			from: { epoch: '', position: 0 },
			head: 0,
			phase: 'away',
			isAsking: false,
			theirs: new Map(),
			outbox: [],
			sent: [],
			count: 0,
			acknowledged: []
		}
		doc.on('update', (update: Uint8Array, _origin: unknown, _doc: unknown, { local }: Y.Transaction) => {
			if (!local) return
			made.outbox.push(update)
			if (made.phase === 'open') offer(made, update, [update])
		})
		return made
	}

	/** Runs unless the line broke meanwhile. */
	function later(ms: number, work: () => void): void {
		const mine = visit
		world.time.schedule(ms, () => {
			if (mine === visit) work()
		})
	}

	function say({ name }: Own, message: Message): void {
		later(LATENCY_MS, () => lines.get(isPlain ? name : '')?.say(name, message))
	}

	function offer(mine: Own, update: Uint8Array, updates: readonly Uint8Array[]): void {
		mine.sent.push({ updates, refused: false })
		say(mine, { kind: 'update', update })
	}

	function open(mine: Own): void {
		if (mine.phase === 'open') say(mine, { kind: 'close' })
		mine.phase = 'opening'
		mine.isAsking = false
		say(mine, { kind: 'open', ...mine.from })
	}

	function ask(mine: Own): void {
		if (mine.isAsking) return
		mine.isAsking = true
		say(mine, { kind: 'step1', vector: Y.encodeStateVector(mine.doc) })
	}

	const isBehind = ({ doc, theirs }: Own) =>
		doc.store.pendingStructs !== null ||
		[...theirs].some(([theirClient, clock]) => Y.getState(doc.store, theirClient) < clock)

	function hear(mine: Own, message: Message): void {
		switch (message.kind) {
			case 'opened':
				return opened(mine, message)
			case 'news':
				Y.applyUpdate(mine.doc, message.update)
				mine.from.position = Math.max(mine.from.position, message.position)
				if (isBehind(mine) && mine.from.position >= mine.head) ask(mine)
				return
			case 'update':
				return Y.applyUpdate(mine.doc, message.update)
			case 'step2':
				mine.isAsking = false
				return Y.applyUpdate(mine.doc, message.update)
			case 'step1':
				return say(mine, { kind: 'step2', update: Y.encodeStateAsUpdate(mine.doc, message.vector) })
			case 'durable':
				return durable(mine, message.count, message.position)
			case 'refused':
				return refused(mine, message)
			default:
				return
		}
	}

	function opened(mine: Own, message: Message & { kind: 'opened' }): void {
		if (message.epoch !== mine.from.epoch) mine.from = { epoch: message.epoch, position: 0 }
		mine.head = message.position
		mine.theirs = Y.decodeStateVector(message.vector)
		mine.phase = 'open'
		mine.sent = []
		mine.count = 0
		const updates = [...mine.outbox]
		const missing = Y.encodeStateAsUpdate(mine.doc, message.vector)
		if (Y.parseUpdateMeta(missing).to.size > 0 || updates.length > 0)
			offer(mine, Y.mergeUpdates([missing, ...updates]), updates)
		if (mine.from.position >= mine.head && isBehind(mine)) ask(mine)
	}

	function durable(mine: Own, count: number, position: number): void {
		if (count > mine.sent.length)
			broken.push(`${count} of ${mine.sent.length} updates are said to be durable`)
		for (const { updates, refused: isRefused } of mine.sent.slice(mine.count, count)) {
			if (isRefused) continue
			if (!updates.every((update) => world.holds(mine.name, update)))
				broken.push(`update ${count} of ${mine.name} is not on disk`)
			mine.acknowledged.push(...updates)
			mine.outbox = mine.outbox.filter((update) => !updates.includes(update))
		}
		mine.count = Math.max(mine.count, count)
		mine.from.position = Math.max(mine.from.position, position)
	}

	function refused(mine: Own, { code, update }: Message & { kind: 'refused' }): void {
		const one = mine.sent[update - 1]
		if (update > 0 && one) one.refused = true
		if (update > 0) return
		const wasOpen = mine.phase === 'open'
		mine.phase = 'away'
		if (REFUSALS[code].passes) later(AGAIN_MS, () => open(mine))
		else if (wasOpen) open(mine)
	}

	/** The gate is asked when the bytes leave the server. */
	function look(room: string, message: Message): void {
		const isContent = message.kind !== 'refused' && message.kind !== 'heartbeat'
		if (isContent && world.accessOf(person, room) === 'none')
			broken.push(`${message.kind} of ${room} was sent`)
		if ('position' in message && message.position > world.headOf(room))
			broken.push(`${message.kind} names position ${message.position} of ${world.headOf(room)}`)
		if (isPlain && !['step1', 'step2', 'update', 'awareness'].includes(message.kind))
			broken.push(`a stock client got ${message.kind}`)
	}

	function dial(key: string, wanted: 'many' | { readonly room: string }): void {
		const device = world.connect(person, wanted, {
			onheard({ room, message }) {
				look(room, message)
				const mine = owns.get(room)
				if (mine) later(LATENCY_MS, () => hear(mine, message))
			}
		})
		if (device.closedWith === undefined) lines.set(key, device)
	}

	function drop(): void {
		visit += 1
		for (const line of lines.values()) line.drop()
		lines = new Map()
		for (const mine of owns.values()) mine.phase = 'away'
	}

	return {
		edit: (room, key) =>
			void owns
				.get(room)
				?.doc.getMap('map')
				.set(key, `${person} ${visit} ${Math.floor(world.time.now() % 1e6)}`),
		erase: (room, key) => owns.get(room)?.doc.getMap('map').delete(key),
		come(plain) {
			if ([...lines.values()].some(({ closedWith }) => closedWith === undefined)) return
			drop()
			isPlain = plain
			if (!plain) dial('', 'many')
			for (const mine of owns.values()) {
				if (!plain) open(mine)
				else {
					dial(mine.name, { room: mine.name })
					mine.sent = []
					mine.phase = 'open'
					say(mine, { kind: 'step1', vector: Y.encodeStateVector(mine.doc) })
				}
			}
		},
		drop,
		forgetPositions() {
			for (const mine of owns.values()) if (mine.phase === 'away') mine.from = { epoch: '', position: 0 }
		},
		docOf: (room) => owns.get(room)?.doc ?? new Y.Doc(),
		acknowledged: (room) => owns.get(room)?.acknowledged ?? [],
		unacknowledged: (room) => owns.get(room)?.outbox.length ?? 0,
		broken
	}
}

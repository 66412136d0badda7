/**
 * One open document and its room on the server. y-websocket's provider moves the updates, over a virtual socket; what
 * it would ask with a state vector alone is asked with a position in the room's log first, and the vectors are compared
 * afterwards, both ways: so a lost acknowledgement, a lost row or a server restored from a backup heals by itself.
 */
import {
	decodeStateVector,
	encodeStateAsUpdate,
	encodeStateVector,
	parseUpdateMeta,
	type Transaction
} from 'yjs'
import { WebsocketProvider } from 'y-websocket'
import { Awareness } from 'y-protocols/awareness'
import { readMessage, writeMessage, type Message } from '#lib/core/wire/message.ts'
import { REFUSALS, type RefusalCode } from '#lib/core/wire/refusal.ts'
import type { OpenDoc } from '../storage/open-doc.ts'
import { coversAll, type Vector } from '../storage/vector.ts'
import type { Connection, RoomPort } from './connection.ts'
import { RoomLedger, type Meta } from './room-ledger.ts'
import type { Timers } from './timers.ts'
import { virtualSocketClass, type VirtualSocket } from './virtual-socket.ts'

export type LinkPhase =
	/** No line. */
	| 'down'
	/** Asked, not answered. */
	| 'opening'
	/** What the log has beyond our position is on its way. */
	| 'catching-up'
	/** All that the server had when the room was opened is in the document. */
	| 'live'
	/** The server does not let this connection in, or does not take what the document holds. */
	| 'shut'

export interface Position {
	readonly epoch: string
	readonly position: number
}

export interface Turned {
	readonly code: RefusalCode
	readonly sentence: string
	/** False: the room may not even be read. */
	readonly mayRead: boolean
}

export interface LinkEvents {
	/** Phase, access, position or what is durable changed. */
	onchange(): void
	/** For the first time since the line was up. */
	oncaughtup(): void
	/** What is in the document and not on the server will not be taken: it has to be kept elsewhere (I10). */
	onturned(turned: Turned): void
	/** Of the server's log: another one than the document came from. */
	onnewepoch(): void
	onbug(bug: unknown): void
}

export interface RoomLink {
	readonly open: OpenDoc
	readonly provider: WebsocketProvider
	readonly phase: LinkPhase
	readonly access: 'read' | 'write'
	readonly durable: Vector
	/** This device had something from the server's room before. */
	readonly wasHere: boolean
	/** How far the document has followed the log: may be stored once the document is in its rows. */
	readonly at: Position
	/** Everything in the document is on the server's disk, or came from the server. */
	readonly isSynced: boolean
	/** All that was sent is on its disk or was refused, or will not be answered any more. */
	readonly isSettled: boolean
	/** Another tab was told that the server has this. */
	heard(vector: Vector): void
	close(): void
}

export interface LinkDeps {
	readonly connection: Connection
	readonly timers: Timers
	/** Where the document stands in the log, as its rows have it. */
	readonly from: Position & { readonly vector: Vector; readonly access: 'read' | 'write' }
	/** Presence goes over this room. */
	readonly presence: boolean
	readonly events: LinkEvents
}

/** An edit of another tab is sent by that tab; when it did not (it was closed), by this one. */
const REPAIR_MS = 2000
/** Nothing comes of a question to a server that is busy: ask again. */
const ANSWER_MS = 15_000
const SHUT_MS = 5000
const EMPTY_UPDATE = Uint8Array.from([0, 0])
/** An awareness message of nobody: y-websocket gives a connection up that was silent for 30 s. */
const ALIVE = writeMessage({ kind: 'awareness', update: Uint8Array.from([0]) })

export function linkRoom(open: OpenDoc, deps: LinkDeps): RoomLink {
	const { doc, room } = open
	const { connection, timers, events } = deps
	const ledger = new RoomLedger(deps.from.vector)
	let phase: LinkPhase = 'down'
	let access = deps.from.access
	let at: Position = { epoch: deps.from.epoch, position: deps.from.position }
	let head = 0
	let wasHere = at.epoch !== ''
	let theirs: Vector = new Map()
	let socket: VirtualSocket | undefined
	let turned = false
	let closed = false
	let asking = false
	let callOff = () => {}
	let callOffRepair = () => {}

	const mine = (): Vector => decodeStateVector(encodeStateVector(doc))

	const awareness = new Awareness(doc)
	// Without a state of its own it neither renews nor sends anything.
	awareness.setLocalState(null)
	const provider = new WebsocketProvider('room:', room, doc, {
		connect: false,
		disableBc: true,
		awareness,
		WebSocketPolyfill: virtualSocketClass({
			asked: (made) => ask(made),
			sent: (bytes) => fromProvider(bytes),
			closed(made) {
				if (socket !== made) return
				socket = undefined
				if (port.isUp) port.send({ kind: 'close' })
			}
		})
	})
	filterUpdates(provider)

	const port: RoomPort = connection.join(room, {
		up: () => provider.connect(),
		down,
		message: (message) => fromServer(message),
		alive: () => socket?.deliver(ALIVE)
	})

	/** Only what this tab wrote goes out at once: what came from other tabs they send themselves. */
	function filterUpdates({ _updateHandler }: WebsocketProvider) {
		doc.off('update', _updateHandler)
		doc.on('update', onupdate)
	}

	function onupdate(update: Uint8Array, origin: unknown, _doc: unknown, transaction: Transaction) {
		if (origin === provider) return ledger.received(newsOf(transaction))
		if (transaction.local) guarded(() => provider._updateHandler(update, origin))
		repairSoon()
	}

	function guarded(work: () => void) {
		try {
			work()
		} catch (bug) {
			events.onbug(bug)
		}
	}

	function say(next: LinkPhase) {
		if (phase === next) return
		phase = next
		events.onchange()
	}

	function down() {
		callOff()
		callOffRepair()
		asking = false
		if (!turned) say('down')
		provider.disconnect()
	}

	/** The provider is about to send its state vector: the position is asked with instead. */
	function ask(made: VirtualSocket) {
		socket = made
		if (turned) return
		say('opening')
		port.send({ kind: 'open', ...at })
		callOff()
		callOff = timers.after(ANSWER_MS, again)
	}

	/** Begins the room anew on the same line. */
	function again() {
		if (closed || !port.isUp) return
		provider.disconnect()
		provider.connect()
	}

	function fromProvider(bytes: Uint8Array) {
		const read = readMessage(bytes)
		if (!read.ok) return
		const { value: message } = read
		if (message.kind === 'awareness' && deps.presence) port.send(message)
		if (message.kind === 'update') offer(message.update)
	}

	function offer(update: Uint8Array) {
		if (phase !== 'catching-up' && phase !== 'live') return
		if (access === 'read') return turnedAway('forbidden', '', true)
		// What does not go now goes merged, with the next repair.
		if (port.isCongested) return
		port.send({ kind: 'update', update })
		ledger.sent(parseUpdateMeta(update))
		events.onchange()
	}

	function fromServer(message: Message) {
		if (closed) return
		switch (message.kind) {
			case 'opened':
				return opened(message)
			case 'news':
				return news(message.position, message.update)
			case 'step1':
				return port.send({ kind: 'step2', update: encodeStateAsUpdate(doc, message.vector) })
			case 'step2':
				asking = false
				deliver({ kind: 'step2', update: message.update })
				return caughtUp()
			case 'update':
				return deliver(message)
			case 'durable':
				return durable(message.count, message.position)
			case 'refused':
				return refused(message.code, message.update, message.sentence)
			case 'awareness':
			case 'query-awareness':
				return deps.presence ? deliver(message) : undefined
			case 'open':
			case 'close':
			case 'heartbeat':
				return undefined
			default:
				return message satisfies never
		}
	}

	const deliver = (message: Message) => guarded(() => socket?.deliver(writeMessage(message)))

	function opened(message: Message & { kind: 'opened' }) {
		callOff()
		// Each time anew: what opened for the first time in this run has been here when the line comes back.
		wasHere = at.epoch !== ''
		if (wasHere && message.epoch !== at.epoch) events.onnewepoch()
		if (message.epoch !== at.epoch) at = { epoch: message.epoch, position: 0 }
		head = message.position
		access = message.access
		theirs = decodeStateVector(message.vector)
		ledger.opened(theirs)
		say('catching-up')
		// Before their news: what a merge overrules in this document, Yjs forgets, and the others must see it (I10, I3).
		offerMissing()
		if (turned) return
		if (isCaughtUp()) caughtUp()
		else if (at.position >= head) askForMissing()
		else callOff = timers.after(ANSWER_MS, askForMissing)
		events.onchange()
	}

	const isCaughtUp = () => coversAll(mine(), theirs) && !doc.store.pendingStructs

	function offerMissing() {
		if (coversAll(ledger.offered, mine())) return
		offer(encodeStateAsUpdate(doc, encodeStateVector(new Map(ledger.offered))))
	}

	function news(position: number, update: Uint8Array) {
		deliver({ kind: 'update', update })
		at = { ...at, position: Math.max(at.position, position) }
		if (doc.store.pendingStructs) askForMissing()
		else if (phase === 'catching-up' && at.position >= head) {
			if (isCaughtUp()) caughtUp()
			else askForMissing()
		} else events.onchange()
	}

	/** The log alone did not bring everything: by state vector. */
	function askForMissing() {
		callOff()
		if (asking || closed) return
		asking = true
		port.send({ kind: 'step1', vector: encodeStateVector(doc) })
		callOff = timers.after(ANSWER_MS, again)
	}

	function caughtUp() {
		callOff()
		at = { ...at, position: Math.max(at.position, head) }
		if (phase !== 'catching-up') return events.onchange()
		// The provider's own word for it.
		deliver({ kind: 'step2', update: EMPTY_UPDATE })
		say('live')
		events.oncaughtup()
		repairSoon()
	}

	function durable(count: number, position: number) {
		ledger.acknowledged(count)
		at = { ...at, position: Math.max(at.position, position) }
		events.onchange()
		if (phase === 'live') repairSoon()
	}

	function repairSoon() {
		if (phase !== 'live' || closed || coversAll(ledger.offered, mine())) return
		callOffRepair()
		callOffRepair = timers.after(REPAIR_MS * (1 + timers.random()), () => {
			if (phase !== 'live') return
			offerMissing()
			repairSoon()
		})
	}

	function refused(code: RefusalCode, update: number, sentence: string) {
		if (update > 0) ledger.refused(update)
		if (REFUSALS[code].passes) {
			// Not this time: the room is begun anew after a pause, and what is missing goes again.
			say('opening')
			callOff()
			callOff = timers.after(SHUT_MS * (1 + timers.random()), again)
			return
		}
		// A room that is shut while it is open: the right may have become less, not nothing. Asking again tells.
		if (update === 0 && (phase === 'live' || phase === 'catching-up')) return again()
		turnedAway(code, sentence, update > 0)
	}

	function turnedAway(code: RefusalCode, sentence: string, mayRead: boolean) {
		if (turned) return
		turned = true
		callOff()
		callOffRepair()
		say('shut')
		events.onturned({ code, sentence, mayRead })
	}

	if (port.isUp) provider.connect()

	return {
		open,
		provider,
		get phase() {
			return phase
		},
		get access() {
			return access
		},
		get durable() {
			return ledger.durable
		},
		get wasHere() {
			return wasHere
		},
		get at() {
			return at
		},
		get isSynced() {
			return ledger.hasAll(mine())
		},
		get isSettled() {
			return ledger.isSettled || !port.isUp
		},
		heard(vector) {
			ledger.heard(vector)
		},
		close() {
			if (closed) return
			closed = true
			callOff()
			callOffRepair()
			doc.off('update', onupdate)
			provider.destroy()
			awareness.destroy()
			port.leave()
		}
	}
}

/** What a transaction brought into the document, as far as it got for each client. */
function newsOf({ beforeState, afterState }: Transaction): Meta {
	const to = new Map([...afterState].filter(([client, clock]) => clock > (beforeState.get(client) ?? 0)))
	return { from: beforeState, to }
}

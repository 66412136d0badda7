/**
 * The wire between a device and the server (design §8). `/sync/<room>` carries the y-websocket protocol as it is.
 * `/sync` carries many rooms over one connection: a frame is `varString(room)` and then one message. Messages 0-3 are
 * y-websocket's own, byte for byte; those from 4 on are ours and never sent to a client that did not send one first.
 * The room `''` is the connection itself.
 */
import * as decoding from 'lib0/decoding'
import * as encoding from 'lib0/encoding'
import type { Result } from '../result.ts'
import { readWhole } from './read-whole.ts'
import { refusalOf, REFUSALS, type RefusalCode } from './refusal.ts'

/** Sent with the connection as `?v=`; a server that no longer knows it answers `too-old`. */
export const WIRE_VERSION = 1
/** A month of 5,000 appointments is 1.5 MB; an import comes as many updates. */
export const MAX_MESSAGE_BYTES = 16 << 20
/** A connection that was silent for this long gets a heartbeat; y-websocket gives one up after 30 s of silence. */
export const HEARTBEAT_MS = 10_000

export const MESSAGE = {
	sync: 0,
	awareness: 1,
	auth: 2,
	queryAwareness: 3,
	durable: 4,
	open: 5,
	opened: 6,
	news: 7,
	refused: 8,
	close: 9,
	heartbeat: 10,
	rights: 11
} as const

/** Subtypes of `sync` (y-protocols). */
export const SYNC = { step1: 0, step2: 1, update: 2 } as const

export type Message =
	| { readonly kind: 'step1'; readonly vector: Uint8Array }
	/** `step2` and `update` are both updates to be stored; each counts as one in `durable`. */
	| { readonly kind: 'step2'; readonly update: Uint8Array }
	| { readonly kind: 'update'; readonly update: Uint8Array }
	| { readonly kind: 'awareness'; readonly update: Uint8Array }
	| { readonly kind: 'query-awareness' }
	/**
	 * Server: the first `count` updates that this connection sent to the room (step2 and update, from 1) are on disk, the
	 * last of them at `position` of the room's log. Client: nothing inside, "tell me"; `open` implies it.
	 */
	| { readonly kind: 'durable'; readonly count: number; readonly position: number }
	/** Client: the first message of a room. `position` 0 and `epoch` '' where nothing is known. */
	| { readonly kind: 'open'; readonly epoch: string; readonly position: number }
	/**
	 * Server, before anything else of the room. `vector` is the state vector of all that is on disk: what the client has
	 * beyond it, it sends; what it lacks after the news that follow up to `position`, it asks for by `step1`.
	 */
	| {
			readonly kind: 'opened'
			readonly epoch: string
			readonly position: number
			readonly access: 'read' | 'write'
			readonly vector: Uint8Array
	  }
	/** Server: what the log has up to `position`, or what just came in (then maybe not on disk yet). */
	| { readonly kind: 'news'; readonly position: number; readonly update: Uint8Array }
	/**
	 * Server. `update` 0: the room is closed to this connection; else the n-th update it sent was not taken and the room
	 * stays open. `sentence` is for a person.
	 */
	| {
			readonly kind: 'refused'
			readonly code: RefusalCode
			readonly update: number
			readonly sentence: string
	  }
	/** Client: leaves the room. */
	| { readonly kind: 'close' }
	/** Room `''`, both ways: the client's is answered. */
	| { readonly kind: 'heartbeat' }
	/**
	 * Server, room `''`: what this person may do has changed, maybe also in rooms that are not open. What it is now, the
	 * account says.
	 */
	| { readonly kind: 'rights' }

export interface Frame {
	readonly room: string
	readonly message: Message
}

/** For `/sync/<room>`, and the part of a frame behind the room. */
export function writeMessage(message: Message): Uint8Array {
	const encoder = encoding.createEncoder()
	put(encoder, message)
	return encoding.toUint8Array(encoder)
}

export function writeFrame({ room, message }: Frame): Uint8Array {
	const encoder = encoding.createEncoder()
	encoding.writeVarString(encoder, room)
	put(encoder, message)
	return encoding.toUint8Array(encoder)
}

/** A frame around a message that is bytes already: the server builds a broadcast once for all who get it. */
export function wrapFrame(room: string, message: Uint8Array): Uint8Array {
	const encoder = encoding.createEncoder()
	encoding.writeVarString(encoder, room)
	encoding.writeUint8Array(encoder, message)
	return encoding.toUint8Array(encoder)
}

/** The room and the bytes of the message, undecoded: what a virtual socket hands on. */
export function splitFrame(
	bytes: Uint8Array
): Result<{ readonly room: string; readonly bytes: Uint8Array }, 'malformed'> {
	return readWhole(bytes, 'a frame', (decoder) => {
		const room = decoding.readVarString(decoder)
		return { room, bytes: bytes.subarray(decoder.pos) }
	})
}

/** The update inside is a view into `bytes`, not a copy. */
export const readMessage = (bytes: Uint8Array): Result<Message, 'malformed'> =>
	readWhole(bytes, 'a message', take)

export function readFrame(bytes: Uint8Array): Result<Frame, 'malformed'> {
	return readWhole(bytes, 'a frame', (decoder) => ({
		room: decoding.readVarString(decoder),
		message: take(decoder)
	}))
}

function put(encoder: encoding.Encoder, message: Message): void {
	switch (message.kind) {
		case 'step1':
			return putSync(encoder, SYNC.step1, message.vector)
		case 'step2':
			return putSync(encoder, SYNC.step2, message.update)
		case 'update':
			return putSync(encoder, SYNC.update, message.update)
		case 'awareness':
			encoding.writeVarUint(encoder, MESSAGE.awareness)
			return encoding.writeVarUint8Array(encoder, message.update)
		case 'query-awareness':
			return encoding.writeVarUint(encoder, MESSAGE.queryAwareness)
		case 'durable':
			encoding.writeVarUint(encoder, MESSAGE.durable)
			encoding.writeVarUint(encoder, message.count)
			return encoding.writeVarUint(encoder, message.position)
		case 'open':
			encoding.writeVarUint(encoder, MESSAGE.open)
			encoding.writeVarString(encoder, message.epoch)
			return encoding.writeVarUint(encoder, message.position)
		case 'opened':
			encoding.writeVarUint(encoder, MESSAGE.opened)
			encoding.writeVarString(encoder, message.epoch)
			encoding.writeVarUint(encoder, message.position)
			encoding.writeVarUint(encoder, message.access === 'write' ? 1 : 0)
			return encoding.writeVarUint8Array(encoder, message.vector)
		case 'news':
			encoding.writeVarUint(encoder, MESSAGE.news)
			encoding.writeVarUint(encoder, message.position)
			return encoding.writeVarUint8Array(encoder, message.update)
		case 'refused':
			encoding.writeVarUint(encoder, MESSAGE.refused)
			encoding.writeVarUint(encoder, REFUSALS[message.code].code)
			encoding.writeVarUint(encoder, message.update)
			return encoding.writeVarString(encoder, message.sentence)
		case 'close':
			return encoding.writeVarUint(encoder, MESSAGE.close)
		case 'heartbeat':
			return encoding.writeVarUint(encoder, MESSAGE.heartbeat)
		case 'rights':
			return encoding.writeVarUint(encoder, MESSAGE.rights)
		default:
			return message satisfies never
	}
}

function putSync(encoder: encoding.Encoder, subtype: number, bytes: Uint8Array): void {
	encoding.writeVarUint(encoder, MESSAGE.sync)
	encoding.writeVarUint(encoder, subtype)
	encoding.writeVarUint8Array(encoder, bytes)
}

/** Throws what `guarded` turns into a refusal. */
function take(decoder: decoding.Decoder): Message {
	const type = decoding.readVarUint(decoder)
	switch (type) {
		case MESSAGE.sync:
			return takeSync(decoder)
		case MESSAGE.awareness:
			return { kind: 'awareness', update: decoding.readVarUint8Array(decoder) }
		case MESSAGE.queryAwareness:
			return { kind: 'query-awareness' }
		case MESSAGE.durable:
			if (!decoding.hasContent(decoder)) return { kind: 'durable', count: 0, position: 0 }
			return {
				kind: 'durable',
				count: decoding.readVarUint(decoder),
				position: decoding.readVarUint(decoder)
			}
		case MESSAGE.open:
			return { kind: 'open', epoch: decoding.readVarString(decoder), position: decoding.readVarUint(decoder) }
		case MESSAGE.opened:
			return {
				kind: 'opened',
				epoch: decoding.readVarString(decoder),
				position: decoding.readVarUint(decoder),
				access: decoding.readVarUint(decoder) === 1 ? 'write' : 'read',
				vector: decoding.readVarUint8Array(decoder)
			}
		case MESSAGE.news:
			return {
				kind: 'news',
				position: decoding.readVarUint(decoder),
				update: decoding.readVarUint8Array(decoder)
			}
		case MESSAGE.refused: {
			const code = refusalOf(decoding.readVarUint(decoder))
			if (!code) throw new Error('an unknown refusal')
			const update = decoding.readVarUint(decoder)
			return { kind: 'refused', code, update, sentence: decoding.readVarString(decoder) }
		}
		case MESSAGE.close:
			return { kind: 'close' }
		case MESSAGE.heartbeat:
			return { kind: 'heartbeat' }
		case MESSAGE.rights:
			return { kind: 'rights' }
		default:
			throw new Error(`an unknown message ${type}`)
	}
}

function takeSync(decoder: decoding.Decoder): Message {
	const subtype = decoding.readVarUint(decoder)
	const bytes = decoding.readVarUint8Array(decoder)
	switch (subtype) {
		case SYNC.step1:
			return { kind: 'step1', vector: bytes }
		case SYNC.step2:
			return { kind: 'step2', update: bytes }
		case SYNC.update:
			return { kind: 'update', update: bytes }
		default:
			throw new Error(`an unknown kind of sync ${subtype}`)
	}
}

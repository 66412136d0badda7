/** How each of the servers is spoken to. What a frame says is read the same way for all, so that all cost the same. */
import * as decoding from 'lib0/decoding'
import * as encoding from 'lib0/encoding'
import { MESSAGE, SYNC, WIRE_VERSION, writeFrame, writeMessage, wrapFrame } from '#lib/core/wire/message.ts'
import { scanUpdate, type Range } from '../../../../server/relay/update-scan.ts'

export type ServerName = 'ours' | 'reference' | 'hocuspocus' | 'bare'

/** What a device knows of a room when it comes back; a newcomer has the empty document. */
export interface Known {
	readonly epoch: string
	readonly position: number
	readonly vector: Uint8Array
	/** What a client with that document answers to the state vector of the server. */
	readonly answer: Uint8Array
}

export const NEWCOMER: Known = {
	epoch: '',
	position: 0,
	vector: Uint8Array.of(0),
	answer: Uint8Array.of(0, 0)
}

export type Heard =
	/** `ranges` is undefined where only the beginning of the frame is there. */
	| {
			readonly kind: 'edits'
			readonly ranges: readonly Range[] | undefined
			readonly position: number
			readonly update: Uint8Array
	  }
	| { readonly kind: 'synced'; readonly update: Uint8Array }
	| { readonly kind: 'asked' }
	| { readonly kind: 'admitted' }
	| { readonly kind: 'opened'; readonly epoch: string; readonly position: number }
	/** So many updates are there; undefined: one more. */
	| { readonly kind: 'acknowledged'; readonly count: number | undefined; readonly position: number }
	| { readonly kind: 'refused'; readonly why: string }
	| { readonly kind: 'other' }

export interface Dialect {
	path(room: string): string
	/** First words on a new connection. */
	hello(room: string, known: Known): readonly Uint8Array[]
	/** Once admitted, where the server says so. */
	admitted(room: string, known: Known): readonly Uint8Array[]
	/** What the server asked for by its state vector. */
	answer(room: string, known: Known): Uint8Array
	edit(room: string, update: Uint8Array): Uint8Array
	read(decoder: decoding.Decoder, isWhole: boolean): Heard
}

const OTHER: Heard = { kind: 'other' }

function edits(update: Uint8Array, position = 0): Heard {
	const scan = scanUpdate(update)
	if (!scan.ok) throw new Error(scan.message)
	return { kind: 'edits', ranges: scan.value.ranges, position, update }
}

function readSync(decoder: decoding.Decoder, isWhole: boolean): Heard {
	const kind = decoding.readVarUint(decoder)
	if (kind === SYNC.step1) return { kind: 'asked' }
	const update = isWhole ? decoding.readVarUint8Array(decoder) : new Uint8Array()
	if (kind === SYNC.step2) return { kind: 'synced', update }
	return isWhole ? edits(update) : { kind: 'edits', ranges: undefined, position: 0, update }
}

const reference: Dialect = {
	path: (room) => `/${room}`,
	hello: (_room, { vector }) => [writeMessage({ kind: 'step1', vector })],
	admitted: () => [],
	answer: (_room, { answer }) => writeMessage({ kind: 'step2', update: answer }),
	edit: (_room, update) => writeMessage({ kind: 'update', update }),
	read: (decoder, isWhole) =>
		decoding.readVarUint(decoder) === MESSAGE.sync ? readSync(decoder, isWhole) : OTHER
}

const HOCUSPOCUS = { auth: 2, syncReply: 4, syncStatus: 8 } as const

/** Document name before each message, a token first, an acknowledgement (from memory) behind each update. */
const hocuspocus: Dialect = {
	path: () => '/',
	hello(room) {
		const encoder = encoding.createEncoder()
		encoding.writeVarString(encoder, room)
		encoding.writeVarUint(encoder, HOCUSPOCUS.auth)
		encoding.writeVarUint(encoder, 0)
		encoding.writeVarString(encoder, '')
		return [encoding.toUint8Array(encoder)]
	},
	admitted: (room, { vector }) => [wrapFrame(room, writeMessage({ kind: 'step1', vector }))],
	answer: (room, known) => wrapFrame(room, reference.answer(room, known)),
	edit: (room, update) => wrapFrame(room, reference.edit(room, update)),
	read(decoder, isWhole) {
		decoding.readVarString(decoder)
		switch (decoding.readVarUint(decoder)) {
			case MESSAGE.sync:
			case HOCUSPOCUS.syncReply:
				return readSync(decoder, isWhole)
			case HOCUSPOCUS.auth:
				return decoding.readVarUint(decoder) === 2
					? { kind: 'admitted' }
					: { kind: 'refused', why: 'the token' }
			case HOCUSPOCUS.syncStatus:
				return { kind: 'acknowledged', count: undefined, position: 0 }
			default:
				return OTHER
		}
	}
}

/** As the devices of Daybook speak: many rooms on a connection, positions, and word when it is on disk. */
const ours: Dialect = {
	path: () => `/sync?v=${WIRE_VERSION}`,
	hello: (room, { epoch, position }) => [writeFrame({ room, message: { kind: 'open', epoch, position } })],
	admitted: () => [],
	// It is told the state vector with `opened`, and sends what lies beyond it: nothing here.
	answer: (room, { answer }) => writeFrame({ room, message: { kind: 'step2', update: answer } }),
	edit: (room, update) => writeFrame({ room, message: { kind: 'update', update } }),
	read(decoder, isWhole) {
		decoding.readVarString(decoder)
		switch (decoding.readVarUint(decoder)) {
			case MESSAGE.news: {
				const position = decoding.readVarUint(decoder)
				if (!isWhole) return { kind: 'edits', ranges: undefined, position, update: new Uint8Array() }
				return edits(decoding.readVarUint8Array(decoder), position)
			}
			case MESSAGE.opened: {
				const epoch = decoding.readVarString(decoder)
				return { kind: 'opened', epoch, position: decoding.readVarUint(decoder) }
			}
			case MESSAGE.durable: {
				const count = decoding.readVarUint(decoder)
				return { kind: 'acknowledged', count, position: decoding.readVarUint(decoder) }
			}
			case MESSAGE.refused: {
				const code = decoding.readVarUint(decoder)
				return { kind: 'refused', why: `${code} for update ${decoding.readVarUint(decoder)}` }
			}
			default:
				return OTHER
		}
	}
}

/** `bare` understands no more than it takes to be there. */
export const DIALECTS: Readonly<Record<ServerName, Dialect>> = {
	ours,
	reference,
	hocuspocus,
	bare: reference
}

/** Frames that went to many are read once: the same bytes say the same. */
export function createReader(dialect: Dialect) {
	const kept: { readonly bytes: Uint8Array; readonly heard: Heard }[] = []
	return (bytes: Uint8Array, isWhole: boolean): Heard => {
		const place = placeOf(bytes)
		const last = kept[place]
		if (last && last.bytes.length === bytes.length && Buffer.compare(last.bytes, bytes) === 0)
			return last.heard
		const copy = Uint8Array.from(bytes)
		const heard = dialect.read(decoding.createDecoder(copy), isWhole)
		kept[place] = { bytes: copy, heard }
		return heard
	}
}

const PLACES = 1_024

/** Clocks and positions stand at the ends. */
function placeOf(bytes: Uint8Array): number {
	let hash = bytes.length
	for (let n = 0; n < 32 && n < bytes.length; n += 1) hash = Math.imul(hash ^ bytes[n]!, 16_777_619)
	for (let n = Math.max(0, bytes.length - 16); n < bytes.length; n += 1)
		hash = Math.imul(hash ^ bytes[n]!, 16_777_619)
	return (hash >>> 0) % PLACES
}

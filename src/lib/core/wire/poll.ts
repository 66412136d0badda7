/**
 * The same frames over HTTP, where WebSockets do not come through: `POST /sync/poll?v=1`, both bodies as written here.
 * Both sides count the frames of each direction from 0 and say with every body how many they have; what is not
 * confirmed is sent again. So a lost request or answer loses nothing, and nothing is taken twice or out of order.
 *
 * The first request has the session '' and no frames; its answer names the session. After it the device keeps one request
 * with `wait` under way, which is answered when there are frames, or after `POLL_HOLD_MS` without any. Frames of its own
 * it sends in requests without `wait`, one at a time; their answers bring no frames. A request that got no answer is sent
 * again as it was. HTTP status 404: the session is over (the server was restarted, or heard nothing for
 * `POLL_SESSION_MS`), begin another; 403: the page of another site; 429: later.
 */
import * as decoding from 'lib0/decoding'
import * as encoding from 'lib0/encoding'
import type { Result } from '../result.ts'
import { MAX_MESSAGE_BYTES } from './message.ts'
import { readWhole } from './read-whole.ts'
import { refusalOf, REFUSALS, type RefusalCode } from './refusal.ts'

/** Proxies cut off what is silent for 30 s or more. */
export const POLL_HOLD_MS = 25_000
/** Without any request for so long, the server takes the device for gone. */
export const POLL_SESSION_MS = 60_000
/** An answer or a request ends with the frame that reaches this. */
export const POLL_BODY_BYTES = 1 << 20
/** No body is larger. */
export const MAX_POLL_BYTES = POLL_BODY_BYTES + 2 * MAX_MESSAGE_BYTES

/** As many as go into one body; at least one, where there is one. */
export function batchOf(frames: readonly Uint8Array[]): readonly Uint8Array[] {
	let bytes = 0
	const last = frames.findIndex((frame) => (bytes += frame.byteLength) >= POLL_BODY_BYTES)
	return last < 0 ? [...frames] : frames.slice(0, last + 1)
}

export interface PollRequest {
	readonly session: string
	/** So many frames of the server arrived here, without a gap. */
	readonly received: number
	/** Number of the first of `frames`. */
	readonly first: number
	readonly frames: readonly Uint8Array[]
	readonly wait: boolean
}

export interface PollAnswer {
	readonly session: string
	/** So many frames of the device arrived here, without a gap: the ones before it need not be kept. */
	readonly received: number
	readonly first: number
	readonly frames: readonly Uint8Array[]
	/** The server closed the line, after these frames. */
	readonly closed: RefusalCode | undefined
}

export function writePollRequest({ session, received, first, frames, wait }: PollRequest): Uint8Array {
	const encoder = encoding.createEncoder()
	encoding.writeVarString(encoder, session)
	encoding.writeVarUint(encoder, wait ? 1 : 0)
	putFrames(encoder, { received, first, frames })
	return encoding.toUint8Array(encoder)
}

export function writePollAnswer({ session, received, first, frames, closed }: PollAnswer): Uint8Array {
	const encoder = encoding.createEncoder()
	encoding.writeVarString(encoder, session)
	encoding.writeVarUint(encoder, closed === undefined ? 0 : REFUSALS[closed].code)
	putFrames(encoder, { received, first, frames })
	return encoding.toUint8Array(encoder)
}

/** Frames are views into `bytes`. */
export const readPollRequest = (bytes: Uint8Array): Result<PollRequest, 'malformed'> =>
	readWhole(bytes, 'a body', (decoder) => ({
		session: decoding.readVarString(decoder),
		wait: decoding.readVarUint(decoder) === 1,
		...takeFrames(decoder)
	}))

/** Frames are views into `bytes`. */
export const readPollAnswer = (bytes: Uint8Array): Result<PollAnswer, 'malformed'> =>
	readWhole(bytes, 'a body', (decoder) => ({
		session: decoding.readVarString(decoder),
		closed: takeClosed(decoding.readVarUint(decoder)),
		...takeFrames(decoder)
	}))

interface Frames {
	readonly received: number
	readonly first: number
	readonly frames: readonly Uint8Array[]
}

function putFrames(encoder: encoding.Encoder, { received, first, frames }: Frames): void {
	encoding.writeVarUint(encoder, received)
	encoding.writeVarUint(encoder, first)
	for (const frame of frames) encoding.writeVarUint8Array(encoder, frame)
}

function takeFrames(decoder: decoding.Decoder): Frames {
	const received = decoding.readVarUint(decoder)
	const first = decoding.readVarUint(decoder)
	const frames: Uint8Array[] = []
	while (decoding.hasContent(decoder)) frames.push(decoding.readVarUint8Array(decoder))
	return { received, first, frames }
}

function takeClosed(code: number): RefusalCode | undefined {
	if (code === 0) return undefined
	const refusal = refusalOf(code)
	if (refusal === undefined) throw new Error(`an unknown refusal ${code}`)
	return refusal
}

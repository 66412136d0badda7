/** One message for many: its bytes are built once for each way of speaking, when the first takes them. */
import { MESSAGE, SYNC, wrapFrame, writeFrame, writeMessage, type Message } from '#lib/core/wire/message.ts'

export interface Envelope {
	/** For those who speak y-websocket. */
	readonly plain: Uint8Array
	/** With the room before it. */
	readonly framed: Uint8Array
}

export function createEnvelope(room: string, message: Message): Envelope {
	return lazily(
		() => writeMessage(message),
		() => writeFrame({ room, message })
	)
}

export type WriteNews = (position: number, update: Uint8Array) => Envelope

/**
 * For an edit as it is told live: `news`, or `update` to a stock client. The bytes are those of `writeFrame` and
 * `writeMessage`; made in one piece, because a general encoder took a third of what an edit costs in a small room.
 */
export function createNewsWriter(room: string): WriteNews {
	const news = wrapFrame(room, Uint8Array.of(MESSAGE.news))
	const plainUpdate = Uint8Array.of(MESSAGE.sync, SYNC.update)
	return (position, update) =>
		lazily(
			() => joined(plainUpdate, undefined, update),
			() => joined(news, position, update)
		)
}

function lazily(writePlain: () => Uint8Array, writeFramed: () => Uint8Array): Envelope {
	let plain: Uint8Array | undefined
	let framed: Uint8Array | undefined
	return {
		get plain() {
			return (plain ??= writePlain())
		},
		get framed() {
			return (framed ??= writeFramed())
		}
	}
}

function joined(head: Uint8Array, position: number | undefined, update: Uint8Array): Uint8Array {
	const before = head.byteLength + (position === undefined ? 0 : varUintBytes(position))
	const bytes = new Uint8Array(before + varUintBytes(update.byteLength) + update.byteLength)
	bytes.set(head)
	if (position !== undefined) putVarUint(bytes, head.byteLength, position)
	putVarUint(bytes, before, update.byteLength)
	bytes.set(update, bytes.byteLength - update.byteLength)
	return bytes
}

/** lib0: seven bits to a byte, the lowest first; the high bit says that more follow. */
function varUintBytes(value: number): number {
	let count = 1
	for (let rest = value; rest > 127; rest = Math.floor(rest / 128)) count += 1
	return count
}

function putVarUint(bytes: Uint8Array, at: number, value: number): void {
	let index = at
	let rest = value
	for (; rest > 127; rest = Math.floor(rest / 128)) {
		bytes[index] = 128 | (rest % 128)
		index += 1
	}
	bytes[index] = rest
}

/** One message for many: its bytes are built once for each way of speaking, when the first takes them. */
import { wrapFrame, writeMessage, type Message } from '#lib/core/wire/message.ts'

export interface Envelope {
	/** For those who speak y-websocket. */
	readonly plain: Uint8Array
	/** With the room before it. */
	readonly framed: Uint8Array
}

/** `plainMessage`: what says the same to a stock client. */
export function createEnvelope(room: string, message: Message, plainMessage = message): Envelope {
	let plain: Uint8Array | undefined
	let framed: Uint8Array | undefined
	return {
		get plain() {
			return (plain ??= writeMessage(plainMessage))
		},
		get framed() {
			return (framed ??= wrapFrame(room, writeMessage(message)))
		}
	}
}

/** An edit, as it is told live. */
export const newsEnvelope = (room: string, position: number, update: Uint8Array): Envelope =>
	createEnvelope(room, { kind: 'news', position, update }, { kind: 'update', update })

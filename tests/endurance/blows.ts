/** What an attacker who is signed in may send. */
import { writeFrame, writeMessage, type Message } from '#lib/core/wire/message.ts'
import type { Dice } from '../simulation/dice.ts'
import { mutate, noise } from './mutate.ts'

export type Blow =
	/** A binary message of a WebSocket, or a frame in a body. */
	| { readonly kind: 'frame'; readonly bytes: Uint8Array }
	| { readonly kind: 'text'; readonly text: string }
	/** Past the WebSocket, on its connection; which is cut then. */
	| { readonly kind: 'raw'; readonly bytes: Uint8Array }

export interface Target {
	/** The room that is his. */
	readonly room: string
	/** Rooms that are not, or that are none. */
	readonly others: readonly string[]
	/** False: `/sync/<room>`, messages without a room. */
	readonly isMany: boolean
}

const LARGE_BYTES = 1 << 20

/** `samples`: right messages, of which he makes wrong ones. */
export function drawBlow(samples: readonly Message[], target: Target, dice: Dice): Blow {
	const { room, others, isMany } = target
	const written = (message: Message, into = room) =>
		isMany ? writeFrame({ room: into, message }) : writeMessage(message)
	const message: Message = dice.pick(samples) ?? { kind: 'close' }
	const draw = dice.below(100)
	if (dice.oneIn(2_000)) return { kind: 'frame', bytes: written({ kind: 'update', update: large(dice) }) }
	// What the wire carries is wrong, and the wire is right.
	if (draw < 40) return { kind: 'frame', bytes: written(wrong(message, dice)) }
	if (draw < 70) return { kind: 'frame', bytes: mutate(written(message), dice) }
	// Right, and out of order.
	if (draw < 85) return { kind: 'frame', bytes: written(message, dice.oneIn(2) ? dice.pick(others) : room) }
	if (draw < 94) return { kind: 'frame', bytes: noise(dice) }
	if (draw < 97) return { kind: 'text', text: String.fromCharCode(...noise(dice)) }
	return { kind: 'raw', bytes: noise(dice) }
}

function wrong(message: Message, dice: Dice): Message {
	if ('update' in message && message.update instanceof Uint8Array)
		return { ...message, update: mutate(message.update, dice) } as Message
	if ('vector' in message) return { ...message, vector: mutate(message.vector, dice) }
	return message
}

/** A megabyte: nothing, or much the same. */
const large = (dice: Dice): Uint8Array => new Uint8Array(LARGE_BYTES).fill(dice.below(256), dice.below(50))

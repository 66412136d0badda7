/**
 * One connection in one room: how it is spoken to, and which of its updates are on disk. Updates are counted from 1 for
 * each opening of the room; a refused one counts, too.
 */
import type { Message } from '#lib/core/wire/message.ts'
import type { RefusalCode } from '#lib/core/wire/refusal.ts'
import type { Envelope } from './envelope.ts'
import type { Access, Identity } from './gate.ts'

export interface Seat {
	readonly room: string
	readonly identity: Identity
	/** As the client names its device. */
	readonly device: string
	/** Speaks y-websocket and nothing else. */
	readonly isPlain: boolean
	/** Left, or was sent away. */
	readonly isOver: boolean
	/** Takes away less than comes in: spare it what is not needed. */
	readonly isSlow: boolean
	/** What it was told it may do. */
	access: Access
	send(message: Message): void
	sendEnvelope(envelope: Envelope): void
	/** The room is closed to it. A plain connection has no other room, so it is closed whole. */
	shut(code: RefusalCode, sentence?: string): void
	readonly ledger: Ledger
}

/** Of the updates that came from a seat. */
export interface Ledger {
	/** One more came; its number. */
	count(): number
	/** This one is on disk when the room's log is there up to `position`; 0 for a refused one. In the order of their numbers. */
	settle(update: number, position: number): void
	/** The client wants to know. */
	ask(): void
	/** The log is on disk up to `head`, and everything up to `told` was told: says so if that is news and was asked for. */
	stored(head: number, told: number): void
	/** Nothing waits for the disk. */
	readonly isSettled: boolean
}

export function createLedger(send: (message: Message) => void): Ledger {
	const waiting: { readonly update: number; readonly position: number }[] = []
	let counted = 0
	let onDisk = 0
	let position = 0
	let isAsked = false
	let told = 0

	return {
		count: () => (counted += 1),
		settle(update, at) {
			waiting.push({ update, position: at })
		},
		ask() {
			isAsked = true
		},
		stored(head, toldTo) {
			for (let first = waiting[0]; first && first.position <= head; first = waiting[0]) {
				waiting.shift()
				onDisk = first.update
				position = Math.max(position, first.position)
			}
			if (!isAsked || onDisk === told) return
			told = onDisk
			send({ kind: 'durable', count: onDisk, position: Math.min(position, toldTo) })
		},
		get isSettled() {
			return waiting.length === 0
		}
	}
}

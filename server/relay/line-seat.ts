/** A seat as its connection holds it: what is said to it waits while its room is being loaded or brings up the past. */
import { readMessage, writeMessage, type Message } from '#lib/core/wire/message.ts'
import type { RefusalCode } from '#lib/core/wire/refusal.ts'
import { createEnvelope, type Envelope } from './envelope.ts'
import type { Identity } from './gate.ts'
import { createLedger, type Seat } from './seat.ts'

/** Where in the log a device says it is. */
export interface From {
	readonly epoch: string
	readonly position: number
}

export interface LineSeat extends Seat {
	/** Undefined for plain y-websocket, which knows no positions. */
	readonly from: From | undefined
	/** The room has answered. */
	readonly isIn: boolean
	/** The bytes inside are not kept. */
	hear(message: Message): void
	/** What it said is no message of this protocol: its connection ends. */
	breach(): void
	/** The room is loaded and has answered: what it said meanwhile is heard. */
	enter(): void
	/** What would be sent waits until `release`, so that nothing new comes before the past. */
	hold(): void
	release(past: readonly Envelope[]): void
	/** Much at once, which is no sign of a connection that is stuck. */
	sendPast(past: readonly Envelope[]): void
	/** Runs at once, or when what is on the way to the connection has become less. */
	pace(work: () => void): void
	/** An update was not taken; the room stays open. A plain client knows no such message. */
	refuse(update: number, code: RefusalCode, sentence: string): void
	/** Not slow any more: what it was spared is told. */
	unspare(): void
	leave(): void
}

/** The connection, as its seats use it. */
export interface SeatLine {
	readonly identity: Identity
	readonly device: string
	readonly isMany: boolean
	readonly isSlow: boolean
	send(bytes: Uint8Array): void
	sendPast(past: readonly Uint8Array[]): void
	/** Forgotten when the seat is over. */
	pace(seat: LineSeat, work: () => void): void
	/** So many bytes more (or less) wait for rooms that are not there yet. False: too many. */
	wait(bytes: number): boolean
	end(code: RefusalCode): void
	/** This seat is over. */
	onleft(seat: LineSeat): void
}

/** The room, as a seat uses it. */
export interface SeatRoom {
	readonly name: string
	hear(seat: LineSeat, message: Message): void
	leave(seat: LineSeat): void
	/** Presence is told to those it was kept from. */
	unspare(): void
}

export function createLineSeat(room: SeatRoom, line: SeatLine, from: From | undefined): LineSeat {
	const { name } = room
	const { isMany } = line
	let said: Uint8Array[] | undefined = []
	let held: Envelope[] | undefined
	let isOver = false
	let isPlain = !isMany

	const bytesOf = (envelope: Envelope) => (isMany ? envelope.framed : envelope.plain)

	function sendEnvelope(envelope: Envelope): void {
		if (isOver) return
		if (held) held.push(envelope)
		else line.send(bytesOf(envelope))
	}
	const send = (message: Message): void => sendEnvelope(createEnvelope(name, message))

	function sendPast(past: readonly Envelope[]): void {
		if (!isOver) line.sendPast(past.map(bytesOf))
	}

	function keep(message: Message, waiting: Uint8Array[]): void {
		const bytes = writeMessage(message)
		waiting.push(bytes)
		if (!line.wait(bytes.byteLength)) line.end('rate')
	}

	function forgetSaid(): readonly Uint8Array[] {
		const all = said ?? []
		said = undefined
		for (const { byteLength } of all) line.wait(-byteLength)
		return all
	}

	function leave(): void {
		if (isOver) return
		isOver = true
		held = undefined
		forgetSaid()
		line.onleft(seat)
		room.leave(seat)
	}

	const seat: LineSeat = {
		room: name,
		identity: line.identity,
		device: line.device,
		from,
		access: 'read',
		ledger: createLedger(send),
		get isPlain() {
			return isPlain
		},
		get isIn() {
			return said === undefined
		},
		get isOver() {
			return isOver
		},
		get isSlow() {
			return line.isSlow
		},
		send,
		sendEnvelope,
		sendPast,
		pace: (work) => line.pace(seat, work),
		hear(message) {
			if (message.kind === 'durable') isPlain = false
			if (said) keep(message, said)
			else room.hear(seat, message)
		},
		breach: () => line.end('malformed'),
		enter() {
			for (const bytes of forgetSaid()) {
				const message = readMessage(bytes)
				if (message.ok && !isOver) room.hear(seat, message.value)
			}
		},
		hold() {
			held ??= []
		},
		release(past) {
			const after = held ?? []
			held = undefined
			sendPast(past)
			after.forEach(sendEnvelope)
		},
		refuse(update, code, sentence) {
			if (!isPlain) send({ kind: 'refused', code, update, sentence })
		},
		unspare: () => room.unspare(),
		shut(code, sentence = '') {
			if (isOver) return
			if (!isMany) return line.end(code)
			held = undefined
			send({ kind: 'refused', code, update: 0, sentence })
			leave()
		},
		leave
	}
	return seat
}

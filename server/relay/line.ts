/**
 * The relay's end of one connection: what comes in is weighed, read and given to the rooms it is for; what goes out is
 * watched, so that one that takes nothing away costs nobody else anything.
 */
import { ok, type Result } from '#lib/core/result.ts'
import { readFrame, readMessage, writeFrame, writeMessage } from '#lib/core/wire/message.ts'
import type { Frame } from '#lib/core/wire/message.ts'
import { REFUSALS, type RefusalCode } from '#lib/core/wire/refusal.ts'
import type { Access, Identity } from './gate.ts'
import type { Limits } from './limits.ts'
import { createLineSeat, type From, type LineSeat } from './line-seat.ts'
import type { Connection, Line, Schedule, Wanted } from './relay.ts'
import type { Room } from './room.ts'
import { createTokenBucket } from './token-bucket.ts'

export interface RelayLine extends Line {
	readonly identity: Identity
	/** A plain one takes the seat it came for. */
	begin(): void
	/** The other way it ends. */
	end(code: RefusalCode): void
	/** Nothing that comes from now on is taken; what is under way is still answered. */
	mute(): void
	/** What its member may do is another thing now, or is not. */
	recheck(): void
	/** Called regularly: says something if nothing was said since the last time. */
	beat(): void
}

export interface LineDeps {
	readonly limits: Limits
	readonly now: () => number
	readonly schedule: Schedule
	readonly accessTo: (identity: Identity, room: string) => Access
	readonly roomOf: (name: string) => Room
	readonly onover: (line: RelayLine) => void
	readonly onbug: (what: string, bug: unknown) => void
}

const NOT_READ = 'You may not see this.'
const TOO_MANY = 'Too many are open at once.'
const HEARTBEAT = writeFrame({ room: '', message: { kind: 'heartbeat' } })
/** A stock client knows no heartbeat: presence of nobody. */
const ALIVE = writeMessage({ kind: 'awareness', update: Uint8Array.of(0) })

export function createLine(connection: Connection, wanted: Wanted, deps: LineDeps): RelayLine {
	const { limits, now, schedule, accessTo, onbug } = deps
	const { identity, device = '' } = connection
	const isMany = wanted === 'many'
	const seats = new Map<string, LineSeat>()
	/** What waits until less is on its way. */
	let paced: { readonly seat: LineSeat; readonly work: () => void }[] = []
	const messages = createTokenBucket(
		{ atOnce: limits.messagesAtOnce, perSecond: limits.messagesPerSecond },
		now
	)
	const bytes = createTokenBucket({ atOnce: limits.bytesAtOnce, perSecond: limits.bytesPerSecond }, now)
	let isOver = false
	let isMute = false
	let hasSpoken = false
	let waiting = 0
	let most = limits.stuckBytes
	let callOff: (() => void) | undefined

	function send(message: Uint8Array): void {
		if (isOver) return
		if (connection.bufferedBytes() > most) return end('rate')
		hasSpoken = true
		try {
			connection.send(message)
		} catch (bug) {
			onbug(`connection of ${identity.member}`, bug)
			end('unavailable')
		}
	}

	function isSlow(): boolean {
		const slow = connection.bufferedBytes() > limits.slowBytes
		if (slow) watch()
		return slow
	}

	/** Nobody says when the other side has taken something away. */
	function watch(): void {
		callOff ??= schedule(limits.presenceMs, () => guarded(look))
	}

	function look(): void {
		callOff = undefined
		if (isOver || isSlow()) return
		most = limits.stuckBytes
		for (const seat of seats.values()) seat.unspare()
		while (paced.length > 0 && !isSlow()) paced.shift()?.work()
	}

	function guarded(work: () => void): void {
		try {
			work()
		} catch (bug) {
			onbug(`connection of ${identity.member}`, bug)
			end('unavailable')
		}
	}

	function end(code: RefusalCode): void {
		if (isOver) return
		leave()
		try {
			connection.close(REFUSALS[code].code, code)
		} catch (bug) {
			onbug(`connection of ${identity.member}`, bug)
		}
	}

	function leave(): void {
		if (isOver) return
		isOver = true
		callOff?.()
		paced = []
		for (const seat of [...seats.values()]) seat.leave()
		deps.onover(line)
	}

	function open(name: string, from: From | undefined): void {
		seats.get(name)?.leave()
		const room = deps.roomOf(name)
		const seat = createLineSeat(room, seatLine, from)
		seats.set(name, seat)
		seat.access = accessTo(identity, name)
		if (seat.access === 'none') return seat.shut('forbidden', NOT_READ)
		if (seats.size > limits.roomsPerConnection) return seat.shut('rate', TOO_MANY)
		room.join(seat)
	}

	/** False: no message of this protocol. */
	function take(received: Uint8Array): boolean {
		const read = isMany ? readFrame(received) : readAlone(received, wanted.room)
		if (!read.ok) return false
		const { room, message } = read.value
		if (message.kind === 'heartbeat') {
			send(isMany ? HEARTBEAT : writeMessage(message))
			return true
		}
		if (isMany && room === '') return false
		if (isMany && message.kind === 'open') open(room, message)
		else if (isMany && message.kind === 'close') seats.get(room)?.leave()
		// No seat: the room was shut while this was on its way, and the client offers it again when it comes back.
		else seats.get(room)?.hear(message)
		return true
	}

	const seatLine = {
		identity,
		device,
		isMany,
		get isSlow() {
			return isSlow()
		},
		send,
		sendPast(past: readonly Uint8Array[]) {
			most += past.reduce((sum, { byteLength }) => sum + byteLength, 0)
			past.forEach(send)
			watch()
		},
		pace(seat: LineSeat, work: () => void) {
			if (paced.length > 0 || isSlow()) paced.push({ seat, work })
			else work()
		},
		wait(more: number) {
			waiting += more
			return waiting <= limits.waitingBytes
		},
		end,
		onleft(seat: LineSeat) {
			if (seats.get(seat.room) === seat) seats.delete(seat.room)
			if (paced.length > 0) paced = paced.filter((one) => one.seat !== seat)
		}
	}

	function recheckSeat(seat: LineSeat): void {
		const access = accessTo(identity, seat.room)
		if (access === 'none') return seat.shut('forbidden', NOT_READ)
		if (access === seat.access) return
		// Asked again, the room tells what is allowed now; updates that are on their way are offered anew.
		if (isMany && seat.isIn) seat.shut('forbidden', 'What you may do here has changed.')
		else seat.access = access
	}

	const line: RelayLine = {
		identity,
		begin() {
			if (!isMany) guarded(() => open(wanted.room, undefined))
		},
		receive(received) {
			if (isOver || isMute) return
			guarded(() => {
				const isWithin = messages.take(1) && bytes.take(received.byteLength)
				if (!isWithin) return end('rate')
				if (received.byteLength > limits.messageBytes) return end('too-large')
				if (!take(received)) end('malformed')
			})
		},
		closed: leave,
		end,
		mute() {
			isMute = true
		},
		recheck: () => guarded(() => [...seats.values()].forEach(recheckSeat)),
		beat() {
			if (!hasSpoken) guarded(() => send(isMany ? HEARTBEAT : ALIVE))
			hasSpoken = false
		}
	}
	return line
}

function readAlone(bytes: Uint8Array, room: string): Result<Frame, 'malformed'> {
	const read = readMessage(bytes)
	return read.ok ? ok({ room, message: read.value }) : read
}

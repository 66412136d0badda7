/** A room that is loaded: who is in it, what they say and are told, and what of it is on disk. */
import { refuse } from '#lib/core/result.ts'
import type { Message } from '#lib/core/wire/message.ts'
import type { LogEntry, RoomLog, StoredRoom } from '../storage/room-log.ts'
import { createCatchUp } from './catch-up.ts'
import { createContent } from './content.ts'
import { createEnvelope, createNewsWriter, type Envelope } from './envelope.ts'
import { createFanOut } from './fan-out.ts'
import type { Access, Identity } from './gate.ts'
import type { Limits } from './limits.ts'
import type { From, LineSeat } from './line-seat.ts'
import { createPresence } from './presence.ts'
import { createQuestions, type Questions } from './questions.ts'
import type { RelayMerger, Schedule } from './relay.ts'
import { createSettling, type Resolve } from './settling.ts'
import { createTailMerging } from './tail-merging.ts'
import { scanUpdate, type UpdateScan } from './update-scan.ts'

export interface OpenRoom {
	readonly questions: Questions
	/** Lets it in, tells it the past, and hears what it said meanwhile; when the connection can take it. */
	admit(seat: LineSeat): void
	hear(seat: LineSeat, message: Message): void
	leave(seat: LineSeat): void
	unspare(): void
	write(update: Uint8Array, resolve: Resolve): void
	stored(position: number): void
	/** Everybody is sent away. */
	close(): void
	readonly isUsed: boolean
	readonly bytes: number
}

export interface OpenRoomDeps {
	readonly log: RoomLog
	readonly limits: Limits
	readonly now: () => number
	readonly schedule: Schedule
	readonly merger: RelayMerger
	readonly accessTo: (identity: Identity, room: string) => Access
	/** Hands an update to the group commit. */
	readonly store: (entry: LogEntry) => void
	readonly report: (line: string) => void
	readonly onbug: (what: string, bug: unknown) => void
	/** A bug ends the room. */
	readonly guarded: (work: () => void) => void
}

const ROOT_ROOM = /^w\.[^.]+$/
const EMPTY_UPDATE = Uint8Array.of(0, 0)
const NOT_READ = 'You may not see this.'
const NOT_WRITE = 'You may read this, but not change it.'

export function createOpenRoom(name: string, loaded: StoredRoom, deps: OpenRoomDeps): OpenRoom {
	const { limits, now, schedule, accessTo, report, guarded } = deps
	let isWhole = true
	const content = createContent(loaded, (position) => {
		if (position === loaded.snapshot?.position) isWhole = false
		report(`room ${name}: the update at ${position} cannot be read and is left out`)
	})
	const writeNews = createNewsWriter(name)
	const catchUp = createCatchUp(name, content, deps.log)
	const questions = createQuestions(content, now)
	const merging = createTailMerging({ ...deps, room: name, content })
	const arriving = new Set<LineSeat>()
	const seats = new Set<LineSeat>()
	/** State vectors that wait for an answer. */
	const asked = new Map<LineSeat, Uint8Array>()
	const fanOut = createFanOut<LineSeat>({ seats, sender, now, schedule, limits })
	const settling = createSettling(content, () => fanOut.toldTo ?? Infinity)
	const presence = ROOT_ROOM.test(name)
		? createPresence({ room: name, seats, now, schedule, limits })
		: undefined
	let isClosed = false

	/** The hot path: bytes built once, nothing made for each seat. */
	function sender(update: Uint8Array): (seat: LineSeat) => void {
		// What is told may not be on disk yet: no position is named that another update could get after a crash.
		const envelope = writeNews(content.head, update)
		return (seat) => seat.sendEnvelope(envelope)
	}

	function enter(seat: LineSeat): void {
		arriving.delete(seat)
		const access = accessTo(seat.identity, name)
		if (access === 'none') return seat.shut('forbidden', NOT_READ)
		seat.access = access
		seats.add(seat)
		if (seat.from) {
			seat.ledger.ask()
			seat.sendEnvelope(catchUp.opened(access))
			resume(seat, pastOf(seat.from))
		} else seat.send({ kind: 'step1', vector: content.accepted.vector() })
		presence?.welcome(seat)
		seat.enter()
	}

	function pastOf({ epoch, position }: From): readonly Envelope[] | Promise<readonly Envelope[]> {
		const isKnown = epoch === content.epoch && position > 0 && position <= content.last
		return isKnown ? catchUp.since(position) : catchUp.whole()
	}

	function resume(seat: LineSeat, past: readonly Envelope[] | Promise<readonly Envelope[]>): void {
		if (!(past instanceof Promise)) return seat.sendPast(past)
		seat.hold()
		past.then(
			(envelopes) => guarded(() => seat.release(envelopes)),
			(bug: unknown) =>
				guarded(() => {
					throw bug
				})
		)
	}

	function ask(seat: LineSeat, vector: Uint8Array): void {
		const isAsking = asked.has(seat)
		asked.set(seat, vector.slice())
		if (!isAsking) seat.pace(() => guarded(() => answer(seat)))
	}

	function answer(seat: LineSeat): void {
		const vector = asked.get(seat) ?? NO_EDITS
		asked.delete(seat)
		const isNewcomer = vector.byteLength === 1 && vector[0] === 0
		const diff = isNewcomer ? refuse('unreadable', 'No document is needed') : questions.diff(vector)
		if (!diff.ok && diff.why === 'malformed') return seat.breach()
		// A stock client takes a `step2`, and nothing else, for the word that it has everything.
		const end = createEnvelope(name, { kind: 'step2', update: diff.ok ? diff.value : EMPTY_UPDATE })
		seat.sendPast(diff.ok ? [end] : [...catchUp.whole(), end])
	}

	function take(seat: LineSeat, update: Uint8Array, isAnswer: boolean): void {
		const scan = scanUpdate(update)
		if (!scan.ok) return seat.breach()
		const number = seat.ledger.count()
		const { ranges, deletes } = scan.value
		const isEmpty = ranges.length === 0 && !deletes
		if (isEmpty || !mayWrite(seat, number)) settling.seat(seat, number, 0)
		else if (isKnown(update, scan.value, isAnswer)) settling.seat(seat, number, content.last)
		else settling.seat(seat, number, accept(update.slice(), scan.value, seat))
	}

	function mayWrite(seat: LineSeat, number: number): boolean {
		const access = accessTo(seat.identity, name)
		if (access === 'none') seat.shut('forbidden', NOT_READ)
		if (access === 'read') seat.refuse(number, 'forbidden', NOT_WRITE)
		return access === 'write'
	}

	/** Nothing in it that is not here already. */
	function isKnown(update: Uint8Array, { ranges, deletes }: UpdateScan, isAnswer: boolean): boolean {
		if (content.accepted.standingOf(ranges) !== 'known') return false
		// A deletion as it is made is new; the answer to a state vector tells all of them again.
		if (ranges.length === 0 && !isAnswer) return false
		return !deletes || questions.hasDeletions(update)
	}

	/** Its position. The bytes are kept. */
	function accept(update: Uint8Array, { ranges }: UpdateScan, from: LineSeat | undefined): number {
		const { position } = content.accept(update, ranges)
		const member = from ? from.identity.member : ''
		const device = from ? from.device : ''
		deps.store({ room: name, position, update, member, device, at: now() })
		fanOut.tell(position, update, from)
		return position
	}

	function mergeWhenDue(): void {
		// Merging without the snapshot would replace it by less.
		if (isWhole) merging.look()
	}

	mergeWhenDue()
	return {
		questions,
		admit(seat) {
			arriving.add(seat)
			seat.pace(() => guarded(() => enter(seat)))
		},
		hear(seat, message) {
			switch (message.kind) {
				case 'step1':
					return ask(seat, message.vector)
				case 'step2':
				case 'update':
					return take(seat, message.update, message.kind === 'step2')
				case 'awareness':
					if (presence && !presence.hear(seat, message.update)) seat.breach()
					return
				case 'query-awareness':
					return presence?.welcome(seat)
				case 'durable':
					seat.ledger.ask()
					return seat.ledger.stored(content.head, fanOut.toldTo ?? Infinity)
				case 'heartbeat':
					return
				// Only for a connection of many rooms, or only the server's.
				case 'open':
				case 'close':
				case 'opened':
				case 'news':
				case 'refused':
				case 'rights':
					return seat.breach()
				default:
					return message satisfies never
			}
		},
		leave(seat) {
			arriving.delete(seat)
			asked.delete(seat)
			settling.leave(seat)
			if (seats.delete(seat) && !isClosed) presence?.leave(seat)
		},
		unspare: () => presence?.tick(),
		write(update, resolve) {
			const scan = scanUpdate(update)
			if (!scan.ok) return resolve(scan)
			const isHere = isKnown(update, scan.value, true)
			settling.writer(isHere ? content.last : accept(update.slice(), scan.value, undefined), resolve)
		},
		stored(position) {
			content.stored(position)
			settling.stored()
			mergeWhenDue()
		},
		close() {
			isClosed = true
			merging.close()
			fanOut.close()
			presence?.close()
			questions.close()
			settling.close()
			for (const seat of [...arriving, ...seats]) seat.shut('unavailable', '')
		},
		get isUsed() {
			const isBusy = settling.hasWriters || merging.isRunning || content.last > content.head
			return seats.size > 0 || arriving.size > 0 || isBusy
		},
		get bytes() {
			return (content.snapshot?.update.byteLength ?? 0) + content.tailBytes
		}
	}
}

const NO_EDITS = Uint8Array.of(0)

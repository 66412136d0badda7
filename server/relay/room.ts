/**
 * A room from the first who asks for it until it leaves memory: loaded once, without blocking anybody; whoever comes
 * meanwhile waits. What goes wrong in it, a failure of the store or a bug, ends this room and no other: everybody in it is
 * sent away, comes back, and finds what is on disk.
 */
import { refuse, type Result } from '#lib/core/result.ts'
import type { Message } from '#lib/core/wire/message.ts'
import type { LogEntry, RoomLog } from '../storage/room-log.ts'
import type { Access, Identity } from './gate.ts'
import type { Limits } from './limits.ts'
import type { LineSeat } from './line-seat.ts'
import { createOpenRoom, type OpenRoom } from './open-room.ts'
import type { RelayMerger, Schedule, WriteRefusal } from './relay.ts'

export interface Room {
	readonly name: string
	/** At once, or when the room is loaded. */
	join(seat: LineSeat): void
	/** Of a seat that is in. The bytes inside are not kept. */
	hear(seat: LineSeat, message: Message): void
	leave(seat: LineSeat): void
	/** Presence is told to those it was kept from. */
	unspare(): void
	/** Of the server itself. The bytes are not kept. */
	write(update: Uint8Array): Promise<Result<number, WriteRefusal>>
	/** Its log is on disk up to this position. */
	stored(position: number): void
	/** What it accepted cannot be stored: nothing of it waits for the disk any more. */
	lost(why: string): void
	/** Called regularly: what is not used is dropped. */
	sweep(): void
	/** Everybody is sent away. */
	close(): void
	readonly hasDocument: boolean
	readonly bytes: number
}

export interface RoomDeps {
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
	/** Out of memory: whoever asks for the room now loads it anew. */
	readonly onover: (room: Room) => void
}

type Written = Result<number, WriteRefusal>

export function createRoom(name: string, deps: RoomDeps): Room {
	const { log, limits, now, report, onbug, onover } = deps
	const joining = new Set<LineSeat>()
	const writes = new Set<{ readonly update: Uint8Array; readonly resolve: (written: Written) => void }>()
	let opened: OpenRoom | undefined
	let isOver = false
	/** Positions: handed to the group commit, and heard of from it. */
	let handed = 0
	let settled = 0
	let idleFrom = now()

	function guarded(work: () => void): void {
		try {
			work()
		} catch (bug) {
			onbug(`room ${name}`, bug)
			end()
		}
	}

	async function load(): Promise<void> {
		const stored = await log.load(name)
		if (isOver) return
		if (!stored.ok) return give(stored.message)
		for (const { kind, position } of stored.value.damaged)
			report(`room ${name}: the ${kind} at ${position} is damaged and was set aside`)
		opened = createOpenRoom(name, stored.value, {
			...deps,
			store(entry) {
				handed = entry.position
				deps.store(entry)
			},
			schedule: (ms, work) => deps.schedule(ms, () => guarded(work)),
			guarded
		})
		for (const seat of joining) opened.admit(seat)
		joining.clear()
		for (const { update, resolve } of writes) opened.write(update, resolve)
		writes.clear()
	}

	function give(why: string): void {
		report(`room ${name}: ${why}`)
		end()
	}

	/** Whoever comes back before the last of it is on disk or given up is sent away again: positions must not be given twice. */
	function end(): void {
		if (!isOver) {
			isOver = true
			for (const seat of [...joining]) seat.shut('unavailable')
			joining.clear()
			for (const { resolve } of writes)
				resolve(refuse('unavailable', `The room ${name} cannot be used at present`))
			writes.clear()
			opened?.close()
		}
		if (settled >= handed) onover(room)
	}

	const isUsed = () => joining.size > 0 || writes.size > 0 || !opened || opened.isUsed

	const room: Room = {
		name,
		join(seat) {
			if (isOver) return seat.shut('unavailable')
			if (opened) guarded(() => opened?.admit(seat))
			else joining.add(seat)
		},
		hear: (seat, message) => guarded(() => opened?.hear(seat, message)),
		leave(seat) {
			joining.delete(seat)
			guarded(() => opened?.leave(seat))
		},
		unspare: () => guarded(() => opened?.unspare()),
		write: (update) =>
			new Promise((resolve) => {
				if (isOver) resolve(refuse('unavailable', `The room ${name} cannot be used at present`))
				else if (opened) guarded(() => opened?.write(update, resolve))
				else writes.add({ update: update.slice(), resolve })
			}),
		stored(position) {
			settled = position
			guarded(() => opened?.stored(position))
			if (isOver) end()
		},
		lost(why) {
			settled = handed
			give(why)
		},
		sweep() {
			guarded(() => opened?.questions.rest(limits.documentIdleMs))
			if (isUsed()) idleFrom = now()
			else if (now() - idleFrom >= limits.roomIdleMs) end()
		},
		close: end,
		get hasDocument() {
			return opened?.questions.hasDocument ?? false
		},
		get bytes() {
			return opened?.bytes ?? 0
		}
	}
	load().catch((bug: unknown) => {
		onbug(`room ${name}`, bug)
		end()
	})
	return room
}

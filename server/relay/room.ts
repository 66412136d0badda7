/**
 * A room from the first who asks for it until it leaves memory: loaded once, without blocking anybody; whoever comes
 * meanwhile waits. What goes wrong in it, a failure of the store or a bug, ends this room and no other: everybody in it is
 * sent away, comes back, and finds what is on disk.
 */
import { refuse, type Result } from '#lib/core/result.ts'
import type { LineSeat, SeatRoom } from './line-seat.ts'
import { createOpenRoom, type OpenRoom, type OpenRoomDeps } from './open-room.ts'
import type { WriteRefusal } from './relay.ts'

export interface Room extends SeatRoom {
	/** At once, or when the room is loaded. */
	join(seat: LineSeat): void
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

export interface RoomDeps extends Omit<OpenRoomDeps, 'guarded'> {
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

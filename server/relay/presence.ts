/**
 * Who is in a root room, and what they look at or hold (y-protocols' awareness). Never stored. What a client says of
 * itself is stamped with the member its connection belongs to; what it says of others is not listened to (a stock client
 * sends on whatever it hears). Told at most every 50 ms, the newest state only, and spared a connection that is slow.
 */
import type { Message } from '#lib/core/wire/message.ts'
import { GONE, readAwareness, writeAwareness, type AwarenessEntry } from './awareness.ts'
import { createEnvelope } from './envelope.ts'
import type { Identity } from './gate.ts'
import type { Limits } from './limits.ts'
import type { Schedule } from './relay.ts'
import type { Seat } from './seat.ts'

export interface Presence {
	/** False: the bytes are no awareness. */
	hear(seat: Seat, update: Uint8Array): boolean
	/** Tells a newcomer, or one who asks, of everybody here. */
	welcome(seat: Seat): void
	leave(seat: Seat): void
	/** Tells those who were spared, when they are not slow any more. */
	tick(): void
	close(): void
}

export interface PresenceDeps {
	readonly room: string
	readonly seats: ReadonlySet<Seat>
	readonly now: () => number
	readonly schedule: Schedule
	readonly limits: Pick<Limits, 'presenceBytes' | 'presenceMs'>
}

interface Present extends AwarenessEntry {
	/** By the client's own count; `clock` is the one that was told. */
	readonly heard: number
	/** Undefined: left, and remembered for a while. */
	readonly seat: Seat | undefined
	readonly session: string
	readonly since: number
}

/** An old state of somebody who left may still be on its way: y-protocols forgets people after as long. */
const REMEMBERED_MS = 30_000

export function createPresence({ room, seats, now, schedule, limits }: PresenceDeps): Presence {
	const present = new Map<number, Present>()
	/** A device has one Yjs client in a room. */
	const clientOf = new Map<Seat, number>()
	const changed = new Set<number>()
	const spared = new Set<Seat>()
	let quietFrom = -Infinity
	let callOff: (() => void) | undefined

	function set(next: Omit<Present, 'since'>): void {
		present.set(next.client, { ...next, since: now() })
		changed.add(next.client)
		if (callOff) return
		const wait = Math.min(quietFrom - now(), limits.presenceMs)
		if (wait <= 0) tell()
		else callOff = schedule(wait, tell)
	}

	function tell(): void {
		callOff = undefined
		const news = [...changed].flatMap((client) => present.get(client) ?? [])
		changed.clear()
		const forAll = createEnvelope(room, awarenessOf(news))
		for (const seat of seats) {
			if (seat.isSlow) spared.add(seat)
			else if (spared.has(seat)) continue
			// Its own state comes back older than it is by now: never.
			else if (news.some((one) => one.seat === seat)) send(seat, news)
			else seat.sendEnvelope(forAll)
		}
		quietFrom = now() + limits.presenceMs
		forgetOld()
		catchUp()
	}

	function send(seat: Seat, entries: Iterable<Present>): void {
		const others = [...entries].filter((one) => one.seat !== seat)
		if (others.length > 0) seat.send(awarenessOf(others))
	}

	function forgetOld(): void {
		const before = now() - REMEMBERED_MS
		for (const { client, seat, since } of present.values())
			if (!seat && since < before) present.delete(client)
	}

	/** What they missed, also who left. */
	function catchUp(): void {
		for (const seat of spared) {
			if (seat.isSlow) continue
			spared.delete(seat)
			if (seats.has(seat)) send(seat, present.values())
		}
	}

	function listen(seat: Seat, { client, clock, state }: AwarenessEntry): void {
		const known = present.get(client)
		const stamped = state === GONE ? GONE : stamp(state, seat.identity, limits.presenceBytes)
		if (stamped === undefined || !mayClaim(seat, { client, clock, state }, known)) return
		if (known?.seat === seat && (clock < known.heard || (clock === known.heard && stamped === known.state)))
			return
		clientOf.set(seat, client)
		// Whoever saw it leave ignores the clock it comes back with.
		const told = known ? Math.max(clock, known.clock + 1) : clock
		set({ client, clock: told, heard: clock, state: stamped, seat, session: seat.identity.session })
	}

	function mayClaim(
		seat: Seat,
		{ client, clock, state }: AwarenessEntry,
		known: Present | undefined
	): boolean {
		const own = clientOf.get(seat)
		if (own !== undefined && own !== client) return false
		if (!known) return state !== GONE
		if (known.seat === seat) return true
		// The same device over a new line, maybe before the old one is known to be gone.
		if (known.session === seat.identity.session) return state !== GONE
		return known.seat === undefined && state !== GONE && clock > known.clock
	}

	return {
		hear(seat, update) {
			const entries = readAwareness(update)
			if (!entries.ok) return false
			entries.value.forEach((entry) => listen(seat, entry))
			return true
		},
		welcome(seat) {
			send(
				seat,
				[...present.values()].filter(({ state }) => state !== GONE)
			)
		},
		leave(seat) {
			const client = clientOf.get(seat)
			clientOf.delete(seat)
			spared.delete(seat)
			if (client === undefined) return
			const known = present.get(client)
			if (known?.seat === seat) set({ ...known, clock: known.clock + 1, state: GONE, seat: undefined })
		},
		tick: catchUp,
		close() {
			callOff?.()
			callOff = undefined
		}
	}
}

const awarenessOf = (entries: readonly AwarenessEntry[]): Message => ({
	kind: 'awareness',
	update: writeAwareness(entries)
})

/** Undefined: no state that may be told. */
function stamp(state: string, { member, name }: Identity, mostBytes: number): string | undefined {
	if (state.length > mostBytes) return undefined
	try {
		const claimed: unknown = JSON.parse(state)
		if (typeof claimed !== 'object' || claimed === null || Array.isArray(claimed)) return undefined
		const user = 'user' in claimed && typeof claimed.user === 'object' ? claimed.user : {}
		return JSON.stringify({ ...claimed, user: { ...user, id: member, name } })
	} catch {
		return undefined
	}
}

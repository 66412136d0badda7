/**
 * Tells the others in a room what came in: at once when it is quiet; together when updates arrive faster than a broadcast
 * takes (merged updates made 1,000 clients 30 × cheaper under flood; waiting always would cost 10 ms when nothing is
 * going on).
 */
import { joinUpdates } from './join-updates.ts'
import type { Limits } from './limits.ts'
import type { Schedule } from './relay.ts'

export interface FanOut<Seat> {
	/** `from` is not told what is its own alone. */
	tell(position: number, update: Uint8Array, from: Seat | undefined): void
	/** Everything up to this position was told; undefined: everything at all. */
	readonly toldTo: number | undefined
	close(): void
}

export interface FanOutDeps<Seat> {
	readonly seats: ReadonlySet<Seat>
	/** To everybody in the room but `except`. */
	readonly broadcast: (update: Uint8Array, except: Seat | undefined) => void
	readonly now: () => number
	readonly schedule: Schedule
	readonly limits: Pick<Limits, 'gatherMsPerConnection' | 'gatherMsMost'>
}

interface News<Seat> {
	readonly position: number
	readonly update: Uint8Array
	readonly from: Seat | undefined
}

export function createFanOut<Seat>(deps: FanOutDeps<Seat>): FanOut<Seat> {
	const { seats, broadcast, now, schedule } = deps
	const { gatherMsPerConnection, gatherMsMost } = deps.limits
	let gathered: News<Seat>[] = []
	let quietFrom = -Infinity
	let callOff: (() => void) | undefined

	function flush(): void {
		callOff = undefined
		const [first, ...others] = gathered
		if (!first) return
		gathered = []
		const from = others.every((news) => news.from === first.from) ? first.from : undefined
		const updates = [first, ...others].map(({ update }) => update)
		const joined = joinUpdates(updates)
		if (joined) broadcast(joined, from)
		else updates.forEach((update) => broadcast(update, from))
		rest()
	}

	function rest(): void {
		quietFrom = now() + Math.min(gatherMsMost, seats.size * gatherMsPerConnection)
	}

	return {
		tell(position, update, from) {
			// A clock that is set back must not silence the room.
			const wait = callOff ? Infinity : Math.min(quietFrom - now(), gatherMsMost)
			if (wait <= 0) {
				broadcast(update, from)
				return rest()
			}
			gathered.push({ position, update, from })
			callOff ??= schedule(wait, flush)
		},
		get toldTo() {
			return gathered[0] && gathered[0].position - 1
		},
		close() {
			callOff?.()
			callOff = undefined
			gathered = []
		}
	}
}

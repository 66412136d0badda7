/**
 * Tells a silent line from a dead one, by counting beats: a clock that is set back, or a laptop that slept, must not
 * look like a broken network.
 */
import { HEARTBEAT_MS } from '#lib/core/wire/message.ts'
import type { Timers } from './timers.ts'

export const TICK_MS = HEARTBEAT_MS / 2
/** Silent for so many beats: ask. For so many: dead. */
const ASK_AT = 2
const DEAD_AT = 4

export interface Pulse {
	/** Something arrived. */
	heard(): void
	/** Asks now: the device may have slept. */
	hurry(): void
	stop(): void
}

export interface PulseEvents {
	ask(): void
	/** Each beat in which something was heard. */
	alive(): void
	dead(): void
}

export function listen(timers: Timers, events: PulseEvents): Pulse {
	let silent = 0
	let callOff = timers.after(TICK_MS, beat)

	function beat() {
		callOff = timers.after(TICK_MS, beat)
		silent += 1
		if (silent === 1) events.alive()
		if (silent === ASK_AT) events.ask()
		if (silent >= DEAD_AT) {
			callOff()
			events.dead()
		}
	}

	return {
		heard: () => (silent = 0),
		hurry() {
			silent = Math.max(silent, ASK_AT)
			events.ask()
		},
		stop: () => callOff()
	}
}

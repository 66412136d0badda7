/** A line over HTTP long polling. */
import type { OpenLine } from './line.ts'
import type { Timers } from './timers.ts'

export type PollFetch = (path: string, init: RequestInit) => Promise<Response>

export const pollingLine =
	(_fetch: PollFetch, timers: Timers, _address: string): OpenLine =>
	(events) => {
		const callOff = timers.after(0, () => events.closed(undefined))
		return { buffered: 0, send: () => undefined, close: callOff }
	}

/**
 * A line to the server carries whole frames both ways, in order, or it is closed. A WebSocket is one, HTTP long polling
 * is the other; above them nobody knows which it is.
 */
import type { RefusalCode } from '#lib/core/wire/refusal.ts'

export interface LineEvents {
	/** Frames go through from now on; never called after `closed`. */
	open(): void
	frame(bytes: Uint8Array): void
	/** Once, whoever closed it. `why` is undefined where the network or the server just went away. */
	closed(why: RefusalCode | undefined): void
}

export interface Line {
	/** Bytes that were handed over and are not on their way yet. */
	readonly buffered: number
	send(frame: Uint8Array): void
	/** `closed` is called before it returns. */
	close(): void
}

export type OpenLine = (events: LineEvents) => Line

/**
 * The relay of rooms (design §8): what others may ask of it, and what it needs. The core (`create-relay.ts`) holds no
 * socket, clock or timer of its own, so that a simulated world drives it step by step; `websocket.ts` and `polling.ts`
 * bind it to the network.
 */
import type { Result } from '#lib/core/result.ts'
import type { LogEntry, RoomLog } from '../storage/room-log.ts'
import type { Gate, Identity } from './gate.ts'
import type { Limits } from './limits.ts'

/** One device on the line, whatever carries its bytes. None of these may throw. */
export interface Connection {
	readonly identity: Identity
	/** As the client names itself, for the log; '' where it does not. */
	readonly device?: string
	/** A whole frame (many rooms) or message (one room). The bytes may be shared with other connections: not to be changed. */
	send(bytes: Uint8Array): void
	/** `code` is one of `REFUSALS`. Called at most once, and nothing is sent after it. */
	close(code: number, reason: string): void
	/** Bytes handed to `send` that the other side has not taken yet. */
	bufferedBytes(): number
}

/** `many`: frames of (room, message). Else plain y-websocket messages of one room. */
export type Wanted = 'many' | { readonly room: string }

/** The other direction: the relay's end of a connection. */
export interface Line {
	/** One frame or message. The bytes are not kept: the caller may use them again. */
	receive(bytes: Uint8Array): void
	/** The device went away. Harmless after `Connection.close`, and when called again. */
	closed(): void
}

export interface Relay {
	/** Whoever may not be here is closed at once (`Connection.close` is called before this returns). */
	connect(connection: Connection, wanted: Wanted): Line
	/**
	 * An update of the server's own, the only way to write to a busy room. Resolves with its position when it is on disk; an
	 * update that says nothing new gives the position that holds it.
	 */
	write(room: string, update: Uint8Array): Promise<Result<number, WriteRefusal>>
	/** For the health page and for tests. */
	counts(): RelayCounts
	/** Stores what is waiting, acknowledges it, and closes every connection as `unavailable`. May be called twice. */
	close(): Promise<void>
}

export type WriteRefusal = 'malformed' | 'unavailable'

export interface RelayCounts {
	readonly connections: number
	/** Rooms in memory. */
	readonly rooms: number
	/** Of those, with a document built for a question by state vector. */
	readonly documents: number
	/** Bytes of snapshots and tails in memory. */
	readonly bytes: number
	/** Accepted and not on disk yet. */
	readonly waiting: number
}

/** Runs once, later: not before the present call has returned, also for 0. Returns the way to call it off. */
export type Schedule = (ms: number, work: () => void) => () => void

/** Merges off the main thread; `server/compaction` has one. */
export interface RelayMerger {
	merge(
		updates: readonly Uint8Array[]
	): Promise<Result<{ readonly update: Uint8Array; readonly malformed: readonly number[] }>>
}

export interface RelayDeps {
	readonly log: RoomLog
	readonly gate: Gate
	/** Milliseconds since the epoch. */
	readonly now: () => number
	readonly schedule: Schedule
	readonly merger: RelayMerger
	readonly limits?: Partial<Limits>
	/** After each commit, in the order of the log. May not throw; what it throws is reported. */
	readonly ondurable?: (entries: readonly LogEntry[]) => void
	/** One line for whoever looks after the server: damage, failures of the store, bugs. Never content of a room. */
	readonly report?: (line: string) => void
}

/**
 * The port of the store of rooms: a log of updates for each room, and snapshots that stand for its beginning. One
 * contract suite runs on every implementation (`tests/contract/room-log.test.ts`). Positions of a room begin at 1, have
 * no gaps, and are never used twice within one epoch, not even when rows are damaged.
 *
 * What differs from a plain list: the epoch of a room is known before its first entry (`load` of a name that nobody
 * ever wrote to is a room with head 0, and nothing is stored for it); `entriesAfter` leaves out what is damaged;
 * `saveSnapshot` leaves what would be a step back; `close` is awaited.
 */
import type { Result } from '#lib/core/result.ts'

export type StoreFault =
	/** The disk is full or refuses to be written: nothing of the call was stored. */
	| 'full'
	/** Any other failure of the store, also a call after `close`: nothing of the call was stored. */
	| 'failed'

export interface LogEntry {
	readonly room: string
	readonly position: number
	/** A Yjs update, encoding v1. */
	readonly update: Uint8Array
	/** Who sent it, from the authenticated connection; empty for the server itself. */
	readonly member: string
	readonly device: string
	/** Milliseconds since the epoch, by the server's clock. */
	readonly at: number
}

export interface Snapshot {
	/** It holds everything up to and with this position. */
	readonly position: number
	readonly update: Uint8Array
}

export interface StoredRoom {
	/** Random; another one after a restore or after `remove`: positions mean something within one epoch only. */
	readonly epoch: string
	/** The newest position that was ever given; 0 for a room without any entry. */
	readonly head: number
	readonly snapshot: Snapshot | undefined
	/** Entries above the snapshot, ascending; all that are left when there is none. */
	readonly tail: readonly LogEntry[]
	/** Rows that did not match their checksum: set aside now, not part of the above. */
	readonly damaged: readonly DamagedRow[]
}

export interface DamagedRow {
	readonly room: string
	/** Of the log entry or of the snapshot. */
	readonly position: number
	readonly kind: 'entry' | 'snapshot'
	/** Milliseconds since the epoch. */
	readonly foundAt: number
}

export interface RoomLog {
	/**
	 * All of it or nothing, on disk (fsync) when it returns, also for many rooms at once. The first position of each room
	 * is its head + 1, the others follow without gap; anything else is a bug of the caller and is thrown, with nothing
	 * stored. After a refusal the same entries may be offered again.
	 */
	append(entries: readonly LogEntry[]): Promise<Result<void, StoreFault>>
	/** Checks every row it reads; damaged ones are set aside, once, with their bytes, and reported. */
	load(room: string): Promise<Result<StoredRoom, StoreFault>>
	/**
	 * Replaces the room's snapshot. Entries at or below `position - keep` are dropped: the ones above stay for devices
	 * that return with an older position. A snapshot older than the present one or above the head (the room was removed
	 * while it was made) changes nothing; one of the same position replaces it.
	 */
	saveSnapshot(room: string, snapshot: Snapshot, keep: number): Promise<Result<void, StoreFault>>
	/**
	 * Entries above `after` (and up to the head), or undefined when the log no longer reaches back that far. Damaged ones
	 * are left out: a device finds by its state vector that it lacks them.
	 */
	entriesAfter(room: string, after: number): Promise<Result<readonly LogEntry[] | undefined, StoreFault>>
	/** Names of rooms with entries that begin with this, sorted by code point. */
	rooms(prefix: string): Promise<Result<readonly string[], StoreFault>>
	/** Everything set aside so far, newest first. */
	damaged(): Promise<Result<readonly DamagedRow[], StoreFault>>
	/** Removes rooms for good, with all they have. A room of that name that comes later has another epoch. */
	remove(rooms: readonly string[]): Promise<Result<void, StoreFault>>
	/** A consistent copy of the whole store into a new file, while it is in use. An existing file is `failed`. */
	backup(path: string): Promise<Result<void, StoreFault>>
	/** What was called before is done first. May be called twice. */
	close(): Promise<void>
}

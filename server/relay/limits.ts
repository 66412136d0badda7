/** How much one connection, member or room may take from the others, and how long things stay. */
import { HEARTBEAT_MS, MAX_MESSAGE_BYTES } from '#lib/core/wire/message.ts'

export interface Limits {
	readonly messageBytes: number
	/** Refilled each second, and what may come at once: a device that returns sends what it did while it was away. */
	readonly messagesPerSecond: number
	readonly messagesAtOnce: number
	readonly bytesPerSecond: number
	readonly bytesAtOnce: number
	readonly connectionsPerMember: number
	readonly roomsPerConnection: number
	/** What may wait in a room that is being loaded, for each connection. */
	readonly waitingBytes: number
	/** Presence is dropped, and the next room waits, while more than this is on its way to a connection. */
	readonly slowBytes: number
	/** A connection that takes away less than comes in is closed: it catches up from the log. */
	readonly stuckBytes: number
	/** The state of one device in presence, as JSON. */
	readonly presenceBytes: number
	/** Presence of a room is told at most this often. */
	readonly presenceMs: number
	readonly heartbeatMs: number
	/** So many are stored together at most. */
	readonly commitUpdates: number
	/** After a broadcast to one more connection, updates are gathered for this much longer, up to the most. */
	readonly gatherMsPerConnection: number
	readonly gatherMsMost: number
	/** So many connections of a room are told in one go, before others have their turn. */
	readonly tellAtOnce: number
	/** A room nobody uses leaves memory; a document built for a question by state vector, earlier. */
	readonly roomIdleMs: number
	readonly documentIdleMs: number
	/** A tail longer than this, or than this part of the snapshot, is merged into it. */
	readonly tailUpdates: number
	readonly tailPart: number
	/** Below so many bytes the part does not count: merging costs more than it saves. */
	readonly tailBytesLeast: number
	/** Log entries kept behind a snapshot, for devices that return. */
	readonly keptUpdates: number
}

const MB = 1 << 20

export const LIMITS: Limits = {
	messageBytes: MAX_MESSAGE_BYTES,
	messagesPerSecond: 500,
	messagesAtOnce: 5_000,
	bytesPerSecond: 4 * MB,
	bytesAtOnce: 64 * MB,
	connectionsPerMember: 100,
	roomsPerConnection: 256,
	waitingBytes: 20 * MB,
	slowBytes: MB,
	stuckBytes: 8 * MB,
	presenceBytes: 4_096,
	presenceMs: 50,
	heartbeatMs: HEARTBEAT_MS,
	commitUpdates: 64,
	// A write to a socket costs about 10 µs: gathering takes about as long as the broadcast before it did.
	gatherMsPerConnection: 0.01,
	gatherMsMost: 10,
	// Less than a millisecond.
	tellAtOnce: 64,
	roomIdleMs: 60_000,
	documentIdleMs: 30_000,
	tailUpdates: 500,
	tailPart: 0.2,
	tailBytesLeast: 64 << 10,
	keptUpdates: 2_000
}

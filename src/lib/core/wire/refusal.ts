/**
 * Why the server turns something away: the closed list. A number on the wire, never a text to parse. y-websocket 3 takes
 * the close codes 4400-4499 as final and reconnects after every other one; what passes by itself must lie outside.
 */
export const REFUSALS = {
	/** The client speaks a version of the wire that this server no longer knows: reload the page. */
	'too-old': { code: 4400, passes: false },
	/** Nobody is signed in, or the session ended: sign in again. */
	unauthenticated: { code: 4401, passes: false },
	/** Signed in, and not allowed: reading the room, or writing to it. */
	forbidden: { code: 4403, passes: false },
	/** There is no such room (any more). */
	gone: { code: 4404, passes: false },
	/** One message above `MAX_MESSAGE_BYTES`. */
	'too-large': { code: 4413, passes: false },
	/** Bytes that are no message of this protocol. */
	malformed: { code: 4422, passes: false },
	/** Too many messages, or more than the connection takes away: come back and catch up. */
	rate: { code: 4529, passes: true },
	/** The server cannot store at present (disk full, shutting down): nothing was acknowledged, try again. */
	unavailable: { code: 4503, passes: true }
} as const satisfies Readonly<Record<string, { readonly code: number; readonly passes: boolean }>>

export type RefusalCode = keyof typeof REFUSALS

/** The name of a close code; undefined for one that is not ours. */
export const refusalOf = (code: number): RefusalCode | undefined =>
	(Object.keys(REFUSALS) as RefusalCode[]).find((name) => REFUSALS[name].code === code)

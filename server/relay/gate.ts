/**
 * What the relay must know of people: who is on a connection, and what they may do with a room. Others answer (accounts
 * and sharing, brought together in `app.ts`); the relay only asks. Asked at open and on every update, so it must be
 * answered from memory.
 */
export interface Identity {
	/** The account's id. */
	readonly member: string
	/** As colleagues see it in presence. */
	readonly name: string
	/** So that revoking a session closes its connections. */
	readonly session: string
}

export type Access = 'none' | 'read' | 'write'

/** Somebody's rights changed, or a session ended: the relay asks again for the connections that match. */
export interface RightsChange {
	readonly member?: string
	readonly session?: string
	/** The session is over: its connections are closed as `unauthenticated`. */
	readonly ended?: boolean
}

export interface Gate {
	/** Undefined: nobody is signed in. Reads the cookie of the upgrade or of a polling request. */
	identify(headers: Headers): Promise<Identity | undefined>
	accessTo(identity: Identity, room: string): Access
	/** Returns the way to stop listening. */
	onchange(listener: (change: RightsChange) => void): () => void
}

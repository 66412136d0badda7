/** Answers about the server and the person who asks: `/api/server`, `/api/me`, `/api/me/sessions`. */
import type { WorkspaceView } from './membership.ts'

/** `GET /api/server`: for everybody, before any sign-in. */
export interface ServerState {
	/** Nobody has an account yet: whoever signs up now owns the server. Else signing up takes an invitation. */
	readonly isNew: boolean
	readonly signIn: {
		readonly password: true
		/** Browsers take them only over https and on localhost, and never for an address made of numbers. */
		readonly passkey: boolean
		readonly google: boolean
		readonly microsoft: boolean
	}
	/** Whether it can send mail: invitations, links for a new password. */
	readonly mail: boolean
}

/** `GET /api/me`; 401 `signed-out` when nobody is signed in. */
export interface Me {
	readonly person: Person
	/** The session of this cookie. */
	readonly session: string
	/** Every workspace the person is a member of. */
	readonly workspaces: readonly WorkspaceView[]
}

export interface Person {
	readonly id: string
	readonly name: string
	readonly email: string
	/** The first person of this server. */
	readonly isFounder: boolean
}

/** `GET /api/me/sessions`, newest first. `DELETE /api/me/sessions/:id` ends one, `DELETE /api/me/sessions` all others. */
export interface SessionView {
	readonly id: string
	readonly isThis: boolean
	/** As the browser named itself; '' when it did not. */
	readonly browser: string
	readonly address: string
	/** Milliseconds since the epoch. */
	readonly startedAt: number
	readonly usedAt: number
	readonly expiresAt: number
}

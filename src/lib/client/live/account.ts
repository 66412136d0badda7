/**
 * The person on this device and what the server knows of them: sign-in, sessions, invitations, and which books of the
 * account are on this device. Nothing of the book waits for it: it is asked after the first paint and only where there
 * is a server. `account-state.svelte.ts` is the one of a device; `device.account` gives it. Reads are reactive.
 */
import type { Result } from '#lib/core/result.ts'
import type { WorkspaceId } from '#lib/core/workspace/workspace.ts'

export type Role = 'owner' | 'admin' | 'member' | 'viewer'

export type Session =
	/** Not asked yet, or there is no network to ask by. */
	| 'unknown'
	| 'signed-out'
	| 'signed-in'
	/** It was signed in, and the session ended: sign in again, nothing was lost. */
	| 'expired'

/** What this server offers; undefined while it was not reached. */
export interface ServerFace {
	/** Nobody has an account yet: the first to sign up becomes its owner. */
	readonly isNew: boolean
	/** Signing up without an invitation is allowed. */
	readonly openSignUp: boolean
	readonly google: boolean
	readonly microsoft: boolean
	/** Invitations are sent by mail; else their link is handed over by hand. */
	readonly mail: boolean
}

export interface Me {
	readonly id: string
	readonly name: string
	readonly email: string
}

/** A book the account may open. */
export interface AccountBook {
	readonly id: WorkspaceId
	readonly name: string
	readonly role: Role
	readonly onThisDevice: boolean
}

/** Where the account is signed in. */
export interface SessionLine {
	readonly id: string
	/** `Chrome on Windows` */
	readonly device: string
	/** Milliseconds since the epoch. */
	readonly lastSeen: number
	readonly isThis: boolean
}

export interface PasskeyLine {
	readonly id: string
	readonly name: string
	readonly createdAt: number
}

export interface InvitationLine {
	readonly id: string
	readonly email: string
	readonly role: Role
	/** To be handed over where there is no mail. */
	readonly link: string
	readonly expiresAt: number
}

/** What an invitation link leads to, before it is accepted. */
export interface InvitationFace {
	readonly workspace: WorkspaceId
	readonly workspaceName: string
	readonly invitedBy: string
	readonly role: Role
	readonly email: string
}

export type AccountRefusal =
	/** No network, or the server does not answer: nothing was changed. */
	| 'offline'
	/** Wrong name or password, no such passkey, the dialog was cancelled. */
	| 'not-recognised'
	/** A field does not hold: too short a password, no e-mail address. `message` says which. */
	| 'bad-input'
	/** There is an account of this e-mail, or somebody else registered this book. */
	| 'taken'
	/** Not signed in (any more). */
	| 'unauthenticated'
	/** Signed in, and not allowed. */
	| 'forbidden'
	/** The invitation ran out, was used or was taken back. */
	| 'gone'
	/** Too many tries: wait a little. */
	| 'rate'
	/** The server could not do it. */
	| 'failed'

export type Answer<Value = void> = Promise<Result<Value, AccountRefusal>>

export interface Account {
	readonly session: Session
	readonly me: Me | undefined
	readonly server: ServerFace | undefined
	/** Of the account; by name. Those of the last time it was asked, also offline. */
	readonly books: readonly AccountBook[]

	/** Asks the server again: after the first paint, after a return, when a dialog opens. */
	refresh(): Promise<void>

	signUp(person: { readonly name: string; readonly email: string; readonly password: string }): Answer
	signIn(person: { readonly email: string; readonly password: string }): Answer
	signInWithPasskey(): Answer
	/** Leaves the page; it comes back to `returnTo`. */
	signInWith(provider: 'google' | 'microsoft', returnTo: string): Answer
	/** How many actions of all books of the account are on this device only: the dialog asks about them. */
	unsynced(): Promise<number>
	/**
	 * Ends the session and takes every book of the account off this device, with what waits. Offline the copies go all
	 * the same, and the session ends by itself.
	 */
	signOut(): Promise<void>

	sessions(): Answer<readonly SessionLine[]>
	/** That device is signed out at once, also while it is connected. */
	revoke(session: string): Answer
	passkeys(): Answer<readonly PasskeyLine[]>
	addPasskey(name: string): Answer
	removePasskey(passkey: string): Answer

	/** The open book, begun without an account, becomes a book of this account; all of it goes to the server behind it. */
	connect(): Answer
	/** Brings a book of the account to this device and opens it: its frame at once, the rest as it is shown. */
	open(workspace: WorkspaceId): Answer

	/** Of the open book. */
	invitations(): Answer<readonly InvitationLine[]>
	invite(person: { readonly email: string; readonly role: Role }): Answer<InvitationLine>
	takeBack(invitation: string): Answer
	/** Of a link: anybody may look. */
	lookAtInvitation(code: string): Answer<InvitationFace>
	/** Signed in: the book comes to this device and opens. */
	accept(code: string): Answer<WorkspaceId>
}

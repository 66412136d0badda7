/** What the rest of the server may ask of accounts: the port. Made by `create-accounts.ts`. */
import type { SessionView } from '#lib/core/account/person.ts'
import type { Result } from '#lib/core/result.ts'

export interface SignedIn {
	/** The account's id. */
	readonly id: string
	readonly name: string
	/** Lower case. */
	readonly email: string
	/** The first person of this server. */
	readonly isFounder: boolean
	/** The session's id, never its token. */
	readonly session: string
}

/** `session` undefined: the person has another name. `ended`: that session is over. */
export interface SignedInChange {
	readonly person: string
	readonly session: string | undefined
	readonly ended: boolean
}

export interface Accounts {
	/** Undefined: nobody is signed in. Remembered for a few seconds, and forgotten at once when the session ends. */
	identify(headers: Headers): Promise<SignedIn | undefined>
	/** As `identify`, fresh, and the session lives longer for it: `cookies` go with the answer. */
	renew(
		headers: Headers
	): Promise<{ readonly person: SignedIn | undefined; readonly cookies: readonly string[] }>
	/** Nobody has an account yet. */
	isNew(): Promise<boolean>
	/** The library's own routes under `/api/auth`: which of them and with what body, the caller has checked. */
	answer(call: AuthCall): Promise<Response>
	/** Names and addresses by id; ids without an account are missing. */
	people(
		ids: readonly string[]
	): Promise<ReadonlyMap<string, { readonly name: string; readonly email: string }>>
	sessionsOf(person: SignedIn): Promise<readonly SessionView[]>
	endSession(person: SignedIn, session: string): Promise<Result<void, 'not-found'>>
	endOtherSessions(person: SignedIn): Promise<void>
	/** A token for a new password of this person, good once and for a day. */
	resetToken(person: string): Promise<{ readonly token: string; readonly expiresAt: number }>
	/** Ends sessions and names: told after they are on disk. Returns the way to stop listening. */
	onchange(listener: (change: SignedInChange) => void): () => void
	close(): void
}

export interface AuthCall {
	readonly method: string
	/** Behind `/api/auth`, with the query: `/sign-in/email`. */
	readonly path: string
	readonly headers: Headers
	/** JSON text. */
	readonly body: string | undefined
	/** Of the caller's connection: for the list of sessions. */
	readonly address: string
	/** Where the page was loaded from. */
	readonly origin: string
	/** Of an invitation, from its cookie. */
	readonly code: string | undefined
}

/** Who may become an account on a server that has an owner: answered by sharing. */
export interface Admissions {
	/** The invitation behind a code, or undefined: not valid (any more). `email`: it is for this address only. */
	invitation(code: string): Promise<{ readonly email: string | undefined } | undefined>
	/** Takes the invitation for the new account. */
	join(
		code: string,
		person: { readonly id: string; readonly name: string; readonly email: string }
	): Promise<void>
}

/** Hands a mail over. False: it could not be. Never throws. */
export type SendMail = (mail: {
	readonly to: string
	readonly subject: string
	readonly text: string
}) => Promise<boolean>

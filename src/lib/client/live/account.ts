/**
 * The person on this device and what the server knows of them: sign-in, sessions, invitations, members and rights, and
 * which books of the account are on this device. Nothing of the book waits for it: it is asked after the first paint and
 * only where there is a server. `account-state.svelte.ts` is the one of a device; `device.account` gives it. Reads are
 * reactive. Shapes that go over HTTP stand in `core/account`.
 */
import type {
	InvitationMade,
	InvitationPreview,
	InvitationView,
	InviteRequest
} from '#lib/core/account/invitation.ts'
import type {
	AccessLine,
	AccessRequest,
	CalendarView,
	MemberView,
	ResetLink,
	RightsRecord
} from '#lib/core/account/membership.ts'
import type { Person, ServerState, SessionView } from '#lib/core/account/person.ts'
import type { ApiRefusal } from '#lib/core/account/refusal.ts'
import type { Role } from '#lib/core/account/role.ts'
import type { PasskeyView, SignInProvider } from '#lib/core/account/sign-in.ts'
import type { Result } from '#lib/core/result.ts'
import type { WorkspaceId } from '#lib/core/workspace/workspace.ts'

export type SessionState =
	/** Not asked yet, or there is no network to ask by and nobody was signed in here before. */
	| 'unknown'
	| 'signed-out'
	/** Also offline: as it was when the server was last asked. */
	| 'signed-in'
	/** It was signed in, and the session ended: sign in again, nothing was lost. */
	| 'expired'

/** A book the account may open. */
export interface AccountBook {
	readonly id: WorkspaceId
	readonly name: string
	readonly role: Role
	readonly calendars: readonly CalendarView[]
	readonly onThisDevice: boolean
}

export type AccountRefusal =
	| ApiRefusal
	/** No network, or the server does not answer: nothing was changed. */
	| 'offline'
	/** The person closed the dialog of the passkey. */
	| 'cancelled'
	/** This browser has no passkeys here. */
	| 'no-passkeys'
	/** The books on this device are of somebody else, who has not signed out here. */
	| 'other-person'
	/** The book that is open cannot do this: it is a demo, or there is none. */
	| 'no-book'

export type Answer<Value = void> = Promise<Result<Value, AccountRefusal>>

export interface Account {
	readonly session: SessionState
	readonly me: Person | undefined
	/** What this server offers; undefined while it was not reached. */
	readonly server: ServerState | undefined
	/** Of the account, by name. Those of the last time it was asked, also offline. */
	readonly books: readonly AccountBook[]
	/** The open book as the account sees it: role and levels. Undefined where it is not (yet) one of the account. */
	readonly book: AccountBook | undefined

	/** Asks the server again: after the first paint, after a return, when a dialog opens. */
	refresh(): Promise<void>

	signUp(person: { readonly name: string; readonly email: string; readonly password: string }): Answer
	signIn(person: { readonly email: string; readonly password: string }): Answer
	signInWithPasskey(): Answer
	/** Leaves the page; it comes back to `returnTo` (a path). */
	signInWith(provider: SignInProvider, returnTo: string): Answer
	/** A link to a new password by mail; the answer does not tell whether the address is known. */
	askForReset(email: string): Answer
	/** `token`: what stands behind `#` in the link. */
	resetPassword(token: string, password: string): Answer
	changePassword(current: string, next: string): Answer
	/** As colleagues see it. */
	rename(name: string): Answer

	/** How many actions of the books of the account are on this device only: the dialog of signing out asks about them. */
	unsynced(): Promise<number>
	/**
	 * Ends the session and takes every book of the account off this device, with what waits. Offline the copies go all
	 * the same, and the session ends by itself.
	 */
	signOut(): Promise<void>

	sessions(): Answer<readonly SessionView[]>
	/** That device is signed out at once, also while it is connected. */
	endSession(id: string): Answer
	endOtherSessions(): Answer
	passkeys(): Answer<readonly PasskeyView[]>
	addPasskey(name: string): Answer
	removePasskey(id: string): Answer

	/** The open book, begun without an account, becomes a book of this account; all of it goes to the server behind it. */
	connect(): Answer
	/** Brings a book of the account to this device and opens it: its frame at once, the rest as it is shown. */
	open(workspace: WorkspaceId): Answer

	/** Of the open book, from here on. */
	members(): Answer<readonly MemberView[]>
	changeRole(member: string, role: Role): Answer
	/** Of oneself: leaves the book, and it goes from this device. */
	removeMember(member: string): Answer
	makeOwner(member: string): Answer
	resetLink(member: string): Answer<ResetLink>
	accessOf(calendar: string): Answer<readonly AccessLine[]>
	setAccess(calendar: string, member: string, level: AccessRequest['level']): Answer
	/** `before`: the `id` of the last one shown; undefined for the newest. For owners and admins. */
	rightsChanges(before?: number): Answer<readonly RightsRecord[]>

	invitations(): Answer<readonly InvitationView[]>
	invite(asked: InviteRequest): Answer<InvitationMade>
	revokeInvitation(id: string): Answer
	/** Of a link: anybody may look, before signing up or in. */
	lookAtInvitation(code: string): Answer<InvitationPreview>
	/** Signed in: the book comes to this device and opens. */
	acceptInvitation(code: string): Answer<WorkspaceId>
}

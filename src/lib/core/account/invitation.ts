/**
 * Requests and answers about invitations. The link is `<address of the server>/join#<code>`: what stands behind `#`
 * never reaches a server or a log. The page shows what `look` says, lets the person sign up or in by any way, and then
 * accepts.
 */
import type { Role } from './role.ts'

export const joinLink = (origin: string, code: string): string => `${origin}/join#${code}`
/** Where a new password is chosen; better-auth's token behind `#`. */
export const resetLink = (origin: string, token: string): string => `${origin}/reset#${token}`

export type Uses = 'once' | 'many'

/** `POST /api/workspaces/:id/invitations`: for owners and admins. Answers `InvitationMade`. */
export interface InviteRequest {
	readonly role: Role
	/** Only this address may take it; mailed to it when the server can. */
	readonly email?: string
	readonly uses: Uses
	/** How long it is good: 1 to 90. */
	readonly days: number
}

export interface InvitationMade {
	readonly invitation: InvitationView
	/** Shown once: the server keeps only a hash of the code. */
	readonly link: string
	/** `sent`: handed to the mail server; `failed`: give the link by hand. */
	readonly mail: 'none' | 'sent' | 'failed'
}

/** `GET /api/workspaces/:id/invitations`: those still open, newest first. `DELETE …/:invitation` revokes. */
export interface InvitationView {
	readonly id: string
	readonly role: Role
	readonly email: string | undefined
	readonly uses: Uses
	/** How often it was taken. */
	readonly taken: number
	readonly by: string
	readonly createdAt: number
	readonly expiresAt: number
}

/** `POST /api/invitations/look` and `POST /api/invitations/accept` (the latter signed in; answers the `WorkspaceView`). */
export interface CodeRequest {
	readonly code: string
}

/**
 * What the holder of a link sees before signing in. `look` also keeps the code in a cookie for an hour, which opens
 * signing up, by password and by Google or Microsoft.
 */
export interface InvitationPreview {
	readonly workspace: string
	readonly workspaceName: string
	readonly role: Role
	readonly invitedBy: string
	/** Set: it is for this address only. */
	readonly email: string | undefined
	readonly expiresAt: number
}

/** What an invitation says before it is taken. */
import type { InvitationPreview } from '#lib/core/account/invitation.ts'
import type { Role } from '#lib/core/account/role.ts'

const AS: Readonly<Record<Role, string>> = {
	owner: 'as an owner: everything, and who else is in',
	admin: 'as an admin: you look after the book and invite others',
	member: 'as a member: you see the shared calendars and book in them',
	viewer: 'as a viewer: you see the shared calendars and change nothing'
}

export const sayInvitation = ({ invitedBy, role }: InvitationPreview): string =>
	`${invitedBy === '' ? 'You are invited' : `${invitedBy} invites you`} ${AS[role]}.`

/** Signed in with `email`: whether the invitation is for another address. */
export const isForAnother = (invitation: InvitationPreview, email: string): boolean =>
	invitation.email !== undefined && invitation.email.toLowerCase() !== email.toLowerCase()

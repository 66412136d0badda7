/** What a member is in a workspace, and what they may do to other members (design §10). */

/** From the most to the least. */
export const ROLES = ['owner', 'admin', 'member', 'viewer'] as const
export type Role = (typeof ROLES)[number]

/** Invitations, roles, calendars of the workspace: owners and admins look after them. */
export const leads = (role: Role): boolean => role === 'owner' || role === 'admin'

/** An admin makes nobody an owner. */
export const mayGive = (actor: Role, role: Role): boolean =>
	actor === 'owner' || (actor === 'admin' && role !== 'owner')

/** Whether `actor` may change the role of somebody who is `target`, or remove them. Leaving is everybody's own. */
export const mayChange = (actor: Role, target: Role): boolean =>
	actor === 'owner' || (actor === 'admin' && target !== 'owner')

/** A workspace is never without an owner: whether one would be left when `member` becomes `next` (undefined: is gone). */
export function keepsAnOwner(
	members: Iterable<{ readonly member: string; readonly role: Role }>,
	member: string,
	next: Role | undefined
): boolean {
	if (next === 'owner') return true
	for (const other of members) if (other.role === 'owner' && other.member !== member) return true
	return false
}

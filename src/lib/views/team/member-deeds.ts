/** What one member may do to another, as the server will judge it: nothing is offered that it would refuse. */
import type { MemberView } from '#lib/core/account/membership.ts'
import { keepsAnOwner, mayChange, mayGive, ROLES, type Role } from '#lib/core/account/role.ts'

export interface MemberDeeds {
	/** From the most to the least, the present one among them; alone: it stays. */
	readonly roles: readonly Role[]
	/** Of oneself: leave the book. */
	readonly mayGo: boolean
	readonly mayHandOver: boolean
	/** The server also looks at their other books, and may refuse. */
	readonly mayReset: boolean
	/** Why less is offered than the person may expect; '' where nothing is missing. */
	readonly why: string
}

type Who = Pick<MemberView, 'id' | 'role'>

export function deedsTo(member: Who, me: Who, all: readonly Who[]): MemberDeeds {
	const isMe = member.id === me.id
	const may = mayChange(me.role, member.role)
	const holders = all.map(({ id, role }) => ({ member: id, role }))
	const keeps = (next: Role | undefined) => keepsAnOwner(holders, member.id, next)
	const roles = ROLES.filter((role) => role === member.role || (may && mayGive(me.role, role) && keeps(role)))
	const isLastOwner = !keeps(undefined)
	return {
		roles,
		mayGo: (isMe || may) && !isLastOwner,
		mayHandOver: me.role === 'owner' && member.role !== 'owner',
		mayReset: may && !isMe,
		why: isLastOwner && isMe ? ONLY_OWNER : !isMe && !may && me.role === 'admin' ? ABOVE : ''
	}
}

const ONLY_OWNER = 'You are the only owner. Hand the book over before you step back or leave.'
const ABOVE = 'Only an owner changes what an owner may do.'

/** A role that one cannot simply take back: that of an owner, who may remove you; or less than one has oneself. */
export const asksFirst = (member: Who, me: Who, role: Role): boolean =>
	role === 'owner' || (member.id === me.id && ROLES.indexOf(role) > ROLES.indexOf(me.role))

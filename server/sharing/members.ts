/** Who is in a workspace, as what, and how they leave it. */
import type { MemberView } from '#lib/core/account/membership.ts'
import { keepsAnOwner, leads, mayChange, mayGive, type Role } from '#lib/core/account/role.ts'
import { ok } from '#lib/core/result.ts'
import type { Shared } from './deps.ts'
import { refuse } from './refusals.ts'
import type { KnownWorkspace, RightsBook, RightsRow } from './rights-book.ts'
import type { Actor, Answer, Sharing } from './sharing.ts'

type Members = Pick<Sharing, 'members' | 'setRole' | 'remove' | 'transfer' | 'allowReset'>

/** The actor's role and the member concerned, both in this workspace. */
interface Meeting {
	readonly workspace: KnownWorkspace
	readonly mine: Role
	readonly theirs: Role
}

export function createMembers({ store, people }: Shared): Members {
	const { book } = store

	function meet(actor: Actor, id: string, member: string): Answer<Meeting> {
		const workspace = book.workspace(id)
		const mine = workspace?.members.get(actor.id)?.role
		const theirs = workspace?.members.get(member)?.role
		return workspace && mine && theirs ? ok({ workspace, mine, theirs }) : refuse('not-found')
	}

	async function members(actor: Actor, id: string): Promise<Answer<readonly MemberView[]>> {
		const workspace = book.workspace(id)
		const mine = workspace?.members.get(actor.id)?.role
		if (!workspace || !mine) return refuse('not-found')
		const all = [...workspace.members.values()]
		const accounts = await people(all.map(({ person }) => person))
		return ok(
			all.map(({ person, role, joinedAt }) => {
				const { name = '', email = '' } = accounts.get(person) ?? {}
				const isShown = leads(mine) || person === actor.id
				return { id: person, name, email: isShown ? email : '', role, joinedAt }
			})
		)
	}

	const setRole = async (actor: Actor, id: string, member: string, role: Role): Promise<Answer<void>> =>
		store.alone(async (write) => {
			const met = meet(actor, id, member)
			if (!met.ok) return met
			const { workspace, mine, theirs } = met.value
			if (!mayChange(mine, theirs) || !mayGive(mine, role)) return refuse('not-allowed')
			if (role === theirs) return ok(undefined)
			if (!keepsAnOwner(rolesOf(workspace), member, role)) return refuse('last-owner')
			await write({
				rows: [roleRow(workspace, member, role)],
				history: [{ workspace: id, by: actor, what: 'role', about: member, before: theirs, after: role }]
			})
			return ok(undefined)
		})

	const remove = async (actor: Actor, id: string, member: string): Promise<Answer<void>> =>
		store.alone(async (write) => {
			const met = meet(actor, id, member)
			if (!met.ok) return met
			const { workspace, mine, theirs } = met.value
			const leaves = member === actor.id
			if (!leaves && !mayChange(mine, theirs)) return refuse('not-allowed')
			if (!keepsAnOwner(rolesOf(workspace), member, undefined)) return refuse('last-owner')
			await write({
				rows: [
					{ table: 'member', workspace: id, person: member, member: undefined },
					...grantsOf(book, workspace, member)
				],
				history: [
					{ workspace: id, by: actor, what: leaves ? 'left' : 'removed', about: member, before: theirs }
				]
			})
			return ok(undefined)
		})

	const transfer = async (actor: Actor, id: string, member: string): Promise<Answer<void>> =>
		store.alone(async (write) => {
			const met = meet(actor, id, member)
			if (!met.ok) return met
			const { workspace, mine } = met.value
			if (mine !== 'owner') return refuse('not-allowed')
			if (member === actor.id) return ok(undefined)
			await write({
				rows: [roleRow(workspace, member, 'owner'), roleRow(workspace, actor.id, 'admin')],
				history: [
					{ workspace: id, by: actor, what: 'ownership', about: member, before: actor.id, after: member }
				]
			})
			return ok(undefined)
		})

	/**
	 * A new password opens everything of the account, in every workspace it is in. So the actor must lead the member in
	 * each of them: an admin of one business never gets into another one that way.
	 */
	const allowReset = async (actor: Actor, id: string, member: string): Promise<Answer<void>> =>
		store.alone(async (write) => {
			const met = meet(actor, id, member)
			if (!met.ok) return met
			const isLed = book.workspacesOf(member).every(({ members }) => {
				const mine = members.get(actor.id)?.role
				const theirs = members.get(member)?.role
				return mine !== undefined && theirs !== undefined && mayChange(mine, theirs)
			})
			if (!isLed || member === actor.id) return refuse('not-allowed')
			await write({ rows: [], history: [{ workspace: id, by: actor, what: 'reset-link', about: member }] })
			return ok(undefined)
		})

	return { members, setRole, remove, transfer, allowReset }
}

const rolesOf = ({ members }: KnownWorkspace) =>
	[...members.values()].map(({ person, role }) => ({ member: person, role }))

function roleRow({ id, members }: KnownWorkspace, person: string, role: Role): RightsRow {
	const joinedAt = members.get(person)?.joinedAt ?? 0
	return { table: 'member', workspace: id, person, member: { role, joinedAt } }
}

/** Somebody who comes back begins anew: what others once gave them went with them. */
function grantsOf(book: RightsBook, { calendars }: KnownWorkspace, person: string): readonly RightsRow[] {
	return [...calendars]
		.filter((calendar) => book.calendar(calendar)?.access.has(person))
		.map((calendar) => ({ table: 'access', calendar, person, level: undefined }))
}

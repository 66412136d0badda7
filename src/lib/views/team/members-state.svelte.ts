/**
 * Who is in the open book, and what one does to them. A change is shown at once; where the server does not take it, the
 * list is asked for anew and the sentence says why.
 */
import type { Account, AccountRefusal } from '#lib/client/live/account.ts'
import type { MemberView } from '#lib/core/account/membership.ts'
import { ROLES, type Role } from '#lib/core/account/role.ts'
import type { Refusal, Result } from '#lib/core/result.ts'

export class MembersState {
	/** Owners first, then by name; undefined while the server was not asked. */
	list: readonly MemberView[] | undefined
	/** Why the list could not be had. */
	refusal: Refusal<AccountRefusal> | undefined
	readonly #account: Account

	constructor(account: Account) {
		this.#account = account
		this.list = $state.raw()
		this.refusal = $state.raw()
	}

	async load(): Promise<void> {
		const answer = await this.#account.members()
		if (answer.ok) this.list = [...answer.value].sort(byRank)
		this.refusal = answer.ok ? undefined : answer
	}

	changeRole(member: string, role: Role): Promise<Result<void, AccountRefusal>> {
		return this.#change(
			(list) => list.map((one) => (one.id === member ? { ...one, role } : one)),
			() => this.#account.changeRole(member, role)
		)
	}

	/** Of oneself: leaves, and the book goes from this device. */
	remove(member: string): Promise<Result<void, AccountRefusal>> {
		if (member === this.#account.me?.id) return this.#account.removeMember(member)
		return this.#change(
			(list) => list.filter(({ id }) => id !== member),
			() => this.#account.removeMember(member)
		)
	}

	/** They become an owner, oneself an admin. */
	handOver(member: string): Promise<Result<void, AccountRefusal>> {
		const me = this.#account.me?.id
		const roleOf = ({ id, role }: MemberView): Role => (id === member ? 'owner' : id === me ? 'admin' : role)
		return this.#change(
			(list) => list.map((one) => ({ ...one, role: roleOf(one) })),
			() => this.#account.makeOwner(member)
		)
	}

	async #change(
		shown: (list: readonly MemberView[]) => readonly MemberView[],
		ask: () => Promise<Result<void, AccountRefusal>>
	): Promise<Result<void, AccountRefusal>> {
		const before = this.list
		const mine = this.#mine()
		if (before) this.list = shown(before)
		const answer = await ask()
		if (!answer.ok) {
			this.list = before
			await this.load()
		} else if (this.#mine() !== mine) await this.#account.refresh()
		return answer
	}

	/** One's own role says what else is offered. */
	#mine(): Role | undefined {
		return this.list?.find(({ id }) => id === this.#account.me?.id)?.role
	}
}

const byRank = (a: MemberView, b: MemberView): number =>
	ROLES.indexOf(a.role) - ROLES.indexOf(b.role) || a.name.localeCompare(b.name) || a.joinedAt - b.joinedAt

/** The invitations of the open book that are still good, and the link of the one just made: it is shown this once. */
import type { Account, AccountRefusal } from '#lib/client/live/account.ts'
import type { InvitationMade, InvitationView, InviteRequest } from '#lib/core/account/invitation.ts'
import { ok, type Refusal, type Result } from '#lib/core/result.ts'

export class InvitationsState {
	/** Newest first; undefined while the server was not asked. */
	list: readonly InvitationView[] | undefined
	refusal: Refusal<AccountRefusal> | undefined
	made: InvitationMade | undefined
	readonly #account: Account

	constructor(account: Account) {
		this.#account = account
		this.list = $state.raw()
		this.refusal = $state.raw()
		this.made = $state.raw()
	}

	async load(): Promise<void> {
		const answer = await this.#account.invitations()
		if (answer.ok) this.list = answer.value
		this.refusal = answer.ok ? undefined : answer
	}

	async invite(asked: InviteRequest): Promise<Result<void, AccountRefusal>> {
		const answer = await this.#account.invite(asked)
		if (!answer.ok) return answer
		this.made = answer.value
		this.list = [answer.value.invitation, ...(this.list ?? [])]
		return ok(undefined)
	}

	/** Gone from the list at once; there again where the server did not take it back. */
	async revoke(id: string): Promise<Result<void, AccountRefusal>> {
		const before = this.list
		this.list = before?.filter((one) => one.id !== id)
		const answer = await this.#account.revokeInvitation(id)
		if (answer.ok) {
			if (this.made?.invitation.id === id) this.made = undefined
			return answer
		}
		this.list = before
		await this.load()
		return answer
	}
}

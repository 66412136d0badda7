/** The record of rights, newest first, as far back as it was asked for. */
import type { Account, AccountRefusal } from '#lib/client/live/account.ts'
import type { RightsRecord } from '#lib/core/account/membership.ts'
import type { Refusal } from '#lib/core/result.ts'

/** The server gives this many at a time (`membership.ts`): fewer are the last. */
export const PAGE = 100

export class RightsLogState {
	/** Undefined while the server was not asked. */
	records: readonly RightsRecord[] | undefined
	refusal: Refusal<AccountRefusal> | undefined
	/** There may be older ones. */
	hasMore: boolean
	asking: boolean
	readonly #account: Account

	constructor(account: Account) {
		this.#account = account
		this.records = $state.raw()
		this.refusal = $state.raw()
		this.hasMore = $state(true)
		this.asking = $state(false)
	}

	/** The newest, or the next older ones. */
	async more(): Promise<void> {
		if (this.asking) return
		this.asking = true
		const answer = await this.#account.rightsChanges(this.records?.at(-1)?.id)
		if (answer.ok) {
			this.records = [...(this.records ?? []), ...answer.value]
			this.hasMore = answer.value.length >= PAGE
		}
		this.refusal = answer.ok ? undefined : answer
		this.asking = false
	}
}

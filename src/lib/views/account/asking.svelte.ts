/** One thing that a form asks of the server: whether it is under way, and in words what stood against it. */
import type { AccountRefusal, Answer } from '#lib/client/live/account.ts'
import type { Result } from '#lib/core/result.ts'
import { sayRefusal } from './refusal-words.ts'

export class Asking {
	busy: boolean
	/** Empty while nothing stands against it. */
	problem: string

	constructor() {
		this.busy = $state(false)
		this.problem = $state('')
	}

	/** A second tap while the first is under way is none: undefined. */
	async run<Value>(
		ask: () => Answer<Value>,
		instead?: Partial<Record<AccountRefusal, string>>
	): Promise<Result<Value, AccountRefusal> | undefined> {
		if (this.busy) return undefined
		this.busy = true
		this.problem = ''
		try {
			const answer = await ask()
			if (!answer.ok) this.problem = sayRefusal(answer, instead)
			return answer
		} finally {
			this.busy = false
		}
	}
}

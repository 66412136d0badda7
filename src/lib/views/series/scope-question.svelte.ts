/** "This one, this and following, or all?": asked once for each change of a date of a series, whatever it came from. */
import type { Occurrence } from '#lib/core/appointment/occurrence.ts'
import type { Scope } from '#lib/core/recurrence/scope.ts'
import type { Series } from '#lib/core/recurrence/series.ts'
import type { GroupsEdit } from '#lib/client/book.ts'

export interface Question {
	readonly series: Series
	/** The date it is asked on, as it is now. */
	readonly date: Occurrence
	readonly what: GroupsEdit | 'delete'
	/** What can be chosen, the most careful first; that one is proposed. */
	readonly scopes: readonly Scope[]
}

export class ScopeQuestion {
	asked: Question | undefined
	#answer: ((scope: Scope | undefined) => void) | undefined

	constructor() {
		this.asked = $state.raw(undefined)
	}

	/** Resolves when the person has chosen; undefined: they would rather leave it. A question still open is left. */
	ask(question: Question): Promise<Scope | undefined> {
		this.answer(undefined)
		const { promise, resolve } = Promise.withResolvers<Scope | undefined>()
		this.#answer = resolve
		this.asked = question
		return promise
	}

	answer(scope: Scope | undefined): void {
		const answer = this.#answer
		this.#answer = undefined
		this.asked = undefined
		answer?.(scope)
	}
}

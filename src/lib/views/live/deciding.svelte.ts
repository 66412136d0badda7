/** One decision under way: its buttons rest meanwhile, and a refusal is told. What succeeded leaves the list by itself. */
import type { DecisionRefusal } from '#lib/client/live/live.ts'
import type { Result } from '#lib/core/result.ts'
import type { ToastState } from '#lib/ui/toast-state.svelte.ts'

export class Deciding {
	readonly #toasts: Pick<ToastState, 'show'>
	busy: boolean

	constructor(toasts: Pick<ToastState, 'show'>) {
		this.#toasts = toasts
		this.busy = $state(false)
	}

	/** `done`: what is said when it succeeded. Nothing happens where there is nothing to decide any more. */
	async run(done: string, decision: Promise<Result<void, DecisionRefusal>> | undefined): Promise<void> {
		if (!decision || this.busy) return
		this.busy = true
		const result = await decision
		this.busy = false
		if (result.ok) this.#toasts.show(done)
		else this.#toasts.show(result.message, { tone: 'warn', stayMs: 8_000 })
	}
}

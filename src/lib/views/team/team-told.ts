/** What became of it, in a sentence that is seen and heard. */
import type { AccountRefusal } from '#lib/client/live/account.ts'
import type { Result } from '#lib/core/result.ts'
import { sayRefusal } from '#lib/views/account/refusal-words.ts'
import type { App } from '#lib/views/shell/app.ts'

type Told = Pick<App, 'toasts' | 'announcer'>

/** `done`: what is so now. Gives back whether it is. */
export function tell(
	{ toasts, announcer }: Told,
	outcome: Result<unknown, AccountRefusal>,
	done: string
): boolean {
	const sentence = outcome.ok ? done : sayRefusal(outcome)
	toasts.show(sentence, outcome.ok ? {} : { tone: 'warn', stayMs: 8_000 })
	announcer.say(sentence)
	return outcome.ok
}

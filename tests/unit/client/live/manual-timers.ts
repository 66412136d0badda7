/** Time that stands still until a test moves it. */
import type { Timers } from '#lib/client/live/timers.ts'

export function createManualTimers() {
	let now = 0
	let due: { readonly at: number; readonly work: () => void }[] = []
	const timers: Timers = {
		after(ms, work) {
			const entry = { at: now + ms, work }
			due.push(entry)
			return () => (due = due.filter((one) => one !== entry))
		},
		nowMs: () => now,
		random: () => 0
	}
	return {
		timers,
		get planned() {
			return due.map(({ at }) => at - now).sort((a, b) => a - b)
		},
		/** Everything that falls due within the time, in its order. */
		pass(ms: number) {
			const end = now + ms
			for (;;) {
				const next = due.filter(({ at }) => at <= end).sort((a, b) => a.at - b.at)[0]
				if (!next) break
				due = due.filter((one) => one !== next)
				now = next.at
				next.work()
			}
			now = end
		}
	}
}

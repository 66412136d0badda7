/** Time and chance of the live part, injected: a simulated world decides when something is due and how dice fall. */
export interface Timers {
	/** Returns the way to call it off. */
	after(ms: number, work: () => void): () => void
	nowMs(): number
	/** 0 ≤ x < 1. */
	random(): number
}

export const pageTimers: Timers = {
	after(ms, work) {
		const timer = setTimeout(work, ms)
		return () => clearTimeout(timer)
	},
	nowMs: () => Date.now(),
	random: () => Math.random()
}

/** A clock that stands until it is moved, and the timers on it. Same steps, same order: nothing depends on the machine. */
export interface ManualTime {
	readonly now: () => number
	/** Runs once, when the clock gets there; not before the present call has returned, also for 0. */
	readonly schedule: (ms: number, work: () => void) => () => void
	/** Moves on by so much, stopping at each timer on the way; promises are settled between. */
	pass(ms: number): Promise<void>
	/** Everything that needs no time to pass has happened. */
	settle(): Promise<void>
	readonly timers: number
}

interface Timer {
	readonly at: number
	readonly work: () => void
}

export function createManualTime(start = Date.UTC(2026, 10, 2, 8)): ManualTime {
	const timers = new Set<Timer>()
	let now = start

	const next = (until: number): Timer | undefined =>
		[...timers].filter(({ at }) => at <= until).sort((a, b) => a.at - b.at)[0]

	async function pass(ms: number): Promise<void> {
		const until = now + ms
		await promises()
		for (let timer = next(until); timer; timer = next(until)) {
			timers.delete(timer)
			now = Math.max(now, timer.at)
			timer.work()
			await promises()
		}
		now = until
	}

	return {
		now: () => now,
		schedule(ms, work) {
			const timer = { at: now + ms, work }
			timers.add(timer)
			return () => void timers.delete(timer)
		},
		pass,
		settle: () => pass(0),
		get timers() {
			return timers.size
		}
	}
}

/** Everything in memory answers within one turn of the event loop. */
const promises = () => new Promise<void>((resolve) => setImmediate(resolve))

/** How often something may be tried: a count for each key, begun anew when its window is over. In this process. */
export interface Rate {
	readonly max: number
	readonly seconds: number
}

export interface RateLimits {
	/** Counts one try. 0: allowed; else the seconds to wait. A refused try does not make the wait longer. */
	take(key: string, rate: Rate): number
	/** Begins anew: what was tried came out well. */
	forgive(key: string): void
}

/** Beyond this the oldest windows are dropped: an attacker with many addresses gets no memory of ours for it. */
const MOST_KEYS = 50_000

export function createRateLimits(now: () => number): RateLimits {
	const windows = new Map<string, { count: number; readonly until: number }>()

	function windowOf(key: string, { seconds }: Rate, at: number) {
		const known = windows.get(key)
		if (known && known.until > at) return known
		const begun = { count: 0, until: at + seconds * 1_000 }
		windows.delete(key)
		windows.set(key, begun)
		if (windows.size > MOST_KEYS) trim(at)
		return begun
	}

	function trim(at: number): void {
		for (const [key, { until }] of windows) if (until <= at) windows.delete(key)
		for (const key of windows.keys()) {
			if (windows.size <= MOST_KEYS) return
			windows.delete(key)
		}
	}

	return {
		take(key, rate) {
			const at = now()
			const window = windowOf(key, rate, at)
			if (window.count >= rate.max) return Math.ceil((window.until - at) / 1_000)
			window.count += 1
			return 0
		},
		forgive: (key) => void windows.delete(key)
	}
}

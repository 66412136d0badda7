/** Milliseconds, by the hundred thousand. */
export interface Samples {
	add(ms: number): void
	/** NaN for none. */
	percentiles(): Percentiles
}

export interface Percentiles {
	readonly p50: number
	readonly p95: number
	readonly p99: number
	readonly count: number
}

export function createSamples(): Samples {
	let kept = new Float64Array(1 << 14)
	let count = 0
	return {
		add(ms) {
			if (count === kept.length) {
				const larger = new Float64Array(2 * count)
				larger.set(kept)
				kept = larger
			}
			kept[count] = ms
			count += 1
		},
		percentiles() {
			const sorted = kept.slice(0, count).sort()
			const at = (part: number) => sorted[Math.min(count - 1, Math.floor(part * count))] ?? Number.NaN
			return { p50: at(0.5), p95: at(0.95), p99: at(0.99), count }
		}
	}
}

/**
 * Hybrid logical clock (Kulkarni et al. 2014): wall milliseconds, a counter for edits within one millisecond or after a
 * clock that ran ahead, and the device as the last tie-break. Total order; later edits on one device are always later.
 */
export type Clock = readonly [ms: number, counter: number, device: string]

/**
 * A clock that is further ahead of our own than this is not followed: one tablet set to next year would otherwise drag
 * every device that reads its edits into next year too. A minute is more than any device that asks the network is off.
 */
export const FUTURE_MS = 60_000

export const compareClocks = (a: Clock, b: Clock): number =>
	a[0] - b[0] || a[1] - b[1] || (a[2] < b[2] ? -1 : a[2] > b[2] ? 1 : 0)

export const sameClock = (a: Clock, b: Clock): boolean => compareClocks(a, b) === 0

/** The clock of the next edit on `device` at `nowMs`, later than everything `seen`. */
export function tick(seen: Clock | undefined, nowMs: number, device: string): Clock {
	if (!seen || nowMs > seen[0]) return [nowMs, 0, device]
	return [seen[0], seen[1] + 1, device]
}

export const later = (a: Clock | undefined, b: Clock): Clock => (a && compareClocks(a, b) >= 0 ? a : b)

/** A foreign clock as far as it is followed: at most `FUTURE_MS` ahead of `nowMs`. */
export function clampClock(clock: Clock, nowMs: number): Clock {
	const limit = nowMs + FUTURE_MS
	return clock[0] <= limit ? clock : [limit, 0, clock[2]]
}

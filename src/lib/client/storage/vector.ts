/**
 * State vectors: for each client of a Yjs document the clock it has got to. As plain maps, so that what is on the server
 * can be kept and asked about without Yjs. They know of what was written, not of what was deleted; in these documents
 * nothing is ever deleted but by being overwritten, which is a write.
 */
export type Vector = ReadonlyMap<number, number>

export const NO_VECTOR: ReadonlyMap<number, number> = new Map()

export const covers = (vector: Vector, client: number, clock: number): boolean =>
	(vector.get(client) ?? 0) >= clock

/** Whether everything of `other` is in `vector`. */
export function coversAll(vector: Vector, other: Vector): boolean {
	for (const [client, clock] of other) if (!covers(vector, client, clock)) return false
	return true
}

export function joined(a: Vector, b: Vector): Vector {
	const both = new Map(a)
	for (const [client, clock] of b) if (!covers(both, client, clock)) both.set(client, clock)
	return both
}

/**
 * With a piece that reaches from `from` to `to` for each client; only where nothing is missing before it. True for each
 * client that fitted: a piece behind a gap says nothing of the gap.
 */
export function extended(vector: Vector, from: Vector, to: Vector): Vector {
	const next = new Map(vector)
	for (const [client, clock] of to) {
		if (covers(next, client, from.get(client) ?? 0) && !covers(next, client, clock)) next.set(client, clock)
	}
	return next
}

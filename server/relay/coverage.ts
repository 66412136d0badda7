/**
 * Which edits of a room are there: for each Yjs client a clock up to which nothing is missing (the state vector), and what
 * lies beyond a gap. Kept edit by edit, so that no document is needed to say what the server has. Whatever an update
 * claims, looking at it takes time in proportion to its length and the gaps there are.
 */
import * as encoding from 'lib0/encoding'
import type { Range } from './update-scan.ts'

export type Standing =
	/** All of it is there. */
	| 'known'
	/** None of it is. */
	| 'new'
	/** A part of one range is there and a part is not. */
	| 'mixed'

export interface Coverage {
	/** Client by client, ascending within each, as `scanUpdate` gives them. */
	add(ranges: readonly Range[]): void
	/** No ranges at all are `known`. Known ranges beside new ones are `new`. */
	standingOf(ranges: readonly Range[]): Standing
	/** As Yjs encodes a state vector. The same bytes until something is added. */
	vector(): Uint8Array
	copy(): Coverage
}

interface Island {
	readonly from: number
	readonly to: number
}

/** Islands of a client lie above its clock, ascending, apart from each other. Their arrays are never changed in place. */
export function createCoverage(
	clocks: Map<number, number> = new Map(),
	islands: Map<number, readonly Island[]> = new Map()
): Coverage {
	let encoded: Uint8Array | undefined

	/** Ranges of one client. */
	function addOf(client: number, ranges: readonly Range[]): void {
		const ground = { from: 0, to: clocks.get(client) ?? 0 }
		const [{ to: clock } = ground, ...beyond] = union([ground, ...(islands.get(client) ?? [])], ranges)
		if (clock > ground.to) clocks.set(client, clock)
		if (beyond.length > 0) islands.set(client, beyond)
		else islands.delete(client)
		encoded = undefined
	}

	/** The usual case: the next edit of a client of which nothing is missing. */
	function addNext({ client, from, to }: Range): boolean {
		if (islands.has(client)) return false
		const clock = clocks.get(client) ?? 0
		if (from > clock) return false
		if (to > clock) {
			clocks.set(client, to)
			encoded = undefined
		}
		return true
	}

	function standingOf({ client, from, to }: Range): Standing {
		const clock = clocks.get(client) ?? 0
		if (to <= clock) return 'known'
		if (from < clock) return 'mixed'
		const touched = firstAbove(islands.get(client) ?? [], from)
		if (!touched || touched.from >= to) return 'new'
		return touched.from <= from && to <= touched.to ? 'known' : 'mixed'
	}

	return {
		add(ranges) {
			for (let first = 0, end = 0; first < ranges.length; first = end) {
				const { client } = ranges[first] as Range
				while (ranges[end]?.client === client) end += 1
				if (end - first > 1 || !addNext(ranges[first] as Range)) addOf(client, ranges.slice(first, end))
			}
		},
		standingOf(ranges) {
			let standing: Standing = 'known'
			for (const range of ranges) {
				const one = standingOf(range)
				if (one === 'mixed') return 'mixed'
				if (one === 'new') standing = 'new'
			}
			return standing
		},
		vector: () => (encoded ??= encodeVector(clocks)),
		copy: () => createCoverage(new Map(clocks), new Map(islands))
	}
}

/** Of two ascending lists; what touches becomes one. */
function union(some: readonly Island[], others: readonly Island[]): Island[] {
	const merged: { readonly from: number; to: number }[] = []
	let [n, m] = [0, 0]
	while (n < some.length || m < others.length) {
		const [a, b] = [some[n], others[m]]
		const isFirst = a !== undefined && (b === undefined || a.from <= b.from)
		const next = (isFirst ? a : b) as Island
		if (isFirst) n += 1
		else m += 1
		const last = merged.at(-1)
		if (last && next.from <= last.to) last.to = Math.max(last.to, next.to)
		else merged.push({ from: next.from, to: next.to })
	}
	return merged
}

/** The first that ends above a clock. */
function firstAbove(islands: readonly Island[], clock: number): Island | undefined {
	let low = 0
	let high = islands.length
	while (low < high) {
		const middle = (low + high) >> 1
		if ((islands[middle]?.to ?? Infinity) <= clock) low = middle + 1
		else high = middle
	}
	return islands[low]
}

function encodeVector(clocks: ReadonlyMap<number, number>): Uint8Array {
	const encoder = encoding.createEncoder()
	encoding.writeVarUint(encoder, clocks.size)
	for (const [client, clock] of [...clocks].sort(([a], [b]) => b - a)) {
		encoding.writeVarUint(encoder, client)
		encoding.writeVarUint(encoder, clock)
	}
	return encoding.toUint8Array(encoder)
}

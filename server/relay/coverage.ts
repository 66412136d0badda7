/**
 * Which edits of a room are there: for each Yjs client a clock up to which nothing is missing (the state vector), and what
 * lies beyond a gap. Kept edit by edit, so that no document is needed to say what the server has.
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

export function createCoverage(
	clocks: Map<number, number> = new Map(),
	islands: Map<number, readonly Island[]> = new Map()
): Coverage {
	let encoded: Uint8Array | undefined

	function addRange({ client, from, to }: Range): void {
		const clock = clocks.get(client) ?? 0
		if (to <= clock) return
		encoded = undefined
		if (from > clock) {
			islands.set(client, withIsland(islands.get(client) ?? [], { from, to }))
			return
		}
		let reached = to
		const beyond = islands.get(client)
		if (beyond) {
			for (const island of beyond) if (island.from <= reached) reached = Math.max(reached, island.to)
			const left = beyond.filter((island) => island.from > reached)
			if (left.length > 0) islands.set(client, left)
			else islands.delete(client)
		}
		clocks.set(client, reached)
	}

	function standingOf({ client, from, to }: Range): Standing {
		const clock = clocks.get(client) ?? 0
		if (to <= clock) return 'known'
		if (from < clock) return 'mixed'
		const touched = islands.get(client)?.filter((island) => island.from < to && from < island.to) ?? []
		if (touched.some((island) => island.from <= from && to <= island.to)) return 'known'
		return touched.length > 0 ? 'mixed' : 'new'
	}

	return {
		add: (ranges) => ranges.forEach(addRange),
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

/** Ascending, apart from each other. */
function withIsland(islands: readonly Island[], added: Island): readonly Island[] {
	const all = [...islands, added].sort((a, b) => a.from - b.from)
	const merged: Island[] = []
	for (const island of all) {
		const last = merged.at(-1)
		if (last && island.from <= last.to)
			merged[merged.length - 1] = { from: last.from, to: Math.max(last.to, island.to) }
		else merged.push(island)
	}
	return merged
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

/**
 * Overlapping boxes side by side. Works on bare numbers (pixels or minutes): a stretch is half-open, results stand in
 * the order of the input. Boxes that share a moment never share a lane; the same input gives the same answer.
 * Cost: O(n log n).
 */
import { popLeast, pushHeap, type HeapItem } from './heap.ts'

export interface Stretch {
	readonly start: number
	/** After `start`: what has no length is given the least that can be seen. */
	readonly end: number
}

/** Where a box lies across its column: `lane` of `lanes` equal parts, `width` of them wide. */
export interface Laid {
	readonly lane: number
	readonly lanes: number
	readonly width: number
}

export interface LaidRow {
	/** Lane of each stretch, in the order of the input. */
	readonly lanes: readonly number[]
	/** How many lanes the row needs; 0 when it is empty. */
	readonly count: number
}

/** Deeper knots are slivers anyway; without the limit, widening would cost n × lanes. */
const WIDENED_LANES = 16

interface Packing {
	readonly order: readonly number[]
	readonly lanes: number[]
}

/** Earlier first; of those that start together the longer; then as given. */
function orderOf(stretches: readonly Stretch[]): number[] {
	return stretches
		.map((_, index) => index)
		.sort((a, b) => {
			const one = stretches[a] as Stretch
			const other = stretches[b] as Stretch
			return one.start - other.start || other.end - one.end || a - b
		})
}

/** Each box into the lowest lane that is free at its start. */
function pack(stretches: readonly Stretch[]): Packing {
	const order = orderOf(stretches)
	const lanes: number[] = new Array<number>(stretches.length).fill(0)
	const taken: HeapItem[] = []
	const free: HeapItem[] = []
	let opened = 0
	for (const index of order) {
		const { start, end } = stretches[index] as Stretch
		for (let least = taken[0]; least && least.rank <= start; least = taken[0]) {
			popLeast(taken)
			pushHeap(free, { rank: least.value, value: least.value })
		}
		const lane = popLeast(free)?.value ?? opened++
		lanes[index] = lane
		pushHeap(taken, { rank: end, value: lane })
	}
	return { order, lanes }
}

/** Lanes of a timeline's row: every box is one lane high, the row as high as its deepest moment. */
export function layOutRow(stretches: readonly Stretch[]): LaidRow {
	const { lanes } = pack(stretches)
	return { lanes, count: lanes.reduce((most, lane) => Math.max(most, lane + 1), 0) }
}

/**
 * A day column: boxes that hang together by overlaps share the width equally, and a box grows over the lanes at its
 * side that stay empty while it lasts.
 */
export function layOutColumn(stretches: readonly Stretch[]): readonly Laid[] {
	const { order, lanes } = pack(stretches)
	const laid: Laid[] = new Array<Laid>(stretches.length)
	let knot: number[] = []
	let reach = -Infinity
	const close = () => {
		for (const [index, box] of layOutKnot(stretches, lanes, knot)) laid[index] = box
		knot = []
	}
	for (const index of order) {
		const { start, end } = stretches[index] as Stretch
		if (start >= reach) close()
		knot.push(index)
		reach = Math.max(reach, end)
	}
	close()
	return laid
}

/** Boxes linked by overlaps, in order of their start. */
function layOutKnot(stretches: readonly Stretch[], lanes: readonly number[], knot: readonly number[]) {
	const byLane: number[][] = []
	for (const index of knot) (byLane[lanes[index] as number] ??= []).push(index)
	const count = byLane.length
	return knot.map((index): [number, Laid] => {
		const lane = lanes[index] as number
		let width = 1
		while (
			count <= WIDENED_LANES &&
			lane + width < count &&
			isFree(stretches, byLane[lane + width] as number[], stretches[index] as Stretch)
		) {
			width++
		}
		return [index, { lane, lanes: count, width }]
	})
}

/** `members` of one lane follow one another, so the first that ends after `start` decides. */
function isFree(stretches: readonly Stretch[], members: readonly number[], { start, end }: Stretch): boolean {
	let low = 0
	let high = members.length
	while (low < high) {
		const middle = (low + high) >> 1
		if ((stretches[members[middle] as number] as Stretch).end > start) high = middle
		else low = middle + 1
	}
	const next = members[low]
	return next === undefined || (stretches[next] as Stretch).start >= end
}

/** A binary heap in a plain array: the item of the least rank stands first. */
export interface HeapItem {
	readonly rank: number
	readonly value: number
}

export function pushHeap(heap: HeapItem[], item: HeapItem): void {
	let at = heap.length
	heap.push(item)
	while (at > 0) {
		const parent = (at - 1) >> 1
		const above = heap[parent] as HeapItem
		if (above.rank <= item.rank) break
		heap[at] = above
		at = parent
	}
	heap[at] = item
}

/** Takes out the item of the least rank; undefined when empty. */
export function popLeast(heap: HeapItem[]): HeapItem | undefined {
	const least = heap[0]
	const last = heap.pop()
	if (least === undefined || last === undefined || heap.length === 0) return least
	let at = 0
	for (;;) {
		let child = 2 * at + 1
		const right = heap[child + 1]
		const left = heap[child]
		if (left === undefined) break
		if (right !== undefined && right.rank < left.rank) child++
		const below = heap[child] as HeapItem
		if (below.rank >= last.rank) break
		heap[at] = below
		at = child
	}
	heap[at] = last
	return least
}

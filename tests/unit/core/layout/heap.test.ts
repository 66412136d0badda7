import { popLeast, pushHeap, type HeapItem } from '#lib/core/layout/heap.ts'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'

const filled = (ranks: readonly number[]): HeapItem[] => {
	const heap: HeapItem[] = []
	ranks.forEach((rank, value) => pushHeap(heap, { rank, value }))
	return heap
}

const drained = (heap: HeapItem[]): number[] => {
	const ranks: number[] = []
	for (let item = popLeast(heap); item; item = popLeast(heap)) ranks.push(item.rank)
	return ranks
}

describe('a heap', () => {
	test('gives nothing when it is empty', () => {
		expect(popLeast([])).toBeUndefined()
	})

	test('gives back the one it holds, and is empty then', () => {
		const heap = filled([7])
		expect(popLeast(heap)).toEqual({ rank: 7, value: 0 })
		expect(popLeast(heap)).toBeUndefined()
	})

	test('gives the least first', () => {
		expect(drained(filled([5, 1, 4, 1, 3]))).toEqual([1, 1, 3, 4, 5])
	})

	test('gives all, in order, whatever went in', () => {
		fc.assert(
			fc.property(fc.array(fc.integer()), (ranks) => {
				expect(drained(filled(ranks))).toEqual([...ranks].sort((a, b) => a - b))
			})
		)
	})

	test('keeps its order when things come and go in turns', () => {
		fc.assert(
			fc.property(fc.array(fc.oneof(fc.integer(), fc.constant(undefined))), (steps) => {
				const heap: HeapItem[] = []
				let model: number[] = []
				for (const step of steps) {
					if (step === undefined) {
						expect(popLeast(heap)?.rank).toBe(model[0])
						model = model.slice(1)
					} else {
						pushHeap(heap, { rank: step, value: 0 })
						model = [...model, step].sort((a, b) => a - b)
					}
				}
				expect(heap).toHaveLength(model.length)
			})
		)
	})
})

/**
 * Which of many columns, rows or boxes have to be drawn: those that touch the part in view. Offsets are running sums of
 * sizes, so that rows may differ in height; sizes are above 0 and ranges of indexes half-open.
 */
import type { Stretch } from './lanes.ts'

export interface IndexRange {
	readonly first: number
	readonly end: number
}

/** Where each begins, and as last element where all end: `[20, 30]` gives `[0, 20, 50]`. */
export function offsetsOf(sizes: readonly number[]): readonly number[] {
	const offsets = [0]
	let sum = 0
	for (const size of sizes) offsets.push((sum += size))
	return offsets
}

/** How many of the ascending offsets stand before the pixel. */
function countBefore(offsets: readonly number[], pixel: number): number {
	let low = 0
	let high = offsets.length
	while (low < high) {
		const middle = (low + high) >> 1
		if ((offsets[middle] as number) < pixel) low = middle + 1
		else high = middle
	}
	return low
}

/** The line at a pixel; outside of all, the first or the last. -1 when there are none. */
export function lineAt(offsets: readonly number[], pixel: number): number {
	const before = countBefore(offsets, pixel)
	const line = offsets[before] === pixel ? before : before - 1
	return Math.min(Math.max(line, 0), offsets.length - 2)
}

/** The lines that touch the pixels of `part`, and `spare` more at each side; empty where the part is empty. */
export function linesBetween(offsets: readonly number[], part: Stretch, spare = 0): IndexRange {
	const count = offsets.length - 1
	if (part.end <= part.start || count === 0) return { first: 0, end: 0 }
	const first = Math.max(lineAt(offsets, part.start) - spare, 0)
	const end = Math.min(Math.max(countBefore(offsets, part.end), 1) + spare, count)
	return { first, end: Math.max(first, end) }
}

/** The part in view, widened to whole steps: it changes once per step of scrolling, not with every pixel. */
export const widen = ({ start, end }: Stretch, step: number): Stretch => ({
	start: (Math.floor(start / step) - 1) * step,
	end: (Math.ceil(end / step) + 1) * step
})

export const touches = (a: Stretch, b: Stretch): boolean => a.start < b.end && b.start < a.end

/**
 * Where a view opens that shows `room` pixels: at the beginning of business; where now would be out of sight, so that it
 * has a quarter of the room before it. `now`: undefined on other days.
 */
export function openAt(opening: number, now: number | undefined, room: number): number {
	const isSeen = now === undefined || now <= opening + room * 0.75
	return Math.max(isSeen ? opening : now - room / 4, 0)
}

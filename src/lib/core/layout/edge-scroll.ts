/** Scrolling by itself while something is dragged near an edge: the deeper in the edge, the faster. */

/** How deep the edge reaches inwards, in pixels; never more than a quarter of the room. */
export const EDGE = 56
/** Pixels per second at full depth: a screen in about half a second. */
export const TOP_SPEED = 1400

/**
 * Pixels per second along one axis: negative towards `start`, 0 in the middle, full speed at and beyond the end. It grows
 * with the square of the depth, so that the first pixels of the edge can be aimed in.
 */
export function edgeSpeed(position: number, start: number, end: number): number {
	const edge = Math.min(EDGE, (end - start) / 4)
	if (edge <= 0) return 0
	const before = Math.min((start + edge - position) / edge, 1)
	const after = Math.min((position - (end - edge)) / edge, 1)
	if (before > 0) return -TOP_SPEED * before * before
	return after > 0 ? TOP_SPEED * after * after : 0
}

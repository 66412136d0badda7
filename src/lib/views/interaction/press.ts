/** When a press becomes a drag: at once for a mouse that moves, after a hold for a finger or pen. Pure rules. */

/** Long enough that a scroll never lifts by accident, short enough not to feel stuck. */
export const HOLD_MS = 375
/** A finger that travelled further than this before the hold is scrolling, and stays so. */
export const TOUCH_SLOP = 10
/** A hand that clicks trembles by a few pixels. */
export const MOUSE_SLOP = 4

export interface Point {
	/** Client pixels. */
	readonly x: number
	readonly y: number
}

export type PressOutcome = 'wait' | 'lift' | 'let-go'

/** A pen presses like a finger: it scrolls, too. */
export const liftsByHold = (pointerType: string): boolean => pointerType !== 'mouse'

export const distance = (a: Point, b: Point): number => Math.hypot(a.x - b.x, a.y - b.y)

/** What a movement before the lift means. */
export function pressMoved(pointerType: string, from: Point, to: Point): PressOutcome {
	const travelled = distance(from, to)
	if (liftsByHold(pointerType)) return travelled > TOUCH_SLOP ? 'let-go' : 'wait'
	return travelled > MOUSE_SLOP ? 'lift' : 'wait'
}

/** How far a hand has been towards both sides since the press: `low` has the least x and y, `high` the greatest. */
export interface Reach {
	readonly low: Point
	readonly high: Point
}

export const reachOf = (at: Point, { low, high }: Reach = { low: at, high: at }): Reach => ({
	low: { x: Math.min(low.x, at.x), y: Math.min(low.y, at.y) },
	high: { x: Math.max(high.x, at.x), y: Math.max(high.y, at.y) }
})

/**
 * The speed of an edge, 0 until the hand has gone towards that edge: what is lifted beside an edge, or carried along it,
 * stays where it is.
 */
export function wantedSpeed(speed: number, at: number, low: number, high: number): number {
	const towards = speed > 0 ? at - low : high - at
	return towards > TOUCH_SLOP ? speed : 0
}

/** Which edge of a box a mouse grips, `at` being its place along the box of `length` pixels. */
export function edgeAt(at: number, length: number): 'start' | 'end' | undefined {
	// A third of a short box stays free, so that it can always be moved.
	const depth = Math.min(7, length / 3)
	if (at < depth) return 'start'
	return at > length - depth ? 'end' : undefined
}

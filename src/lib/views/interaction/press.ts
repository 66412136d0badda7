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

/** Which edge of a box a mouse grips, `at` being its place along the box of `length` pixels. */
export function edgeAt(at: number, length: number): 'start' | 'end' | undefined {
	// A third of a short box stays free, so that it can always be moved.
	const depth = Math.min(7, length / 3)
	if (at < depth) return 'start'
	return at > length - depth ? 'end' : undefined
}

/** A quick sideways stroke of one finger turns the page; slow ones scroll or (after the hold) drag. */
const MIN_WIDTH = 56
/** Shorter than the hold that lifts a card, so that a swipe can never be a drag. */
const MAX_MS = 350

/** 1 = the next page (a stroke to the left), -1 = the one before, 0 = no swipe. */
export function swipeOf(dx: number, dy: number, ms: number): -1 | 0 | 1 {
	if (ms > MAX_MS || Math.abs(dx) < MIN_WIDTH || Math.abs(dx) < 2 * Math.abs(dy)) return 0
	return dx < 0 ? 1 : -1
}

export const swipes = (turn: (steps: -1 | 1) => void) => (element: HTMLElement) => {
	let from: { x: number; y: number; at: number } | undefined
	const begin = ({ touches, timeStamp }: TouchEvent) => {
		const touch = touches.length === 1 ? touches[0] : undefined
		from = touch && { x: touch.clientX, y: touch.clientY, at: timeStamp }
	}
	const end = ({ changedTouches, timeStamp }: TouchEvent) => {
		const touch = changedTouches[0]
		const steps =
			from && touch ? swipeOf(touch.clientX - from.x, touch.clientY - from.y, timeStamp - from.at) : 0
		from = undefined
		if (steps !== 0) turn(steps)
	}
	element.addEventListener('touchstart', begin, { passive: true })
	element.addEventListener('touchend', end, { passive: true })
	return () => {
		element.removeEventListener('touchstart', begin)
		element.removeEventListener('touchend', end)
	}
}

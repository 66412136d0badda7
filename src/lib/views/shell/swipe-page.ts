/** A stroke of one finger turns the page of the staff views, but only where there was nothing left to scroll that way. */
import { swipeOf } from '#lib/views/calendar/swipe.ts'
import type { Attachment } from 'svelte/attachments'

interface Stroke {
	readonly x: number
	readonly y: number
	readonly at: number
	readonly scrollers: readonly (readonly [element: Element, left: number])[]
}

export const swipesPage =
	(turn: (steps: 1 | -1) => void): Attachment<HTMLElement> =>
	(element) => {
		let from: Stroke | undefined
		const begin = ({ touches, timeStamp, target }: TouchEvent) => {
			const touch = touches.length === 1 ? touches[0] : undefined
			const scrollers = scrollersOf(target, element)
			from = touch && { x: touch.clientX, y: touch.clientY, at: timeStamp, scrollers }
		}
		const end = ({ changedTouches, timeStamp }: TouchEvent) => {
			const touch = changedTouches[0]
			const stroke = from
			from = undefined
			if (!touch || !stroke || stroke.scrollers.some(([one, left]) => one.scrollLeft !== left)) return
			const steps = swipeOf(touch.clientX - stroke.x, touch.clientY - stroke.y, timeStamp - stroke.at)
			if (steps !== 0) turn(steps)
		}
		element.addEventListener('touchstart', begin, { passive: true })
		element.addEventListener('touchend', end, { passive: true })
		return () => {
			element.removeEventListener('touchstart', begin)
			element.removeEventListener('touchend', end)
		}
	}

function scrollersOf(target: EventTarget | null, root: Element): Stroke['scrollers'] {
	const found: (readonly [Element, number])[] = []
	for (let at = target instanceof Element ? target : null; at && at !== root; at = at.parentElement) {
		if (at.scrollWidth > at.clientWidth) found.push([at, at.scrollLeft])
	}
	return found
}

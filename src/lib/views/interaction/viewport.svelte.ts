/** The part of a scrolling element in view. Distances along the lines count from the side where reading begins. */
import { untrack } from 'svelte'
import type { Attachment } from 'svelte/attachments'

export class Viewport {
	/** Pixels scrolled along the reading direction and down. */
	x = $state.raw(0)
	y = $state.raw(0)
	/** A guess until the element is measured, so that the first paint already shows something. */
	width = $state.raw(globalThis.innerWidth ?? 1024)
	height = $state.raw(globalThis.innerHeight ?? 768)
	rightToLeft = $state.raw(false)
	element: HTMLElement | undefined = undefined

	/**
	 * `first`: where to scroll when it appears, asked once it is measured. Again only when `anew` has changed: the person
	 * stays where they are when the minute or the day turns.
	 */
	readonly watch =
		(first: () => { readonly x?: number; readonly y?: number }, _anew?: number): Attachment<HTMLElement> =>
		(element) => {
			this.element = element
			this.rightToLeft = getComputedStyle(element).direction === 'rtl'
			const measure = () => {
				this.width = element.clientWidth
				this.height = element.clientHeight
			}
			const read = () => {
				this.x = Math.abs(element.scrollLeft)
				this.y = element.scrollTop
			}
			measure()
			const { x = 0, y = 0 } = untrack(first)
			this.scrollTo(x, y)
			const resizes = new ResizeObserver(measure)
			resizes.observe(element)
			element.addEventListener('scroll', read, { passive: true })
			return () => {
				resizes.disconnect()
				element.removeEventListener('scroll', read)
				this.element = undefined
			}
		}

	/** The new position is known at once, before the browser says that it scrolled. */
	scrollTo(x: number, y: number): void {
		const { element } = this
		if (!element) return
		element.scrollLeft = this.rightToLeft ? -x : x
		element.scrollTop = y
		this.x = Math.abs(element.scrollLeft)
		this.y = element.scrollTop
	}

	/** Where a client point lies in the scrolled content. */
	contentPoint({ x, y }: { readonly x: number; readonly y: number }): {
		readonly x: number
		readonly y: number
	} {
		const box = this.element?.getBoundingClientRect()
		if (!box) return { x: 0, y: 0 }
		return { x: (this.rightToLeft ? box.right - x : x - box.left) + this.x, y: y - box.top + this.y }
	}
}

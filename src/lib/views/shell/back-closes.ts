/**
 * On phones and tablets "back" (the gesture, the button of Android) closes what lies above the book and leaves the book
 * where it is. Always: while a panel is open there is one entry of the history for it, on top.
 */
import { pushState } from '$app/navigation'

export interface BackDeps {
	readonly isOpen: () => boolean
	/** Puts the panel away as its own cross does. */
	readonly leave: () => void
}

export class BackCloses {
	readonly #deps: BackDeps
	/** The entry on top of the history is the panel's. */
	#pushed = false
	/** A step back of our own, whose event is still on its way. */
	#returning = false

	constructor(deps: BackDeps) {
		this.#deps = deps
	}

	/** Called whenever a panel was opened or closed. */
	follow(open: boolean): void {
		if (open && !this.#pushed && !this.#returning) this.#push()
		else if (!open && this.#pushed) this.#return()
	}

	/** The page goes to another view or day. True: it takes the place of the panel's entry. */
	moves(): boolean {
		const replaces = this.#pushed
		this.#pushed = false
		return replaces
	}

	/** The history went back (or on). */
	popped(): void {
		if (this.#returning) {
			this.#returning = false
			if (this.#deps.isOpen()) this.#push()
			return
		}
		this.#pushed = false
		if (this.#deps.isOpen()) this.#deps.leave()
	}

	#push(): void {
		this.#pushed = true
		pushState('', {})
	}

	#return(): void {
		this.#pushed = false
		this.#returning = true
		history.back()
	}
}

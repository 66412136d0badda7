/** The one tooltip of the page: which control it names and where it stands. The control has its own accessible name. */
import { createContext } from 'svelte'

export interface Tip {
	readonly text: string
	/** The key that does the same. */
	readonly shortcut: string | undefined
	/** Of the control, in the window. */
	readonly left: number
	readonly right: number
	readonly top: number
	readonly bottom: number
}

/** Long enough not to flicker under a passing pointer. */
const DELAY_MS = 500
/** Within this time after one tip the next comes at once. */
const WARM_MS = 300

export class TipState {
	current: Tip | undefined
	#timer: ReturnType<typeof setTimeout> | undefined
	#hiddenAt = 0

	constructor() {
		this.current = $state.raw(undefined)
	}

	offer(element: Element, text: string, shortcut: string | undefined, atOnce = false): void {
		clearTimeout(this.#timer)
		const isWarm = atOnce || this.current !== undefined || performance.now() - this.#hiddenAt < WARM_MS
		this.#timer = setTimeout(
			() => {
				const { left, right, top, bottom } = element.getBoundingClientRect()
				if (element.isConnected) this.current = { text, shortcut, left, right, top, bottom }
			},
			isWarm ? 0 : DELAY_MS
		)
	}

	hide(): void {
		clearTimeout(this.#timer)
		if (this.current) this.#hiddenAt = performance.now()
		this.current = undefined
	}
}

export const [useTip, provideTip] = createContext<TipState>()

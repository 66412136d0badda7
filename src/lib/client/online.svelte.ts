/** Whether the device has a network at all. Offline is a state, not an error: nothing of the book waits for it. */
import { createSubscriber } from 'svelte/reactivity'
import { on } from 'svelte/events'

export class OnlineState {
	readonly #follow: () => void

	constructor() {
		this.#follow = createSubscriber((update) => {
			const offOnline = on(window, 'online', update)
			const offOffline = on(window, 'offline', update)
			return () => {
				offOnline()
				offOffline()
			}
		})
	}

	get current(): boolean {
		this.#follow()
		return globalThis.navigator?.onLine ?? true
	}
}

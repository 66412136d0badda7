/** The sentences at the bottom of the screen: what was done, and the way back. At most three stand at once. */
export interface Toast {
	readonly id: number
	readonly text: string
	readonly tone: 'plain' | 'warn'
	readonly action?: { readonly label: string; readonly run: () => void }
}

export interface ToastOptions {
	readonly tone?: 'plain' | 'warn'
	readonly action?: Toast['action']
	/** How long it stays when nobody touches it. A toast with an action stays longer (WCAG 2.2.1). */
	readonly stayMs?: number
}

export class ToastState {
	items: readonly Toast[]
	#next = 1
	readonly #timers = new Map<number, ReturnType<typeof setTimeout>>()
	readonly #stay = new Map<number, number>()

	constructor() {
		this.items = $state.raw([])
	}

	/** Shows a sentence; gives its id, by which it can be taken away. */
	show(
		text: string,
		{ tone = 'plain', action, stayMs = action ? 10_000 : 5_000 }: ToastOptions = {}
	): number {
		const toast: Toast = { id: this.#next++, text, tone, ...(action ? { action } : {}) }
		for (const old of this.items.slice(0, Math.max(0, this.items.length - 2))) this.dismiss(old.id)
		this.items = [...this.items, toast]
		this.#stay.set(toast.id, stayMs)
		this.#start(toast.id)
		return toast.id
	}

	dismiss(id: number): void {
		clearTimeout(this.#timers.get(id))
		this.#timers.delete(id)
		this.#stay.delete(id)
		this.items = this.items.filter((toast) => toast.id !== id)
	}

	/** While the pointer or the focus is on them they stay. */
	hold(): void {
		for (const timer of this.#timers.values()) clearTimeout(timer)
		this.#timers.clear()
	}

	release(): void {
		for (const toast of this.items) this.#start(toast.id)
	}

	#start(id: number): void {
		clearTimeout(this.#timers.get(id))
		this.#timers.set(
			id,
			setTimeout(() => this.dismiss(id), this.#stay.get(id))
		)
	}
}

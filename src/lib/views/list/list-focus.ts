/** Keeps the keyboard focus on an appointment while its row is drawn anew elsewhere, or on its neighbour when it goes. */
import type { Occurrence } from '#lib/core/appointment/occurrence.ts'

export class ListFocus {
	#order: readonly Occurrence[] = []
	#held: { readonly key: string; readonly at: number } | undefined

	/** The row that is being scrolled to: it counts as focused already. */
	going: string | undefined

	/** Before the rows change: which row has the focus, and where it stood. */
	remember(element: HTMLElement | undefined, order: readonly Occurrence[]): void {
		const { activeElement } = document
		const focused = element?.contains(activeElement) ? activeElement?.getAttribute('data-key') : undefined
		const key = this.going ?? focused
		const at = this.#order.findIndex((each) => each.key === key)
		this.#held = key ? { key, at } : undefined
		this.#order = order
	}

	/** After they changed: the key to focus, or undefined when the focus is where it was. */
	lost(): string | undefined {
		if (
			!this.#held ||
			this.going !== undefined ||
			document.activeElement?.getAttribute('data-key') === this.#held.key
		)
			return undefined
		const { key, at } = this.#held
		const stays = this.#order.some((each) => each.key === key)
		return stays ? key : (this.#order[at] ?? this.#order[at - 1])?.key
	}
}

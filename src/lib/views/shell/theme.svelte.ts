/** Light, dark or as the machine has it. The first paint is `static/theme.js`; this one follows later changes. */
import { pageStore } from '#lib/client/stored-value.ts'
import { MediaQuery } from 'svelte/reactivity'

export type Theme = 'light' | 'dark' | 'system'
const KEY = 'daybook.theme'

export class ThemeState {
	choice: Theme
	readonly #dark = new MediaQuery('(prefers-color-scheme: dark)')
	readonly current: 'light' | 'dark'

	constructor() {
		const kept = readChoice()
		this.choice = $state(kept)
		this.current = $derived(this.choice === 'system' ? (this.#dark.current ? 'dark' : 'light') : this.choice)
	}

	choose(choice: Theme): void {
		this.choice = choice
		try {
			pageStore()?.setItem(KEY, choice)
		} catch {
			// Storage refused: it holds as long as the page.
		}
	}
}

function readChoice(): Theme {
	try {
		const kept = pageStore()?.getItem(KEY)
		return kept === 'light' || kept === 'dark' ? kept : 'system'
	} catch {
		return 'system'
	}
}

/** One line of a menu. */
import type { Component } from 'svelte'

export interface MenuItem {
	readonly label: string
	readonly icon?: Component<{ size?: number }>
	readonly shortcut?: string
	readonly danger?: boolean
	readonly disabled?: boolean
	readonly checked?: boolean
	/** Draws a line above. */
	readonly apart?: boolean
	readonly onselect: () => void
}

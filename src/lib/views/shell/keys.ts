/** The keys of the frame. Digits belong to the statuses and arrows on a card to the card: see `views/interaction`. */
import type { ViewKind } from '#lib/views/calendar/gesture.ts'

export type FrameCommand =
	| { readonly kind: 'view'; readonly view: ViewKind }
	| { readonly kind: 'step'; readonly direction: 1 | -1 }
	| { readonly kind: 'today' }
	| { readonly kind: 'new' }
	| { readonly kind: 'undo' }
	| { readonly kind: 'redo' }
	| { readonly kind: 'keys' }
	| { readonly kind: 'inbox' }
	/** To the field that takes a date in words. */
	| { readonly kind: 'jump' }

export interface FrameKey {
	readonly keys: string
	readonly says: string
}

/** What the key sheet lists; `frameCommand` is the truth. */
export const FRAME_KEYS: readonly FrameKey[] = [
	{ keys: 'S', says: 'Staff day' },
	{ keys: 'R', says: 'Timeline (rows)' },
	{ keys: 'D', says: 'Day' },
	{ keys: 'W', says: 'Week' },
	{ keys: 'M', says: 'Month' },
	{ keys: 'L', says: 'List' },
	{ keys: '← / →', says: 'Earlier, later (also K and J)' },
	{ keys: 'T', says: 'Today' },
	{ keys: 'G', says: 'Go to a date' },
	{ keys: 'N', says: 'New appointment' },
	{ keys: 'I', says: 'Inbox: what needs you, overlaps, bin' },
	{ keys: 'Ctrl/⌘ Z', says: 'Undo' },
	{ keys: 'Ctrl/⌘ ⇧ Z', says: 'Redo' },
	{ keys: '?', says: 'This sheet' }
]

/** Of a keyboard event what decides. */
export interface KeyPress {
	readonly key: string
	readonly ctrlKey: boolean
	readonly metaKey: boolean
	readonly altKey: boolean
	readonly shiftKey: boolean
}

const VIEWS: Readonly<Record<string, ViewKind>> = {
	s: 'staff-day',
	r: 'timeline',
	d: 'day',
	w: 'week',
	m: 'month',
	l: 'list'
}

/** What the key does, or undefined. `singleKeys` false leaves only those with Ctrl or ⌘ (WCAG 2.1.4). */
export function frameCommand(press: KeyPress, singleKeys: boolean): FrameCommand | undefined {
	const key = press.key.toLowerCase()
	if (press.altKey) return undefined
	if (press.ctrlKey || press.metaKey) {
		if (key === 'z') return press.shiftKey ? { kind: 'redo' } : { kind: 'undo' }
		return key === 'y' && !press.shiftKey ? { kind: 'redo' } : undefined
	}
	if (key === 'arrowleft') return press.shiftKey ? undefined : { kind: 'step', direction: -1 }
	if (key === 'arrowright') return press.shiftKey ? undefined : { kind: 'step', direction: 1 }
	if (!singleKeys) return undefined
	if (key === '?') return { kind: 'keys' }
	if (press.shiftKey) return undefined
	const view = VIEWS[key]
	if (view) return { kind: 'view', view }
	switch (key) {
		case 'j':
			return { kind: 'step', direction: 1 }
		case 'k':
			return { kind: 'step', direction: -1 }
		case 't':
			return { kind: 'today' }
		case 'n':
			return { kind: 'new' }
		case 'g':
			return { kind: 'jump' }
		case 'i':
			return { kind: 'inbox' }
		default:
			return undefined
	}
}

/** Whether the keys belong to what is focused: a box one types in, or a dialog above the book. */
export function isTyping(target: EventTarget | null): boolean {
	if (!(target instanceof HTMLElement)) return false
	return (
		target.isContentEditable ||
		/^(input|textarea|select)$/i.test(target.tagName) ||
		target.closest('[role="dialog"],[role="menu"],[role="listbox"],[role="radiogroup"]') !== null
	)
}

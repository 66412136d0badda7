/** Marks the cards that somebody else holds: only those whose mark changed are touched, and the engine hears nothing. */
import type { Held, HeldMark } from '#lib/views/presence/presence.ts'
import { PEER_PARTS } from '#lib/views/presence/peer-style.ts'

export function markHeld(element: HTMLElement, before: Held, after: Held): void {
	for (const key of new Set([...before.keys(), ...after.keys()])) {
		const mark = after.get(key)
		if (mark === before.get(key)) continue
		const cards = element.querySelectorAll<HTMLElement>(`[data-key="${CSS.escape(key)}"]`)
		for (const card of cards) markCard(card, mark)
	}
}

export function markCard(card: HTMLElement, mark: HeldMark | undefined): void {
	for (const part of PEER_PARTS) {
		if (mark) card.style.setProperty(`--peer-${part}`, `var(--hue-${mark.colour}-${part})`)
		else card.style.removeProperty(`--peer-${part}`)
	}
	if (!mark) {
		delete card.dataset['held']
		delete card.dataset['heldShort']
		card.removeAttribute('aria-description')
		return
	}
	card.dataset['held'] = mark.names
	card.dataset['heldShort'] = mark.initials
	card.setAttribute('aria-description', mark.words)
}

/** One tab stop for all cards of a view (roving), and the ring of the selected one, kept over every redraw. */
import type { AppointmentId } from '#lib/core/appointment/appointment.ts'

const cardsOf = (element: HTMLElement, key: AppointmentId): readonly HTMLElement[] => [
	...element.querySelectorAll<HTMLElement>(`[data-key="${CSS.escape(key)}"]`)
]

export function markSelected(element: HTMLElement, selected: AppointmentId | undefined): void {
	for (const card of element.querySelectorAll('[data-selected]')) card.removeAttribute('data-selected')
	for (const card of element.querySelectorAll<HTMLElement>('[data-key][tabindex="0"]')) card.tabIndex = -1
	const chosen = selected === undefined ? [] : cardsOf(element, selected)
	for (const card of chosen) card.dataset['selected'] = ''
	const stop = chosen[0] ?? element.querySelector<HTMLElement>('[data-key]')
	if (stop) stop.tabIndex = 0
	// What scrolls can be reached by keyboard: through the cards, or itself where there is none.
	const hours = element.querySelector('.fc-timegrid-body')?.parentElement
	if (stop) hours?.removeAttribute('tabindex')
	else if (hours) {
		hours.tabIndex = 0
		// What can have the focus must be a part that a grid may have: the group of its rows.
		hours.role = 'rowgroup'
		const rows = hours.closest('tbody')
		if (rows) rows.role = 'presentation'
	}
}

export function focusCard(element: HTMLElement, key: AppointmentId): boolean {
	const [card] = cardsOf(element, key)
	card?.focus({ preventScroll: false })
	return card !== undefined
}

/** The key of the card that has the focus. */
export function focusedKey(element: HTMLElement): AppointmentId | undefined {
	const { activeElement } = element.ownerDocument
	return activeElement instanceof HTMLElement && element.contains(activeElement)
		? activeElement.dataset['key']
		: undefined
}

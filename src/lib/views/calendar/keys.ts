/** The keys on a card, by the map of all views (`interaction/keyboard.ts`). Keys elsewhere are left to the frame. */
import { actionOfKey } from '#lib/views/interaction/keyboard.ts'
import { dayOfMore, type CardsByKey } from './event-input.ts'
import { focusCard } from './focus.ts'
import { neighbourOf } from './neighbour.ts'
import { showMore, type EngineViewProps } from './options.ts'

export function pressed(
	event: KeyboardEvent,
	element: HTMLElement,
	props: EngineViewProps,
	cards: CardsByKey
): void {
	const key = event.target instanceof HTMLElement ? event.target.dataset['key'] : undefined
	const card = key === undefined ? undefined : cards.get(key)
	if (!card) return
	const more = dayOfMore(card.key)
	if (more !== undefined && (event.key === 'Enter' || event.key === ' ')) {
		event.preventDefault()
		return props.ongesture(showMore(props.kind, more))
	}
	const action = actionOfKey(event, {
		view: props.kind,
		// "+n more" is not an appointment: only the arrows mean anything on it.
		selected: more === undefined ? card : undefined,
		slotMinutes: props.settings.slotMinutes,
		resources: [],
		shortcuts: props.settings.shortcuts,
		rightToLeft: getComputedStyle(element).direction === 'rtl'
	})
	if (!action) return
	event.preventDefault()
	event.stopPropagation()
	if (action.kind === 'gesture') return props.ongesture(action.gesture)
	const next = neighbourOf(cards.values(), card.key, action.direction)
	if (next !== undefined) focusCard(element, next)
}

/** Tells FullCalendar what changed, card by card. Call inside `batchRendering` when there is more than one change. */
import type { Calendar, EventApi } from '@fullcalendar/core'
import { hasSameContent, hasSameSpan, type CardChange, type CardDiff } from './card-diff.ts'
import { classesOf, spanOf, toEventInput, type CardsByKey } from './event-input.ts'

const SOURCE = 'book'

export function replaceAll(calendar: Calendar, cards: CardsByKey): void {
	for (const source of calendar.getEventSources()) source.remove()
	calendar.addEventSource({ id: SOURCE, events: [...cards.values()].map(toEventInput) })
}

export function applyDiff(calendar: Calendar, { added, removed, changed }: CardDiff): void {
	for (const key of removed) calendar.getEventById(key)?.remove()
	for (const change of changed) {
		const event = calendar.getEventById(change.after.key)
		if (event) applyChange(event, change)
	}
	for (const card of added) calendar.addEvent(toEventInput(card), SOURCE)
}

function applyChange(event: EventApi, { before, after }: CardChange): void {
	// Compared with what stands on the screen, not with `before`: after a drop the engine is already there.
	if (!hasSameSpan({ span: spanOf(event), allDay: event.allDay }, after)) {
		event.setDates(after.span.start, after.span.end, { allDay: after.allDay })
	}
	if (!hasSameContent(before.content, after.content)) event.setExtendedProp('card', after)
	if (classesOf(before) !== classesOf(after)) event.setProp('classNames', classesOf(after))
	if (before.fixed !== after.fixed) event.setProp('editable', !after.fixed)
	if (before.rank !== after.rank) event.setExtendedProp('rank', after.rank)
}

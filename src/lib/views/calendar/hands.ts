/** What hands do in FullCalendar, told as gestures. No handler per card: the engine delegates, and so do we. */
import type { CalendarOptions, EventApi, EventDropArg } from '@fullcalendar/core'
import type { EventResizeDoneArg } from '@fullcalendar/interaction'
import type { AppointmentId } from '#lib/core/appointment/appointment.ts'
import { isBusyKey, type Occurrence } from '#lib/core/appointment/occurrence.ts'
import type { CardContent } from '#lib/views/card/card-content.ts'
import { DAY, MINUTE, dayOf, parseDay, type Day, type Wall } from '#lib/core/time/wall.ts'
import { createCardNodes } from '#lib/views/card/card-markup.ts'
import { dayOfMore, spanOf } from './event-input.ts'
import { clickedSpan, showMore, type EngineViewProps } from './options.ts'
import { isNarrow } from './fit.ts'

export interface Desk {
	readonly props: () => EngineViewProps
	readonly find: (key: AppointmentId) => Occurrence | undefined
	/** The card stands where it was dropped until the book answers. */
	readonly wait: (key: AppointmentId) => void
	/** A person is asked first; false: it goes back. */
	readonly hold: (key: AppointmentId, answer: Promise<boolean>) => void
	/** Puts a new card beside its neighbours. */
	readonly place: (card: HTMLElement) => void
	/** Marks a new card that somebody else holds. */
	readonly mark: (card: HTMLElement, key: AppointmentId) => void
	/** What stands in a card; undefined for the span that is being drawn. */
	readonly content: (event: EventApi, isMirror: boolean) => CardContent | number | undefined
}

export function handlers(element: HTMLElement, desk: Desk): CalendarOptions {
	return { ...clicks(element, desk), ...drags(desk), ...cards(desk) }
}

const wallOf = (date: Date): Wall => date.getTime() as Wall
const dayOfDate = (date: Date): Day => dayOf(wallOf(date))

function clicks(element: HTMLElement, { props }: Desk): CalendarOptions {
	const show = (view: 'day' | 'week', day: Day) => props().ongesture({ kind: 'show', view, day })
	return {
		eventClick: ({ el, event }) => {
			// The engine holds back the browser's own focus, and keys act on the card that has it.
			el.focus({ preventScroll: true })
			const more = dayOfMore(event.id)
			if (more !== undefined) return props().ongesture(showMore(props().kind, more))
			const day = props().kind === 'month' && isNarrow(element) ? dayAround(el) : undefined
			if (day !== undefined) return show('day', day)
			if (props().selected !== event.id) props().ongesture({ kind: 'select', key: event.id })
			props().ongesture({ kind: 'open', key: event.id })
		},
		dateClick: ({ date, allDay }) => {
			const { kind, settings, ongesture } = props()
			if (kind === 'month' && isNarrow(element)) return show('day', dayOfDate(date))
			ongesture({ kind: 'create', ...clickedSpan(wallOf(date), allDay, kind, settings) })
		},
		select: ({ start, end, allDay, view }) => {
			const { settings, ongesture } = props()
			const step = allDay ? DAY : settings.slotMinutes * MINUTE
			// A click is a selection of one step too; `dateClick` has told it already.
			if (end.getTime() - start.getTime() > step) {
				ongesture({ kind: 'create', span: { start: wallOf(start), end: wallOf(end) }, allDay })
			}
			view.calendar.unselect()
		},
		navLinkDayClick: (date) => show('day', dayOfDate(date)),
		navLinkWeekClick: (date) => show('week', dayOfDate(date))
	}
}

/** The day of the month's cell that holds a card. */
function dayAround(card: HTMLElement): Day | undefined {
	const day = parseDay(card.closest<HTMLElement>('.fc-daygrid-day')?.dataset['date'] ?? '')
	return day.ok ? day.value : undefined
}

function drags({ props, wait, hold }: Desk): CalendarOptions {
	const drag = { cancelled: false }
	/** The engine knows no Escape: let it drop where it is, then take the drop back before anything is painted. */
	const cancel = (event: KeyboardEvent) => {
		if (event.key !== 'Escape') return
		event.preventDefault()
		event.stopPropagation()
		drag.cancelled = true
		document.dispatchEvent(new MouseEvent('mouseup', { bubbles: true }))
	}
	const begin = () => {
		drag.cancelled = false
		document.addEventListener('keydown', cancel, { capture: true })
	}
	const end = () => {
		document.removeEventListener('keydown', cancel, { capture: true })
		props().ongesture({ kind: 'drag-end' })
	}
	const done = (dropped: EventDropArg | EventResizeDoneArg, copy: boolean) => {
		const { event } = dropped
		const move = { kind: 'move', key: event.id, span: spanOf(event), allDay: event.allDay, copy } as const
		if (copy || drag.cancelled) dropped.revert()
		else wait(event.id)
		if (drag.cancelled) return
		props().ongesture(copy ? move : { ...move, hold: (answer) => hold(event.id, answer) })
	}
	return {
		// Asked at each new place under the hand. Every place is allowed; the others see it go.
		eventAllow: ({ start, end, allDay }, event) => {
			const span = { start: wallOf(start), end: wallOf(end) }
			if (event) props().ongesture({ kind: 'drag', key: event.id, span, allDay })
			return true
		},
		eventDragStart: begin,
		eventDragStop: end,
		eventResizeStart: begin,
		eventResizeStop: end,
		eventDrop: (dropped) => done(dropped, dropped.jsEvent.altKey || dropped.jsEvent.ctrlKey),
		eventResize: (resized) => done(resized, false)
	}
}

function cards({ content, place, mark, props }: Desk): CalendarOptions {
	return {
		// FullCalendar names a day's cell by its number alone, although its cards stand in it (axe: label-content-name-mismatch).
		dayCellDidMount: ({ el }) => el.removeAttribute('aria-labelledby'),
		eventContent: ({ event, isMirror, timeText }) => {
			const inside = content(event, isMirror)
			if (inside === undefined) return timeText
			return typeof inside === 'number' ? { html: moreHtml(inside) } : { domNodes: cardNodes(inside) }
		},
		eventDidMount: ({ el, event, isMirror }) => {
			if (isMirror) return
			el.dataset['key'] = event.id
			// Nothing comes of pressing a busy time.
			if (!isBusyKey(event.id)) el.role = 'button'
			el.tabIndex = -1
			place(el)
			mark(el, event.id)
			if (event.id === props().selected) el.dataset['selected'] = ''
		}
	}
}

/** In a week it stands in the all-day row although it counts the hours below: a pointer is told what it is. */
const moreHtml = (count: number): string =>
	`<span title="${count} more have no room here: show the day">+${count}<span class="more-word">&nbsp;more</span></span>`

/** The whole card in words for assistive technology, beside the few that are drawn. */
function cardNodes(content: CardContent): Element[] {
	const drawn = createCardNodes(content, document)
	for (const node of drawn) node.ariaHidden = 'true'
	const words = document.createElement('span')
	words.className = 'card-words'
	words.textContent = content.label
	return [...drawn, words]
}

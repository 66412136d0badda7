/** How FullCalendar is set up: one place for every option we use, so that its engine stays exchangeable. */
import type { CalendarOptions } from '@fullcalendar/core'
import {
	DAY,
	MINUTE,
	addDays,
	datePartsOf,
	dayOf,
	startOfDay,
	wallOf,
	type Day,
	type Span,
	type Wall
} from '#lib/core/time/wall.ts'
import type { CalendarViewProps, Gesture, ViewSettings } from './gesture.ts'
import { HOLD_MS, MOUSE_SLOP } from '#lib/views/interaction/press.ts'
import { EVENT_ORDER } from './event-input.ts'
import { weekNumberOf } from '#lib/core/time/calendar.ts'
import { createHeads } from './head-markup.ts'

export type EngineKind = 'month' | 'week' | 'day'
export type EngineViewProps = CalendarViewProps & { readonly kind: EngineKind }

export function calendarOptions(kind: EngineKind, settings: ViewSettings, range: Span<Day>): CalendarOptions {
	const heads = createHeads(kind, settings.locale)
	return {
		...rangeOptions(kind, range),
		initialView: kind === 'month' ? 'dayGridMonth' : 'timeGrid',
		timeZone: 'UTC',
		locale: settings.locale,
		firstDay: settings.firstWeekday % 7,
		headerToolbar: false,
		height: '100%',
		stickyHeaderDates: false,
		...timeOptions(settings),
		...handOptions(),
		weekNumbers: settings.weekNumbers && kind !== 'day',
		weekNumberCalculation: (date) => weekNumberOf(dayOf(date.getTime() as Wall), settings.firstWeekday).week,
		weekNumberContent: ({ num }) => ({ html: `<span class="week-number">W${num}</span>` }),
		dayHeaderContent: ({ date }) => ({ html: heads.day(date.getTime()) }),
		slotLabelContent: ({ date }) => ({ html: heads.hour(date.getTime()) }),
		allDayContent: { html: '<span class="all-day">All day</span>' },
		eventOrder: EVENT_ORDER,
		eventOrderStrict: false,
		navLinks: true,
		dayMaxEvents: false
	}
}

/** The part that changes with every step to the next week or month. */
export function rangeOptions(kind: EngineKind, range: Span<Day>): CalendarOptions {
	if (kind === 'month')
		return { initialDate: startOfDay(monthAnchor(range)), fixedWeekCount: range.end - range.start >= 42 }
	return {
		initialDate: startOfDay(range.start),
		visibleRange: { start: startOfDay(range.start), end: startOfDay(range.end) }
	}
}

/** A day that lies in the month whose grid begins with `range`: a grid starts at most six days before its month. */
export const monthAnchor = (range: Span<Day>): Day => addDays(range.start, 10)

function timeOptions(settings: ViewSettings): CalendarOptions {
	return {
		// Half-hour lines whatever the grid step: twelve rows an hour would cost 288 table rows and help nobody.
		slotDuration: { minutes: 30 },
		slotLabelInterval: { hours: 1 },
		snapDuration: { minutes: settings.slotMinutes },
		// A little above the opening, so that its label is whole.
		scrollTime: { minutes: Math.max(0, settings.dayStart - 12) },
		scrollTimeReset: false,
		businessHours: {
			daysOfWeek: [0, 1, 2, 3, 4, 5, 6],
			startTime: { minutes: settings.dayStart },
			endTime: { minutes: settings.dayEnd }
		},
		nowIndicator: true,
		slotEventOverlap: false,
		eventShortHeight: 34,
		// Fifteen minutes of the closest hours: `LEAST` in `lane-places.ts`.
		eventMinHeight: 14,
		forceEventDuration: true,
		defaultTimedEventDuration: { minutes: 60 }
	}
}

function handOptions(): CalendarOptions {
	return {
		editable: true,
		selectable: true,
		selectMirror: true,
		eventResizableFromStart: true,
		eventDragMinDistance: MOUSE_SLOP,
		// Our own roving focus and keys (`focus.ts`): FullCalendar would make every card a tab stop.
		eventInteractive: false,
		longPressDelay: HOLD_MS,
		eventLongPressDelay: HOLD_MS,
		selectLongPressDelay: HOLD_MS,
		dragScroll: true,
		dragRevertDuration: 160,
		selectMinDistance: MOUSE_SLOP
	}
}

/** Length of an appointment made by one click: the shell's editor asks for the service and changes it. */
const CLICK_MINUTES = 30

/** What a click on an empty place means: half an hour from there, a whole day in the all-day row, the opening in a month. */
export function clickedSpan(
	wall: Wall,
	allDay: boolean,
	kind: EngineKind,
	settings: ViewSettings
): ClickedSpan {
	if (kind !== 'month' && allDay) return { span: { start: wall, end: (wall + DAY) as Wall }, allDay: true }
	const start = kind === 'month' ? startOfDay(dayOf(wall)) + settings.dayStart * MINUTE : wall
	return { span: { start: start as Wall, end: (start + CLICK_MINUTES * MINUTE) as Wall }, allDay: false }
}

export interface ClickedSpan {
	readonly span: Span
	readonly allDay: boolean
}

/** The day that the next (1) or the previous (-1) page is asked for by. */
export function turnedDay(kind: EngineKind, range: Span<Day>, steps: number): Day {
	if (kind !== 'month') return addDays(range.start, steps * (range.end - range.start))
	const { year, month } = datePartsOf(monthAnchor(range))
	return dayOf(wallOf(year, month + steps, 1))
}

/** Where all of a crowded day can be seen: the day, and from the day itself the staff day, which has room. */
export const showMore = (kind: EngineKind, day: Day): Gesture => ({
	kind: 'show',
	view: kind === 'day' ? 'staff-day' : 'day',
	day
})

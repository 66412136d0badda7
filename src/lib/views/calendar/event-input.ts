/** What FullCalendar is told of an occurrence: wall times as if they were UTC, so that it never does zone arithmetic. */
import type { EventInput } from '@fullcalendar/core'
import type { Occurrence } from '#lib/core/appointment/occurrence.ts'
import { DAY, HOUR, addDays, startOfDay, type Day, type Span, type Wall } from '#lib/core/time/wall.ts'
import type { CardContent } from '#lib/views/card/card-content.ts'
import { isWide } from './month-cap.ts'

/** A card as it is drawn now. Two cards with equal parts look the same. */
export interface DrawnCard {
	readonly key: string
	readonly span: Span
	readonly allDay: boolean
	/** Sorts within a day of the month: 1 = bars first, 0 = the rest, -1 = "+n more" last. */
	readonly rank: 1 | 0 | -1
	/** This person may only read it: it is not dragged. */
	readonly fixed: boolean
	/** What stands in it; of "+n more" the number. */
	readonly content: CardContent | number
}

/** In the order of the day: an appointment's key, or that of "+n more". */
export type CardsByKey = ReadonlyMap<string, DrawnCard>

export function cardOf(occurrence: Occurrence, content: CardContent, fixed = false): DrawnCard {
	const { key, start, end } = occurrence
	const { allDay } = occurrence.appointment.when
	// FullCalendar would drop the end of an appointment without length and give it one of its own.
	const span = { start, end: Math.max(end, start + (allDay ? DAY : 1)) as Wall }
	return { key, span, allDay, rank: isWide(occurrence) ? 1 : 0, fixed, content }
}

const MORE = 'more:'
/** The day of a "+n more" card; undefined for every appointment's key. */
export const dayOfMore = (key: string): Day | undefined =>
	key.startsWith(MORE) ? (Number(key.slice(MORE.length)) as Day) : undefined

export const moreCard = (day: Day, count: number): DrawnCard => ({
	key: `${MORE}${day}`,
	span: { start: startOfDay(day), end: startOfDay(addDays(day, 1)) },
	allDay: true,
	rank: -1,
	fixed: true,
	content: count
})

/** The order within a day. It needs no knowledge of the other cards, so that one edit changes one card. */
export const EVENT_ORDER = ['-rank', 'start', '-duration', 'id']

export const classesOf = ({ content }: DrawnCard): string =>
	typeof content === 'number' ? 'more' : content.classes
export const toEventInput = (card: DrawnCard): EventInput => ({
	id: card.key,
	start: card.span.start,
	end: card.span.end,
	allDay: card.allDay,
	classNames: classesOf(card),
	extendedProps: { card, rank: card.rank },
	...(card.fixed ? { editable: false } : {})
})

/** The span FullCalendar gives back after a drag; one without end has the length it is drawn with. */
export function spanOf(event: { start: Date | null; end: Date | null; allDay: boolean }): Span {
	const start = (event.start?.getTime() ?? 0) as Wall
	const end = event.end?.getTime() ?? start + (event.allDay ? DAY : HOUR)
	return { start, end: end as Wall }
}

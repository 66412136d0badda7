/**
 * Where the cards of a day of hours stand side by side. FullCalendar's own packing lets a card grow over its neighbour
 * when three chains of overlaps meet; ours (`core/layout`) never does, and the staff day shares the width the same way.
 * The engine keeps the vertical place; ours reaches its boxes as properties that `lane-places.css` obeys.
 */
import type { Occurrence } from '#lib/core/appointment/occurrence.ts'
import { layOutColumn } from '#lib/core/layout/lanes.ts'
import { DAY, MINUTE, addDays, parseDay, startOfDay, type Day, type Span } from '#lib/core/time/wall.ts'

/** Shares of the column's width that are left free on either side, 0-1. */
export interface Place {
	readonly before: number
	readonly after: number
}

export type PlacesByDay = ReadonlyMap<Day, ReadonlyMap<string, Place>>

/** The least a card is drawn with: `eventMinHeight` in `options.ts`. */
const LEAST = 15 * MINUTE

/** `occurrences` of the hours; a night stands in both of its days. */
export function placesOf(occurrences: readonly Occurrence[], range: Span<Day>): PlacesByDay {
	const timed = occurrences.filter(({ appointment }) => !appointment.when.allDay)
	const places = new Map<Day, ReadonlyMap<string, Place>>()
	for (let day = range.start; day < range.end; day = addDays(day, 1)) places.set(day, placesOn(timed, day))
	return places
}

function placesOn(timed: readonly Occurrence[], day: Day): ReadonlyMap<string, Place> {
	const [from, to] = [startOfDay(day), startOfDay(day) + DAY]
	const here = timed.filter(({ start, end }) => start < to && Math.max(end, start + 1) > from)
	const stretches = here.map(({ start, end }) => {
		const top = Math.max(start, from)
		return { start: top, end: Math.max(Math.min(end, to), top + LEAST) }
	})
	const laid = layOutColumn(stretches)
	return new Map(
		here.map(({ key }, index) => {
			const { lane, lanes, width } = laid[index] as (typeof laid)[number]
			return [key, { before: lane / lanes, after: 1 - (lane + width) / lanes }]
		})
	)
}

/** Puts every card that the engine has drawn to its place; boxes that have none (a ghost) stay the engine's. */
export function placeAll(element: HTMLElement, places: PlacesByDay): void {
	for (const card of element.querySelectorAll<HTMLElement>('.fc-timegrid-event[data-key]'))
		placeCard(card, places)
}

export function placeCard(card: HTMLElement, places: PlacesByDay): void {
	const box = card.closest<HTMLElement>('.fc-timegrid-event-harness')
	const day = parseDay(card.closest<HTMLElement>('.fc-timegrid-col')?.dataset['date'] ?? '')
	const place = day.ok ? places.get(day.value)?.get(card.dataset['key'] ?? '') : undefined
	if (!box || !place) return
	box.dataset['placed'] = ''
	box.style.setProperty('--before', `${place.before * 100}%`)
	box.style.setProperty('--after', `${place.after * 100}%`)
}

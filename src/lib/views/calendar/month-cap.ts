/**
 * How many appointments a day of the month shows before "+n more". FullCalendar's own cap measures every card (5,000
 * appointments: 1.7 s); ours counts, so that the engine is given only what is shown.
 */
import type { Occurrence } from '#lib/core/appointment/occurrence.ts'
import { dayOf, type Day, type Span } from '#lib/core/time/wall.ts'

export interface Capped {
	readonly shown: readonly Occurrence[]
	/** Days on which something is hidden, and how many. */
	readonly more: ReadonlyMap<Day, number>
}

/** The days an occurrence is drawn on; an end at midnight does not reach into the next day. */
export const daysOf = ({ start, end }: Pick<Occurrence, 'start' | 'end'>): Span<Day> => {
	const first = dayOf(start)
	const last = end > start ? Math.floor((end - 1) / 86_400_000) : first
	return { start: first, end: (last + 1) as Day }
}

export const isWide = (occurrence: Occurrence): boolean => {
	const days = daysOf(occurrence)
	return occurrence.appointment.when.allDay || days.end - days.start > 1
}

/**
 * Fills each day of `range` up to `rows` rows: bars over several days and all-day ones first, then by start. A day with
 * more than `rows` keeps its last row for "+n more"; a bar is shown on all of its days or hidden on all of them.
 */
export function capPerDay(occurrences: readonly Occurrence[], range: Span<Day>, rows: number): Capped {
	const ordered = [...occurrences.filter(isWide), ...occurrences.filter((each) => !isWide(each))]
	const total = countPerDay(ordered, range)
	const taken = new Map<Day, number>()
	const more = new Map<Day, number>()
	const shown: Occurrence[] = []
	const room = (day: Day) => ((total.get(day) ?? 0) > rows ? Math.max(rows - 1, 0) : rows)
	for (const occurrence of ordered) {
		const days = daysWithin(occurrence, range)
		if (days.length === 0) continue
		const fits = days.every((day) => (taken.get(day) ?? 0) < room(day))
		if (fits) shown.push(occurrence)
		for (const day of days) {
			const counted = fits ? taken : more
			counted.set(day, (counted.get(day) ?? 0) + 1)
		}
	}
	return { shown, more }
}

function countPerDay(occurrences: readonly Occurrence[], range: Span<Day>): ReadonlyMap<Day, number> {
	const total = new Map<Day, number>()
	for (const occurrence of occurrences) {
		for (const day of daysWithin(occurrence, range)) total.set(day, (total.get(day) ?? 0) + 1)
	}
	return total
}

function daysWithin(occurrence: Occurrence, range: Span<Day>): readonly Day[] {
	const { start, end } = daysOf(occurrence)
	const days: Day[] = []
	for (let day = Math.max(start, range.start); day < Math.min(end, range.end); day++) days.push(day as Day)
	return days
}

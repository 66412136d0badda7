/** Free times of the same day nearest to one that is taken: what a person proposes on the telephone. Pure; wall times of one zone. */
import { MINUTE, dayOf, overlaps, plus, startOfDay, type Span, type Wall } from '#lib/core/time/wall.ts'

export interface NearbySearch {
	/** The time that is taken; its steps are those that are looked at. */
	readonly wanted: Span
	/** What is taken, in any order. */
	readonly busy: readonly Span[]
	/** Opening of the day, in minutes of it. */
	readonly dayStart: number
	readonly dayEnd: number
	readonly slotMinutes: number
}

/** The nearest first, `most` at the most, none overlapping another; each lies whole in the opening of that day. */
export function freeNearby(search: NearbySearch, most: number): readonly Span[] {
	const { wanted, busy, slotMinutes } = search
	const step = slotMinutes * MINUTE
	const opening = openingOf(search)
	const length = wanted.end - wanted.start
	const found: Span[] = []
	const steps = Math.ceil((opening.end - opening.start) / step)
	for (let away = 1; away <= steps && found.length < most; away++)
		for (const start of [wanted.start + away * step, wanted.start - away * step]) {
			const slot = { start: start as Wall, end: (start + length) as Wall }
			const isOpen = slot.start >= opening.start && slot.end <= opening.end
			const isTaken = [...busy, ...found].some((span) => overlaps(slot, span))
			if (isOpen && !isTaken) found.push(slot)
		}
	return found.slice(0, most)
}

function openingOf({ wanted, dayStart, dayEnd }: NearbySearch): Span {
	const midnight = startOfDay(dayOf(wanted.start))
	return { start: plus(midnight, dayStart * MINUTE), end: plus(midnight, dayEnd * MINUTE) }
}

/** The next free starts beside what is taken: for who was promised twice. Pure; wall times of one zone. */
import { DAY, MINUTE, overlaps, plus, startOfDay, dayOf, type Span, type Wall } from '#lib/core/time/wall.ts'

export interface FreeSearch {
	/** Nothing earlier is proposed: the time that is double, or now. */
	readonly from: Wall
	readonly lengthMs: number
	/** What is taken, in any order. */
	readonly busy: readonly Span[]
	/** Opening of each day, in minutes of it. */
	readonly dayStart: number
	readonly dayEnd: number
	readonly slotMinutes: number
	/** Where the days that are known end: what is not read is not free. */
	readonly until: Wall
}

/** Soonest first, `most` at the most, none overlapping another or what is taken; each lies whole in the opening of one day. */
export function freeSlots(search: FreeSearch, most: number): readonly Span[] {
	const { from, lengthMs, busy, dayStart, dayEnd, slotMinutes, until } = search
	const step = slotMinutes * MINUTE
	const found: Span[] = []
	for (let midnight = startOfDay(dayOf(from)); midnight < until; midnight = plus(midnight, DAY)) {
		const opening = midnight + dayStart * MINUTE
		const first = Math.max(opening, midnight + Math.ceil((from - midnight) / step) * step)
		const last = Math.min(midnight + dayEnd * MINUTE, until) - lengthMs
		for (let start = first; start <= last; start += step) {
			const slot = { start: start as Wall, end: (start + lengthMs) as Wall }
			if (busy.some((span) => overlaps(slot, span)) || found.some((span) => overlaps(slot, span))) continue
			found.push(slot)
			if (found.length === most) return found
		}
	}
	return found
}

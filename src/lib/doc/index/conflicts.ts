/**
 * Hard overlaps by day, worked out when a day is asked for and again only after it changed. Two that overlap share a
 * day of the view, so the days of a range tell all pairs within it.
 */
import type { AppointmentId } from '#lib/core/appointment/appointment.ts'
import type { Occurrence } from '#lib/core/appointment/occurrence.ts'
import { byPair, hardOverlaps, type Overlap } from '#lib/core/overlap/overlap.ts'
import { addDays, type Day, type Span } from '#lib/core/time/wall.ts'
import { createRangeCache } from './ranges.ts'
import { sameValue } from '../same.ts'

export type Conflicts = ReadonlyMap<AppointmentId, readonly AppointmentId[]>

export interface ConflictTable {
	overlaps(range: Span<Day>): readonly Overlap[]
	conflicts(range: Span<Day>): Conflicts
	forget(days: readonly Span<Day>[]): void
}

export function createConflictTable(touching: (day: Day) => readonly Occurrence[]): ConflictTable {
	const byDay = new Map<Day, readonly Overlap[]>()

	function ofDay(day: Day): readonly Overlap[] {
		let found = byDay.get(day)
		if (!found) byDay.set(day, (found = hardOverlaps(touching(day))))
		return found
	}

	const pairs = createRangeCache<readonly Overlap[]>((range, earlier) => {
		const found: Overlap[] = []
		for (let day = range.start; day < range.end; day = addDays(day, 1)) found.push(...ofDay(day))
		const distinct = found
			.sort(byPair)
			.filter((pair, at) => at === 0 || byPair(found[at - 1] as Overlap, pair) !== 0)
		return earlier && samePairs(earlier, distinct) ? earlier : distinct
	})
	const keys = createRangeCache<Conflicts>((range, earlier) => {
		const found = keysOf(pairs.get(range))
		return earlier && sameValue([...earlier], [...found]) ? earlier : found
	})

	return {
		overlaps: (range) => pairs.get(range),
		conflicts: (range) => keys.get(range),
		forget(days) {
			for (const { start, end } of days) {
				if (end - start > byDay.size) {
					for (const day of byDay.keys()) if (day >= start && day < end) byDay.delete(day)
				} else for (let day = start; day < end; day = addDays(day, 1)) byDay.delete(day)
			}
			pairs.forget(days)
			keys.forget(days)
		}
	}
}

const samePairs = (x: readonly Overlap[], y: readonly Overlap[]): boolean =>
	x.length === y.length &&
	x.every(({ resource, a, b }, at) => {
		const other = y[at] as Overlap
		return resource === other.resource && a === other.a && b === other.b
	})

function keysOf(overlaps: readonly Overlap[]): Conflicts {
	const keys = new Map<AppointmentId, Set<AppointmentId>>()
	const note = (one: AppointmentId, other: AppointmentId) => {
		const others = keys.get(one)
		if (others) others.add(other)
		else keys.set(one, new Set([other]))
	}
	for (const { a, b } of overlaps) {
		note(a.key, b.key)
		note(b.key, a.key)
	}
	return new Map(Array.from(keys, ([key, others]) => [key, [...others]]))
}

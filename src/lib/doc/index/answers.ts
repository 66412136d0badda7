/** What is asked for ranges of days, kept as long as nothing in the range changes. */
import type { ResourceId } from '#lib/core/appointment/appointment.ts'
import type { Occurrence } from '#lib/core/appointment/occurrence.ts'
import type { Overlap } from '#lib/core/overlap/overlap.ts'
import { addDays, type Day, type Span } from '#lib/core/time/wall.ts'
import { createConflictTable, type Conflicts } from './conflicts.ts'
import type { DayTable } from './days.ts'
import { createRangeCache, sameList, type RangeCache } from './ranges.ts'

export interface Answers {
	occurrences(range: Span<Day>): readonly Occurrence[]
	occurrencesOf(resource: ResourceId, range: Span<Day>): readonly Occurrence[]
	conflicts(range: Span<Day>): Conflicts
	overlaps(range: Span<Day>): readonly Overlap[]
	/** What was answered for these days is worked out anew when it is next asked for. */
	forget(days: readonly Span<Day>[]): void
}

/** `table` is asked each time: another zone of the views brings another one. */
export function createAnswers(table: () => DayTable): Answers {
	const occurrences = createRangeCache<readonly Occurrence[]>((range, earlier) =>
		sameList(earlier, inRange(table(), range))
	)
	const byResource = new Map<ResourceId, RangeCache<readonly Occurrence[]>>()
	const conflicts = createConflictTable((day) => [...table().goingOnInto(day), ...table().startingOn(day)])

	function ofResource(resource: ResourceId): RangeCache<readonly Occurrence[]> {
		let cache = byResource.get(resource)
		if (!cache) {
			cache = createRangeCache((range, earlier) =>
				sameList(earlier, occurrences.get(range).filter(isOn(resource)))
			)
			byResource.set(resource, cache)
		}
		return cache
	}

	return {
		occurrences: (range) => occurrences.get(range),
		occurrencesOf: (resource, range) => ofResource(resource).get(range),
		conflicts: (range) => conflicts.conflicts(range),
		overlaps: (range) => conflicts.overlaps(range),
		forget(days) {
			occurrences.forget(days)
			conflicts.forget(days)
			for (const cache of byResource.values()) cache.forget(days)
		}
	}
}

const isOn =
	(resource: ResourceId) =>
	({ appointment }: Occurrence): boolean =>
		appointment.when.resources.includes(resource)

/** In order without sorting: what goes on into the first day started before all that starts in the range. */
function inRange(table: DayTable, range: Span<Day>): readonly Occurrence[] {
	if (range.start >= range.end) return []
	const found: Occurrence[] = [...table.goingOnInto(range.start)]
	for (let day = range.start; day < range.end; day = addDays(day, 1)) {
		for (const occurrence of table.startingOn(day)) found.push(occurrence)
	}
	return found
}

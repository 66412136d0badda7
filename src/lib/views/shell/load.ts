/** How many appointments each day has. */
import type { Occurrence } from '#lib/core/appointment/occurrence.ts'
import { occupies } from '#lib/core/appointment/status.ts'
import { dayOf, type Day } from '#lib/core/time/wall.ts'

/** By the day of the start; those that were cancelled or missed do not count. */
export function bookedByDay(occurrences: readonly Occurrence[]): ReadonlyMap<Day, number> {
	const counts = new Map<Day, number>()
	for (const { start, appointment } of occurrences) {
		if (occupies(appointment.state.status)) counts.set(dayOf(start), (counts.get(dayOf(start)) ?? 0) + 1)
	}
	return counts
}

/**
 * How many appointments stand side by side in a column of hours. Slivers of ten pixels tell nothing and cost as much as
 * cards: what does not fit is counted as "+n more" of its day, as in the month.
 */
import type { AppointmentId } from '#lib/core/appointment/appointment.ts'
import type { Occurrence } from '#lib/core/appointment/occurrence.ts'
import { dayOf, type Day, type Span } from '#lib/core/time/wall.ts'
import type { Capped } from './month-cap.ts'

/**
 * Shows at most `lanes` timed appointments at any moment, earlier starts first, and all that lie in the row of whole
 * days. `always` (the selected one) is shown in any case. `occurrences` sorted by start.
 */
export function capLanes(
	occurrences: readonly Occurrence[],
	range: Span<Day>,
	lanes: number,
	always?: AppointmentId
): Capped {
	const ends: number[] = []
	const more = new Map<Day, number>()
	const shown = occurrences.filter((occurrence) => {
		if (occurrence.key === always || occurrence.appointment.when.allDay) return true
		const { start, end } = occurrence
		const free = ends.findIndex((taken) => taken <= start)
		if (free < 0 && ends.length >= lanes) {
			const day = Math.max(dayOf(start), range.start) as Day
			more.set(day, (more.get(day) ?? 0) + 1)
			return false
		}
		ends[free < 0 ? ends.length : free] = Math.max(end, start + 1)
		return true
	})
	return { shown, more }
}

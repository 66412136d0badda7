/** What the shell and the book do with a gesture, in a few lines: enough to try a view on. */
import type { Occurrence } from '#lib/core/appointment/occurrence.ts'
import type { Gesture } from '#lib/views/calendar/gesture.ts'

export function applied(occurrences: readonly Occurrence[], gesture: Gesture): Occurrence[] {
	return occurrences
		.flatMap((each) => ('key' in gesture && each.key === gesture.key ? one(each, gesture) : [each]))
		.sort((a, b) => a.start - b.start || b.end - a.end || (a.key < b.key ? -1 : 1))
}

function one(occurrence: Occurrence, gesture: Gesture): Occurrence[] {
	const { appointment } = occurrence
	switch (gesture.kind) {
		case 'delete':
			return []
		case 'status':
			return [
				{
					...occurrence,
					appointment: { ...appointment, state: { ...appointment.state, status: gesture.status } }
				}
			]
		case 'move': {
			const { span, allDay } = gesture
			const moved = {
				...occurrence,
				...span,
				appointment: { ...appointment, when: { ...appointment.when, ...span, allDay } }
			}
			return gesture.copy ? [occurrence, { ...moved, key: `${occurrence.key}c` }] : [moved]
		}
		default:
			return [occurrence]
	}
}

/** Whom an appointment would overlap at another time or with other people: asked before it is moved. */
import type { AppointmentId } from '#lib/core/appointment/appointment.ts'
import type { Occurrence } from '#lib/core/appointment/occurrence.ts'
import { occupies } from '#lib/core/appointment/status.ts'
import { toInstant } from '#lib/core/time/zone.ts'
import { addDays, dayOf, overlaps, type Day, type Span } from '#lib/core/time/wall.ts'
import type { Book, Move } from '#lib/client/book.ts'

/** The book's zone may be a day ahead or behind the appointment's own: one day is added on both sides. */
export const daysAround = ({ start, end }: Move): Span<Day> => ({
	start: addDays(dayOf(start), -1),
	end: addDays(dayOf(end), 2)
})

export function wouldOverlap(book: Book, key: AppointmentId, move: Move): readonly Occurrence[] {
	const span = { start: toInstant(move.start, move.zone), end: toInstant(move.end, move.zone) }
	return book
		.occurrences(daysAround(move))
		.filter(
			({ key: other, appointment, from, to }) =>
				other !== key &&
				occupies(appointment.state.status) &&
				overlaps(span, { start: from, end: to }) &&
				appointment.when.resources.some((id) => move.resources.includes(id))
		)
}

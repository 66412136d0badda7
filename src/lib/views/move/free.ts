/** Whom an appointment would overlap at another time or with other people: asked before it is moved. */
import type { AppointmentId } from '#lib/core/appointment/appointment.ts'
import type { Occurrence } from '#lib/core/appointment/occurrence.ts'
import { occupies } from '#lib/core/appointment/status.ts'
import { toInstant } from '#lib/core/time/zone.ts'
import { addDays, dayOf, overlaps, startOfDay, type Day, type Span, type Wall } from '#lib/core/time/wall.ts'
import type { Book, Move } from '#lib/client/book.ts'
import { freeSlots } from './free-slots.ts'

/** The book's zone may be a day ahead or behind the appointment's own: one day is added on both sides. */
export const daysAround = ({ start, end }: Move): Span<Day> => ({
	start: addDays(dayOf(start), -1),
	end: addDays(dayOf(end), 2)
})

export function wouldOverlap(book: Book, key: AppointmentId, move: Move): readonly Occurrence[] {
	const span = { start: toInstant(move.start, move.zone), end: toInstant(move.end, move.zone) }
	return book
		.withBusy(daysAround(move))
		.filter(
			({ key: other, appointment, from, to }) =>
				other !== key &&
				occupies(appointment.state.status) &&
				overlaps(span, { start: from, end: to }) &&
				appointment.when.resources.some((id) => move.resources.includes(id))
		)
}

/** So many proposals are read at a glance. */
const PROPOSALS = 3
/** Further ahead a client would want to be asked. */
const DAYS_AHEAD = 7

export interface Opening {
	/** Minutes of the day. */
	readonly dayStart: number
	readonly dayEnd: number
	readonly slotMinutes: number
}

/**
 * The next times at which everybody and everything that this appointment needs is free, in the zone of the view; from its
 * own time on, and not before now. Only days that are read count: what is not read is not free.
 */
export function nextFree(
	book: Book,
	{ key, appointment, start, end }: Occurrence,
	now: Wall,
	opening: Opening
): readonly Span[] {
	if (appointment.when.allDay) return []
	const from = Math.max(start, now) as Wall
	const first = dayOf(from)
	const days = Array.from({ length: DAYS_AHEAD }, (_, at) => addDays(first, at))
	const unread = days.find((day) => !book.isLoaded({ start: day, end: addDays(day, 1) }))
	const until = unread ?? addDays(first, DAYS_AHEAD)
	const { resources } = appointment.when
	const busy = book
		.withBusy({ start: first, end: until })
		.filter(
			(other) =>
				other.key !== key &&
				occupies(other.appointment.state.status) &&
				other.appointment.when.resources.some((id) => resources.includes(id))
		)
	return freeSlots({ from, lengthMs: end - start, busy, ...opening, until: startOfDay(until) }, PROPOSALS)
}

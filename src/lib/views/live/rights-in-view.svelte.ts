/**
 * Which calendars this person may only read, as views, editor and actions ask it. It changes only when a right does: the
 * live half tells of changes with every message of a colleague, and no card may be drawn again for those.
 */
import type { CalendarId } from '#lib/core/appointment/appointment.ts'
import type { Occurrence } from '#lib/core/appointment/occurrence.ts'
import { reaches } from '#lib/core/account/level.ts'
import type { Book } from '#lib/client/book.ts'
import type { Live } from '#lib/client/live/live.ts'

/** The one sentence of it, wherever it is said. */
export const READ_ONLY = 'You may read this calendar, not change it'

export interface RightsSource {
	readonly book: Pick<Book, 'calendars'>
	/** Asked at each use: the book may be connected later. */
	readonly live: () => Pick<Live, 'mayWrite'> | undefined
}

export class RightsInView {
	/** Ids joined: two equal lists are the same text. */
	readonly #readOnly: string
	readonly mayChange: (occurrence: Occurrence) => boolean

	constructor({ book, live }: RightsSource) {
		this.#readOnly = $derived(
			book.calendars
				.filter(({ id, level }) => !reaches(level, 'write') || live()?.mayWrite(id) === false)
				.map(({ id }) => id)
				.join(' ')
		)
		this.mayChange = $derived.by(() => {
			const readOnly = new Set(this.#readOnly.split(' '))
			return ({ appointment }) => !readOnly.has(appointment.calendar)
		})
	}

	mayWrite(calendar: CalendarId): boolean {
		return !this.#readOnly.split(' ').includes(calendar)
	}
}

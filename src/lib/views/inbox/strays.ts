/** Dates on which something was written and which their series no longer names, from today on. */
import type { Occurrence } from '#lib/core/appointment/occurrence.ts'
import { addDays, type Day } from '#lib/core/time/wall.ts'
import type { Book } from '#lib/client/book.ts'

/** As far ahead as standing appointments are looked at now; what is later comes up in its time. */
const DAYS_AHEAD = 92

/** Soonest first; further than that as far as the view went. Of months that are not read nothing is known. */
export const straysAhead = (
	book: Pick<Book, 'occurrences'>,
	today: Day,
	shownUntil: Day
): readonly Occurrence[] =>
	book
		.occurrences({ start: today, end: Math.max(addDays(today, DAYS_AHEAD), shownUntil) as Day })
		.filter(({ series }) => series?.detached)

/** The words of toasts and announcements. */
import type { Occurrence } from '#lib/core/appointment/occurrence.ts'
import { dayOf } from '#lib/core/time/wall.ts'
import { titleOf } from '#lib/views/card/card-content.ts'
import type { TimeWords } from '#lib/views/card/time-words.ts'

/** `Tue 24 Nov, 14:30–15:15`, or the day alone for all-day. */
export function saySpan({ start, end, appointment }: Occurrence, words: TimeWords): string {
	const day = words.day(dayOf(start))
	return appointment.when.allDay ? day : `${day}, ${words.span(start, end)}`
}

/** What those who hear the page are told after a change: `no overlaps`, or whom it overlaps. */
export function sayOverlaps(others: readonly Occurrence[], words: TimeWords): string {
	if (others.length === 0) return 'no overlaps'
	const named = others.slice(0, 3).map((other) => `${titleOf(other)} ${words.time(other.start)}`)
	const rest = others.length - named.length
	return `overlaps ${named.join(', ')}${rest > 0 ? ` and ${rest} more` : ''}`
}

/** Heard by those who would rather leave a change. */
export const NOTHING_CHANGED = 'Nothing was changed'

/** Said behind a change of one date of a series. */
export const ONLY_THIS_DATE = 'only this date'

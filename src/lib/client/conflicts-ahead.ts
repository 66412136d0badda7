/** What the inbox looks through: the next weeks, and beyond as far as the views went. */
import type { Overlap } from '#lib/core/overlap/overlap.ts'
import { addDays, dayOf, type Day, type Span } from '#lib/core/time/wall.ts'

/** From today on: a colleague's booking of next week belongs into the inbox before anybody looks at that week. */
export const DAYS_SOON = 42
/** Series go on for ever. */
const DAYS_AT_MOST = 400

export interface Ahead {
	readonly overlaps: (days: Span<Day>) => readonly Overlap[]
	readonly soon: Span<Day>
	readonly shown: Span<Day> | undefined
	readonly isLoaded: (days: Span<Day>) => boolean
}

/** Where a month is not read, a date of a series may long be cancelled: nothing is said of such days. */
export function conflictsAhead({ overlaps, soon, shown, isLoaded }: Ahead): readonly Overlap[] {
	const end = Math.min(Math.max(shown?.end ?? soon.end, soon.end), soon.start + DAYS_AT_MOST) as Day
	const found = overlaps({ start: soon.start, end })
	const known = new Map<Day, boolean>()
	const isKnown = (day: Day) => {
		const before = known.get(day) ?? isLoaded({ start: day, end: addDays(day, 1) })
		known.set(day, before)
		return before
	}
	const sure = found.filter(({ b }) => isKnown(dayOf(b.start)))
	return sure.length === found.length ? found : sure
}

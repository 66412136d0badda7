/** The first dates that rules would make, each with whom it would overlap: what a person sees before they book a series. */
import { EMPTY_GROUPS, type AppointmentId, type When } from '#lib/core/appointment/appointment.ts'
import { overrideParts } from '#lib/core/appointment/ids.ts'
import { occurrenceOf, type Occurrence } from '#lib/core/appointment/occurrence.ts'
import { overlapHard } from '#lib/core/overlap/overlap.ts'
import { expand } from '#lib/core/recurrence/expand.ts'
import type { SeriesTime } from '#lib/core/recurrence/series.ts'
import { addDays, DAY, dayOf, plus, type Day, type Span, type Wall } from '#lib/core/time/wall.ts'
import type { Move, NextDate } from './book.ts'

export interface NextDatesDeps {
	/** IANA name: the zone of the view. */
	readonly viewZone: string
	/** What stands on these days, busy times among them. */
	readonly around: (days: Span<Day>) => readonly Occurrence[]
	readonly isLoaded: (days: Span<Day>) => boolean
}

/** `of`: an appointment, or a date of a series, whose own dates stand in nobody's way. */
export function nextDates(
	deps: NextDatesDeps,
	when: Move,
	rules: readonly string[],
	count: number,
	of: AppointmentId | undefined
): readonly NextDate[] {
	const own = of === undefined ? undefined : (overrideParts(of)?.series ?? of)
	return datesOf(when, rules, count).map(({ start, end }) => {
		const date = pretended({ ...when, start, end }, deps.viewZone)
		const days = daysOf(date)
		const overlapsWith = deps
			.around(days)
			.filter(({ key, series }) => key !== of && (own === undefined || series?.id !== own))
			.filter((other) => overlapHard(date, other).length > 0)
		return { start: date.start, end: date.end, overlapsWith, isLoaded: deps.isLoaded(days) }
	})
}

/** The days of the view that an occurrence touches. */
export const daysOf = ({ start, end }: Pick<Occurrence, 'start' | 'end'>): Span<Day> => ({
	start: dayOf(start),
	end: addDays(dayOf(end > start ? plus(end, -1) : start), 1)
})

const pretended = (when: When, viewZone: string): Occurrence =>
	occurrenceOf({ ...EMPTY_GROUPS, id: 'next', calendar: '', when }, viewZone)

/** How far is looked at first; doubled as long as there are too few. */
const FIRST_LOOK = 120 * DAY
/** A rule that had too few dates by then is no rule that people plan by. */
const LAST_LOOK = 50 * 366 * DAY

/** In the zone of `when`. What the rules cannot say has no dates, and neither has a time that ends before it starts. */
function datesOf(when: Move, rules: readonly string[], count: number): readonly Span<Wall>[] {
	const { start, end } = when
	if (end < start) return []
	if (rules.length === 0) return [{ start, end }]
	const time = seriesTimeOf(when, rules)
	for (let look = FIRST_LOOK; ; look *= 2) {
		const { dates } = expand(time, { start, end: plus(start, look) })
		if (dates.length >= count || look > LAST_LOOK) return dates.slice(0, count)
	}
}

/** A series that begins at `when` and goes on by the rules. */
export const seriesTimeOf = (
	{ start, end, zone, allDay, resources }: Move,
	rules: readonly string[]
): SeriesTime => ({
	zone,
	allDay,
	segments: [{ from: start, rules, excludedRules: [], duration: end - start, resources }],
	excluded: [],
	added: []
})

/** The few questions about dates of a series that a file raises, put to the recurrence engine. */
import { expand } from '../recurrence/expand.ts'
import type { SeriesTime } from '../recurrence/series.ts'
import { DAY, startOfDay, type Day, type Span, type Wall } from '../time/wall.ts'

/** Starts of one rule that begins at `from`, within the window; in no zone. */
export function startsIn(from: Wall, rule: string, window: Span<Wall>): readonly Wall[] {
	const segment = { from, rules: [rule], excludedRules: [], duration: 0, resources: [] }
	const series = { zone: 'UTC', allDay: false, segments: [segment], excluded: [], added: [] }
	return expand(series, window).dates.map(({ start }) => start)
}

/** The starts the series has on a day, whether EXDATE takes them out or not, the first of the date first. */
export function startsOn(time: SeriesTime, day: Day): readonly Wall[] {
	const start = startOfDay(day)
	const { dates } = expand({ ...time, excluded: [] }, { start, end: (start + DAY) as Wall })
	return dates
		.filter((date) => date.start >= start)
		.sort((a, b) => Number(b.firstOfDate) - Number(a.firstOfDate))
		.map((date) => date.start)
}

/** Why the engine cannot follow a rule of the series, or undefined. */
export function problemOf(time: SeriesTime): string | undefined {
	for (const { from } of time.segments) {
		const { problems } = expand(time, { start: from, end: (from + DAY) as Wall })
		const bad = problems.find(({ why }) => why === 'bad-rule')
		if (bad) return bad.message
	}
	return undefined
}

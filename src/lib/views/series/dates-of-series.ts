/** What of a series is out of the ordinary: dates that were skipped, put elsewhere, or have a status of their own. */
import { overrideKey } from '#lib/core/appointment/ids.ts'
import type { AppointmentId } from '#lib/core/appointment/appointment.ts'
import type { Occurrence } from '#lib/core/appointment/occurrence.ts'
import { expand } from '#lib/core/recurrence/expand.ts'
import { groupsAt, segmentIndexAt, type Segment, type Series } from '#lib/core/recurrence/series.ts'
import { addDays, plus, startOfDay, type Day, type Span, type Wall } from '#lib/core/time/wall.ts'
import type { Book } from '#lib/client/book.ts'

export interface OddDates {
	readonly skipped: readonly Occurrence[]
	readonly moved: readonly Occurrence[]
	/** Another status than the series has. */
	readonly status: readonly Occurrence[]
}

/** Among the dates of these days; what is not read is not known, and not listed. */
export function oddDates(book: Book, series: Series, days: Span<Day>): OddDates {
	const skipped = book.bin.filter((one) => one.series?.id === series.id)
	const moved: Occurrence[] = []
	const status: Occurrence[] = []
	for (const { key, start } of datesIn(series, days)) {
		const date = book.find(key)
		if (!date?.series?.overridden || date.appointment.state.status === 'deleted') continue
		if (date.appointment.when.start !== start) moved.push(date)
		else if (date.appointment.state.status !== groupsAt(series, date.series.original).state.status)
			status.push(date)
	}
	return { skipped: [...skipped].sort((a, b) => a.start - b.start), moved, status }
}

interface KnownDate {
	readonly key: AppointmentId
	readonly original: Wall
	/** In the series' zone. */
	readonly start: Wall
}

const datesIn = ({ id, time }: Series, days: Span<Day>): readonly KnownDate[] =>
	expand(time, { start: startOfDay(days.start), end: startOfDay(days.end) }).dates.map(
		({ original, start, firstOfDate }) => ({ key: overrideKey(id, original, firstOfDate), original, start })
	)

/** More than a year and a half of weeks. */
const MOST_READ = 80

/** Whether everything is read that is on the dates of these days; what is not is being read. */
export function areRead(book: Book, series: Series, days: Span<Day>): boolean {
	const [first] = datesIn(series, days)
	if (!first) return true
	const segment = series.time.segments[segmentIndexAt(series.time, first.original)] as Segment
	const { zone, allDay } = series.time
	const { duration, resources, rules } = segment
	const when = { start: first.start, end: plus(first.start, duration), zone, allDay, resources }
	return book
		.nextDates(when, rules, MOST_READ, series.id)
		.filter(({ start }) => start < startOfDay(days.end))
		.every(({ isLoaded }) => isLoaded)
}

/** The first date on or after a day that still takes place: what a change "from then on" is asked on. */
export function firstDateFrom(book: Book, series: Series, day: Day): Occurrence | undefined {
	for (const { key } of datesIn(series, { start: day, end: addDays(day, LOOK_AHEAD_DAYS) })) {
		const date = book.find(key)
		if (date && date.appointment.state.status !== 'deleted') return date
	}
	return undefined
}

/** Between two dates of a rule lie eight years at the most. */
const LOOK_AHEAD_DAYS = 9 * 366

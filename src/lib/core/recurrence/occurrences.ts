/**
 * The occurrences of a series in days of a view: every date of the rule with the override of that date laid over it, the
 * dates that were moved in from elsewhere, and those the rule no longer yields ("detached": shown, never dropped).
 * All-day dates are bare dates and never pass through a zone.
 */
import type { Appointment, AppointmentId, When } from '../appointment/appointment.ts'
import { overrideKey, overrideParts } from '../appointment/ids.ts'
import { placeOf, type Occurrence, type Place } from '../appointment/occurrence.ts'
import {
	addDays,
	DAY,
	dayOf,
	plus,
	startOfDay,
	type Day,
	type Instant,
	type Span,
	type Wall
} from '../time/wall.ts'
import { toInstant, toWall } from '../time/zone.ts'
import { expand as expandShared, type Expander, type SeriesDate } from './expand.ts'
import {
	groupsAt,
	isTakenAway,
	originOf,
	shiftOf,
	type Override,
	type Segment,
	type Series,
	type SeriesTime
} from './series.ts'

export interface OccurrencesOptions {
	/** True: dates whose status is `deleted` too, as the bin needs them. */
	readonly deleted?: boolean
	/** One with its own memory; without it the one all share. */
	readonly expand?: Expander['expand']
}

/**
 * What of a series lies in these days of the view's zone, by start, then key. `overrides` are all that are known of the
 * series; those whose `when` touches the days are needed even where their own date is far away.
 */
export function occurrencesOf(
	series: Series,
	overrides: readonly Override[],
	window: Span<Day>,
	viewZone: string,
	{ deleted = false, expand = expandShared }: OccurrencesOptions = {}
): readonly Occurrence[] {
	const shown = shownSpan(series, window, viewZone)
	// Most series have none, and a book has thousands: nothing is made for them.
	const byKey = overrides.length === 0 ? undefined : new Map(overrides.map((one) => [one.key, one]))
	const found: Occurrence[] = []
	const add = (date: DateOfSeries, override: Override | undefined) => {
		if (!deleted && isGone(series, date, override)) return
		const when = override?.when ?? whenOf(series, date)
		const place = placeOf(when, viewZone)
		if (touches(when, place, shown)) found.push(occurrenceOfDate(series, date, override, when, place))
	}
	for (const { original, start, end, segment, firstOfDate } of expand(series.time, shown.near).dates) {
		const key = overrideKey(series.id, original, firstOfDate)
		const override = byKey?.get(key)
		add({ key, original, start, end, segment, detached: false }, override)
		if (override) byKey?.delete(key)
	}
	for (const override of byKey?.values() ?? []) {
		if (isFar(series, override, shown.near)) continue
		const date = dateOfKey(series, override.key, expand)
		if (date && (date.detached || override.when)) add(date, override)
	}
	return found.sort((a, b) => a.start - b.start || (a.key < b.key ? -1 : 1))
}

const isGone = (series: Series, { original }: DateOfSeries, override: Override | undefined): boolean =>
	override?.state?.status === 'deleted' || isTakenAway(series, original)

/** One date of a series by its key, whether the days around it are shown or not; undefined for every other key. */
export function occurrenceAt(
	series: Series,
	key: AppointmentId,
	override: Override | undefined,
	viewZone: string,
	expand: Expander['expand'] = expandShared
): Occurrence | undefined {
	const date = dateOfKey(series, key, expand)
	if (!date) return undefined
	const when = override?.when ?? whenOf(series, date)
	return occurrenceOfDate(series, date, override, when, placeOf(when, viewZone))
}

interface Shown {
	/** The days asked for: as dates, and as moments in the zone of the view. */
	readonly dates: Span<Wall>
	readonly instants: Span<Instant>
	/** In the series' wall time, never too narrow: what can be seen in the days. */
	readonly near: Span<Wall>
}

function shownSpan({ time }: Series, window: Span<Day>, viewZone: string): Shown {
	const dates = { start: startOfDay(window.start), end: startOfDay(window.end) }
	const instants = { start: toInstant(dates.start, viewZone), end: toInstant(dates.end, viewZone) }
	if (time.allDay || time.zone === viewZone)
		return { dates, instants, near: widened(dates, time.allDay ? 0 : DAY) }
	const near = { start: toWall(instants.start, time.zone), end: toWall(instants.end, time.zone) }
	return { dates, instants, near: widened(near, DAY) }
}

/** A change of the clocks makes wall time run back or jump by up to a day (Samoa 2011). */
const widened = ({ start, end }: Span<Wall>, by: number): Span<Wall> => ({
	start: plus(start, -by),
	end: plus(end, by)
})

/** Whether it is seen in the days: by dates where it is all-day, else by moments. */
function touches({ allDay }: When, { start, end, from, to }: Place, { dates, instants }: Shown): boolean {
	if (allDay) return start < dates.end && (end > dates.start || start >= dates.start)
	return from < instants.end && (to > instants.start || from >= instants.start)
}

interface DateOfSeries extends Pick<SeriesDate, 'original' | 'start' | 'end' | 'segment'> {
	readonly key: AppointmentId
	readonly detached: boolean
}

const whenOf = ({ time }: Series, { start, end, segment }: DateOfSeries): When => ({
	start,
	end,
	zone: time.zone,
	allDay: time.allDay,
	resources: (time.segments[segment] as Segment).resources
})

function occurrenceOfDate(
	series: Series,
	{ key, original, detached }: DateOfSeries,
	override: Override | undefined,
	when: When,
	{ start, end, from, to }: Place
): Occurrence {
	const usual = series.later ? groupsAt(series, original) : series
	const gone = isTakenAway(series, original)
	const appointment: Appointment = {
		id: key,
		calendar: series.calendar,
		when,
		state: gone ? { ...usual.state, status: 'deleted' } : (override?.state ?? usual.state),
		what: override?.what ?? usual.what,
		who: override?.who ?? usual.who,
		note: override?.note ?? usual.note,
		more: override?.more ?? usual.more
	}
	const place = { id: series.id, original, overridden: override !== undefined, detached }
	return { key, appointment, start, end, from, to, series: place }
}

/** A quick no, so that the years of overrides behind a long series cost nothing; zones differ by less than two days. */
function isFar({ time }: Series, { key, when }: Override, near: Span<Wall>): boolean {
	const { start, end } = when ?? longestSpan(time, overrideParts(key)?.original ?? near.start)
	return start > near.end + 2 * DAY || end < near.start - 2 * DAY
}

/** Where a date of this original day may lie by whatever segment. */
function longestSpan({ segments }: SeriesTime, original: Wall): Span<Wall> {
	let [least, most, longest] = [0, 0, 0]
	for (const { shift = 0, duration } of segments) {
		least = Math.min(least, shift)
		most = Math.max(most, shift)
		longest = Math.max(longest, duration)
	}
	return { start: plus(original, least), end: plus(original, DAY + most + longest) }
}

/** The date of a key; where the rule does not yield it, as it would be by the rest of the series. */
function dateOfKey(series: Series, key: AppointmentId, expand: Expander['expand']): DateOfSeries | undefined {
	const parts = overrideParts(key)
	if (!parts || parts.series !== series.id) return undefined
	const day = dayOf(parts.original)
	for (const shift of new Set(series.time.segments.map(shiftOf))) {
		const shown = { start: plus(startOfDay(day), shift), end: plus(startOfDay(addDays(day, 1)), shift) }
		const yielded = expand(series.time, shown).dates.find(
			(one) => overrideKey(series.id, one.original, one.firstOfDate) === key
		)
		if (yielded) return { ...yielded, key, detached: false }
	}
	const { segments } = series.time
	const segment = Math.max(
		0,
		segments.findLastIndex((one) => dayOf(originOf(one)) <= day)
	)
	const holder = segments[segment] as Segment
	const origin = originOf(holder)
	const original = parts.hasTime ? parts.original : plus(startOfDay(day), origin - startOfDay(dayOf(origin)))
	const start = plus(original, shiftOf(holder))
	return { key, original, start, end: plus(start, holder.duration), segment, detached: true }
}

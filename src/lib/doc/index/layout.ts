/**
 * Where records lie in time, in the zone of the views: single appointments always, series as far as somebody has looked
 * (`cover`). A touched record is laid out again and compared; the days returned are those where something really changed.
 */
import type { AppointmentId, Groups } from '#lib/core/appointment/appointment.ts'
import { occurrenceOf, type Occurrence } from '#lib/core/appointment/occurrence.ts'
import {
	groupsAt,
	segmentIndexAt,
	shiftOf,
	type Segment,
	type Series,
	type SeriesTime
} from '#lib/core/recurrence/series.ts'
import { occurrenceAt, occurrencesOf } from '#lib/core/recurrence/occurrences.ts'
import { laterParts } from '#lib/core/appointment/ids.ts'
import { expand } from '#lib/core/recurrence/expand.ts'
import { DAY, plus, type Day, type Span, type Wall } from '#lib/core/time/wall.ts'
import { keepSame } from '../same.ts'
import { createDayTable, type DayTable } from './days.ts'
import { seriesOfKey, type RecordTable } from './records.ts'
import { lengthOf, mergeSpans, missingFrom } from './spans.ts'

/** Three years of series dates are kept; who looks further starts anew there (2,000 weekly series: 300,000 dates). */
const MOST_DAYS_COVERED = 1_100

export interface Layout {
	readonly days: DayTable
	refreshAppointment(id: AppointmentId): readonly Span<Day>[]
	refreshSeries(id: AppointmentId): readonly Span<Day>[]
	/** Lays series out over these days too. True: what was laid out elsewhere is forgotten. */
	cover(range: Span<Day>): boolean
	/** Also what is deleted or lies outside the days laid out. */
	find(key: AppointmentId): Occurrence | undefined
	/** A deleted record as an occurrence; a series, whole or from a date on, as its first date under its own key. */
	findDeleted(id: AppointmentId): Occurrence | undefined
}

export function createLayout(records: RecordTable, viewZone: string): Layout {
	const days = createDayTable()
	const keysBySeries = new Map<AppointmentId, ReadonlySet<AppointmentId>>()
	let covered: readonly Span<Day>[] = []

	const place = (occurrence: Occurrence) => days.place(keepSame(days.get(occurrence.key), occurrence))

	function lay(series: Series, windows: readonly Span<Day>[]): readonly Occurrence[] {
		if (series.state.status === 'deleted') return []
		const overrides = records.overridesOf(series.id)
		return windows.flatMap((window) => occurrencesOf(series, overrides, window, viewZone))
	}

	function refreshSeries(id: AppointmentId): readonly Span<Day>[] {
		if (covered.length === 0) return []
		const series = records.series(id)
		const laid = series ? lay(series, covered) : []
		const keys = new Set(laid.map((occurrence) => occurrence.key))
		const gone = [...(keysBySeries.get(id) ?? [])].filter((key) => !keys.has(key))
		keysBySeries.set(id, keys)
		return [...gone.flatMap((key) => days.remove(key)), ...laid.flatMap(place)]
	}

	function findDeleted(id: AppointmentId): Occurrence | undefined {
		const series = records.series(seriesOfKey(id))
		const from = laterParts(id)?.from
		if (series && from !== undefined) return firstFrom(series, from, id, viewZone)
		return series?.id === id ? firstOccurrence(series, viewZone) : find(id)
	}

	function forgetSeries(): void {
		for (const keys of keysBySeries.values()) for (const key of keys) days.remove(key)
		keysBySeries.clear()
		covered = []
	}

	function find(key: AppointmentId): Occurrence | undefined {
		const laid = days.get(key)
		if (laid) return laid
		const appointment = records.appointment(key)
		if (appointment) return occurrenceOf(appointment, viewZone)
		const series = records.series(seriesOfKey(key))
		if (!series) return undefined
		const override = records.override(key)
		const found = occurrenceAt(series, key, override, viewZone)
		// A date the rule does not yield and nobody wrote about is none.
		return found?.series?.detached && !override ? undefined : found
	}

	return {
		days,
		find,
		findDeleted,
		refreshSeries,
		refreshAppointment(id) {
			const appointment = records.appointment(id)
			if (!appointment || appointment.state.status === 'deleted') return days.remove(id)
			return place(occurrenceOf(appointment, viewZone))
		},
		cover(range) {
			let missing = missingFrom(covered, range)
			if (missing.length === 0) return false
			const forgets = lengthOf(covered) + lengthOf(missing) > MOST_DAYS_COVERED && covered.length > 0
			if (forgets) {
				forgetSeries()
				missing = [range]
			}
			covered = mergeSpans([...covered, ...missing])
			for (const series of records.allSeries()) {
				const keys = new Set(keysBySeries.get(series.id))
				for (const occurrence of lay(series, missing)) {
					// One that goes on over the edge of what was covered is there already.
					if (!keys.has(occurrence.key)) days.place(occurrence)
					keys.add(occurrence.key)
				}
				keysBySeries.set(series.id, keys)
			}
			return forgets
		}
	}
}

/** A series as one appointment at the start of its first segment, under its own id. */
function firstOccurrence(series: Series, viewZone: string): Occurrence {
	const { from, duration } = series.time.segments[0] as Segment
	return asOne(series, series, { start: from, end: plus(from, duration) }, series.id, viewZone)
}

/** Its first date of this original day or, where that has none, what such a date would be. */
function firstFrom(series: Series, from: Wall, key: AppointmentId, viewZone: string): Occurrence {
	const { segments } = series.time
	const { shift = 0, duration } = segments[segmentIndexAt(series.time, plus(from, DAY - 1))] as Segment
	const shifts = [...new Set([shift, ...segments.map(shiftOf)])]
	const onDay = shifts.flatMap((by) => {
		const window = { start: plus(from, by), end: plus(from, DAY + by) }
		return expand(series.time, window).dates.filter(({ original }) => original >= from)
	})
	const first = onDay[0] ?? { start: plus(from, shift), end: plus(from, shift + duration) }
	return asOne(series, groupsAt(series, from), first, key, viewZone)
}

function asOne(
	{ time, calendar }: Series,
	{ state, what, who, note, more }: Omit<Groups, 'when'>,
	{ start, end }: Span<Wall>,
	id: AppointmentId,
	viewZone: string
): Occurrence {
	const { resources } = time.segments[segmentShowing(time, start)] as Segment
	const when = { start, end, zone: time.zone, allDay: time.allDay, resources }
	return occurrenceOf({ id, calendar, when, state, what, who, note, more }, viewZone)
}

const segmentShowing = ({ segments }: SeriesTime, start: Wall): number =>
	Math.max(
		0,
		segments.findLastIndex(({ from }) => from <= start)
	)

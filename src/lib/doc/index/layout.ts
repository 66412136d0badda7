/**
 * Where records lie in time, in the zone of the views: single appointments always, series as far as somebody has looked
 * (`cover`). A touched record is laid out again and compared; the days returned are those where something really changed.
 */
import type { AppointmentId } from '#lib/core/appointment/appointment.ts'
import { occurrenceOf, type Occurrence } from '#lib/core/appointment/occurrence.ts'
import type { Segment, Series } from '#lib/core/recurrence/series.ts'
import { occurrenceAt, occurrencesOf } from '#lib/core/recurrence/occurrences.ts'
import { plus, type Day, type Span } from '#lib/core/time/wall.ts'
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
	/** A deleted record as an occurrence; a series as its first date, under the series' own id. */
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
		findDeleted(id) {
			const series = records.series(id)
			return series ? firstOccurrence(series, viewZone) : find(id)
		},
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
function firstOccurrence({ time, ...groups }: Series, viewZone: string): Occurrence {
	const { from, duration, resources } = time.segments[0] as Segment
	const when = { start: from, end: plus(from, duration), zone: time.zone, allDay: time.allDay, resources }
	return occurrenceOf({ ...groups, when }, viewZone)
}

/**
 * What the book holds under a UID, for the dry run. A record made here has no hash of an import, so it is hashed as it is
 * now; a series is as it was imported when its hash and that of its dates are still the one the import left.
 */
import type { Appointment } from '../appointment/appointment.ts'
import type { Override, Series, SeriesTime } from '../recurrence/series.ts'
import { asShown } from './as-shown.ts'
import type { Existing } from './import.ts'
import { existingOf, hashOfSeries, hashOfSingle } from './plan.ts'
import { originalOf } from './write-series.ts'

/** A single appointment as an import compares it. */
export function existingSingle({ id, calendar: _, ...groups }: Appointment): Existing {
	const existing = existingOf(id, groups.more.source, () => hashOfSingle(groups))
	return { ...existing, isDeleted: groups.state.status === 'deleted' }
}

/** A series with all its dates that differ, of whatever months. */
export function existingSeries(series: Series, overrides: readonly Override[]): Existing {
	const { id, calendar: _, time, ...groups } = series
	const dates = datesOf(time, overrides)
	// As a file of ours would say it.
	const shown = asShown(series, overrides)
	const hash = hashOfSeries(shown.series.time, groups, datesOf(shown.series.time, shown.overrides))
	return {
		...existingOf(id, groups.more.source, () => hash),
		isDeleted: groups.state.status === 'deleted',
		isAsImported: groups.more.source?.hash === hash,
		dates
	}
}

const datesOf = (time: SeriesTime, overrides: readonly Override[]) =>
	overrides.map((override) => {
		const { key, calendar: _, ...own } = override
		return { key, original: originalOf(override, time), groups: own }
	})

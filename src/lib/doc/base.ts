/**
 * A calendar's base document: its series. Same records as in a month, with `time` in the place of `when`. Beside them, in
 * the same maps, what a series says otherwise from a date on (`<series>~<date>`): it is never born, and one without
 * registers is none.
 */
import type * as Y from 'yjs'
import type { AppointmentId, CalendarId } from '#lib/core/appointment/appointment.ts'
import { isSeriesId, laterParts } from '#lib/core/appointment/ids.ts'
import type { Later, Series } from '#lib/core/recurrence/series.ts'
import { BASE_GROUPS, birthOf, mapOf, readBesidesTime, readGroup, readOwn } from './record.ts'

/** The groups that may change from a date on. */
export const LATER_GROUPS = ['state', 'what', 'who', 'note', 'more'] as const

/** By series, the keys of what it says from a date on, ascending. */
export type LaterKeys = ReadonlyMap<AppointmentId, readonly AppointmentId[]>

/** `keys`: found once by whoever reads many. */
export function readSeries(
	doc: Y.Doc,
	calendar: CalendarId,
	id: AppointmentId,
	keys: LaterKeys = laterKeysOf(doc)
): Series | undefined {
	const birth = isSeriesId(id) ? birthOf(doc, id) : undefined
	const time = birth && readGroup(doc, BASE_GROUPS, 'time', id, birth)
	if (!time) return undefined
	const series = { id, calendar, time, ...readBesidesTime(doc, BASE_GROUPS, id, birth) }
	const later = readLater(doc, keys.get(id) ?? [])
	return later.length === 0 ? series : { ...series, later }
}

export function laterKeysOf(doc: Y.Doc): LaterKeys {
	const found = new Map<AppointmentId, Set<AppointmentId>>()
	for (const group of LATER_GROUPS)
		for (const key of mapOf(doc, group).keys()) {
			const series = laterParts(key)?.series
			if (series === undefined) continue
			const ofSeries = found.get(series)
			if (ofSeries) ofSeries.add(key)
			else found.set(series, new Set([key]))
		}
	return new Map([...found].map(([series, keys]) => [series, [...keys].sort()]))
}

/** In the order of the keys, which is that of their dates. */
export function readLater(doc: Y.Doc, keys: readonly AppointmentId[]): readonly Later[] {
	return keys.flatMap((key) => {
		const from = laterParts(key)?.from
		const groups: Record<string, unknown> = {}
		for (const group of LATER_GROUPS) {
			const own = readOwn(doc, group, key)
			if (own !== undefined) groups[group] = own
		}
		return from === undefined || Object.keys(groups).length === 0 ? [] : [{ from, ...groups }]
	})
}

export function readAllSeries(doc: Y.Doc, calendar: CalendarId): readonly Series[] {
	const keys = laterKeysOf(doc)
	const read = Array.from(mapOf(doc, 'born').keys(), (id) => readSeries(doc, calendar, id, keys))
	return read.filter((series) => series !== undefined)
}

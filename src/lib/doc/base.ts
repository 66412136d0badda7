/** A calendar's base document: its series. Same records as in a month, with `time` in the place of `when`. */
import type * as Y from 'yjs'
import type { AppointmentId, CalendarId } from '#lib/core/appointment/appointment.ts'
import { isSeriesId } from '#lib/core/appointment/ids.ts'
import type { Series } from '#lib/core/recurrence/series.ts'
import { BASE_GROUPS, birthOf, mapOf, readBesidesTime, readGroup } from './record.ts'

export function readSeries(doc: Y.Doc, calendar: CalendarId, id: AppointmentId): Series | undefined {
	const birth = isSeriesId(id) ? birthOf(doc, id) : undefined
	const time = birth && readGroup(doc, BASE_GROUPS, 'time', id, birth)
	if (!time) return undefined
	return { id, calendar, time, ...readBesidesTime(doc, BASE_GROUPS, id, birth) }
}

export function readAllSeries(doc: Y.Doc, calendar: CalendarId): readonly Series[] {
	const read = Array.from(mapOf(doc, 'born').keys(), (id) => readSeries(doc, calendar, id))
	return read.filter((series) => series !== undefined)
}

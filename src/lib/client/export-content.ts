/** Everything a book holds, over all its months, for a file: through the snapshots, documents only where one is missing. */
import type { AppointmentId, Appointment } from '#lib/core/appointment/appointment.ts'
import { overrideParts } from '#lib/core/appointment/ids.ts'
import type { CalendarContent } from '#lib/core/ical/write.ts'
import type { Override, Series } from '#lib/core/recurrence/series.ts'
import type { Instant } from '#lib/core/time/wall.ts'
import type { Workspace } from '#lib/core/workspace/workspace.ts'
import { baseRoom } from '#lib/doc/rooms.ts'
import { recordsOf, type LookupDeps } from './import-lookup.ts'

export type ExportDeps = Pick<LookupDeps, 'replica' | 'index' | 'calendar'> & {
	readonly workspace: Workspace
	/** When the file is made. */
	readonly stamp: Instant
}

export async function readContent(deps: ExportDeps): Promise<CalendarContent> {
	const { calendar, replica, workspace } = deps
	const base = baseRoom(calendar)
	const appointments: Appointment[] = []
	const series: Series[] = []
	const overridesBySeries = new Map<AppointmentId, Override[]>()
	for (const room of await replica.known(base)) {
		if (room !== base && !room.startsWith(`${base}.`)) continue
		const records = await recordsOf(deps, room)
		if (!records) continue
		appointments.push(...records.appointments)
		series.push(...records.series)
		for (const override of records.overrides) {
			const id = overrideParts(override.key)?.series
			if (id) overridesBySeries.set(id, [...(overridesBySeries.get(id) ?? []), override])
		}
	}
	return {
		name: workspace.about.name,
		zone: workspace.about.zone,
		appointments,
		series: series.map((one) => ({ series: one, overrides: overridesBySeries.get(one.id) ?? [] })),
		resources: workspace.resources,
		stamp: deps.stamp
	}
}

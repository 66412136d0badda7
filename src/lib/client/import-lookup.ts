/** Which records of a file the book has already, over all its months: through the snapshots, documents only where one is missing. */
import type { AppointmentId, CalendarId } from '#lib/core/appointment/appointment.ts'
import { overrideParts } from '#lib/core/appointment/ids.ts'
import type { Existing } from '#lib/core/ical/import.ts'
import { existingOf, hashOfSeries, hashOfSingle, uidOf } from '#lib/core/ical/plan.ts'
import type { Override, Series } from '#lib/core/recurrence/series.ts'
import type { BookIndex } from '#lib/doc/index/book-index.ts'
import { decodeProjection } from '#lib/doc/projection.ts'
import type { RoomRecords } from '#lib/doc/room-records.ts'
import { baseRoom, type Room } from '#lib/doc/rooms.ts'
import type { Replica } from './replica.ts'

export interface LookupDeps {
	readonly replica: Replica
	readonly index: BookIndex
	readonly calendar: CalendarId
	readonly breathe: () => Promise<void>
	readonly onprogress: (fraction: number) => void
	readonly isCancelled: () => boolean
}

/** By UID, for those of `uids` that the book has. */
export async function findExisting(
	deps: LookupDeps,
	uids: ReadonlySet<string>
): Promise<ReadonlyMap<string, Existing>> {
	const found = new Map<string, Existing>()
	const ownSeries: Series[] = []
	const overridesBySeries = new Map<AppointmentId, Override[]>()
	const rooms = (await deps.replica.known(baseRoom(deps.calendar))).filter(
		(room) => room === baseRoom(deps.calendar) || room.startsWith(`${baseRoom(deps.calendar)}.`)
	)
	for (const [at, room] of rooms.entries()) {
		if (deps.isCancelled()) break
		const records = await recordsOf(deps, room)
		for (const { id, calendar: _, ...groups } of records?.appointments ?? []) {
			const uid = uidOf({ id, more: groups.more })
			if (uids.has(uid))
				found.set(
					uid,
					existingOf(id, groups.more.source, () => hashOfSingle(groups))
				)
		}
		for (const series of records?.series ?? []) {
			const uid = uidOf(series)
			if (uids.has(uid)) {
				found.set(
					uid,
					existingOf(series.id, series.more.source, () => '')
				)
				if (!series.more.source) ownSeries.push(series)
			}
		}
		for (const override of records?.overrides ?? []) {
			const series = overrideParts(override.key)?.series
			if (series) overridesBySeries.set(series, [...(overridesBySeries.get(series) ?? []), override])
		}
		deps.onprogress((at + 1) / rooms.length)
		await deps.breathe()
	}
	// The hash of a series made here covers its dates, and those lie in all months.
	for (const series of ownSeries) {
		const hash = hashOfOwn(series, overridesBySeries.get(series.id) ?? [])
		found.set(
			uidOf(series),
			existingOf(series.id, null, () => hash)
		)
	}
	return found
}

function hashOfOwn({ id: _, calendar: __, time, ...groups }: Series, overrides: readonly Override[]): string {
	const dates = overrides.flatMap(({ key, calendar: ___, ...own }) => {
		const original = overrideParts(key)?.original
		return original === undefined ? [] : [{ original, groups: own }]
	})
	return hashOfSeries(time, groups, dates)
}

/** The records of a room, open or not; undefined where nothing of it is on this device. */
export async function recordsOf(
	{ replica, index }: Pick<LookupDeps, 'replica' | 'index'>,
	room: Room
): Promise<RoomRecords | undefined> {
	const open = index.has(room) && replica.isRead(room) ? index.recordsOf(room) : undefined
	if (open) return open
	const found = await replica.peek(room)
	if (found.kind === 'unknown') return undefined
	const decoded = found.kind === 'fresh' ? decodeProjection(found.content) : undefined
	return decoded ?? replica.withDocs([room], () => index.recordsOf(room))
}

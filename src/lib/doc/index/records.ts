/**
 * Records by id, by room, by uid; overrides by their series. What is set and equals what is here changes nothing and
 * keeps its identity, group by group: a document that opens behind its projection moves nothing on the screen.
 */
import type { Appointment, AppointmentId } from '#lib/core/appointment/appointment.ts'
import { laterParts, overrideParts } from '#lib/core/appointment/ids.ts'
import type { Override, Series } from '#lib/core/recurrence/series.ts'
import { DAY } from '#lib/core/time/wall.ts'
import { deletedKeys, type RoomRecord, type RoomRecords } from '../room-records.ts'
import type { Room } from '../rooms.ts'
import { keepSame, sameValue } from '../same.ts'

export interface RecordTable {
	/** Undefined takes it away. `deletedAt`: of what of it is deleted, in this map or a larger one. False: nothing changed. */
	set(
		room: Room,
		id: AppointmentId,
		next: RoomRecord | undefined,
		deletedAt?: ReadonlyMap<AppointmentId, number>
	): boolean
	/** False: the same guests as before. */
	setGuests(room: Room, guests: readonly AppointmentId[]): boolean
	removeRoom(room: Room): void
	has(room: Room): boolean
	idsIn(room: Room): readonly AppointmentId[]
	recordsOf(room: Room): RoomRecords | undefined
	appointment(id: AppointmentId): Appointment | undefined
	series(id: AppointmentId): Series | undefined
	override(key: AppointmentId): Override | undefined
	allSeries(): Iterable<Series>
	overridesOf(series: AppointmentId): readonly Override[]
	/** Days that the longest date of a series lasts beyond the one it begins on, as far as rooms are looked for. */
	longestDate(): number
	idsOfUid(uid: string): readonly AppointmentId[]
	guestsOf(room: Room): readonly AppointmentId[]
	/** Latest deletion first. */
	deleted(): readonly AppointmentId[]
	all(): Iterable<RoomRecord>
}

interface RoomTable {
	readonly records: Map<AppointmentId, RoomRecord>
	guests: readonly AppointmentId[]
}

export function createRecordTable(): RecordTable {
	const rooms = new Map<Room, RoomTable>()
	const byId = new Map<AppointmentId, RoomRecord>()
	const overrides = new Map<AppointmentId, Map<AppointmentId, Override>>()
	const series = new Map<AppointmentId, Series>()
	const byUid = new Map<string, Set<AppointmentId>>()
	const deletedAt = new Map<AppointmentId, number>()
	/** Undefined after a series changed. */
	let longest: number | undefined

	function roomOf(room: Room): RoomTable {
		let table = rooms.get(room)
		if (!table) rooms.set(room, (table = { records: new Map(), guests: [] }))
		return table
	}

	function link(id: AppointmentId, { kind, record }: RoomRecord): void {
		if (kind === 'series') {
			series.set(id, record)
			longest = undefined
		}
		if (kind === 'override') addTo(overrides, seriesOfKey(id), id, record)
		else if (record.more.source)
			byUid.set(record.more.source.uid, (byUid.get(record.more.source.uid) ?? new Set()).add(id))
	}

	function unlink(id: AppointmentId, { kind, record }: RoomRecord): void {
		if (kind === 'series') {
			series.delete(id)
			longest = undefined
		}
		if (kind === 'override') overrides.get(seriesOfKey(id))?.delete(id)
		else if (record.more.source) byUid.get(record.more.source.uid)?.delete(id)
	}

	function set(
		room: Room,
		id: AppointmentId,
		next: RoomRecord | undefined,
		deletions?: ReadonlyMap<AppointmentId, number>
	): boolean {
		const { records } = roomOf(room)
		const before = records.get(id)
		for (const key of deletedKeys(id, before)) deletedAt.delete(key)
		for (const key of deletedKeys(id, next)) deletedAt.set(key, deletions?.get(key) ?? 0)
		const kept = next && keep(before, next)
		if (kept === before) return false
		if (before) unlink(id, before)
		if (kept) {
			records.set(id, kept)
			byId.set(id, kept)
			link(id, kept)
		} else {
			records.delete(id)
			byId.delete(id)
		}
		return true
	}

	return {
		set,
		setGuests(room, guests) {
			const table = roomOf(room)
			const sorted = [...guests].sort()
			if (sameValue(table.guests, sorted)) return false
			table.guests = sorted
			return true
		},
		removeRoom(room) {
			for (const id of [...(rooms.get(room)?.records.keys() ?? [])]) set(room, id, undefined)
			rooms.delete(room)
		},
		has: (room) => rooms.has(room),
		idsIn: (room) => [...(rooms.get(room)?.records.keys() ?? [])],
		recordsOf(room) {
			const table = rooms.get(room)
			return table && splitByKind(table, deletedAt)
		},
		appointment(id) {
			const found = byId.get(id)
			return found?.kind === 'appointment' ? found.record : undefined
		},
		series: (id) => series.get(id),
		override: (key) => overrides.get(seriesOfKey(key))?.get(key),
		allSeries: () => series.values(),
		overridesOf: (id) => [...(overrides.get(id)?.values() ?? [])],
		longestDate: () => (longest ??= daysOfLongestDate(series.values())),
		idsOfUid: (uid) => [...(byUid.get(uid) ?? [])],
		guestsOf: (room) => rooms.get(room)?.guests ?? NONE,
		deleted: () => [...deletedAt].sort(([a, at], [b, bt]) => bt - at || (a < b ? -1 : 1)).map(([id]) => id),
		all: () => byId.values()
	}
}

const NONE: readonly AppointmentId[] = []

/** Dates that last longer are not looked for further back: nobody opens years of months for one week. */
const FARTHEST_DAYS = 400

function daysOfLongestDate(all: Iterable<Series>): number {
	let longest = 0
	for (const { time } of all)
		for (const { duration } of [...time.segments, ...time.added]) longest = Math.max(longest, duration ?? 0)
	return Math.min(Math.ceil(longest / DAY), FARTHEST_DAYS)
}

/** Of a date of a series or of its dates from one on; every other id is its own. */
export const seriesOfKey = (key: AppointmentId): AppointmentId =>
	overrideParts(key)?.series ?? laterParts(key)?.series ?? key

function keep(before: RoomRecord | undefined, next: RoomRecord): RoomRecord {
	if (before?.kind !== next.kind) return next
	const record = keepSame<object>(before.record, next.record)
	return record === before.record ? before : ({ kind: next.kind, record } as RoomRecord)
}

function addTo<Value>(map: Map<string, Map<string, Value>>, key: string, id: string, value: Value): void {
	const inner = map.get(key)
	if (inner) inner.set(id, value)
	else map.set(key, new Map([[id, value]]))
}

function splitByKind(
	{ records, guests }: RoomTable,
	deletedAt: ReadonlyMap<AppointmentId, number>
): RoomRecords {
	const appointments: Appointment[] = []
	const overrides: Override[] = []
	const series: Series[] = []
	const deleted = new Map<AppointmentId, number>()
	for (const [id, one] of records) {
		const { kind, record } = one
		for (const key of deletedKeys(id, one)) deleted.set(key, deletedAt.get(key) ?? 0)
		if (kind === 'appointment') appointments.push(record)
		else if (kind === 'override') overrides.push(record)
		else series.push(record)
	}
	return { appointments, overrides, series, guests, deletedAt: deleted }
}

/**
 * The one index over everything that is open: documents and projections alike. It is patched with the ids a transaction
 * touched and never rebuilt for an edit; whatever did not change keeps its identity (records, occurrences, arrays).
 */
import type * as Y from 'yjs'
import type { Appointment, AppointmentId, ResourceId } from '#lib/core/appointment/appointment.ts'
import { isSeriesId } from '#lib/core/appointment/ids.ts'
import type { Occurrence } from '#lib/core/appointment/occurrence.ts'
import type { Overlap } from '#lib/core/overlap/overlap.ts'
import type { Override, Series } from '#lib/core/recurrence/series.ts'
import type { Day, Span } from '#lib/core/time/wall.ts'
import { laterKeysOf } from '../base.ts'
import { readGuests } from '../month.ts'
import { deletionsOf, idsOf, readRecord, type RoomRecord, type RoomRecords } from '../room-records.ts'
import { roomOfCalendar, type Room } from '../rooms.ts'
import { knowMaps, touchedIds, type Touched } from '../touched.ts'
import { createAnswers } from './answers.ts'
import { createLayout, type Layout } from './layout.ts'
import { createRecordTable, seriesOfKey } from './records.ts'
import { mergeSpans } from './spans.ts'

export interface IndexChange {
	/** Days (of the view's zone) in which something appeared, went or changed: disjoint, ascending. */
	readonly days: readonly Span<Day>[]
	/** The rooms whose guests changed: other rooms may be needed now (`roomsFor`). */
	readonly guestsOf: readonly Room[]
}

export interface BookIndex {
	/** Grows with every change. */
	readonly version: number
	readonly viewZone: string
	/** Another zone for the views: everything is laid out anew. */
	setViewZone(zone: string): void

	/** Reads the whole document once, then follows its transactions. The function returned stops following. */
	open(room: Room, doc: Y.Doc): () => void
	/** Reads again what a transaction touched; `open` does this by itself. */
	patch(room: Room, doc: Y.Doc, touched: Touched): void
	/** The records of a room from its projection, until (or without) its document being opened. */
	setRecords(room: Room, records: RoomRecords): void
	/** Forgets what the room holds. */
	removeRoom(room: Room): void
	has(room: Room): boolean
	/** What a room holds at present: what its projection is made from. Undefined where it is not here. */
	recordsOf(room: Room): RoomRecords | undefined

	/** An appointment, or a date of a series by its override key (deleted ones too, for the bin and for undo). */
	find(key: AppointmentId): Occurrence | undefined
	appointment(id: AppointmentId): Appointment | undefined
	series(id: AppointmentId): Series | undefined
	/** The series behind any key of one of its dates, or behind its own id. */
	seriesOf(key: AppointmentId): Series | undefined
	override(key: AppointmentId): Override | undefined
	/** Ids of appointments and series that were imported from this uid. */
	idsOfUid(uid: string): readonly AppointmentId[]
	/** Ids of other months hinted at in a month. */
	guestsOf(room: Room): readonly AppointmentId[]
	/** Days that the longest date of a series lasts beyond the one it begins on: see `roomsFor`. */
	readonly daysOfLongestDate: number

	/** Sorted by start, then by end descending, then key; deleted ones left out. Same array while nothing in it changed. */
	occurrences(range: Span<Day>): readonly Occurrence[]
	/** Those of one resource, in the same order and as stable. */
	occurrencesOf(resource: ResourceId, range: Span<Day>): readonly Occurrence[]
	/** By key: the keys it overlaps hard within these days. Same map while nothing in it changed. */
	conflicts(range: Span<Day>): ReadonlyMap<AppointmentId, readonly AppointmentId[]>
	/** The same as pairs, soonest first. */
	overlaps(range: Span<Day>): readonly Overlap[]
	/**
	 * Deleted appointments, series (as their first date), series from a date on (as that date, under their `laterKey`) and
	 * dates of series, latest deletion first.
	 */
	bin(): readonly Occurrence[]

	/** Called once after every patch, when all answers are up to date. */
	subscribe(listener: (change: IndexChange) => void): () => void
}

export interface BookIndexOptions {
	/** IANA name: the zone occurrences are shown in. */
	readonly viewZone: string
	/** Gets what a listener threw, or a bug of ours; it must not throw. Without it, it is thrown outside of Yjs. */
	readonly onBug?: (bug: unknown) => void
}

/** Longer than any book: what is forgotten when everything is laid out anew. */
const EVER: Span<Day> = { start: -10_000_000 as Day, end: 10_000_000 as Day }

export function createBookIndex({ viewZone, onBug = throwLater }: BookIndexOptions): BookIndex {
	const records = createRecordTable()
	const following = new Map<Room, () => void>()
	const listeners = new Set<(change: IndexChange) => void>()
	let zone = viewZone
	let layout = createLayout(records, zone)
	const answers = createAnswers(() => layout.days)
	let version = 0

	function announce(days: readonly Span<Day>[], guestsOf: readonly Room[]): void {
		version++
		answers.forget(days)
		for (const listener of [...listeners]) guarded(onBug, () => listener({ days, guestsOf }))
	}

	/** Lays out what changed and says so; silent where nothing did. */
	function settle(room: Room, changed: readonly AppointmentId[], guests: boolean): void {
		if (changed.length === 0 && !guests) return
		announce(refresh(layout, changed), guests ? [room] : [])
	}

	function readAgain(room: Room, doc: Y.Doc, ids: Iterable<AppointmentId>): readonly AppointmentId[] {
		const calendar = roomOfCalendar(room)?.calendar
		if (calendar === undefined) return []
		const keys = laterKeysOf(doc)
		return [...ids].filter((id) => {
			const read = readRecord(doc, room, calendar, id, keys)
			return records.set(room, id, read, deletionsOf(doc, id, read))
		})
	}

	function patch(room: Room, doc: Y.Doc, touched: Touched): void {
		const changed = readAgain(room, doc, touched.ids)
		settle(room, changed, touched.guests.size > 0 && records.setGuests(room, readGuests(doc)))
	}

	function cover(range: Span<Day>): Span<Day> {
		if (layout.cover(range)) answers.forget([EVER])
		return range
	}

	return {
		get version() {
			return version
		},
		get viewZone() {
			return zone
		},
		setViewZone(next) {
			if (next === zone) return
			zone = next
			layout = createLayout(records, zone)
			for (const { kind, record } of records.all())
				if (kind === 'appointment') layout.refreshAppointment(record.id)
			announce([EVER], [])
		},

		open(room, doc) {
			following.get(room)?.()
			knowMaps(doc)
			const changed = readAgain(room, doc, new Set([...records.idsIn(room), ...idsOf(doc)]))
			settle(room, changed, records.setGuests(room, readGuests(doc)))
			const follow = (transaction: Y.Transaction) =>
				guarded(onBug, () => patch(room, doc, touchedIds(transaction)))
			doc.on('afterTransaction', follow)
			const stop = () => {
				doc.off('afterTransaction', follow)
				if (following.get(room) === stop) following.delete(room)
			}
			following.set(room, stop)
			return stop
		},
		patch,
		setRecords(room, next) {
			if (following.has(room)) return
			const changed: AppointmentId[] = []
			const given = new Set<AppointmentId>()
			for (const [id, record] of recordsById(next)) {
				given.add(id)
				if (records.set(room, id, record, next.deletedAt)) changed.push(id)
			}
			for (const id of records.idsIn(room)) {
				if (!given.has(id) && records.set(room, id, undefined)) changed.push(id)
			}
			settle(room, changed, records.setGuests(room, next.guests))
		},
		removeRoom(room) {
			following.get(room)?.()
			const ids = records.idsIn(room)
			const hadGuests = records.guestsOf(room).length > 0
			records.removeRoom(room)
			settle(room, ids, hadGuests)
		},
		has: records.has,
		recordsOf: records.recordsOf,

		find: (key) => layout.find(key),
		appointment: records.appointment,
		series: records.series,
		seriesOf: (key) => records.series(seriesOfKey(key)),
		override: records.override,
		idsOfUid: records.idsOfUid,
		guestsOf: records.guestsOf,
		get daysOfLongestDate() {
			return records.longestDate()
		},

		occurrences: (range) => answers.occurrences(cover(range)),
		occurrencesOf: (resource, range) => answers.occurrencesOf(resource, cover(range)),
		conflicts: (range) => answers.conflicts(cover(range)),
		overlaps: (range) => answers.overlaps(cover(range)),
		bin: () => records.deleted().flatMap((id) => layout.findDeleted(id) ?? []),

		subscribe(listener) {
			listeners.add(listener)
			return () => listeners.delete(listener)
		}
	}
}

/** The days where something really changed. A series is laid out once, however many of its dates were touched. */
function refresh(layout: Layout, changed: readonly AppointmentId[]): readonly Span<Day>[] {
	const spans: Span<Day>[] = []
	const series = new Set<AppointmentId>()
	for (const id of changed) {
		if (isSeriesId(seriesOfKey(id))) series.add(seriesOfKey(id))
		else spans.push(...layout.refreshAppointment(id))
	}
	for (const id of series) spans.push(...layout.refreshSeries(id))
	return mergeSpans(spans)
}

function* recordsById(records: RoomRecords): Iterable<readonly [AppointmentId, RoomRecord]> {
	for (const record of records.appointments) yield [record.id, { kind: 'appointment', record }]
	for (const record of records.overrides) yield [record.key, { kind: 'override', record }]
	for (const record of records.series) yield [record.id, { kind: 'series', record }]
}

/** A throw inside a listener of Yjs would silence the document for good (yjs#799): a bug is reported, never passed on. */
function guarded(onBug: (bug: unknown) => void, act: () => void): void {
	try {
		act()
	} catch (bug) {
		onBug(bug)
	}
}

function throwLater(bug: unknown): void {
	queueMicrotask(() => {
		throw bug
	})
}

/**
 * The one index over everything that is open: documents and projections alike. It is patched with the ids a transaction
 * touched and never rebuilt for an edit; whatever did not change keeps its identity (records, occurrences, arrays).
 */
import type * as Y from 'yjs'
import type { Appointment, AppointmentId, CalendarId, ResourceId } from '#lib/core/appointment/appointment.ts'
import type { Occurrence } from '#lib/core/appointment/occurrence.ts'
import type { Override, Series } from '#lib/core/recurrence/series.ts'
import type { Day, Span } from '#lib/core/time/wall.ts'
import type { Room } from '../rooms.ts'
import type { Touched } from '../touched.ts'

/** What a room holds, read from its document or from a projection. */
export interface RoomRecords {
	readonly appointments: readonly Appointment[]
	readonly overrides: readonly Override[]
	readonly series: readonly Series[]
	readonly guests: readonly AppointmentId[]
	/** For deleted records: when, in milliseconds since the epoch. */
	readonly deletedAt: ReadonlyMap<AppointmentId, number>
}

/** Two occurrences that hold one resource at the same time. */
export interface OverlapOnResource {
	readonly resource: ResourceId
	readonly a: Occurrence
	readonly b: Occurrence
}

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

	/** Sorted by start, then by end descending, then key; deleted ones left out. Same array while nothing in it changed. */
	occurrences(range: Span<Day>): readonly Occurrence[]
	/** Those of one resource, in the same order and as stable. */
	occurrencesOf(resource: ResourceId, range: Span<Day>): readonly Occurrence[]
	/** By key: the keys it overlaps hard within these days. Same map while nothing in it changed. */
	conflicts(range: Span<Day>): ReadonlyMap<AppointmentId, readonly AppointmentId[]>
	/** The same as pairs, soonest first. */
	overlaps(range: Span<Day>): readonly OverlapOnResource[]
	/** Deleted appointments, series (as their first date) and dates of series, latest deletion first. */
	bin(): readonly Occurrence[]
	/** The days any single appointment here touches; undefined for an empty book. */
	extent(): Span<Day> | undefined

	/** Called once after every patch, when all answers are up to date. */
	subscribe(listener: (change: IndexChange) => void): () => void
}

export interface BookIndexOptions {
	/** IANA name: the zone occurrences are shown in. */
	readonly viewZone: string
}

/** Needed to show a range: the base, its months (a day more on either side: other zones), the homes of their guests. */
export declare function roomsFor(
	calendar: CalendarId,
	range: Span<Day>,
	guestsOf: (room: Room) => readonly AppointmentId[]
): readonly Room[]

export declare function createBookIndex(options: BookIndexOptions): BookIndex

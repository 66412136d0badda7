/**
 * What an iCalendar file becomes: appointments and series in our own words, the parts nobody could read with a reason
 * each, and the plan of what an import would do to the book. Nothing here touches the book; `read.ts` makes an
 * `ImportRead` from text, `plan.ts` compares it with what the book holds.
 */
import type { AppointmentId, GroupName, Groups } from '../appointment/appointment.ts'
import type { SeriesTime } from '../recurrence/series.ts'
import type { Wall } from '../time/wall.ts'

/**
 * 64 MiB: a book of fifteen busy years is about 50 MB as text. The decoded text, its parts and what is read from them
 * are held at once, some 300 MB; more would end a tab on a phone.
 */
export const MAX_FILE_BYTES = 64 * 1024 * 1024

/** Longest note that is kept whole: the size of a short novel; every device downloads the month it lies in. */
export const MAX_NOTE_LENGTH = 100_000
/** Longest title, place or name that is kept whole; a view shows one line of it. */
export const MAX_LINE_LENGTH = 2_000

interface Imported {
	/** UID of the file; made from the content where the file has none (such files exist). */
	readonly uid: string
	/** Made from the UID (and, for a single one, its month): two devices that import one file make the same record. */
	readonly id: AppointmentId
	/** For a list: the title, or the client's name, or the UID. */
	readonly title: string
	/** First start, in `zone` of the appointment or series. */
	readonly start: Wall
	readonly allDay: boolean
	/** What was assumed or left out, one plain sentence each; may be empty. */
	readonly remarks: readonly string[]
}

export interface ImportedSingle extends Imported {
	readonly kind: 'single'
	/** `more.source` holds the UID, the sequence and the hash of the content. */
	readonly groups: Groups
}

export interface ImportedSeries extends Imported {
	readonly kind: 'series'
	readonly time: SeriesTime
	readonly groups: Omit<Groups, 'when'>
	/** By key, ascending. */
	readonly overrides: readonly ImportedOverride[]
}

export interface ImportedOverride {
	/** `<series>@<original date>`: see `appointment/ids.ts`. */
	readonly key: AppointmentId
	/** The start the rule gives, in the series' zone. */
	readonly original: Wall
	/** Only the groups that differ from the series; a cancelled date has `state` cancelled. */
	readonly groups: Partial<Groups>
}

export type ImportedEvent = ImportedSingle | ImportedSeries

/** A part of the file that could not become an appointment. */
export interface Unreadable {
	/** Its title or UID, whatever could be read of it; may be empty. */
	readonly title: string
	/** The start as the file has it; may be empty. */
	readonly when: string
	/** 1-based line of the file where the part begins, or of the line at fault. */
	readonly line: number
	/** What is wrong, with which value. */
	readonly reason: string
}

export interface ImportRead {
	/** The calendar's own name (X-WR-CALNAME), or empty. */
	readonly name: string
	/** In the order of the file, one for each UID. */
	readonly events: readonly ImportedEvent[]
	readonly unreadable: readonly Unreadable[]
	/** Tasks, journals, free/busy times and the like: counted, not read. */
	readonly notAppointments: number
	/** About the file as a whole. */
	readonly remarks: readonly string[]
}

export interface ReadOptions {
	/** IANA name of the book's zone: floating times, UTC times of single events and unknown zones are read in it. */
	readonly zone: string
	/** Staff, rooms and devices of the book; names in the file are matched with them. */
	readonly resources?: readonly Named[]
	/** Services of the book; matched likewise. */
	readonly services?: readonly Named[]
}

export interface Named {
	readonly id: string
	readonly name: string
}

/** Why a file is refused as a whole. */
export type FileRefusal = 'too-large' | 'empty' | 'not-a-calendar'

/** What the book holds under a UID: `id` of the record, `more.source` of it (see `sourceOf` in `plan.ts`). */
export interface Existing {
	readonly id: AppointmentId
	readonly hash: string
	readonly sequence: number
	/** It lies in the bin (or its import was undone): importing it again brings it back. */
	readonly isDeleted?: boolean
	/** Of a series: the dates that differ from it in the book. */
	readonly dates?: readonly ExistingDate[]
	/** Of a series: nothing of it was changed since it was imported. */
	readonly isAsImported?: boolean
}

export interface ExistingDate {
	readonly key: AppointmentId
	/** The start the rule gives, in the series' zone. */
	readonly original: Wall
}

/** What an import takes over or leaves as one: the groups, and of a series its time. */
export type ImportedPart = GroupName | 'time'

export interface PlannedChange {
	/** The record in the book that changes; it keeps its id. */
	readonly id: AppointmentId
	readonly event: ImportedEvent
	/** Parts in which the file says what it said at the last import: what the book has there now stands. */
	readonly keep: readonly ImportedPart[]
	/** Dates of a series that the file no longer has as they are in the book: they follow the series again. */
	readonly followAgain: readonly AppointmentId[]
	/** Dates that the file has taken out, and that may hold something written by hand: they go into the bin. */
	readonly takenOut: readonly AppointmentId[]
}

export interface PlannedNothing {
	readonly event: ImportedEvent
	/** Why nothing happens although the content differs; empty where it is the same. */
	readonly reason: string
}

/** What an import would do; nothing is written yet. */
export interface ImportPlan {
	readonly fresh: readonly ImportedEvent[]
	readonly changed: readonly PlannedChange[]
	readonly unchanged: readonly PlannedNothing[]
	readonly unreadable: readonly Unreadable[]
	readonly notAppointments: number
	readonly remarks: readonly string[]
}

/**
 * What the views know of the book: reads that follow every change (they are reactive where they are called inside
 * `$derived` or a template) and one method for each thing a person does. `book-state.svelte.ts` is the book of a
 * device; views import this interface only.
 */
import type { AppointmentId, CalendarId, Groups, What, Who } from '#lib/core/appointment/appointment.ts'
import type { Occurrence } from '#lib/core/appointment/occurrence.ts'
import type { Status } from '#lib/core/appointment/status.ts'
import type { CalendarContent } from '#lib/core/ical/write.ts'
import type { SeriesEnd } from '#lib/core/recurrence/end.ts'
import type { Scope } from '#lib/core/recurrence/scope.ts'
import type { Series } from '#lib/core/recurrence/series.ts'
import type { Result } from '#lib/core/result.ts'
import type { Day, Span, Wall } from '#lib/core/time/wall.ts'
import type { ResourceId } from '#lib/core/appointment/appointment.ts'
import type { About, Resource, Service, Workspace } from '#lib/core/workspace/workspace.ts'
import type { BookCalendar } from './calendars.ts'

/** Two occurrences that hold one resource at the same time. */
export interface Conflict {
	readonly resource: ResourceId
	readonly a: Occurrence
	readonly b: Occurrence
}

/** How safe the last edits are, in the words the person reads. */
export type SaveStatus =
	| { readonly kind: 'saved' }
	/** Edits whose storage transaction is not complete yet. */
	| { readonly kind: 'saving'; readonly waiting: number }
	/** Storage refused or full: the book runs in memory. `message` says why and what would help. */
	| { readonly kind: 'memory'; readonly message: string; readonly unsaved: number }

export type ActionRefusal =
	/** The appointment is gone or was never there. */
	| 'not-found'
	/** End before start, an unknown zone, a date that does not exist. */
	| 'bad-time'
	/** A rule that cannot be read or has no date; or rules for one date alone. */
	| 'bad-rule'
	/** Its document could not be opened. */
	| 'not-open'

/** What a person did, as the toast and the undo menu say it: `Moved “Anna Weber” to Tue 14:30`. */
export interface Done {
	readonly label: string
	readonly key: AppointmentId
}

export type Undone =
	| { readonly kind: 'nothing' }
	| { readonly kind: 'done'; readonly label: string }
	/**
	 * Parts that a colleague changed since stay as they are, and what could not be opened waits for the next undo; `kept`
	 * says what, and why.
	 */
	| { readonly kind: 'partly'; readonly label: string; readonly kept: readonly string[] }

/** A move in time and over resources. Times in the appointment's own zone. */
export interface Move {
	readonly start: Wall
	readonly end: Wall
	readonly allDay: boolean
	readonly zone: string
	readonly resources: readonly ResourceId[]
}

/** What the editor saves: groups that were touched; an absent group stays as it is. */
export type GroupsEdit = Partial<Omit<Groups, 'when'>> & {
	readonly when?: Move
	/**
	 * RRULE values (RFC 5545): how it repeats from now on. Of a date of a series this needs a scope of several dates; a
	 * single appointment becomes a series; none at all: it repeats no more after this date.
	 */
	readonly rules?: readonly string[]
}

export interface NewAppointment {
	readonly when: Move
	readonly what?: Partial<What>
	readonly who?: Partial<Who>
	readonly status?: Status
	readonly note?: string
	/** RRULE values: it is the first date of a series. Absent or empty: it stands alone. */
	readonly rules?: readonly string[]
	/** Absent: the calendar of the business. */
	readonly calendar?: CalendarId
}

/** What a change in a scope would do, counted over a year from now, or from the first date it is about where that is later. */
export interface ScopePreview {
	/** Dates that would be another than they are, or gone. */
	readonly affected: number
	/** There are later ones beyond the year that was counted. */
	readonly endless: boolean
	/** Dates before the count began are changed as well. */
	readonly past: boolean
	/** Of the affected: how many would then overlap another appointment hard. */
	readonly overlaps: number
	/** Dates that the series would no longer have, and of which something is known: each becomes a single appointment. */
	readonly detaches: number
	/** Dates in the scope that stay as they are, since they have a value of their own of what is changed. */
	readonly keep: number
	/** False: some of what was counted is not on this device. */
	readonly isLoaded: boolean
}

/** A date that a series would have, in the zone of the view. */
export interface NextDate {
	readonly start: Wall
	readonly end: Wall
	readonly overlapsWith: readonly Occurrence[]
	/** False: what is around it is not read yet. It is being read; ask again when the book changes. */
	readonly isLoaded: boolean
}

export interface Book {
	readonly workspace: Workspace
	/** Where appointments are made when nothing else is said. */
	readonly calendar: CalendarId
	/** All that this person may see anything of, personal ones behind. Without an account everything is theirs. */
	readonly calendars: readonly BookCalendar[]
	readonly save: SaveStatus

	/** Opens what is needed to show these days and, when idle, their neighbours. Cheap to call again. */
	show(range: Span<Day>): void
	/** False while a part of the range is not read yet: it must not be drawn as free. */
	isLoaded(range: Span<Day>): boolean
	/** Sorted by start, then by end descending, then key; deleted ones left out. Same array while nothing in it changed. */
	occurrences(range: Span<Day>): readonly Occurrence[]
	/**
	 * The same in the same order, with the times at which calendars are taken that this person may know no more of
	 * (`isBusyKey`): what is drawn, and what stands in the way. Nothing can be done to those.
	 */
	withBusy(range: Span<Day>): readonly Occurrence[]
	/** Undefined for a busy time. */
	find(key: AppointmentId): Occurrence | undefined
	/** The series behind an occurrence. */
	seriesOf(key: AppointmentId): Series | undefined
	/** By key: the keys it overlaps hard in this range, busy times among them; a busy time has no entry of its own. */
	conflicts(range: Span<Day>): ReadonlyMap<AppointmentId, readonly AppointmentId[]>
	/** Hard overlaps of the next six weeks, and beyond as far as the views went; soonest first. Only what is read counts. */
	readonly inbox: readonly Conflict[]
	/** Deleted appointments of the open documents, latest deletion first. */
	readonly bin: readonly Occurrence[]
	/** Everything the book holds, over all its months: for an export. */
	content(): Promise<CalendarContent>

	/** With rules a series; the key is that of its first date. */
	create(appointment: NewAppointment): Promise<Result<Done, ActionRefusal>>
	/*
	 * Each change is one action and one undo. `scope` is asked of dates of a series only, and `one` where it is not said:
	 * only this date then differs from its series.
	 */
	move(key: AppointmentId, move: Move, scope?: Scope): Promise<Result<Done, ActionRefusal>>
	copy(key: AppointmentId, move: Move): Promise<Result<Done, ActionRefusal>>
	setStatus(
		key: AppointmentId,
		status: Status,
		reason?: string,
		scope?: Scope
	): Promise<Result<Done, ActionRefusal>>
	edit(key: AppointmentId, groups: GroupsEdit, scope?: Scope): Promise<Result<Done, ActionRefusal>>
	/** Status `deleted`; of a series' own id the whole series. */
	remove(key: AppointmentId, scope?: Scope): Promise<Result<Done, ActionRefusal>>
	restore(key: AppointmentId): Promise<Result<Done, ActionRefusal>>
	/** A date of a series becomes an appointment of its own; the key is the new one's. */
	detach(key: AppointmentId): Promise<Result<Done, ActionRefusal>>
	/** `series`: its own id. What is beyond its new end and was written on comes to stand alone. */
	endSeries(series: AppointmentId, end: SeriesEnd): Promise<Result<Done, ActionRefusal>>
	/** Reads what it needs first and leaves the page its frames meanwhile. */
	preview(
		key: AppointmentId,
		scope: Scope,
		what: GroupsEdit | 'delete'
	): Promise<Result<ScopePreview, ActionRefusal>>
	/**
	 * The first dates by these rules, `when` being the first; without rules that one alone. `of`: dates of this series, or
	 * this appointment, stand in nobody's way. Reactive.
	 */
	nextDates(when: Move, rules: readonly string[], count: number, of?: AppointmentId): readonly NextDate[]

	saveAbout(about: Partial<About>): Promise<void>
	saveResource(resource: Resource): Promise<void>
	saveService(service: Service): Promise<void>

	readonly undoLabel: string | undefined
	readonly redoLabel: string | undefined
	undo(): Promise<Undone>
	redo(): Promise<Undone>
}

/**
 * One appointment being typed. What stands in the book is the base and may change underneath; `edits` is what was typed
 * on top, kept outside the page on every change. Nothing typed is lost by a refused save, a reload or a closed panel.
 */
import {
	changeDraft,
	checkDraft,
	draftOf,
	newDraft,
	type Draft,
	type DraftErrors,
	type DraftField,
	type DraftRules
} from '#lib/core/appointment/draft.ts'
import { editsOf, groupsOf, readEdits, touchedGroups } from '#lib/core/appointment/draft-edits.ts'
import {
	EMPTY_GROUPS,
	type AppointmentId,
	type CalendarId,
	type Groups,
	type When
} from '#lib/core/appointment/appointment.ts'
import { overrideKey, overrideParts } from '#lib/core/appointment/ids.ts'
import { sayDuration, typedDay } from '#lib/core/appointment/typed.ts'
import type { Occurrence } from '#lib/core/appointment/occurrence.ts'
import type { Repeat } from '#lib/core/recurrence/rule-draft.ts'
import { extentOf } from '#lib/core/recurrence/extent.ts'
import { plus, type Span, type Wall } from '#lib/core/time/wall.ts'
import type { Service } from '#lib/core/workspace/workspace.ts'
import type { Book, Move } from '#lib/client/book.ts'
import type { BookCalendar } from '#lib/client/calendars.ts'
import type { Drafts } from '#lib/client/drafts.ts'
import { reaches } from '#lib/core/account/level.ts'
import { seriesFrom } from '#lib/views/series/say-series.ts'
import type { Actions, Outcome } from '#lib/views/shell/actions.ts'
import { RepeatState } from './repeat-state.svelte.ts'
import { OPEN_DRAFT, readKept, readTarget, type EditorTarget, type KeptDraft } from './kept-draft.ts'

export interface EditorDeps {
	readonly book: Book
	readonly drafts: Drafts
	readonly actions: Actions
	readonly rules: () => DraftRules
	/** Of dates in a sentence. */
	readonly locale: () => string
	/** Milliseconds since the epoch: when a draft was kept. */
	readonly nowMs: () => number
}

/** What decides which of its dates are free. */
const TIME_AND_PEOPLE = ['startDay', 'startTime', 'endDay', 'endTime', 'allDay', 'zone', 'resources'] as const
const NOTHING_SHIFTED: ReadonlyMap<Wall, Span> = new Map()

export class EditorState {
	readonly target: EditorTarget
	readonly #deps: EditorDeps
	readonly #draftKey: string
	/** Of a new appointment: the span it was drawn with, or that of the kept draft. */
	#when: Move | undefined
	/** Of a new appointment: the chosen one; undefined for the usual one. */
	#chosen: CalendarId | undefined
	/** Those this person may book in. */
	readonly calendars: readonly BookCalendar[]
	/** In which it is, or will be. */
	readonly calendar: BookCalendar | undefined
	readonly occurrence: Occurrence | undefined
	readonly #groups: Groups | undefined
	readonly base: Draft | undefined
	edits: Partial<Draft>
	/** Whether and how it repeats. */
	readonly repeat: RepeatState
	/** As the fields say it; undefined while one of them cannot be read. */
	readonly when: When | undefined
	/** Of a new series, by the start a date would have: where it was put instead. */
	shifted: ReadonlyMap<Wall, Span>
	readonly draft: Draft | undefined
	readonly errors: DraftErrors
	readonly touched: boolean
	/** A draft of an earlier time that may be continued. */
	offered: KeptDraft | undefined
	/** When the draft that is shown now was taken up again. */
	resumedAt: number | undefined
	/** Why the book refused the last save. */
	problem: string
	saving: boolean
	/** The day as it was last readable, while another one is being typed. */
	#dayBefore = ''
	#tried: boolean
	#left: ReadonlySet<DraftField>

	constructor(target: EditorTarget, resume: boolean, deps: EditorDeps) {
		this.target = target
		this.#deps = deps
		this.#draftKey = target.kind === 'edit' ? `edit:${target.key}` : 'new'
		this.#when = $state.raw(target.kind === 'new' ? target.when : undefined)
		this.#chosen = $state()
		this.edits = $state.raw({})
		this.shifted = $state.raw(NOTHING_SHIFTED)
		this.offered = $state.raw(undefined)
		this.resumedAt = $state(undefined)
		this.problem = $state('')
		this.saving = $state(false)
		this.#tried = $state(false)
		this.#left = $state.raw(new Set<DraftField>())
		this.occurrence = $derived(target.kind === 'edit' ? deps.book.find(target.key) : undefined)
		this.calendars = $derived(deps.book.calendars.filter(({ level }) => reaches(level, 'write')))
		this.calendar = $derived(this.#calendar())
		this.#groups = $derived(this.#when ? { ...EMPTY_GROUPS, when: this.#when } : this.occurrence?.appointment)
		this.base = $derived(
			this.#when ? newDraft(this.#when) : this.occurrence && draftOf(this.occurrence.appointment)
		)
		this.draft = $derived(this.base && { ...this.base, ...this.edits })
		this.when = $derived(this.draft && checkDraft(this.draft, deps.rules()).when)
		this.repeat = new RepeatState({
			series: () => (target.kind === 'edit' ? deps.book.seriesOf(target.key) : undefined),
			occurrence: () => this.occurrence,
			when: () => this.when,
			before: () => this.#groups?.when,
			habits: deps.rules,
			locale: deps.locale
		})
		this.touched = $derived(Object.keys(this.edits).length > 0 || this.repeat.touched)
		this.errors = $derived(this.#shownErrors())
		const kept = readKept(deps.drafts.read(this.#draftKey))
		if (kept && resume) this.#takeUp(kept)
		else this.offered = kept
	}

	change(patch: Partial<Draft>): void {
		if (!this.draft || !this.base) return
		const next = changeDraft(this.draft, patch, this.#deps.rules())
		if (TIME_AND_PEOPLE.some((field) => next[field] !== this.draft?.[field])) this.shifted = NOTHING_SHIFTED
		if (next.startDay !== this.draft.startDay) this.#follow(this.draft.startDay, next.startDay)
		this.edits = editsOf(this.base, next)
		this.problem = ''
		this.#keep()
	}

	chooseRepeat(repeat: Repeat): void {
		this.repeat.choose(repeat)
		this.shifted = NOTHING_SHIFTED
		this.problem = ''
		this.#keep()
	}

	/** Undefined: where the rule has it. */
	shift(start: Wall, to: Span | undefined): void {
		const shifted = new Map(this.shifted)
		if (to) shifted.set(start, to)
		else shifted.delete(start)
		this.shifted = shifted
	}

	/** What cannot be read yet says nothing: the last day that could be read is the one it comes from. */
	#follow(before: string, after: string): void {
		if (typedDay(before, this.#deps.rules()).ok) this.#dayBefore = before
		this.repeat.follow(this.#dayBefore, after)
	}

	/** A known service brings its length and price. */
	chooseService(service: Service): void {
		const known = this.#deps.book.workspace.services.some((one) => one.price === this.draft?.price)
		this.change({
			service: service.name,
			serviceId: service.id,
			...(this.draft?.allDay ? {} : { duration: sayDuration(service.minutes) }),
			...(this.draft?.price === '' || known ? { price: service.price } : {})
		})
	}

	/** Of a new appointment: nothing is ever moved from one calendar to another. */
	chooseCalendar(id: CalendarId): void {
		this.#chosen = id
		this.#keep()
	}

	/** One that may no longer be booked in is not chosen any more. */
	#calendar(): BookCalendar | undefined {
		const { book } = this.#deps
		const of = (id: CalendarId | undefined) => book.calendars.find((one) => one.id === id)
		if (this.target.kind === 'edit') return of(this.occurrence?.appointment.calendar)
		return this.calendars.find(({ id }) => id === this.#chosen) ?? of(book.calendar)
	}

	/** The field was left: from now on its error is shown beside it. */
	leave(field: DraftField): void {
		if (!this.#left.has(field)) this.#left = new Set([...this.#left, field])
	}

	/** False: the errors stand beside their fields, or `problem` says why the book refused. */
	async save(): Promise<boolean> {
		const { draft, target } = this
		const groups = this.#groups
		if (!draft || !groups || this.saving) return false
		this.#tried = true
		const { when, repeat } = this
		if (!when || Object.keys(repeat.errors).length > 0) return false
		this.saving = true
		const edited = groupsOf(groups, draft, when)
		const outcome = await this.#write(target, groups, edited)
		this.saving = false
		if (outcome && !outcome.ok) {
			this.problem = outcome.message
			return false
		}
		if (outcome) await this.#putElsewhere(outcome.value.key, edited.when)
		this.discard()
		return true
	}

	/** Undefined where nothing differs. */
	#write(target: EditorTarget, before: Groups, edited: Groups): Promise<Outcome> | undefined {
		const { actions } = this.#deps
		const { rules } = this.repeat
		if (target.kind === 'new') {
			const { what, who, note, state } = edited
			const calendar = this.calendar?.id
			return actions.create({
				when: rules ? onFirstDate(edited.when, rules) : edited.when,
				what,
				who,
				note,
				status: state.status,
				...(calendar !== undefined && { calendar }),
				...(rules && { rules })
			})
		}
		const touched = touchedGroups(before, edited)
		if (rules) return actions.edit(target.key, { ...touched, rules })
		return Object.keys(touched).length === 0 ? undefined : actions.edit(target.key, touched)
	}

	/** The dates of a new series that were put elsewhere, each as a change of its own. */
	async #putElsewhere(first: AppointmentId, when: When): Promise<void> {
		const series = overrideParts(first)?.series
		if (series === undefined) return
		for (const [start, to] of this.shifted)
			await this.#deps.actions.move(overrideKey(series, start), { ...when, ...to }, 'one')
	}

	continueOffered(): void {
		if (this.offered) this.#takeUp(this.offered)
	}

	/** Forgets what was typed, here and outside the page. */
	discard(): void {
		this.edits = {}
		this.repeat.discard()
		this.shifted = NOTHING_SHIFTED
		this.#chosen = undefined
		this.offered = undefined
		this.resumedAt = undefined
		this.problem = ''
		this.#deps.drafts.drop(this.#draftKey)
		this.#deps.drafts.drop(OPEN_DRAFT)
	}

	/** The panel was closed with the draft in it: it stays kept, but does not open by itself after a reload. */
	putAside(): void {
		const open = readTarget(this.#deps.drafts.read(OPEN_DRAFT))
		if (open && JSON.stringify(open) === JSON.stringify(this.target)) this.#deps.drafts.drop(OPEN_DRAFT)
	}

	#takeUp(kept: KeptDraft): void {
		if (kept.when && this.target.kind === 'new') this.#when = kept.when
		if (kept.calendar !== undefined) this.#chosen = kept.calendar
		this.edits = readEdits(kept.edits)
		if (kept.rules) this.repeat.takeUp(kept.rules, this.when ?? this.#groups?.when)
		this.resumedAt = kept.at
		this.offered = undefined
		this.#keep()
	}

	#keep(): void {
		const { drafts, nowMs } = this.#deps
		if (!this.touched) {
			drafts.drop(this.#draftKey)
			drafts.drop(OPEN_DRAFT)
			return
		}
		const kept: KeptDraft = {
			at: nowMs(),
			edits: this.edits,
			...(this.#when && { when: this.#when }),
			...(this.#chosen !== undefined && { calendar: this.#chosen }),
			...(this.repeat.rules && { rules: this.repeat.rules })
		}
		drafts.keep(this.#draftKey, kept)
		drafts.keep(OPEN_DRAFT, this.target)
	}

	#shownErrors(): DraftErrors {
		if (!this.draft) return {}
		const { errors } = checkDraft(this.draft, this.#deps.rules())
		if (this.#tried) return errors
		return Object.fromEntries(Object.entries(errors).filter(([field]) => this.#left.has(field as DraftField)))
	}
}

/** A series begins on a date of its rule: one on Mondays that was drawn on a Tuesday begins on the Monday after. */
function onFirstDate(when: When, rules: readonly string[]): When {
	const first = extentOf(seriesFrom(rules, when)).first
	return first ? { ...when, start: first.start, end: plus(first.start, when.end - when.start) } : when
}

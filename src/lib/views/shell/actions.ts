/**
 * What a person does, from wherever it comes (a view, the editor, a menu, a key): one call of the book, then a toast with
 * the way back and a sentence for those who hear the page.
 */
import type { AppointmentId } from '#lib/core/appointment/appointment.ts'
import { overrideParts } from '#lib/core/appointment/ids.ts'
import type { Occurrence } from '#lib/core/appointment/occurrence.ts'
import type { Status } from '#lib/core/appointment/status.ts'
import type { SeriesEnd } from '#lib/core/recurrence/end.ts'
import type { Scope } from '#lib/core/recurrence/scope.ts'
import { refuse, type Result } from '#lib/core/result.ts'
import { addDays, dayOf } from '#lib/core/time/wall.ts'
import type { ActionRefusal, Done, GroupsEdit, Move, NewAppointment, Undone } from '#lib/client/book.ts'
import { READ_ONLY } from '#lib/views/live/rights-in-view.svelte.ts'
import { questionOf } from '#lib/views/series/question-of.ts'
import type { Question } from '#lib/views/series/scope-question.svelte.ts'
import { keepFromEviction } from './persistence.ts'
import { NOTHING_CHANGED, ONLY_THIS_DATE, sayOverlaps } from './sentences.ts'
import type { Desk } from './desk.ts'

/**
 * `read-only`: told before it is done, instead of refused by the server later. `left`: the person was asked for which dates
 * it is meant and would rather leave it; without a message, for they know.
 */
export type Outcome = Result<Done, ActionRefusal | 'read-only' | 'left'>

export interface Actions {
	create(appointment: NewAppointment): Promise<Outcome>
	/*
	 * Of a date of a series the person is asked for which dates it is meant, once, unless `scope` says it. What is to become
	 * of a status is of one date by nature: somebody arrived.
	 */
	move(key: AppointmentId, move: Move, scope?: Scope): Promise<Outcome>
	copy(key: AppointmentId, move: Move): Promise<Outcome>
	edit(key: AppointmentId, groups: GroupsEdit, scope?: Scope): Promise<Outcome>
	setStatus(key: AppointmentId, status: Status, scope?: Scope): Promise<Outcome>
	remove(key: AppointmentId, scope?: Scope): Promise<Outcome>
	restore(key: AppointmentId): Promise<Outcome>
	/** A date of a series becomes an appointment of its own. */
	detach(key: AppointmentId): Promise<Outcome>
	/** `series`: its own id. */
	endSeries(series: AppointmentId, end: SeriesEnd): Promise<Outcome>
	undo(): Promise<void>
	redo(): Promise<void>
	/** Says why a card of a calendar that may only be read does not move. */
	holdBack(): void
}

/** `desk` is asked at each call: its book changes when another one is opened. */
export function createActions(desk: Desk): Actions {
	/** Only the newest toast offers the way back: an older one would undo something else. */
	const shown: { toast?: number } = {}

	function tell(outcome: Outcome, isOneOfSeries = false): Outcome {
		if (!outcome.ok) {
			if (outcome.why === 'left') desk.announcer.say(NOTHING_CHANGED)
			else refused(outcome.message)
			return outcome
		}
		const { label, key } = outcome.value
		const text = isOneOfSeries ? `${label} · ${ONLY_THIS_DATE}` : label
		clear()
		shown.toast = desk.toasts.show(text, { action: { label: 'Undo', run: () => void undo() } })
		desk.announcer.say(`${text}, ${sayOverlaps(overlappedBy(desk, key), desk.words)}`)
		keepFromEviction(desk)
		return outcome
	}
	/** On a phone a message would lie over the choices of a question. */
	function clear(): void {
		if (shown.toast !== undefined) desk.toasts.dismiss(shown.toast)
	}
	function refused(message: string): void {
		desk.toasts.show(message, { tone: 'warn', stayMs: 8_000 })
		desk.announcer.say(message)
	}

	function tellUndone(undone: Undone, word: string): void {
		clear()
		const text = undoneText(undone, word)
		desk.toasts.show(text, { tone: undone.kind === 'partly' ? 'warn' : 'plain' })
		desk.announcer.say(text)
	}
	const undo = async () => tellUndone(await desk.book.undo(), 'Undone')

	const readOnly = () => refuse('read-only' as const, READ_ONLY)
	/** Of what is not found the book says so itself. */
	const mayChange = (key: AppointmentId): boolean => {
		const { book, rights } = desk
		const series = book.seriesOf(key)
		const occurrence = book.find(key)
		return occurrence ? rights.mayChange(occurrence) : !series || rights.mayWrite(series.calendar)
	}
	async function change(key: AppointmentId, act: () => Promise<Outcome>): Promise<Outcome> {
		return tell(mayChange(key) ? await act() : readOnly())
	}
	/** Asked where nobody said which dates are meant. */
	async function changeInScope(
		key: AppointmentId,
		what: Question['what'],
		said: Scope | undefined,
		act: (scope: Scope) => Promise<Outcome>
	): Promise<Outcome> {
		if (!mayChange(key)) return tell(readOnly())
		const question = questionOf(desk.book, key, what)
		if (said === undefined && question) clear()
		const scope = said ?? (question ? await desk.scopes.ask(question) : 'one')
		if (scope === undefined) return tell(refuse('left', ''))
		return tell(await act(scope), scope === 'one' && overrideParts(key) !== undefined)
	}

	return {
		create: async (appointment) => {
			const may = desk.rights.mayWrite(appointment.calendar ?? desk.book.calendar)
			return tell(may ? await desk.book.create(appointment) : readOnly())
		},
		move: (key, move, said) =>
			changeInScope(key, { when: move }, said, (scope) => desk.book.move(key, move, scope)),
		copy: (key, move) => change(key, () => desk.book.copy(key, move)),
		edit: (key, groups, said) =>
			changeInScope(key, groups, said, (scope) => desk.book.edit(key, groups, scope)),
		setStatus: (key, status, said = 'one') =>
			changeInScope(key, {}, said, (scope) => desk.book.setStatus(key, status, '', scope)),
		remove: (key, said) => changeInScope(key, 'delete', said, (scope) => desk.book.remove(key, scope)),
		restore: (key) => change(key, () => desk.book.restore(key)),
		detach: (key) => change(key, () => desk.book.detach(key)),
		endSeries: (series, end) => change(series, () => desk.book.endSeries(series, end)),
		undo,
		redo: async () => tellUndone(await desk.book.redo(), 'Redone'),
		holdBack: () => void tell(readOnly())
	}
}

function undoneText(undone: Undone, word: string): string {
	switch (undone.kind) {
		case 'nothing':
			return word === 'Undone' ? 'There is nothing to undo' : 'There is nothing to redo'
		case 'done':
			return `${word}: ${undone.label}`
		case 'partly':
			return `${word} in part: ${undone.label}. ${undone.kept.join('. ')}`
		default:
			return undone satisfies never
	}
}

function overlappedBy({ book }: Desk, key: AppointmentId): readonly Occurrence[] {
	const occurrence = book.find(key)
	if (!occurrence) return []
	const range = { start: dayOf(occurrence.start), end: addDays(dayOf(occurrence.end), 1) }
	const keys = book.conflicts(range).get(key) ?? []
	return book.withBusy(range).filter((other) => keys.includes(other.key))
}

/**
 * What a person does, from wherever it comes (a view, the editor, a menu, a key): one call of the book, then a toast with
 * the way back and a sentence for those who hear the page.
 */
import type { AppointmentId } from '#lib/core/appointment/appointment.ts'
import { overrideParts } from '#lib/core/appointment/ids.ts'
import type { Occurrence } from '#lib/core/appointment/occurrence.ts'
import type { Status } from '#lib/core/appointment/status.ts'
import { refuse, type Result } from '#lib/core/result.ts'
import { addDays, dayOf } from '#lib/core/time/wall.ts'
import type { ActionRefusal, Done, GroupsEdit, Move, NewAppointment, Undone } from '#lib/client/book.ts'
import { READ_ONLY } from '#lib/views/live/rights-in-view.svelte.ts'
import { keepFromEviction } from './persistence.ts'
import { ONLY_THIS_DATE, sayOverlaps } from './sentences.ts'
import type { Desk } from './desk.ts'

/** `read-only`: told before it is done, instead of refused by the server later. */
export type Outcome = Result<Done, ActionRefusal | 'read-only'>

export interface Actions {
	create(appointment: NewAppointment): Promise<Outcome>
	move(key: AppointmentId, move: Move): Promise<Outcome>
	copy(key: AppointmentId, move: Move): Promise<Outcome>
	edit(key: AppointmentId, groups: GroupsEdit): Promise<Outcome>
	setStatus(key: AppointmentId, status: Status): Promise<Outcome>
	remove(key: AppointmentId): Promise<Outcome>
	restore(key: AppointmentId): Promise<Outcome>
	undo(): Promise<void>
	redo(): Promise<void>
	/** Says why a card of a calendar that may only be read does not move. */
	holdBack(): void
}

/** `desk` is asked at each call: its book changes when another one is opened. */
export function createActions(desk: Desk): Actions {
	/** Only the newest toast offers the way back: an older one would undo something else. */
	const shown: { toast?: number } = {}

	function tell(outcome: Outcome): Outcome {
		if (!outcome.ok) {
			desk.toasts.show(outcome.message, { tone: 'warn', stayMs: 8_000 })
			desk.announcer.say(outcome.message)
			return outcome
		}
		const { label, key } = outcome.value
		const text = overrideParts(key) ? `${label} · ${ONLY_THIS_DATE}` : label
		if (shown.toast !== undefined) desk.toasts.dismiss(shown.toast)
		shown.toast = desk.toasts.show(text, { action: { label: 'Undo', run: () => void undo() } })
		desk.announcer.say(`${text}, ${sayOverlaps(overlappedBy(desk, key), desk.words)}`)
		keepFromEviction(desk)
		return outcome
	}

	function tellUndone(undone: Undone, word: string): void {
		if (shown.toast !== undefined) desk.toasts.dismiss(shown.toast)
		const text = undoneText(undone, word)
		desk.toasts.show(text, { tone: undone.kind === 'partly' ? 'warn' : 'plain' })
		desk.announcer.say(text)
	}
	const undo = async () => tellUndone(await desk.book.undo(), 'Undone')

	const readOnly = () => refuse('read-only' as const, READ_ONLY)
	/** Of what is not found the book says so itself. */
	async function change(key: AppointmentId, act: () => Promise<Outcome>): Promise<Outcome> {
		const occurrence = desk.book.find(key)
		return tell(!occurrence || desk.rights.mayChange(occurrence) ? await act() : readOnly())
	}

	return {
		create: async (appointment) => {
			const may = desk.rights.mayWrite(appointment.calendar ?? desk.book.calendar)
			return tell(may ? await desk.book.create(appointment) : readOnly())
		},
		move: (key, move) => change(key, () => desk.book.move(key, move)),
		copy: (key, move) => change(key, () => desk.book.copy(key, move)),
		edit: (key, groups) => change(key, () => desk.book.edit(key, groups)),
		setStatus: (key, status) => change(key, () => desk.book.setStatus(key, status)),
		remove: (key) => change(key, () => desk.book.remove(key)),
		restore: (key) => change(key, () => desk.book.restore(key)),
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

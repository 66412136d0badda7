/**
 * What a person does, from wherever it comes (a view, the editor, a menu, a key): one call of the book, then a toast with
 * the way back and a sentence for those who hear the page.
 */
import type { AppointmentId } from '#lib/core/appointment/appointment.ts'
import { overrideParts } from '#lib/core/appointment/ids.ts'
import type { Occurrence } from '#lib/core/appointment/occurrence.ts'
import type { Status } from '#lib/core/appointment/status.ts'
import type { Result } from '#lib/core/result.ts'
import { addDays, dayOf } from '#lib/core/time/wall.ts'
import type { ActionRefusal, Done, GroupsEdit, Move, NewAppointment, Undone } from '#lib/client/book.ts'
import { keepFromEviction } from './persistence.ts'
import { ONLY_THIS_DATE, sayOverlaps } from './sentences.ts'
import type { Desk } from './desk.ts'

export type Outcome = Result<Done, ActionRefusal>

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

	return {
		create: async (appointment) => tell(await desk.book.create(appointment)),
		move: async (key, move) => tell(await desk.book.move(key, move)),
		copy: async (key, move) => tell(await desk.book.copy(key, move)),
		edit: async (key, groups) => tell(await desk.book.edit(key, groups)),
		setStatus: async (key, status) => tell(await desk.book.setStatus(key, status)),
		remove: async (key) => tell(await desk.book.remove(key)),
		restore: async (key) => tell(await desk.book.restore(key)),
		undo,
		redo: async () => tellUndone(await desk.book.redo(), 'Redone')
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
	return keys.map((other) => book.find(other)).filter((other) => other !== undefined)
}

/**
 * Undo of one action (I7): each register it wrote goes back to its earlier value, but only where the present value is
 * still the one the action wrote (recognised by its clock). What somebody changed since stays, and is reported. Hints
 * to guests are not taken back: they are harmless. Redo is the undo of an undo.
 *
 * An earlier value goes back with its own clock. So the action that once wrote it knows it again and can be undone in
 * turn; and a colleague who edits at the same moment has the later clock and prevails (`later-clock.ts`).
 */
import type * as Y from 'yjs'
import { sameClock } from '#lib/core/clock/clock.ts'
import { ok, refuse, type Result } from '#lib/core/result.ts'
import { CODECS } from './groups.ts'
import { namesOf, registerOf } from './record.ts'
import { bodyOf, CLEARED, clockOf, overwrite, unstamped, type Register } from './registers.ts'
import type { Room } from './rooms.ts'
import type { Edit, UndoPart, UndoStep, Write } from './write.ts'

/** A part of the action that stays as it is, since somebody changed it afterwards. */
export interface Kept {
	readonly room: Room
	readonly map: UndoPart['map']
	readonly id: string
	/** The device whose edit stands; empty where the register is gone. */
	readonly device: string
	/** Who set the status that stands, where it is a status; else empty. */
	readonly by: string
}

export interface UndoPlan {
	/** `what` is `undo`, or `redo` for the undo of an undo. */
	readonly edit: Edit
	readonly kept: readonly Kept[]
}

export interface UndoContext {
	readonly docOf: (room: Room) => Y.Doc | undefined
	/** Written beside the status of what was created and is taken back. */
	readonly by: string
}

/** The rooms that must be open before the step is undone. */
export const roomsOfStep = (step: UndoStep): readonly Room[] => [
	...new Set(step.parts.map((part) => part.room))
]

/** Plans the way back; `applyEdit` of it returns the step that redoes. */
export function planUndo(context: UndoContext, step: UndoStep): Result<UndoPlan, 'not-open'> {
	const writes: Write[] = []
	const kept: Kept[] = []
	for (const part of step.parts) {
		const doc = context.docOf(part.room)
		if (!doc)
			return refuse('not-open', `Cannot undo yet: the document "${part.room}" is not open on this device`)
		const stands = part.map === 'born' ? laterOfOthers(doc, part) : laterThanOurs(doc, part)
		if (stands !== undefined) kept.push(sayKept(part, stands))
		else writes.push(part.map === 'born' ? unborn(doc, part, context.by) : back(part))
	}
	return ok({ edit: { what: step.what === 'undo' ? 'redo' : 'undo', writes }, kept })
}

type Standing = Register | 'gone'

/** What stands in the register instead of what the action wrote; undefined where that is still there. */
function laterThanOurs(doc: Y.Doc, { map, id, after }: UndoPart): Standing | undefined {
	const present = registerOf(doc, map, id)
	if (!present) return 'gone'
	return sameClock(clockOf(present), clockOf(after)) ? undefined : present
}

/** Taking back a birth would take away what others have written on the record since: then it stays. */
function laterOfOthers(doc: Y.Doc, part: UndoPart): Standing | undefined {
	const [, , device] = clockOf(part.after)
	for (const group of namesOf(part.id)) {
		const register = registerOf(doc, group, part.id)
		if (register && clockOf(register)[2] !== device) return register
	}
	return laterThanOurs(doc, part)
}

const back = ({ room, map, id, before }: UndoPart): Write =>
	before
		? { room, map, id, value: unstamped(before), clock: clockOf(before) }
		: { room, map, id, value: CLEARED }

/** What was created is deleted: a birth is written once and never taken out. */
function unborn(doc: Y.Doc, { room, id, after }: UndoPart, by: string): Write {
	const state = registerOf(doc, 'state', id)
	const previous = state && { version: state[0], body: bodyOf(state) }
	const value = overwrite(CODECS.state, { status: 'deleted', reason: '', by }, previous ?? bornState(after))
	return { room, map: 'state', id, value }
}

function bornState(born: Register) {
	const body = born[2]
	return Array.isArray(body) ? { version: born[0], body } : undefined
}

function sayKept({ room, map, id }: UndoPart, standing: Standing): Kept {
	if (standing === 'gone') return { room, map, id, device: '', by: '' }
	const state = map === 'state' ? CODECS.state.decode(bodyOf(standing)) : undefined
	return { room, map, id, device: clockOf(standing)[2], by: state?.by ?? '' }
}

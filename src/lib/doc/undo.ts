/**
 * Undo of one action (I7): each register it wrote goes back to its earlier value, but only where the present value is
 * still the one the action wrote (recognised by its clock). What somebody changed since stays, and is reported. Hints
 * to guests are not taken back: they are harmless. Redo is the undo of an undo.
 */
import type * as Y from 'yjs'
import { sameClock } from '#lib/core/clock/clock.ts'
import { ok, refuse, type Result } from '#lib/core/result.ts'
import type { Status } from '#lib/core/appointment/status.ts'
import { CODECS } from './groups.ts'
import { clocksOf, registerOf } from './record.ts'
import { bodyOf, CLEARED, clockOf, overwrite, unstamped, type Register } from './registers.ts'
import type { Room } from './rooms.ts'
import type { Edit, EditName, UndoPart, UndoStep, Write } from './write.ts'
import { namesOf } from './edit/plan.ts'

/** A part of the action that stays as it is, since somebody changed it afterwards. */
export interface Kept {
	readonly room: Room
	readonly map: UndoPart['map']
	readonly id: string
	/** The device whose edit stands; empty where the register is gone. */
	readonly device: string
	/** Who set the status that stands, where it says so; else empty. */
	readonly by: string
}

export interface UndoPlan {
	readonly edit: Edit
	readonly kept: readonly Kept[]
}

export interface UndoContext {
	readonly docOf: (room: Room) => Y.Doc | undefined
	/** Written beside the status of what was created and is taken back. */
	readonly by: string
}

export const roomsOfStep = (step: UndoStep): readonly Room[] => [
	...new Set(step.parts.map((part) => part.room))
]

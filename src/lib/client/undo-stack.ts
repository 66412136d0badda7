/** What can be undone and redone in this tab. An import is many steps of the documents and one of the person. */
import type { UndoStep } from '#lib/doc/write.ts'

export interface UndoEntry {
	readonly label: string
	/** In the order they were done. */
	readonly steps: readonly UndoStep[]
}

export interface UndoStacks {
	readonly undo: readonly UndoEntry[]
	readonly redo: readonly UndoEntry[]
}

export const NO_UNDO: UndoStacks = { undo: [], redo: [] }

/** More than a person ever takes back; each holds the earlier values of what it changed. */
const KEPT = 200

/** A new action: what was undone before cannot be redone any more. One that changed nothing is none. */
export const did = (stacks: UndoStacks, entry: UndoEntry): UndoStacks =>
	entry.steps.every((step) => step.parts.length === 0)
		? stacks
		: { undo: [...stacks.undo, entry].slice(-KEPT), redo: [] }

export const undid = ({ undo, redo }: UndoStacks, back: UndoEntry): UndoStacks => ({
	undo: undo.slice(0, -1),
	redo: [...redo, back]
})

export const redid = ({ undo, redo }: UndoStacks, again: UndoEntry): UndoStacks => ({
	undo: [...undo, again].slice(-KEPT),
	redo: redo.slice(0, -1)
})

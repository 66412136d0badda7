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
	isEmpty(entry) ? stacks : { undo: [...stacks.undo, entry].slice(-KEPT), redo: [] }

/** The last entry as it was taken back: `back` leads forward again, `left` could not be taken back yet and waits. */
export interface TakenBack {
	readonly back: UndoEntry
	readonly left: UndoEntry
}

export const undid = ({ undo, redo }: UndoStacks, { back, left }: TakenBack): UndoStacks => ({
	undo: [...undo.slice(0, -1), ...unlessEmpty(left)],
	redo: [...redo, ...unlessEmpty(back)]
})

export const redid = ({ undo, redo }: UndoStacks, { back, left }: TakenBack): UndoStacks => ({
	undo: [...undo, ...unlessEmpty(back)].slice(-KEPT),
	redo: [...redo.slice(0, -1), ...unlessEmpty(left)]
})

/** Where everything stays as others changed it, there is nothing to go forward to. */
const unlessEmpty = (entry: UndoEntry): readonly UndoEntry[] => (isEmpty(entry) ? [] : [entry])

const isEmpty = ({ steps }: UndoEntry): boolean => steps.every((step) => step.parts.length === 0)

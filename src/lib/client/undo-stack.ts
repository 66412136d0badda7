/** What can be undone and redone in this tab. An import is many steps of the documents and one of the person. */
import { clockOf, type Register } from '#lib/doc/registers.ts'
import type { UndoPart, UndoStep } from '#lib/doc/write.ts'

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

export const undid = ({ undo, redo }: UndoStacks, entry: UndoEntry, back: UndoEntry): UndoStacks =>
	renewed({ undo: undo.slice(0, -1), redo: [...redo, back] }, entry, back)

export const redid = ({ undo, redo }: UndoStacks, entry: UndoEntry, again: UndoEntry): UndoStacks =>
	renewed({ undo: [...undo, again].slice(-KEPT), redo: redo.slice(0, -1) }, entry, again)

/**
 * Going back writes an earlier value once more, with a clock of its own. An older step that wrote this very value
 * recognises its work by the clock, so it is told the new one: otherwise the second of two undos would find its own
 * value "changed since".
 */
function renewed(stacks: UndoStacks, entry: UndoEntry, back: UndoEntry): UndoStacks {
	const restored = new Map<string, UndoPart['before']>()
	for (const part of partsOf(entry)) if (part.before) restored.set(nameOf(part, part.before), part.before)
	const written = new Map(partsOf(back).map((part) => [placeOf(part), part.after]))
	const renew = (part: UndoPart): UndoPart => {
		const after = restored.has(nameOf(part, part.after)) ? written.get(placeOf(part)) : undefined
		return after ? { ...part, after } : part
	}
	const renewEntry = (one: UndoEntry): UndoEntry =>
		one === back
			? one
			: { ...one, steps: one.steps.map((step) => ({ ...step, parts: step.parts.map(renew) })) }
	return restored.size === 0
		? stacks
		: { undo: stacks.undo.map(renewEntry), redo: stacks.redo.map(renewEntry) }
}

const partsOf = (entry: UndoEntry): readonly UndoPart[] => entry.steps.flatMap((step) => step.parts)
const placeOf = ({ room, map, id }: UndoPart): string => JSON.stringify([room, map, id])
const nameOf = (part: UndoPart, register: Register): string =>
	`${placeOf(part)}${JSON.stringify(clockOf(register))}`

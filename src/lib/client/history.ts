/** Undo and redo of whole actions (I7): slice by slice, so that a long import does not freeze the page on its way back. */
import type { Groups } from '#lib/core/appointment/appointment.ts'
import type { AppointmentId } from '#lib/core/appointment/appointment.ts'
import { planUndo, roomsOfStep, type Kept, type UndoPlan } from '#lib/doc/undo.ts'
import type { Edit, UndoStep } from '#lib/doc/write.ts'
import type { Undone } from './book.ts'
import type { Editing } from './editing.ts'
import { sayKept } from './labels.ts'
import { redid, undid, type UndoEntry, type UndoStacks } from './undo-stack.ts'

export interface HistoryDeps {
	readonly editing: Editing
	readonly device: string
	readonly by: string
	readonly named: (id: AppointmentId) => Pick<Groups, 'what' | 'who'> | undefined
	readonly read: () => UndoStacks
	readonly write: (stacks: UndoStacks) => void
	/** Lets the page breathe between two slices. */
	readonly breathe: () => Promise<void>
}

interface PlannedUndo extends Edit {
	readonly kept: UndoPlan['kept']
}

/** The device's name without the part of the tab: see `tabDevice`. */
const DEVICE_LENGTH = 6

export async function undo(deps: HistoryDeps): Promise<Undone> {
	const entry = deps.read().undo.at(-1)
	if (!entry) return { kind: 'nothing' }
	const { back, kept } = await takeBack(deps, entry)
	deps.write(undid(deps.read(), back))
	return sayUndone(deps, entry.label, kept)
}

export async function redo(deps: HistoryDeps): Promise<Undone> {
	const entry = deps.read().redo.at(-1)
	if (!entry) return { kind: 'nothing' }
	const { back, kept } = await takeBack(deps, entry)
	deps.write(redid(deps.read(), back))
	return sayUndone(deps, entry.label, kept)
}

/** The last step first. What comes back is the entry that leads forward again. */
export async function takeBack(deps: Omit<HistoryDeps, 'read' | 'write' | 'named'>, entry: UndoEntry) {
	const steps: UndoStep[] = []
	const kept: Kept[] = []
	for (const step of entry.steps.toReversed()) {
		const applied = await deps.editing.apply<PlannedUndo, 'not-open'>(
			roomsOfStep(step),
			`Undo: ${entry.label}`,
			(docOf) => {
				const planned = planUndo({ docOf, by: deps.by }, step)
				if (!planned.ok) return planned
				return { ok: true, value: { ...planned.value.edit, kept: planned.value.kept } }
			}
		)
		if (!applied.ok) continue
		steps.push(applied.value.step)
		kept.push(...applied.value.edit.kept)
		if (entry.steps.length > 1) await deps.breathe()
	}
	return { back: { label: entry.label, steps } satisfies UndoEntry, kept }
}

function sayUndone({ device, named }: HistoryDeps, label: string, kept: readonly Kept[]): Undone {
	if (kept.length === 0) return { kind: 'done', label }
	const here = device.slice(0, DEVICE_LENGTH)
	return {
		kind: 'partly',
		label,
		kept: kept.map((one) => sayKept(one, named, one.device.startsWith(here)))
	}
}

/** The device's name and three characters for the tab. */
export const tabDevice = (device: string, random: string): string =>
	`${device.slice(0, DEVICE_LENGTH)}${random.slice(0, 3)}`

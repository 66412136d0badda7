/** Undo and redo of whole actions (I7): slice by slice, so that a long import does not freeze the page on its way back. */
import type { Groups } from '#lib/core/appointment/appointment.ts'
import type { AppointmentId } from '#lib/core/appointment/appointment.ts'
import { planUndo, roomsOfStep, type Kept, type UndoPlan } from '#lib/doc/undo.ts'
import type { Edit, UndoStep } from '#lib/doc/write.ts'
import type { Undone } from './book.ts'
import type { Editing } from './editing.ts'
import { sayKept } from './labels.ts'
import { redid, undid, type TakenBack, type UndoEntry, type UndoStacks } from './undo-stack.ts'

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
	const taken = await takeBack(deps, entry)
	deps.write(undid(deps.read(), taken))
	return sayUndone(deps, taken)
}

export async function redo(deps: HistoryDeps): Promise<Undone> {
	const entry = deps.read().redo.at(-1)
	if (!entry) return { kind: 'nothing' }
	const taken = await takeBack(deps, entry)
	deps.write(redid(deps.read(), taken))
	return sayUndone(deps, taken)
}

interface Taken extends TakenBack {
	/** What others changed since and stays. */
	readonly kept: readonly Kept[]
	/** Why `left` is not empty: a document could not be opened. */
	readonly refusal: string
}

/** The last step first, as far as the documents can be opened. */
export async function takeBack(
	deps: Omit<HistoryDeps, 'read' | 'write' | 'named'>,
	entry: UndoEntry
): Promise<Taken> {
	const { label } = entry
	const steps: UndoStep[] = []
	const kept: Kept[] = []
	for (const [at, step] of [...entry.steps.entries()].toReversed()) {
		const applied = await deps.editing.apply<PlannedUndo, 'not-open'>(
			roomsOfStep(step),
			`Undo: ${label}`,
			(docOf) => {
				const planned = planUndo({ docOf, by: deps.by }, step)
				if (!planned.ok) return planned
				return { ok: true, value: { ...planned.value.edit, kept: planned.value.kept } }
			}
		)
		if (!applied.ok) {
			const left = { label, steps: entry.steps.slice(0, at + 1) }
			return { back: { label, steps }, left, kept, refusal: applied.message }
		}
		steps.push(applied.value.step)
		kept.push(...applied.value.edit.kept)
		if (entry.steps.length > 1) await deps.breathe()
	}
	return { back: { label, steps }, left: { label, steps: [] }, kept, refusal: '' }
}

function sayUndone({ device, named }: HistoryDeps, { back: { label }, kept, refusal }: Taken): Undone {
	if (kept.length === 0 && refusal === '') return { kind: 'done', label }
	const stays = kept.map((one) => sayKept(one, named, sameDevice(device, one.device)))
	return { kind: 'partly', label, kept: refusal === '' ? stays : [...stays, refusal] }
}

/** The device's name and three characters for the tab. */
export const tabDevice = (device: string, random: string): string =>
	`${device.slice(0, DEVICE_LENGTH)}${random.slice(0, 3)}`

/** Whether two tabs, by their names in clocks, are of one device. */
export const sameDevice = (a: string, b: string): boolean =>
	a.slice(0, DEVICE_LENGTH) === b.slice(0, DEVICE_LENGTH)

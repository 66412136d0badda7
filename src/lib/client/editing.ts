/**
 * Carries out what a person does: opens the documents it needs, plans, applies in one transaction for each document,
 * hands the updates to the journal as one action. One after the other: two quick actions never mix.
 */
import type { DeviceClock } from '#lib/core/clock/device-clock.ts'
import { refuse, type Result } from '#lib/core/result.ts'
import type { EditRefusal } from '#lib/doc/edit/plan.ts'
import type { Room } from '#lib/doc/rooms.ts'
import { standingItem } from '#lib/doc/item-id.ts'
import { applyEdit, clockOfStep, roomsOfEdit, type Bench, type Edit, type UndoStep } from '#lib/doc/write.ts'
import type { Replica } from './replica.ts'
import { OpeningFailed } from './shelf.ts'
import type { JournalAction, RoomUpdate, UpdateMark, Written } from './storage/journal.ts'
import type { SaveQueue } from './storage/save-queue.ts'

export type DocOf = (room: Room) => ReturnType<Bench['docOf']> | undefined
export type PlanEdit<Planned extends Edit, Why extends string> = (docOf: DocOf) => Result<Planned, Why>

export interface Applied<Planned extends Edit> {
	readonly edit: Planned
	readonly step: UndoStep
}

export interface EditingDeps {
	readonly replica: Replica
	readonly queue: SaveQueue
	readonly clock: DeviceClock
	/** Name of the member or device; may be empty. */
	readonly by: string
	readonly nowMs: () => number
	/** It is done and on its way into the journal; the promise tells its position there. */
	readonly onaction: (action: JournalAction, stored: Promise<number>) => void
}

export interface Editing {
	/** `rooms` must be open to plan; those the plan writes to are opened as well. `label` is for the journal. */
	apply<Planned extends Edit, Why extends string>(
		rooms: readonly Room[],
		label: string | ((edit: Planned) => string),
		plan: PlanEdit<Planned, Why>
	): Promise<Result<Applied<Planned>, Why | 'not-open'>>
	/** Runs when everything asked for before is done. */
	inTurn<Value>(work: () => Promise<Value>): Promise<Value>
	/** An update this tab made: called by the documents, within `apply`. */
	collect(room: Room, update: Uint8Array, mark: UpdateMark): void
}

const TORN =
	'A part of the book cannot be read from the storage of this device at present: try again in a moment'

/** Planning names its rooms; the plan may name more (months it moves into), and those no more than once again. */
const ROUNDS = 3

export function createEditing(deps: () => EditingDeps): Editing {
	let collected: RoomUpdate[] = []
	let turn: Promise<unknown> = Promise.resolve()

	async function apply<Planned extends Edit, Why extends string>(
		rooms: readonly Room[],
		label: string | ((edit: Planned) => string),
		plan: PlanEdit<Planned, Why>
	): Promise<Result<Applied<Planned>, Why | 'not-open'>> {
		try {
			return await applyInRounds(rooms, label, plan)
		} catch (error) {
			if (error instanceof OpeningFailed) return refuse('not-open', error.message)
			throw error
		}
	}

	async function applyInRounds<Planned extends Edit, Why extends string>(
		rooms: readonly Room[],
		label: string | ((edit: Planned) => string),
		plan: PlanEdit<Planned, Why>
	): Promise<Result<Applied<Planned>, Why | 'not-open'>> {
		const { replica } = deps()
		let needed = new Set(rooms)
		for (let round = 0; round < ROUNDS; round++) {
			const outcome = await replica.withDocs([...needed], () => {
				const torn = [...needed].find((room) => replica.opened(room)?.isWhole === false)
				if (torn !== undefined) return refuse('not-open', TORN)
				const docOf: DocOf = (room) => replica.opened(room)?.doc
				const planned = plan(docOf)
				if (!planned.ok) return planned
				const missing = roomsOfEdit(planned.value).filter((room) => !docOf(room))
				if (missing.length > 0) return missing
				return { ok: true as const, value: { edit: planned.value, step: carryOut(planned.value, label) } }
			})
			if (!Array.isArray(outcome)) return outcome
			needed = new Set([...needed, ...outcome])
		}
		return refuse('not-open', `Cannot open the documents of this change on this device`)
	}

	function carryOut<Planned extends Edit>(
		edit: Planned,
		label: string | ((edit: Planned) => string)
	): UndoStep {
		const { replica, clock, by, nowMs, queue, onaction } = deps()
		const docOf: Bench['docOf'] = (room) => {
			const open = replica.opened(room)
			if (!open) throw new Error(`The document "${room}" was closed under an edit`)
			return open.doc
		}
		collected = []
		const step = applyEdit({ docOf, clock }, edit, by)
		const updates = collected
		collected = []
		if (updates.length > 0) {
			const action = {
				label: typeof label === 'string' ? label : label(edit),
				at: nowMs(),
				device: clock.device,
				clock: clockOfStep(step),
				updates,
				wrote: writtenBy(step, docOf)
			}
			onaction(action, queue.add(action))
		}
		return step
	}

	return {
		apply,
		inTurn(work) {
			const result = turn.then(work)
			turn = result.catch(() => undefined)
			return result
		},
		collect: (room, update, mark) => collected.push({ room, update, mark })
	}
}

/** Births of more than this are found in the document when they are needed: an import would be kept twice. */
const BIRTHS_KEPT = 32

/** By each register the item it was written with, for the day two people turn out to have written at once. */
function writtenBy({ what, parts }: UndoStep, docOf: Bench['docOf']): readonly Written[] {
	const wrote: Written[] = []
	for (const { room, map, id, after } of parts) {
		const item = standingItem(docOf(room), map, id)
		if (!item) continue
		const kept = map === 'born' && parts.length > BIRTHS_KEPT ? undefined : after
		wrote.push({ room, map, id, after: kept, ...item, ...(what === 'assert' && { asserted: true as const }) })
	}
	return wrote
}

export type { EditRefusal }

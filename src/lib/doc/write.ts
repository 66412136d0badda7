/**
 * An edit is planned as a list of writes (pure, testable) and applied in one transaction for each document it touches.
 * Hints (`guests`) go before the truth in a pass of their own: a hint without its move is harmless, a move without its
 * hint would be invisible in the month it went to. What was there before is handed back as the step undo needs.
 */
import type * as Y from 'yjs'
import { later, type Clock } from '#lib/core/clock/clock.ts'
import type { DeviceClock } from '#lib/core/clock/device-clock.ts'
import { clocksOf, mapOf, type MapName } from './record.ts'
import { clockOf, parseRegister, stamp, type Register, type Unstamped } from './registers.ts'
import type { RootMap } from './root.ts'
import type { Room } from './rooms.ts'

export type EditName =
	| 'create'
	| 'move'
	| 'status'
	| 'details'
	| 'delete'
	| 'restore'
	| 'import'
	| 'workspace'
	| 'undo'
	| 'redo'
	/** A later value that was overruled by an earlier one stands up again: see `later-clock.ts`. */
	| 'assert'
	/** What the server once refused is done again. */
	| 'again'

/** One register to replace, still without its clock; `true` only in `guests`. */
export interface Write {
	readonly room: Room
	readonly map: MapName | RootMap
	readonly id: string
	readonly value: Unstamped | true
	/** Instead of a new clock: undo puts an earlier value back with its own, see `undo.ts`. */
	readonly clock?: Clock
}

export interface Edit {
	readonly what: EditName
	readonly writes: readonly Write[]
}

/** The origin of every transaction of an edit: listeners tell our edits from what the replica or the wire brought. */
export interface EditOrigin {
	readonly kind: 'edit'
	readonly what: EditName
	/** Name of the member or device, as it is shown; may be empty. */
	readonly by: string
	readonly device: string
}

export const isEditOrigin = (origin: unknown): origin is EditOrigin =>
	typeof origin === 'object' && origin !== null && (origin as { kind?: unknown }).kind === 'edit'

/** One register as an edit found it and left it. */
export interface UndoPart {
	readonly room: Room
	readonly map: MapName | RootMap
	readonly id: string
	/** Undefined where there was none (or none that could be read). */
	readonly before: Register | undefined
	readonly after: Register
}

export interface UndoStep {
	readonly what: EditName
	readonly device: string
	readonly parts: readonly UndoPart[]
}

export interface Bench {
	/** The open document of a room; an edit is applied only when all of `roomsOfEdit` are open. */
	readonly docOf: (room: Room) => Y.Doc
	readonly clock: DeviceClock
}

export const roomsOfEdit = (edit: Edit): readonly Room[] => [
	...new Set(edit.writes.map((write) => write.room))
]

/** Applies an edit and returns what undo needs. One clock for the whole edit: its parts are recognised as one action. */
export function applyEdit({ docOf, clock }: Bench, edit: Edit, by: string): UndoStep {
	const origin: EditOrigin = { kind: 'edit', what: edit.what, by, device: clock.device }
	const befores = edit.writes.map(({ room, map, id }) => parseRegister(mapOf(docOf(room), map).get(id)))
	const now = clock.next(edit.writes.flatMap(({ room, map, id }) => clocksOf(docOf(room), map, id)))
	const hints = edit.writes.filter((write) => write.value === true && !isHinted(docOf(write.room), write.id))
	inTransactions(docOf, hints, origin, (doc, { map, id }) => mapOf(doc, map).set(id, true))

	const parts: UndoPart[] = []
	edit.writes.forEach(({ room, map, id, value, clock: earlier = now }, at) => {
		if (value !== true) parts.push({ room, map, id, before: befores[at], after: stamp(value, earlier) })
	})
	inTransactions(docOf, parts, origin, (doc, { map, id, after }) => mapOf(doc, map).set(id, after))
	return { what: edit.what, device: clock.device, parts }
}

const isHinted = (doc: Y.Doc, id: string): boolean => mapOf(doc, 'guests').get(id) === true

function inTransactions<Part extends { readonly room: Room }>(
	docOf: (room: Room) => Y.Doc,
	parts: readonly Part[],
	origin: EditOrigin,
	write: (doc: Y.Doc, part: Part) => void
): void {
	for (const [room, ofRoom] of Map.groupBy(parts, (part) => part.room)) {
		const doc = docOf(room)
		doc.transact(() => ofRoom.forEach((part) => write(doc, part)), origin)
	}
}

/** The clock of an edit, from its step (the latest, where undo put earlier ones back); undefined: it changed nothing. */
export const clockOfStep = (step: UndoStep): Clock | undefined =>
	step.parts.map((part) => clockOf(part.after)).reduce<Clock | undefined>(later, undefined)

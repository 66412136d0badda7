/**
 * How far each room and the server have got with each other, and the step that gives a document up because the server
 * refused what is in it. All of it can be lost without losing an edit: state vectors are compared whenever a room is
 * opened.
 */
import type { Result } from '#lib/core/result.ts'
import { answer, type Database, type StorageFault } from './database.ts'
import { keepRefused, type NewRefused } from './decisions.ts'
import type { Generation } from './doc-rows.ts'
import { knowRoom, type JournalEntry, type PastAction } from './journal.ts'
import { lookUp } from './projections.ts'
import type { RoomEntry } from './room-entry.ts'
import type { Vector } from './vector.ts'

export interface RoomSync {
	readonly room: string
	readonly generation: Generation
	/** Of the server's log; positions mean something within one epoch only. */
	readonly epoch: string
	/** Everything up to and with this position of the log is in the rows. */
	readonly position: number
	/** What the server is known to have on its disk. */
	readonly vector: Vector
	readonly access: 'read' | 'write'
}

/** What a room is left with. */
export type Left =
	/** It is made anew from the server's state. */
	| 'empty'
	/** It may not be read here any more. */
	| 'gone'

export interface GivenUp {
	readonly room: string
	/** Of the document that is given up. */
	readonly generation: Generation
	readonly left: Left
	/** What was refused, to be kept for its author. */
	readonly kept: readonly KeptOfAction[]
}

export interface KeptOfAction {
	/** It no longer waits for this room. Undefined: what no action is known for. */
	readonly action: number | undefined
	/** Undefined: nothing of the action is left to be kept. */
	readonly decision: NewRefused | undefined
}

export interface RoomSyncs {
	all(rooms: (room: string) => boolean): Promise<Result<readonly RoomSync[], StorageFault>>
	/** A record of an earlier generation is not kept. */
	keep(records: readonly RoomSync[]): Promise<Result<void, StorageFault>>
	/** One transaction: either the refused edits are kept and the document is given up, or nothing happened. */
	giveUp(given: GivenUp): Promise<Result<Generation, StorageFault>>
}

export const createRoomSyncs = (database: Database): RoomSyncs => ({
	all: (isAsked) =>
		database.read(['sync'], async (transaction) => {
			const found = (await answer(transaction.objectStore('sync').getAll())) as RoomSync[]
			return found.filter(({ room }) => isAsked(room))
		}),

	keep: (records) =>
		database.write(['sync', 'rooms'], async (transaction) => {
			for (const record of records) {
				const { generation } = await lookUp(transaction, record.room)
				if (generation !== record.generation) continue
				knowRoom(transaction, record.room)
				transaction.objectStore('sync').put(record)
			}
		}),

	giveUp: ({ room, generation, left, kept }) =>
		database.write(
			['rooms', 'sync', 'projections', 'journal', 'actions', 'decisions'],
			async (transaction) => {
				const present = (await lookUp(transaction, room)).generation
				const isFirst = present <= generation
				const next = isFirst ? generation + 1 : present
				if (isFirst) {
					const entry: RoomEntry = { room, generation: next, ...(left === 'gone' && { gone: true }) }
					transaction.objectStore('rooms').put(entry)
					transaction.objectStore('sync').delete(room)
					transaction.objectStore('projections').delete(room)
				}
				// Every tab that has the document is told the same: what one of them has kept is not kept again.
				for (const { action, decision } of kept) {
					const isOurs =
						action === undefined ? isFirst : await takeMarks(transaction, action, room, generation)
					if (isOurs && decision) await keepRefused(transaction, decision)
				}
				const journal = transaction.objectStore('journal')
				const entries = await answer(journal.index('room').getAll(IDBKeyRange.only(room)))
				for (const { position, mark } of entries as JournalEntry[])
					if ((mark?.generation ?? 0) <= generation) journal.delete(position)
				return next
			}
		)
})

/** True when the action still waited for this generation of the room. */
async function takeMarks(
	transaction: IDBTransaction,
	position: number,
	room: string,
	generation: Generation
): Promise<boolean> {
	const store = transaction.objectStore('actions')
	const action = (await answer(store.get(position))) as PastAction | undefined
	const marks = action?.marks ?? []
	const others = marks.filter((mark) => mark.room !== room || mark.generation > generation)
	if (!action || others.length === marks.length) return false
	store.put({ ...action, marks: others })
	return true
}

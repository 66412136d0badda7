/**
 * How far each room and the server have got with each other, and the step that gives a document up because the server
 * refused what is in it. All of it can be lost without losing an edit: state vectors are compared whenever a room is
 * opened.
 */
import type { Result } from '#lib/core/result.ts'
import { answer, type Database, type StorageFault } from './database.ts'
import type { NewDecision } from './decisions.ts'
import type { Generation } from './doc-rows.ts'
import { changeIn, knowRoom, type JournalEntry } from './journal.ts'
import { lookUp, type RoomEntry } from './projections.ts'
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
	readonly decisions: readonly NewDecision[]
	/** The actions it came from: they no longer wait for this room. */
	readonly actions: readonly number[]
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

	giveUp: ({ room, generation, left, decisions, actions }) =>
		database.write(
			['rooms', 'sync', 'projections', 'journal', 'actions', 'decisions'],
			async (transaction) => {
				// Another tab may have given it up already; what this one adds to the decisions stays.
				const present = (await lookUp(transaction, room)).generation
				const next = Math.max(present, generation + 1)
				for (const decision of decisions) transaction.objectStore('decisions').add(decision)
				if (present <= generation) {
					const entry: RoomEntry = { room, generation: next, ...(left === 'gone' && { gone: true }) }
					transaction.objectStore('rooms').put(entry)
					transaction.objectStore('sync').delete(room)
					transaction.objectStore('projections').delete(room)
				}
				const journal = transaction.objectStore('journal')
				const entries = await answer(journal.index('room').getAll(IDBKeyRange.only(room)))
				for (const { position, mark } of entries as JournalEntry[])
					if ((mark?.generation ?? 0) <= generation) journal.delete(position)
				await changeIn(transaction, actions, (action) => ({
					...action,
					marks: (action.marks ?? []).filter((mark) => mark.room !== room)
				}))
				return next
			}
		)
})

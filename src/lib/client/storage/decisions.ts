/**
 * What waits for a person, kept until they decide: edits the server refused with their content (I10), two moves made at
 * once, and changes of this device that did not stand.
 */
import type { Result } from '#lib/core/result.ts'
import type { RefusalCode } from '#lib/core/wire/refusal.ts'
import type { WorkspaceId } from '#lib/core/workspace/workspace.ts'
import type { Register } from '#lib/doc/registers.ts'
import { sameValue } from '#lib/doc/same.ts'
import type { UndoPart } from '#lib/doc/write.ts'
import { answer, type Database, type StorageFault } from './database.ts'

/** One register as it was written; `true` for a hint in `guests`. */
export interface KeptRegister {
	readonly room: string
	readonly map: UndoPart['map']
	readonly id: string
	readonly value: Register | true
}

interface Common {
	readonly id: number
	readonly workspace: WorkspaceId
	/** Milliseconds since the epoch: when the person did it. */
	readonly at: number
}

export interface RefusedDecision extends Common {
	readonly kind: 'refused'
	readonly label: string
	readonly code: RefusalCode
	/** The server's sentence. */
	readonly reason: string
	readonly registers: readonly KeptRegister[]
	/** No action is known that wrote them. */
	readonly isLeftOver?: true
}

/** Two registers of one time, written at once. */
export interface QuestionDecision extends Common {
	readonly kind: 'question'
	readonly room: string
	readonly map: 'when' | 'time'
	readonly key: string
	readonly mine: Register
	readonly theirs: Register
	readonly stands: 'mine' | 'theirs'
}

export interface SupersededDecision extends Common {
	readonly kind: 'superseded'
	readonly room: string
	readonly map: UndoPart['map']
	readonly key: string
	readonly mine: Register
	readonly theirs: Register
}

export type Decision = RefusedDecision | QuestionDecision | SupersededDecision
export type NewDecision = WithoutId<Decision>
export type NewRefused = Omit<RefusedDecision, 'id'>
type WithoutId<Kind> = Kind extends Decision ? Omit<Kind, 'id'> : never

export interface Decisions {
	/** In the order they came. */
	of(workspace: WorkspaceId): Promise<Result<readonly Decision[], StorageFault>>
	add(decisions: readonly NewDecision[]): Promise<Result<void, StorageFault>>
	/** Whether it was still there: two tabs may decide at once, and only one of them acts. */
	take(id: number): Promise<Result<boolean, StorageFault>>
}

/**
 * Within the transaction that gives a document up. Another tab may have met the same registers before the action that
 * wrote them was stored: then they are kept with the action, and not twice.
 */
export async function keepRefused(transaction: IDBTransaction, refused: NewRefused): Promise<void> {
	const store = transaction.objectStore('decisions')
	const all = (await answer(store.getAll())) as Decision[]
	const others = all.filter((one) => one.kind === 'refused' && one.workspace === refused.workspace)
	if (!refused.isLeftOver) {
		for (const other of others as RefusedDecision[]) {
			const registers = other.registers.filter((register) => !isAmong(refused.registers, register))
			if (!other.isLeftOver || registers.length === other.registers.length) continue
			if (registers.length === 0) store.delete(other.id)
			else store.put({ ...other, registers })
		}
	}
	const kept = (others as RefusedDecision[]).flatMap(({ registers }) => registers)
	const registers = refused.isLeftOver
		? refused.registers.filter((register) => !isAmong(kept, register))
		: refused.registers
	if (registers.length > 0) store.add({ ...refused, registers })
}

const isAmong = (registers: readonly KeptRegister[], { room, map, id, value }: KeptRegister): boolean =>
	registers.some(
		(other) => other.room === room && other.map === map && other.id === id && sameValue(other.value, value)
	)

export const createDecisions = (database: Database): Decisions => ({
	of: (workspace) =>
		database.read(['decisions'], async (transaction) => {
			const all = (await answer(transaction.objectStore('decisions').getAll())) as Decision[]
			return all.filter((decision) => decision.workspace === workspace)
		}),

	add: (decisions) =>
		database.write(['decisions'], (transaction) => {
			for (const decision of decisions) transaction.objectStore('decisions').add(decision)
		}),

	take: (id) =>
		database.write(['decisions'], async (transaction) => {
			const store = transaction.objectStore('decisions')
			const found = await answer(store.count(id))
			if (found > 0) store.delete(id)
			return found > 0
		})
})

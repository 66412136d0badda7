/**
 * What waits for a person, kept until they decide: edits the server refused with their content (I10), two moves made at
 * once, and changes of this device that did not stand.
 */
import type { Result } from '#lib/core/result.ts'
import type { RefusalCode } from '#lib/core/wire/refusal.ts'
import type { WorkspaceId } from '#lib/core/workspace/workspace.ts'
import type { Register } from '#lib/doc/registers.ts'
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
type WithoutId<Kind> = Kind extends Decision ? Omit<Kind, 'id'> : never

export interface Decisions {
	/** In the order they came. */
	of(workspace: WorkspaceId): Promise<Result<readonly Decision[], StorageFault>>
	add(decisions: readonly NewDecision[]): Promise<Result<void, StorageFault>>
	/** Whether it was still there: two tabs may decide at once, and only one of them acts. */
	take(id: number): Promise<Result<boolean, StorageFault>>
}

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

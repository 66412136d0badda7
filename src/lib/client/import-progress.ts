/** The import of a calendar file as the page draws it; `import-state.svelte.ts` does it. */
import type { ResourceId } from '#lib/core/appointment/appointment.ts'

export interface ImportTotals {
	readonly added: number
	readonly changed: number
	readonly unchanged: number
	readonly unreadable: number
}

/** One part of the file and what became of it. */
export interface ImportLine {
	readonly title: string
	/** As the file has it: the start, in plain words. */
	readonly when: string
	readonly outcome: keyof ImportTotals
	/** Why it is unreadable or what was left out; empty when there is nothing to say. */
	readonly reason: string
	/** Of an unreadable part: the 1-based line of the file. */
	readonly line?: number
}

export type ImportStage =
	| { readonly kind: 'idle' }
	/** `fraction` 0-1. */
	| { readonly kind: 'reading'; readonly file: string; readonly fraction: number }
	/** Looking up which of them are in the book already, over all its months. */
	| { readonly kind: 'comparing'; readonly file: string; readonly fraction: number }
	/** Nothing is written yet: the person looks and decides. `lines` holds the first `LINES_SHOWN`. */
	| {
			readonly kind: 'dry-run'
			readonly file: string
			readonly totals: ImportTotals
			readonly lines: readonly ImportLine[]
			/** New ones that name nobody of the book: `apply` can give them to one. */
			readonly unassigned: number
			/** Tasks, journals, free/busy times: counted, not read. */
			readonly notAppointments: number
			/** About the file as a whole, one sentence each. */
			readonly remarks: readonly string[]
	  }
	| {
			readonly kind: 'applying'
			readonly file: string
			readonly totals: ImportTotals
			readonly fraction: number
	  }
	| { readonly kind: 'done'; readonly file: string; readonly totals: ImportTotals }
	| { readonly kind: 'cancelled'; readonly file: string }
	| { readonly kind: 'refused'; readonly file: string; readonly message: string }

/** A table of more would be slower than it is useful; the totals count all. */
export const LINES_SHOWN = 2000

export interface ImportProgress {
	readonly stage: ImportStage
	/** Reads and compares; ends in `dry-run` or `refused`. Nothing is written. */
	read(file: File): Promise<void>
	/** Writes what the dry run announced, as one undo step; new ones that name nobody go to `to`. Ends in `done`. */
	apply(to?: ResourceId): Promise<void>
	/** In every stage: what was written so far is taken back. */
	cancel(): void
	/** Back to `idle`. */
	close(): void
}

/** The import of a calendar file as the page draws it; `import-state.svelte.ts` does it. */

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
	/** Writes what the dry run announced, as one undo step; ends in `done`. */
	apply(): Promise<void>
	/** In every stage: what was written so far is taken back. */
	cancel(): void
	/** Back to `idle`. */
	close(): void
}

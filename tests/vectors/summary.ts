/** What running a set of vectors gives; `run.mjs` prints it. */
export interface SetSummary {
	readonly name: string
	readonly passed: number
	readonly failed: number
	/** Other readings of the standard and what we refuse by name; each with its reason. */
	readonly disputed: number
	/** One for each that failed or is disputed. */
	readonly notes: readonly VectorNote[]
}

export interface VectorNote {
	readonly kind: 'failed' | 'disputed'
	readonly name: string
	/** What was expected and what came, or why it is disputed. */
	readonly detail: string
}

export const summarise = (name: string, passed: number, notes: readonly VectorNote[]): SetSummary => ({
	name,
	passed,
	failed: notes.filter(({ kind }) => kind === 'failed').length,
	disputed: notes.filter(({ kind }) => kind === 'disputed').length,
	notes
})

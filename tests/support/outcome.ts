/** What a stage of `npm test` came to. */
export interface Outcome {
	readonly passed: number
	readonly failed: number
	/** Shown in full when something failed. */
	readonly output?: string
	/** Always shown. */
	readonly lines?: readonly string[]
}

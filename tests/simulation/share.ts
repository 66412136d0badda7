/** The seeds of a run in four parts: a test file each, so that all workers have something to do. */
import { expect } from 'vitest'
import { failureOf, seedsWanted, warmUp } from './lives.ts'

const SHARES = 4
/** On a machine that is busy with other things. */
export const LONGEST_MS = 15 * 60_000

/** `part` from 0. Ends with the first seed that fails, shortened. */
export async function liveShare(part: number): Promise<void> {
	await warmUp()
	for (let seed = part; seed < seedsWanted(); seed += SHARES) {
		const failure = await failureOf(String(seed))
		expect(failure, failure).toBeUndefined()
	}
}

import { beforeAll, describe, expect, test } from 'vitest'
import { DELIBERATE_BUGS } from './bugs.ts'
import { warmUp } from './lives.ts'
import { LONGEST_MS } from './share.ts'
import { live } from './world.ts'

/** Far more than it takes: a thousand are lived with every run. */
const LIVES = 60

beforeAll(warmUp)

describe('a bug put in on purpose is found', () => {
	test.for(DELIBERATE_BUGS)('$what', { timeout: LONGEST_MS }, async ({ bugs, found }) => {
		let broken: string | undefined
		for (let seed = 0; seed < LIVES && broken === undefined; seed++)
			broken = (await live(`bug ${seed}`, bugs)).broken
		expect(broken).toMatch(found)
	})
})

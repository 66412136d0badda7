/** The program itself, and frames and bodies of every wrong kind on its real sockets. `npm run test:fuzz` sends 100,000. */
import { afterAll, beforeAll, expect, it } from 'vitest'
import { barrage, takePlaces, type Battlefield } from '../../../endurance/barrage.ts'
import { REFUSALS } from '#lib/core/wire/refusal.ts'
import { MOST_GROWTH } from '../../../endurance/memory.ts'
import { createDice } from '../../../simulation/dice.ts'

const FRAMES = 4_000
/** On a machine that is busy with other things. */
const LONGEST_MS = 300_000

let field: Battlefield
beforeAll(async () => {
	field = await takePlaces()
})
afterAll(() => field.end())

it(
	`${FRAMES} wrong frames and bodies: nothing ends, nobody else is disturbed, no memory is kept`,
	{ timeout: LONGEST_MS },
	async () => {
		const { answers, rounds, before, after } = await barrage(field, {
			frames: FRAMES,
			warmUp: FRAMES / 2,
			dice: createDice('malformed')
		})
		expect(rounds).toBe(FRAMES / 25)
		// Not everything was turned away at the door.
		for (const answer of [200, 400, REFUSALS.malformed.code]) expect(answers.get(answer)).toBeGreaterThan(50)
		expect(after.held - before.held).toBeLessThan(MOST_GROWTH.held)
		expect(after.rss - before.rss).toBeLessThan(MOST_GROWTH.rss)
	}
)

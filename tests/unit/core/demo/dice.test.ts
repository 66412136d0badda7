import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createDice } from '#lib/core/demo/dice.ts'

describe('createDice()', () => {
	it('throws within its bounds, the same for the same seed', () => {
		fc.assert(
			fc.property(fc.integer(), fc.integer({ min: 1, max: 1000 }), (seed, count) => {
				const thrown = Array.from(
					{ length: 20 },
					(
						(dice) => () =>
							dice.below(count)
					)(createDice(seed))
				)
				expect(thrown.every((n) => Number.isInteger(n) && n >= 0 && n < count)).toBe(true)
				expect(
					Array.from(
						{ length: 20 },
						(
							(dice) => () =>
								dice.below(count)
						)(createDice(seed))
					)
				).toEqual(thrown)
			})
		)
	})

	it('falls on every side about equally often', () => {
		const dice = createDice(1)
		const counts = [0, 0, 0, 0, 0, 0]
		for (let n = 0; n < 6000; n += 1) counts[dice.below(6)]! += 1
		for (const count of counts) expect(Math.abs(count - 1000)).toBeLessThan(150)
	})

	it('weighs', () => {
		const dice = createDice(2)
		const thrown = Array.from({ length: 1000 }, () =>
			dice.weigh([
				['a', 9],
				['b', 1],
				['never', 0]
			])
		)
		expect(thrown).not.toContain('never')
		const share = thrown.filter((thing) => thing === 'a').length / 1000
		expect(share).toBeGreaterThan(0.85)
		expect(share).toBeLessThan(0.95)
	})
})

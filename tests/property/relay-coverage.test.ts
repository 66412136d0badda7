/** Which edits are there, against a plain list of every single one. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import * as Y from 'yjs'
import { createCoverage } from '../../server/relay/coverage.ts'
import type { Range } from '../../server/relay/update-scan.ts'

/** As an update has them: client by client, ascending, apart from each other. */
const ranges: fc.Arbitrary<readonly Range[]> = fc
	.array(
		fc.record({
			client: fc.integer({ min: 1, max: 2 }),
			gap: fc.integer({ min: 0, max: 4 }),
			length: fc.integer({ min: 1, max: 4 })
		}),
		{ maxLength: 6 }
	)
	.map((steps) =>
		[2, 1].flatMap((client) => {
			let clock = 0
			return steps
				.filter((step) => step.client === client)
				.map(({ gap, length }, n) => {
					const from = clock + gap + (n === 0 ? 0 : 1)
					clock = from + length
					return { client, from, to: clock }
				})
		})
	)

const single = ({ client, from, to }: Range) =>
	Array.from({ length: to - from }, (_, n) => `${client} ${from + n}`)

test('what was added is there, and nothing else; a copy keeps what it had', () => {
	fc.assert(
		fc.property(fc.array(ranges, { maxLength: 8 }), ranges, (updates, asked) => {
			const coverage = createCoverage()
			const edits = new Set<string>()
			for (const update of updates) {
				const before = coverage.copy()
				const [vector] = [before.vector()]
				coverage.add(update)
				update.flatMap(single).forEach((edit) => edits.add(edit))
				expect(before.vector()).toEqual(vector)
			}
			const clocks = new Map<number, number>()
			for (const client of [1, 2]) {
				let clock = 0
				while (edits.has(`${client} ${clock}`)) clock += 1
				if (clock > 0) clocks.set(client, clock)
			}
			expect(Y.decodeStateVector(coverage.vector())).toEqual(clocks)
			const has = (range: Range) => single(range).map((edit) => edits.has(edit))
			const expected = asked.some((range) => has(range).includes(true) && has(range).includes(false))
				? 'mixed'
				: asked.every((range) => !has(range).includes(false))
					? 'known'
					: 'new'
			expect(coverage.standingOf(asked)).toBe(expected)
		}),
		{ numRuns: 2_000 }
	)
})

test('a million gaps are looked at once, not once for each', () => {
	const gaps = Array.from({ length: 1_000_000 }, (_, n) => ({ client: 1, from: 2 * n + 1, to: 2 * n + 2 }))
	const coverage = createCoverage()
	coverage.add(gaps)
	expect(coverage.standingOf(gaps)).toBe('known')
	coverage.add(gaps.map(({ client, from, to }) => ({ client, from: from - 1, to: to - 1 })))
	expect(Y.decodeStateVector(coverage.vector()).get(1)).toBe(2_000_000)
})

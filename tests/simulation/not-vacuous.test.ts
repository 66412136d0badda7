import { beforeAll, expect, test } from 'vitest'
import { warmUp } from './lives.ts'
import { ACT_NAMES, FAULT_NAMES } from './steps.ts'
import { LONGEST_MS } from './share.ts'
import { live, type Outcome } from './world.ts'

const LIVES = 80
const sums = new Map<string, number>()
const outcomes: Outcome[] = []

beforeAll(async () => {
	await warmUp()
	for (let seed = 0; seed < LIVES; seed++) {
		const outcome = await live(`counted ${seed}`)
		outcomes.push(outcome)
		for (const [what, times] of outcome.counts) sums.set(what, (sums.get(what) ?? 0) + times)
	}
}, LONGEST_MS)

const often = (what: string): number => sums.get(what) ?? 0

test('every act was done', () => {
	for (const act of ACT_NAMES) expect(often(act), act).toBeGreaterThanOrEqual(act in SELDOM ? 2 : 15)
})

/** They need something that happens by itself. */
const SELDOM: Readonly<Record<string, true>> = { 'answer a question': true, 'put back': true }

test('everything went wrong that can', () => {
	for (const fault of FAULT_NAMES) expect(often(fault), fault).toBeGreaterThanOrEqual(4)
})

test.for([
	['killed before an edit was saved', 4],
	['a transaction was cut off', 4],
	['a write was refused for want of room', 20],
	['killed with edits the server did not have', 20],
	['killed with updates not on the disk', 3],
	['the disk went back in time', 15],
	['a second tab', 15],
	['network: lost', 200],
	['network: partial', 40],
	['network: refused', 100],
	['network: swallowed', 10],
	['an unknown field was kept', 3],
	['two at once were marked', 40],
	['a guest was hinted', 30],
	['the log was merged', 20],
	['kept for a person: refused', 15],
	['kept for a person: question', 5],
	['kept for a person: superseded', 5],
	['brought back what a restore lost', 10],
	['came to rest without a new connection', LIVES / 2]
] as const)('and it met what it is about: %s', ([what, least]) => {
	expect(often(what)).toBeGreaterThanOrEqual(least)
})

test('worlds are of all sizes', () => {
	expect([...new Set(outcomes.map(({ machines }) => machines))].sort()).toEqual([2, 3, 4, 5, 6])
})

test(
	'a life comes from its seed alone',
	async () => {
		for (const first of outcomes.slice(0, 5)) expect(await live(first.seed)).toEqual(first)
	},
	LONGEST_MS
)

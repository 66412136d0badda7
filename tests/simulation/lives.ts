/** Lives many seeds; a failing one is shortened, printed, and kept to be lived first the next time. */
import { appendFileSync, mkdirSync, readFileSync, rmSync } from 'node:fs'
import { dirname } from 'node:path'
import { fileURLToPath } from 'node:url'
import { FAILED_ONCE } from './seeds.ts'
import { sayPlan, shorten } from './shorten.ts'
import { planOf } from './steps.ts'
import { live, type Outcome } from './world.ts'

/** Not committed: what failed on this machine and was not looked at yet. */
const KEPT = fileURLToPath(new URL('../.output/failed-seeds.txt', import.meta.url))

/** How many seeds a run of all tests lives. */
export const seedsWanted = (): number => Number(process.env['SEEDS'] ?? 1000)

function keptSeeds(): readonly string[] {
	try {
		return readFileSync(KEPT, 'utf8').split('\n').filter(Boolean)
	} catch {
		return []
	}
}

/** Parts of the app are loaded when they are first needed, and loading takes real time: once, before anything counts. */
export const warmUp = (): Promise<Outcome> => live('warm up', {}, { machines: 2, steps: [] })

/** Failed before, the committed ones and those of this machine; of the latter those stay that fail again. */
export async function liveThoseThatFailed(): Promise<readonly string[]> {
	const kept = keptSeeds()
	rmSync(KEPT, { force: true })
	const failures: string[] = []
	for (const seed of new Set([...FAILED_ONCE.map(([one]) => one), ...kept])) {
		const failure = await failureOf(seed)
		if (failure !== undefined) failures.push(failure)
	}
	return failures
}

/** What went wrong with a seed, in words for whoever mends it; undefined: all went well. */
export async function failureOf(
	seed: string,
	onlived?: (outcome: Outcome) => void
): Promise<string | undefined> {
	const outcome = await live(seed)
	onlived?.(outcome)
	if (outcome.broken === undefined) return undefined
	keep(seed)
	const short = await shorten(outcome, planOf(seed), (plan) => live(seed, {}, plan))
	return [
		`Seed ${seed}, ${outcome.step === undefined ? 'at the end' : `after step ${outcome.step}`}: ${outcome.broken}`,
		`Shortened: ${short.outcome.broken}`,
		sayPlan(short.plan)
	].join('\n')
}

function keep(seed: string): void {
	mkdirSync(dirname(KEPT), { recursive: true })
	if (!keptSeeds().includes(seed)) appendFileSync(KEPT, `${seed}\n`)
}

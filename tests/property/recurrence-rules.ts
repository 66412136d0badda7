/** `npm run test:rules [count] [seed]`: random rules against every oracle this machine has, for as long as there is time. */
import { byDateutil, EXPLAINED_OF_DATEUTIL, hasDateutil, judgeOfDateutil } from './recurrence-dateutil.ts'
import {
	byLooking,
	byTemporal,
	compare,
	differingBySeek,
	EXPLAINED_OF_TEMPORAL,
	ruleCases,
	type Tally
} from './recurrence-fuzz.ts'

const [count = 10_000, seed = 1] = process.argv.slice(2).map(Number)
const STEP = 500
let wrong = 0

for (let done = 0; done < count; done += STEP) {
	const stepSeed = seed + done / STEP
	const cases = ruleCases(stepSeed, Math.min(STEP, count - done))
	console.log(`\n${done + cases.length} rules, seed ${stepSeed}`)
	report('rrule-temporal', compare(cases, byTemporal, EXPLAINED_OF_TEMPORAL, byLooking))
	if (hasDateutil()) {
		const answers = byDateutil(cases)
		report(
			'python-dateutil',
			compare(cases, (_, index) => answers[index], EXPLAINED_OF_DATEUTIL, judgeOfDateutil)
		)
	} else console.log('  python3 has no dateutil here: not asked')
	tell('seek', differingBySeek(cases))
}
console.log(`\n${count} rules, ${wrong} unexplained differences`)
process.exitCode = wrong > 0 ? 1 : 0

function report(name: string, { compared, explained, unanswered, different }: Tally) {
	console.log(`  ${name}: ${compared} compared, ${unanswered.length} not answered`)
	for (const [why, times] of explained) console.log(`    ${times} × ${why}`)
	tell(name, different)
}

function tell(name: string, differences: readonly string[]) {
	wrong += differences.length
	for (const one of differences) console.log(`  DIFFERENT (${name}) ${one}`)
}

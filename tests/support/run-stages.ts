/** Runs the stages one after the other; the last line printed is the sum: `N passed, N failed`. */
import { ROOT } from './programs.ts'
import type { Outcome } from './outcome.ts'
import { isStageName, STAGE_NAMES, STAGES } from './stages.ts'

const wanted = process.argv.slice(2)
const unknown = wanted.filter((name) => !isStageName(name))
if (unknown.length > 0) {
	console.error(`There is no stage "${unknown.join('", "')}". Stages: ${STAGE_NAMES.join(', ')}`)
	process.exit(2)
}

let passed = 0
let failed = 0
process.chdir(ROOT)
for (const name of STAGE_NAMES) {
	if (wanted.length > 0 && !wanted.includes(name)) continue
	const begun = performance.now()
	console.log(`\n── ${name}`)
	const outcome = await STAGES[name]()
	passed += outcome.passed
	failed += outcome.failed
	report(name, outcome, (performance.now() - begun) / 1000)
}
console.log(`\n${passed} passed, ${failed} failed`)
process.exitCode = failed > 0 || passed === 0 ? 1 : 0

function report(name: string, outcome: Outcome, seconds: number) {
	if (outcome.failed > 0 && outcome.output) console.log(outcome.output)
	for (const line of outcome.lines ?? []) console.log(`   ${line}`)
	const mark = outcome.failed > 0 ? '✗' : '✓'
	console.log(`${mark}  ${name}: ${outcome.passed} passed, ${outcome.failed} failed, ${seconds.toFixed(0)} s`)
}

/** `npm run check`: the rules that need no running program. Two at a time; each counts as one test. */
import { freshReport, run } from './programs.ts'
import type { Outcome } from './outcome.ts'

interface Check {
	readonly name: string
	readonly start: () => Promise<{ code: number; output: string }>
}

const TSC = ['--noEmit', '--incremental']

/** The slowest first, so that the two lanes end together. */
const CHECKS: readonly Check[] = [
	{
		name: 'eslint',
		// No cache: rules that know types change their mind when another file changes.
		start: () => run('eslint', ['.', '--max-warnings=0'])
	},
	{
		name: 'svelte-check',
		start: () =>
			run('svelte-check', ['--tsconfig', './tsconfig.json', '--fail-on-warnings', '--output', 'human'])
	},
	{
		name: 'types',
		start: () => run('tsc', [...TSC, '-p', 'tsconfig.json', '--tsBuildInfoFile', cache('tsc')])
	},
	{
		name: 'types of core: no DOM, no Node',
		start: () =>
			run('tsc', [...TSC, '-p', 'tests/architecture/core.tsconfig.json', '--tsBuildInfoFile', cache('core')])
	},
	{
		name: 'format',
		start: () =>
			run('prettier', [
				'--check',
				'.',
				'!package-lock.json',
				'--log-level',
				'warn',
				'--cache',
				'--cache-location',
				cache('prettier')
			])
	},
	{
		name: 'architecture',
		start: () => run('vitest', ['run', '-c', 'tests/vitest.config.ts', 'tests/architecture'])
	},
	{ name: 'knip', start: () => run('knip', []) }
]

const LANES = 2

export async function runChecks(): Promise<Outcome> {
	freshReport('checks')
	const synced = await run('svelte-kit', ['sync'])
	if (synced.code !== 0) return { passed: 0, failed: 1, output: synced.output }
	const waiting = [...CHECKS]
	const outputs: string[] = []
	const lane = async () => {
		for (let check = waiting.shift(); check; check = waiting.shift()) {
			const begun = performance.now()
			const { code, output } = await check.start()
			const seconds = ((performance.now() - begun) / 1000).toFixed(0)
			console.log(`   ${code === 0 ? '✓' : '✗'} ${check.name}, ${seconds} s`)
			if (code !== 0) outputs.push(`\n${check.name}:\n${output}`)
		}
	}
	await Promise.all(Array.from({ length: LANES }, lane))
	return { passed: CHECKS.length - outputs.length, failed: outputs.length, output: outputs.join('\n') }
}

/** What a tool remembers between runs; it lies beside the packages, so that a fresh install forgets it. */
function cache(tool: string): string {
	return `node_modules/.cache/daybook-${tool}`
}

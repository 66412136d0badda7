/** The stages of `npm test`, in order. Each says how many of its tests passed and failed. */
import { ensureBuilt } from '../../server/launch/build.mjs'
import { runChecks } from './checks.ts'
import { ensureChromium } from './chromium.ts'
import { readCoverage } from './coverage.ts'
import type { Outcome } from './outcome.ts'
import { freshReport, readReport, ROOT, run, runScript } from './programs.ts'

export const STAGE_NAMES = ['check', 'unit', 'simulation', 'zones', 'vectors', 'build', 'e2e'] as const
export type StageName = (typeof STAGE_NAMES)[number]
export const isStageName = (name: string): name is StageName =>
	(STAGE_NAMES as readonly string[]).includes(name)

/** `unit` runs in the first zone; the others see that nothing depends on the machine's. */
const FIRST_ZONE = 'UTC'
const OTHER_ZONES = ['America/St_Johns', 'Australia/Lord_Howe']

/** By itself the runner leaves one processor to the person at the machine: of two that is half. */
const EVERY_PROCESSOR = '--maxWorkers=100%'
/**
 * What the other zones need not see: the server knows no wall time, what it keeps are instants and bytes; and the long ways
 * through `core/recurrence` and `core/time` are gone there by `recurrence.test.ts` and `time-zone.test.ts`.
 */
const THE_SAME_EVERYWHERE = [
	'tests/unit/server/**',
	'tests/property/recurrence-oracles.test.ts',
	'tests/property/recurrence-zones.test.ts'
]

/** `rfc5545-examples.json  passed 43  failed 0  disputed 0` */
const SET_SUMMARY = /^\S.* passed (\d+) +failed (\d+).*$/gm

export const STAGES: Readonly<Record<StageName, () => Promise<Outcome>>> = {
	check: runChecks,
	unit: async () => {
		const folders = ['tests/unit', 'tests/property', 'tests/contract']
		const summary = freshReport('coverage/coverage-summary.json')
		const outcome = await vitest('unit', [...folders, '--coverage', EVERY_PROCESSOR], FIRST_ZONE)
		return outcome.failed > 0 ? outcome : sum([outcome, readCoverage(readReport(summary))])
	},
	// A thousand worlds are pure work: without counting lines.
	simulation: () => vitest('simulation', ['tests/simulation', EVERY_PROCESSOR], FIRST_ZONE),
	zones: async () => {
		const outcomes: Outcome[] = []
		for (const zone of OTHER_ZONES) {
			const excluded = THE_SAME_EVERYWHERE.flatMap((files) => ['--exclude', files])
			const args = ['tests/unit', 'tests/property', ...excluded, EVERY_PROCESSOR]
			const outcome = await vitest(`zone-${zone.replace('/', '-')}`, args, zone)
			outcomes.push({ ...outcome, lines: [`TZ=${zone}: ${outcome.passed} passed, ${outcome.failed} failed`] })
		}
		return sum(outcomes)
	},
	vectors: async () => {
		if (!process.env['VECTORS_DIR']) {
			return { passed: 0, failed: 0, lines: ['VECTORS_DIR is not set: the conformance vectors were not run'] }
		}
		const { code, output } = await runScript('tests/vectors/run.mjs', [])
		const sets = [...output.matchAll(SET_SUMMARY)]
		const passed = sets.reduce((total, [, count]) => total + Number(count), 0)
		const failed = sets.reduce((total, [, , count]) => total + Number(count), 0)
		const broken = code !== 0 || sets.length === 0
		return {
			passed,
			failed: broken ? Math.max(failed, 1) : failed,
			output,
			lines: sets.map(([line]) => line)
		}
	},
	build: async () => {
		const built = await ensureBuilt(ROOT, process.execPath, { quiet: true })
		if (!built.ok) return { passed: 0, failed: 1, output: built.message }
		return { passed: 1, failed: 0, lines: built.built ? [] : ['nothing changed since the last build'] }
	},
	e2e: async () => {
		const chromium = await ensureChromium()
		if (!chromium.ok) return { passed: 0, failed: 1, output: chromium.message }
		const file = freshReport('e2e.json')
		const { output } = await run('playwright', ['test', '-c', 'tests/playwright.config.ts'], {
			CHROMIUM_PATH: chromium.value,
			E2E_REPORT: file
		})
		const { passed, failed, repeated } = playwrightCounts(readReport(file))
		const again = repeated > 0 ? [`${repeated} passed only when repeated: look at the ones called flaky`] : []
		if (repeated > 0 && failed === 0) console.log(output.slice(-4_000))
		return { passed, failed, output, lines: [`Chromium: ${chromium.value}`, ...again] }
	}
}

async function vitest(name: string, args: readonly string[], zone: string): Promise<Outcome> {
	const file = freshReport(`${name}.json`)
	const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${file}`]
	const { code, output } = await run(
		'vitest',
		['run', '-c', 'tests/vitest.config.ts', ...args, ...reporters],
		{
			TZ: zone
		}
	)
	const counts = readReport(file) as
		{ numPassedTests: number; numFailedTests: number; numPendingTests: number } | undefined
	const notRun = counts?.numPendingTests ?? 0
	const failed = counts?.numFailedTests ?? 0
	// A file that does not load has no failing test, yet the run failed.
	return {
		passed: counts?.numPassedTests ?? 0,
		failed: code === 0 ? failed : Math.max(failed, 1),
		output,
		lines:
			notRun > 0 ? [`${notRun} not run, for want of a program on this machine (python3 with dateutil)`] : []
	}
}

function playwrightCounts(report: unknown): { passed: number; failed: number; repeated: number } {
	const stats = (report as { stats?: { expected: number; unexpected: number; flaky: number } } | undefined)
		?.stats
	if (!stats) return { passed: 0, failed: 1, repeated: 0 }
	return { passed: stats.expected + stats.flaky, failed: stats.unexpected, repeated: stats.flaky }
}

function sum(outcomes: readonly Outcome[]): Outcome {
	return {
		passed: outcomes.reduce((total, { passed }) => total + passed, 0),
		failed: outcomes.reduce((total, { failed }) => total + failed, 0),
		output: outcomes.flatMap(({ failed, output }) => (failed > 0 && output ? [output] : [])).join('\n'),
		lines: outcomes.flatMap(({ lines }) => lines ?? [])
	}
}

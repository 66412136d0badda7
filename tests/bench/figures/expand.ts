/** A week of many series, by the recurrence engine alone. */
import { execFileSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import type { Report } from '../expand.ts'
import { median, type Figure } from '../figure.ts'

/** Cold is measured once in a process: each round is a new one. */
const PROCESSES = 7
const PROGRAM = fileURLToPath(new URL('../expand.ts', import.meta.url))

export function expandFigures(): readonly Figure[] {
	const reports = Array.from(
		{ length: PROCESSES },
		() => JSON.parse(execFileSync(process.execPath, ['--expose-gc', PROGRAM], { encoding: 'utf8' })) as Report
	)
	const [{ name, figures }] = reports as [Report, ...Report[]]
	return figures.map(({ label, bar }, n) => {
		const atMost = bar === undefined ? undefined : Number(bar.replace(/[^\d.]/g, ''))
		return {
			label: `${name}: ${label}`,
			value: median(reports.map((report) => report.figures[n]?.value ?? Number.NaN)),
			unit: 'ms',
			...(atMost ? { bar: { of: 'value', atMost } } : {})
		}
	})
}

/** A week of many series, by the recurrence engine alone. */
import { execFileSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import type { Report } from '../expand.ts'
import { median, type Figure } from '../figure.ts'

/** Cold is measured once in a process: each round is a new one. */
const PROCESSES = 7
const CODE = `const { run } = await import('${new URL('../expand.ts', import.meta.url).href}')
console.log(JSON.stringify(await run()))`

export function expandFigures(): readonly Figure[] {
	const cwd = fileURLToPath(new URL('../../..', import.meta.url))
	const reports = Array.from({ length: PROCESSES }, (): Report => {
		const printed = execFileSync(process.execPath, ['--expose-gc', '--input-type=module', '--eval', CODE], {
			cwd,
			encoding: 'utf8'
		})
		return JSON.parse(printed) as Report
	})
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

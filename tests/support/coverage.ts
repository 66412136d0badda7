/** Coverage of `core` and `doc`, printed and held to a floor. */
import type { Outcome } from './outcome.ts'

const FLOOR_PERCENT = 95
const FOLDERS = ['src/lib/core/', 'src/lib/doc/']
const KINDS = ['lines', 'branches'] as const

type Kind = (typeof KINDS)[number]
interface Counted {
	readonly total: number
	readonly covered: number
}
type FileCoverage = Readonly<Record<Kind, Counted>>
/** The `json-summary` of v8 coverage: by absolute path, and `total`. */
type Summary = Readonly<Record<string, FileCoverage>>

/** One test for lines and one for branches of each folder; files below the floor are named. */
export function readCoverage(report: unknown): Outcome {
	if (!report) return { passed: 0, failed: 1, lines: ['there is no coverage report'] }
	const files = Object.entries(report as Summary)
	const lines: string[] = []
	let passed = 0
	let failed = 0
	for (const folder of FOLDERS) {
		const inside = files.filter(([path]) => path.replaceAll('\\', '/').includes(folder))
		for (const kind of KINDS) {
			const percent = percentOf(inside.map(([, file]) => file[kind]))
			const enough = percent >= FLOOR_PERCENT
			if (enough) passed += 1
			else failed += 1
			lines.push(
				`coverage of ${folder} ${kind}: ${percent.toFixed(1)} %${enough ? '' : `, below ${FLOOR_PERCENT} %`}`
			)
			if (!enough) lines.push(...thinFiles(inside, folder, kind))
		}
	}
	return { passed, failed, lines }
}

function percentOf(counted: readonly Counted[]): number {
	const total = counted.reduce((sum, { total }) => sum + total, 0)
	const covered = counted.reduce((sum, { covered }) => sum + covered, 0)
	return total === 0 ? 100 : (100 * covered) / total
}

function thinFiles(
	files: readonly (readonly [string, FileCoverage])[],
	folder: string,
	kind: Kind
): string[] {
	return files
		.map(([path, file]) => ({
			name: path.slice(path.replaceAll('\\', '/').indexOf(folder)),
			percent: percentOf([file[kind]])
		}))
		.filter(({ percent }) => percent < FLOOR_PERCENT)
		.sort((a, b) => a.percent - b.percent)
		.map(({ name, percent }) => `  ${percent.toFixed(0)} %  ${name}`)
}

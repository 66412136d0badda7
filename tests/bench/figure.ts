/** One line of the bench's table. */
export interface Figure {
	readonly label: string
	readonly value: number
	readonly unit: 'ms' | 'µs' | 'kB' | 'MB' | 'k/s' | ''
	/** The same of the peer, in the same run. */
	readonly peer?: { readonly name: string; readonly value: number }
	readonly bar?: Bar
}

/** `ratio` to the peer, or absolute `value`. */
export type Bar = { readonly of: 'ratio' | 'value' } & (
	{ readonly atMost: number } | { readonly atLeast: number }
)

export const median = (values: readonly number[]): number =>
	[...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN

/** Which bars are missed, in a sentence. */
export function verdictOn(figures: readonly Figure[]): string {
	const missed = figures.filter((figure) => isHeld(figure) === false)
	if (missed.length === 0) return '\nEvery bar is held.'
	return `\n${missed.length} missed: ${missed.map(({ label }) => label.trim()).join('; ')}`
}

export const ratioOf = ({ value, peer }: Figure): number | undefined => peer && value / peer.value

/** Undefined where there is no bar to hold. */
export function isHeld(figure: Figure): boolean | undefined {
	if (!figure.bar) return undefined
	const { bar } = figure
	const measured = bar.of === 'ratio' ? ratioOf(figure) : figure.value
	if (measured === undefined) return false
	return 'atMost' in bar ? measured <= bar.atMost : measured >= bar.atLeast
}

const HEADS = ['', 'ours', 'peer', 'ratio', 'bar', ''] as const

/** One table under a heading; columns as wide as their widest cell. */
export function tableOf(heading: string, figures: readonly Figure[]): string {
	const rows = [HEADS, ...figures.map(rowOf)]
	const widths = HEADS.map((_, column) => Math.max(...rows.map((row) => (row[column] ?? '').length)))
	const lines = rows.map((row) =>
		row
			.map((cell, column) =>
				column === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[column] ?? 0)
			)
			.join('  ')
	)
	return `\n${heading}\n${lines.map((line) => `  ${line.trimEnd()}`).join('\n')}`
}

function rowOf(figure: Figure): readonly string[] {
	const { label, value, unit, peer, bar } = figure
	const ratio = ratioOf(figure)
	const held = isHeld(figure)
	return [
		label,
		`${number(value)} ${unit}`.trimEnd(),
		peer ? `${number(peer.value)} ${peer.name}` : '',
		ratio === undefined ? '' : `${ratio.toFixed(2)} ×`,
		bar ? wordsOf(bar, unit) : '',
		held === undefined ? '' : held ? 'ok' : 'MISS'
	]
}

function wordsOf(bar: Bar, unit: Figure['unit']): string {
	const bound = 'atMost' in bar ? `≤ ${round(bar.atMost)}` : `≥ ${round(bar.atLeast)}`
	return `${bound} ${bar.of === 'ratio' ? '×' : unit}`.trimEnd()
}

const round = (value: number): string => String(Number(value.toFixed(2)))
const number = (value: number): string => (value >= 100 ? value.toFixed(0) : value.toFixed(1))

/** Where the selection goes by arrow keys: along a line to the next in time, across to the nearest on another line. */

export interface Placed {
	/** Unique among all. */
	readonly id: string
	/** Column or row, from 0. */
	readonly line: number
	readonly start: number
	readonly end: number
}

export type Way = 'earlier' | 'later' | 'line-before' | 'line-after'

const byTime = (a: Placed, b: Placed): number =>
	a.start - b.start || a.end - b.end || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0)

/** The next one in that direction, or undefined at the end. Lines without any are skipped. */
export function nearestIn(all: readonly Placed[], from: Placed, way: Way): Placed | undefined {
	switch (way) {
		case 'earlier':
			return onLine(all, from.line, (other) => byTime(other, from) < 0).at(-1)
		case 'later':
			return onLine(all, from.line, (other) => byTime(other, from) > 0)[0]
		case 'line-before':
			return across(all, from, Math.max(...all.map(({ line }) => (line < from.line ? line : -1))))
		case 'line-after':
			return across(all, from, Math.min(...all.map(({ line }) => (line > from.line ? line : Infinity))))
		default:
			return way satisfies never
	}
}

const onLine = (all: readonly Placed[], line: number, fits: (other: Placed) => boolean): Placed[] =>
	all.filter((other) => other.line === line && fits(other)).sort(byTime)

/** On that line, the one whose middle is nearest in time; the earlier of two equally near. */
function across(all: readonly Placed[], from: Placed, line: number): Placed | undefined {
	const away = (other: Placed) => Math.abs(other.start + other.end - from.start - from.end)
	return onLine(all, line, () => true).reduce<Placed | undefined>(
		(best, other) => (best && away(best) <= away(other) ? best : other),
		undefined
	)
}

/** What others changed while this device was away, by day; and the one line of it above the book. */
import type { Day } from '#lib/core/time/wall.ts'
import type { Away, OthersChange } from '#lib/client/live/live.ts'

export interface AwayDay {
	readonly day: Day
	readonly changes: readonly OthersChange[]
}

/** In the order of the days; within a day as they came. */
export function byDay(changes: readonly OthersChange[]): readonly AwayDay[] {
	const days = Map.groupBy(changes, ({ day }) => day)
	return [...days].map(([day, changes]) => ({ day, changes })).sort((a, b) => a.day - b.day)
}

/** `3 changes in your days, 1 of yours did not stand` */
export function sayAway({ changes, superseded }: Pick<Away, 'changes' | 'superseded'>): string {
	const parts = [
		changes.length > 0 ? `${count(changes.length, 'change')} in your days` : '',
		superseded.length > 0 ? `${superseded.length} of yours did not stand` : ''
	]
	return parts.filter((part) => part !== '').join(', ')
}

const count = (n: number, word: string): string => `${n} ${word}${n === 1 ? '' : 's'}`

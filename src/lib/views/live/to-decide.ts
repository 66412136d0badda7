/** The number on the inbox: what waits for a decision of this person. */
export interface ToDecide {
	readonly count: number
	/** Behind the number, for those who hear it: `2 need you, 3 overlaps` */
	readonly words: string
}

export function toDecide(needsYou: number, overlaps: number): ToDecide {
	const parts = [
		needsYou > 0 ? `${needsYou} ${needsYou === 1 ? 'needs' : 'need'} you` : '',
		overlaps > 0 ? `${overlaps} ${overlaps === 1 ? 'overlap' : 'overlaps'}` : ''
	]
	return { count: needsYou + overlaps, words: parts.filter((part) => part !== '').join(', ') }
}

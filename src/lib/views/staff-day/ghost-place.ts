/** Where the ghost of a drag is drawn on the staff day, and on which side its time has room. */
import { pieceOf } from '#lib/core/layout/scale.ts'
import type { Ghost } from '../interaction/ghost.ts'
import type { StaffDayState } from './staff-day.svelte.ts'

export interface Landing {
	readonly style: string
	readonly bubble: 'above' | 'below'
	/** At the end of the board: the bubble must not stretch it. */
	readonly atEnd: boolean
}

/** Height of the time bubble with its distance. */
const BUBBLE = 36

/** Undefined where the ghost is not on the day shown. */
export function ghostPlace(ghost: Ghost, day: StaffDayState): Landing | undefined {
	const { width } = day.fit
	const across = `inset-inline-start:${ghost.line * width + 3}px;width:${width - 11}px`
	const { y } = day.board.viewport
	const atEnd = ghost.line > 0 && ghost.line === day.board.lines.length - 1
	// Over the strip the ghost lies at the upper edge of the hours, which is under the strip at any scroll.
	if (ghost.allDay)
		return { style: `top:${y + 4}px;height:${day.measures.strip}px;${across}`, bubble: 'below', atEnd }
	const piece = pieceOf(day.scale, ghost.span, day.measures.least)
	if (!piece) return undefined
	return {
		style: `top:${piece.start}px;height:${piece.end - piece.start - 1}px;${across}`,
		bubble: piece.start - y > BUBBLE ? 'above' : 'below',
		atEnd
	}
}

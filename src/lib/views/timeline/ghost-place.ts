/** Where the ghost of a drag is drawn on the timeline, and on which side its time has room. */
import { pieceOf } from '#lib/core/layout/scale.ts'
import type { Ghost } from '../interaction/ghost.ts'
import type { Landing } from '../staff-day/ghost-place.ts'
import type { TimelineState } from './timeline.svelte.ts'

/** Height of the time bubble with its distance, and about its length. */
const BUBBLE = 36
const BUBBLE_LENGTH = 280

/** Undefined where the ghost is not in the days shown. In its own row it keeps its lane, elsewhere it takes the first. */
export function ghostPlace(ghost: Ghost, time: TimelineState): Landing | undefined {
	const { measures, offsets, board } = time
	const piece = pieceOf(time.scale, ghost.span, measures.least)
	const row = time.rows[ghost.line]
	if (!piece || !row) return undefined
	const own = row.boxes.find(({ occurrence }) => occurrence.key === ghost.occurrence?.key)
	const lane = ghost.line === ghost.home ? (own?.lane ?? 0) : 0
	const top = (offsets[ghost.line] ?? 0) + measures.pad + lane * measures.lane
	const along = `inset-inline-start:${piece.start}px;width:${piece.end - piece.start - 1}px`
	return {
		style: `top:${top}px;height:${measures.lane - 2}px;${along}`,
		bubble: top - board.viewport.y > BUBBLE ? 'above' : 'below',
		atEnd: piece.start + BUBBLE_LENGTH > time.length
	}
}

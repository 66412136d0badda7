/** The rows of the timeline: in which lane each card lies, how high the row is, and what of it is in view. */
import type { Occurrence } from '#lib/core/appointment/occurrence.ts'
import { layOutRow, type Stretch } from '#lib/core/layout/lanes.ts'
import { pieceOf, type Piece, type Scale } from '#lib/core/layout/scale.ts'
import { touches } from '#lib/core/layout/window.ts'
import type { Line } from '../interaction/lines.ts'

export interface RowBox {
	readonly occurrence: Occurrence
	readonly piece: Piece
	readonly lane: number
}

export interface Row {
	readonly line: Line
	readonly boxes: readonly RowBox[]
	/** At least 1. */
	readonly lanes: number
}

/** Pixels: a lane, and the room above and below the lanes of a row. */
export interface RowMeasures {
	readonly lane: number
	readonly pad: number
	/** The least length of a card. */
	readonly least: number
}

/** Pixels between neighbours. */
const GAP = 2
/** From these lengths on a card has room for a name, a start, both ends, and for a name that follows the scrolling. */
const NAMED = 34
const STARTED = 80
const TIMED = 132
const LONG = 420
/** A lane as high as this has room for two lines of text. */
const TWO_LINES = 36

export function rowOf(line: Line, scale: Scale, least: number): Row {
	const boxes = [...line.allDay, ...line.timed].flatMap((occurrence) => {
		const piece = pieceOf(scale, occurrence, least)
		return piece ? [{ occurrence, piece }] : []
	})
	const { lanes, count } = layOutRow(boxes.map(({ piece }) => piece))
	return {
		line,
		boxes: boxes.map((box, index) => ({ ...box, lane: lanes[index] ?? 0 })),
		lanes: Math.max(count, 1)
	}
}

export const rowHeight = ({ lanes }: Row, { lane, pad }: RowMeasures): number => lanes * lane + 2 * pad

export const rowBoxesIn = (boxes: readonly RowBox[], part: Stretch): readonly RowBox[] =>
	boxes.filter(({ piece }) => touches(piece, part))

export function rowBoxStyle({ piece, lane }: RowBox, measures: RowMeasures): string {
	const start = Math.round(piece.start)
	const width = Math.round(piece.end) - start - GAP + 1
	const top = measures.pad + lane * measures.lane
	return `inset-inline-start:${start}px;width:${width}px;top:${top}px;height:${measures.lane - GAP}px`
}

export interface RowBoxLook {
	readonly look: string
	readonly times: 'start' | 'span' | 'none'
}

/** What can be told in so much room, and which ends are cut. */
export function rowBoxLook({ start, end, cutStart, cutEnd }: Piece, { lane }: RowMeasures): RowBoxLook {
	const length = end - start
	const isHigh = lane >= TWO_LINES && length >= NAMED
	const size = length < NAMED ? ' sign-only' : length < STARTED ? ' slim' : length >= LONG ? ' long' : ''
	const look = `${isHigh ? 'two-lines' : 'one-line'}${size}${cutStart ? ' cut-start' : ''}${cutEnd ? ' cut-end' : ''}`
	if (length < (isHigh ? STARTED : TIMED)) return { look, times: 'none' }
	return { look, times: isHigh && length >= TIMED ? 'span' : 'start' }
}

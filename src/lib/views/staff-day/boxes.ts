/** The boxes of one column of the staff day: where each card stands, as a style, and how much of it can be told. */
import type { Occurrence } from '#lib/core/appointment/occurrence.ts'
import { layOutColumn, type Laid, type Stretch } from '#lib/core/layout/lanes.ts'
import { pieceOf, type Piece, type Scale } from '#lib/core/layout/scale.ts'
import { touches } from '#lib/core/layout/window.ts'

export interface Box {
	readonly occurrence: Occurrence
	readonly piece: Piece
	/** `top`, `height` and the place across the column. */
	readonly style: string
	/** How many lines of text have room, and which ends are cut at midnight. */
	readonly look: string
	readonly times: 'span' | 'start' | 'none'
}

/** Pixels between neighbours. */
const GAP = 2
/** From these heights on a card has room for two and for three lines. */
const TWO_LINES = 38
const THREE_LINES = 54
/** Narrower, beside others in a narrow column, a card has no room for a time: the axis tells it. */
const SLIM = 84

const percent = (part: number): string => `${Math.round(part * 10_000) / 100}%`

export function placeStyle({ start, end }: Stretch, { lane, lanes, width }: Laid): string {
	const across = `inset-inline-start:${percent(lane / lanes)};width:calc(${percent(width / lanes)} - ${GAP}px)`
	return `top:${Math.round(start)}px;height:${Math.round(end) - Math.round(start) - GAP + 1}px;${across}`
}

export function lookOf({ start, end, cutStart, cutEnd }: Piece): string {
	const height = end - start
	const size = height < TWO_LINES ? 'one-line' : height < THREE_LINES ? 'two-lines' : ''
	return `${size}${cutStart ? ' cut-start' : ''}${cutEnd ? ' cut-end' : ''}`
}

/** In the order of the occurrences; those outside the day are left out. `across`: pixels of the column. */
export function boxesOf(
	occurrences: readonly Occurrence[],
	scale: Scale,
	least: number,
	across: number
): readonly Box[] {
	const pieces = occurrences.flatMap((occurrence) => {
		const piece = pieceOf(scale, occurrence, least)
		return piece ? [{ occurrence, piece }] : []
	})
	const laid = layOutColumn(pieces.map(({ piece }) => piece))
	return pieces.map(({ occurrence, piece }, index) => {
		const place = laid[index] as Laid
		const isSlim = (across * place.width) / place.lanes < SLIM
		return {
			occurrence,
			piece,
			style: placeStyle(piece, place),
			look: `${lookOf(piece)}${isSlim ? ' slim' : ''}`,
			times: isSlim ? 'none' : piece.end - piece.start < TWO_LINES ? 'start' : 'span'
		}
	})
}

export const boxesIn = (boxes: readonly Box[], part: Stretch): readonly Box[] =>
	boxes.filter(({ piece }) => touches(piece, part))

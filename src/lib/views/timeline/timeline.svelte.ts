/** The measures of the timeline: time runs along the line, one row per resource, only rows in view are drawn. */
import type { Stretch } from '#lib/core/layout/lanes.ts'
import { dayLength, pixelAt, scaleLength, wallAt, type Scale } from '#lib/core/layout/scale.ts'
import { lineAt, linesBetween, offsetsOf, openAt, widen } from '#lib/core/layout/window.ts'
import { MINUTE, plus, startOfDay, type Span } from '#lib/core/time/wall.ts'
import type { CalendarViewProps } from '../calendar/gesture.ts'
import { Board, type Geometry, type Room } from '../interaction/board.svelte.ts'
import type { Place } from '../interaction/ghost.ts'
import type { Line } from '../interaction/lines.ts'
import type { Point } from '../interaction/press.ts'
import { rowHeight, rowOf, type Row, type RowMeasures } from './rows.ts'

export interface Measures extends RowMeasures {
	/** Pixels of an hour of the business day: of one day shown, and of a week. Half an hour is no shorter than `least`. */
	readonly hour: number
	readonly weekHour: number
}

const COMFORTABLE: Measures = { lane: 42, pad: 5, least: 22, hour: 96, weekHour: 48 }
const COMPACT: Measures = { lane: 28, pad: 3, least: 20, hour: 80, weekHour: 42 }

/** In a week, hours outside the business day are this long: there, but narrow. */
const NIGHT_HOUR = 6
/** Days (where there are several) and hours. */
export const HEAD = 52
/** Boxes are drawn in steps of this many pixels of scrolling. */
const STEP = 200

export interface DrawnRow {
	readonly row: Row
	readonly index: number
	readonly top: number
	readonly height: number
	/** It holds the focus or is a neighbour of that row: all its boxes are drawn, so that Tab finds each. */
	readonly whole: boolean
}

export class TimelineState implements Geometry {
	readonly view = 'timeline'
	readonly board: Board
	readonly measures: Measures
	readonly names: number
	readonly scale: Scale
	readonly length: number
	readonly rows: readonly Row[]
	readonly offsets: readonly number[]
	readonly drawn: readonly DrawnRow[]
	/** The pixels of the range that are drawn. */
	readonly part: Stretch
	readonly nowAt: number | undefined

	constructor(props: () => CalendarViewProps) {
		const board = new Board(props)
		this.board = board
		const { viewport } = board
		this.measures = $derived(props().settings.density === 'compact' ? COMPACT : COMFORTABLE)
		this.names = $derived(viewport.width < 640 ? 84 : 188)
		const room = $derived(Math.max(viewport.width - this.names, 1))
		this.scale = $derived.by(() => scaleOf(props(), this.measures, room))
		this.length = $derived(scaleLength(this.scale))
		// A line that stayed the same keeps its row, as long as the scale does.
		const known = $derived({ scale: this.scale, least: this.measures.least, rows: new WeakMap<Line, Row>() })
		this.rows = $derived(
			board.lines.map((line) => {
				const row = known.rows.get(line) ?? rowOf(line, known.scale, known.least)
				known.rows.set(line, row)
				return row
			})
		)
		this.offsets = $derived(offsetsOf(this.rows.map((row) => rowHeight(row, this.measures))))
		const stepX = $derived(Math.floor(viewport.x / STEP))
		const stepY = $derived(Math.floor(viewport.y / STEP))
		this.part = $derived(widen({ start: stepX * STEP, end: stepX * STEP + viewport.width }, STEP))
		this.drawn = $derived.by(() => {
			const { rows, offsets } = this
			const below = widen({ start: stepY * STEP, end: stepY * STEP + viewport.height }, STEP)
			const range = linesBetween(offsets, below)
			const near = (index: number) => [index - 1, index, index + 1].some((one) => board.pinned.has(one))
			return rows.flatMap((row, index): DrawnRow[] => {
				const whole = near(index)
				if (!whole && (index < range.first || index >= range.end)) return []
				const top = offsets[index] ?? 0
				return [{ row, index, top, height: (offsets[index + 1] ?? top) - top, whole }]
			})
		})
		this.nowAt = $derived.by(() => {
			const { now, range } = props()
			const isShown = now >= startOfDay(range.start) && now < startOfDay(range.end)
			return isShown ? pixelAt(this.scale, now) : undefined
		})
	}

	/** The first hour of the business day; in a range that has today, of today, and so that now is in sight. */
	get firstScroll(): number {
		const { now, range, settings } = this.board.props()
		const first = startOfDay(range.start)
		const day = now >= first && now < startOfDay(range.end) ? now - ((now - first) % 86_400_000) : first
		const opening = pixelAt(this.scale, plus(day as Span['start'], settings.dayStart * MINUTE)) - 12
		return openAt(opening, this.nowAt, this.board.viewport.width - this.names)
	}

	placeAt(point: Point): Place {
		const { x, y } = this.board.viewport.contentPoint(point)
		const line = lineAt(this.offsets, y - HEAD)
		return { line, wall: wallAt(this.scale, x - this.names), allDay: undefined }
	}

	room(): Room {
		const { element, rightToLeft } = this.board.viewport
		const { left, right, top, bottom } = element?.getBoundingClientRect() ?? {
			left: 0,
			right: 0,
			top: 0,
			bottom: 0
		}
		return {
			left: rightToLeft ? left : left + this.names,
			right: rightToLeft ? right - this.names : right,
			top: top + HEAD,
			bottom
		}
	}

	reveal(line: number, span: Span): void {
		const { viewport } = this.board
		const seenX = viewport.width - this.names
		const seenY = viewport.height - HEAD
		const start = pixelAt(this.scale, span.start) - 16
		const end = pixelAt(this.scale, span.end) + 16
		const x = Math.min(Math.max(viewport.x, end - seenX), start)
		const top = this.offsets[line] ?? 0
		const y = Math.min(Math.max(viewport.y, (this.offsets[line + 1] ?? top) - seenY), top)
		viewport.scrollTo(Math.max(x, 0), Math.max(y, 0))
	}
}

/** One day is drawn evenly; a week with narrow nights. Both at least fill the room. */
function scaleOf({ range, settings }: CalendarViewProps, measures: Measures, room: number): Scale {
	const days = Math.max(range.end - range.start, 1)
	const start = startOfDay(range.start)
	const { dayStart, dayEnd } = settings
	if (days === 1) {
		const minute = Math.max(measures.hour / 60, room / (dayEnd - dayStart), room / 1440)
		const even = Number.isFinite(minute) && minute < 4 ? minute : measures.hour / 60
		return { start, days, dayStart: 0, dayEnd: 1440, busy: even, quiet: even }
	}
	const scale: Scale = { start, days, dayStart, dayEnd, busy: measures.weekHour / 60, quiet: NIGHT_HOUR / 60 }
	const wider = Math.max(1, room / days / dayLength(scale))
	return { ...scale, busy: scale.busy * wider, quiet: scale.quiet * wider }
}

/** The measures of the staff day: time runs down, one column per resource, only columns in view are drawn. */
import { fitColumns, type ColumnFit } from '#lib/core/layout/columns.ts'
import { pixelAt, scaleLength, wallAt, type Scale } from '#lib/core/layout/scale.ts'
import { linesBetween, openAt, widen } from '#lib/core/layout/window.ts'
import type { Stretch } from '#lib/core/layout/lanes.ts'
import { MINUTE, plus, startOfDay, type Span } from '#lib/core/time/wall.ts'
import type { CalendarViewProps } from '../calendar/gesture.ts'
import { Board, type Geometry, type Room } from '../interaction/board.svelte.ts'
import type { Place } from '../interaction/ghost.ts'
import type { Line } from '../interaction/lines.ts'
import type { Point } from '../interaction/press.ts'

/** Pixels. */
export interface Measures {
	readonly hour: number
	readonly head: number
	/** The least height of a card, one line of text. */
	readonly least: number
	/** One row of the all-day strip. */
	readonly strip: number
	readonly column: number
}

const COMFORTABLE: Measures = { hour: 88, head: 56, least: 22, strip: 26, column: 148 }
/** Half an hour has two lines of words. */
const COMPACT: Measures = { hour: 76, head: 44, least: 17, strip: 22, column: 132 }

/** Of a phone on its side: the hours need the height more than the names do. */
const LOW = { height: 360, head: 36, strip: 20 }

/** The hour axis. */
export const AXIS = 52
/** More rows of all-day appointments than this scroll inside the strip. */
const STRIP_ROWS = 3
/** Boxes are drawn in steps of this many pixels of scrolling. */
const STEP = 200

export interface DrawnColumn {
	readonly line: Line
	readonly index: number
	/** Its neighbours are in view or it holds the focus: all its boxes are drawn, so that Tab finds each. */
	readonly whole: boolean
}

export class StaffDayState implements Geometry {
	readonly view = 'staff-day'
	readonly board: Board
	readonly measures: Measures
	readonly scale: Scale
	readonly length: number
	readonly fit: ColumnFit
	readonly stripHeight: number
	/** Head and strip together. */
	readonly top: number
	readonly drawn: readonly DrawnColumn[]
	/** The pixels of the day that are drawn. */
	readonly part: Stretch
	/** The now-line in pixels, while today is shown. */
	readonly nowAt: number | undefined

	constructor(props: () => CalendarViewProps) {
		const board = new Board(props)
		this.board = board
		const { viewport } = board
		const isLow = $derived(viewport.height < LOW.height)
		this.measures = $derived.by(() => {
			const measures = props().settings.density === 'compact' ? COMPACT : COMFORTABLE
			return isLow ? { ...measures, head: LOW.head, strip: LOW.strip } : measures
		})
		this.scale = $derived.by(() => {
			const minute = this.measures.hour / 60
			return {
				start: startOfDay(props().range.start),
				days: 1,
				dayStart: 0,
				dayEnd: 1440,
				busy: minute,
				quiet: minute
			}
		})
		this.length = $derived(scaleLength(this.scale))
		this.fit = $derived(
			fitColumns(board.lines.length, Math.max(viewport.width - AXIS, 1), this.measures.column)
		)
		this.stripHeight = $derived.by(() => {
			const rows = Math.max(1, ...board.lines.map(({ allDay }) => allDay.length))
			return Math.min(rows, STRIP_ROWS) * this.measures.strip + 6
		})
		this.top = $derived(this.measures.head + this.stripHeight)
		const first = $derived(Math.floor(viewport.x / this.fit.width))
		const shown = $derived(Math.ceil(this.fit.shown) + 1)
		this.drawn = $derived.by(() => {
			const sizes = board.lines.map((_, index) => index * this.fit.width)
			const offsets = [...sizes, board.lines.length * this.fit.width]
			const from = first * this.fit.width
			const range = linesBetween(offsets, { start: from, end: from + shown * this.fit.width }, 1)
			const near = (index: number) => [index - 1, index, index + 1].some((one) => board.pinned.has(one))
			return board.lines.flatMap((line, index): DrawnColumn[] => {
				const whole = near(index)
				return whole || (index >= range.first && index < range.end) ? [{ line, index, whole }] : []
			})
		})
		const step = $derived(Math.floor(viewport.y / STEP))
		this.part = $derived(widen({ start: step * STEP, end: step * STEP + viewport.height }, STEP))
		this.nowAt = $derived.by(() => {
			const { now, range } = props()
			const isShown = now >= startOfDay(range.start) && now < startOfDay(range.end)
			return isShown ? pixelAt(this.scale, now) : undefined
		})
	}

	/** Where the day begins to be seen. */
	get firstScroll(): number {
		const first = plus(this.scale.start, this.board.props().settings.dayStart * MINUTE)
		// A little earlier, so that the label of the hour can be read.
		const opening = pixelAt(this.scale, first) - 12
		return openAt(opening, this.nowAt, this.board.viewport.height - this.top)
	}

	placeAt(point: Point): Place {
		const { x, y } = this.board.viewport.contentPoint(point)
		const line = Math.floor((x - AXIS) / this.fit.width)
		const held = Math.min(Math.max(line, 0), this.board.lines.length - 1)
		const below = y - this.board.viewport.y
		const allDay = below < this.top && below >= this.measures.head
		return { line: held, wall: allDay ? this.scale.start : wallAt(this.scale, y - this.top), allDay }
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
			left: rightToLeft ? left : left + AXIS,
			right: rightToLeft ? right - AXIS : right,
			top: top + this.top,
			bottom
		}
	}

	reveal(line: number, span: Span): void {
		const { viewport } = this.board
		const { width } = this.fit
		const seenX = viewport.width - AXIS
		const seenY = viewport.height - this.top
		const x = Math.min(Math.max(viewport.x, (line + 1) * width - seenX), line * width)
		const start = pixelAt(this.scale, span.start)
		const end = pixelAt(this.scale, span.end)
		const y = Math.min(Math.max(viewport.y, end + 16 - seenY), start - 16)
		viewport.scrollTo(x, Math.max(y, 0))
	}
}

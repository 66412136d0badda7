/** How much fits into the view at its present size. */
import type { EngineViewProps } from './options.ts'

/** Heights of rows in the month, CSS pixels; `full-calendar.css` draws the same. On a phone a row is a coloured bar. */
const ROW = { compact: 22, comfortable: 26, narrow: 9 } as const
const HEAD = 30
const DAY_TOP = 28
/** On a phone the last row, "+n", is higher than a bar by this much. */
const MORE_TOP = 8
/** Below this width the view is a phone: bars without words, a tap on a day of the month shows the day. */
const NARROW = 560
/** Narrower cards tell nothing. */
const LANE = 50
const AXIS = 50

export const isNarrow = (element: HTMLElement): boolean => element.clientWidth < NARROW

/** Cards of one day of the month. */
export function rowsThatFit(element: HTMLElement, { range, settings }: EngineViewProps): number {
	const weeks = Math.max(4, Math.ceil((range.end - range.start) / 7))
	const cell = (element.clientHeight - HEAD) / weeks
	// Two rows at least: one card and "+n more". A very low window scrolls instead.
	if (isNarrow(element)) return Math.max(2, Math.floor((cell - DAY_TOP - MORE_TOP) / ROW.narrow))
	return Math.max(2, Math.floor((cell - DAY_TOP) / ROW[settings.density]))
}

/** Cards side by side in one day of the hours. */
export function lanesThatFit(element: HTMLElement, { range }: EngineViewProps): number {
	const column = (element.clientWidth - AXIS) / Math.max(1, range.end - range.start)
	return Math.max(2, Math.floor(column / LANE))
}

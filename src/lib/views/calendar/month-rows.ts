/** How many cards fit into a day of the month at the present size of the view. */
import type { CalendarViewProps } from './gesture.ts'

/** Heights in CSS pixels; `full-calendar.css` draws the same. */
export const MONTH_ROW = { compact: 22, comfortable: 26, narrow: 18 } as const
const HEAD = 30
const DAY_TOP = 28
/** Below this width the view is a phone: short chips, a tap on a day shows the day. */
export const NARROW = 560

export const isNarrow = (element: HTMLElement): boolean => element.clientWidth < NARROW

export function rowsThatFit(
	element: HTMLElement,
	{ range, settings }: Pick<CalendarViewProps, 'range' | 'settings'>
): number {
	const weeks = Math.max(4, Math.ceil((range.end - range.start) / 7))
	const cell = (element.clientHeight - HEAD) / weeks
	const row = isNarrow(element) ? MONTH_ROW.narrow : MONTH_ROW[settings.density]
	// Two rows at least: one card and "+n more". A very low window scrolls instead.
	return Math.max(2, Math.floor((cell - DAY_TOP) / row))
}

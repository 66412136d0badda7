/** Where the arrow keys and Page, Home and End lead in the list. */
import type { AppointmentId } from '#lib/core/appointment/appointment.ts'
import type { Direction } from '#lib/views/interaction/keyboard.ts'
import type { ListLayout } from './list-layout.ts'

/** Up and down to the next row, left and right to the first row of the day before and after that has any. */
export function walk(
	layout: ListLayout,
	from: AppointmentId | undefined,
	direction: Direction
): AppointmentId | undefined {
	const at = layout.order.findIndex(({ key }) => key === from)
	if (at < 0) return layout.order[0]?.key
	const filled = layout.sections.filter(({ rows }) => rows.length > 0)
	const own = filled.findIndex(({ first, rows }) => at >= first && at < first + rows.length)
	switch (direction) {
		case 'up':
			return layout.order[at - 1]?.key
		case 'down':
			return layout.order[at + 1]?.key
		case 'left':
			return filled[own - 1]?.rows[0]?.key
		case 'right':
			return filled[own + 1]?.rows[0]?.key
		default:
			return direction satisfies never
	}
}

/** `pageRows`: how many rows one page has. Undefined for every other key. */
export function leap(
	layout: ListLayout,
	from: AppointmentId | undefined,
	pressed: string,
	pageRows: number
): AppointmentId | undefined {
	const { order } = layout
	const at = Math.max(
		0,
		order.findIndex(({ key }) => key === from)
	)
	switch (pressed) {
		case 'Home':
			return order[0]?.key
		case 'End':
			return order.at(-1)?.key
		case 'PageUp':
			return order[Math.max(0, at - pageRows)]?.key
		case 'PageDown':
			return order[Math.min(order.length - 1, at + pageRows)]?.key
		default:
			return undefined
	}
}

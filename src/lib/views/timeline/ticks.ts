/** The labels along the time axis: days, and hours as dense as they can be read. */
import { dayLength, pixelAt, type Scale } from '#lib/core/layout/scale.ts'
import { addDays, dayOf, HOUR, plus, startOfDay, type Day, type Wall } from '#lib/core/time/wall.ts'

export interface DayTick {
	readonly day: Day
	readonly left: number
	readonly width: number
}

export interface HourTick {
	readonly wall: Wall
	readonly left: number
}

/** Pixels a label of an hour needs. */
const LABEL = 52

export function dayTicks(scale: Scale): readonly DayTick[] {
	const first = dayOf(scale.start)
	const width = dayLength(scale)
	return Array.from({ length: scale.days }, (_, index) => ({
		day: addDays(first, index),
		left: index * width,
		width
	}))
}

/** Hours of the drawn part of a day; where nights are narrow, only those of the business day. */
export function hourTicks(scale: Scale, day: Day): readonly HourTick[] {
	const every = [1, 2, 3, 4, 6].find((hours) => hours * 60 * scale.busy >= LABEL) ?? 12
	const isEven = scale.busy === scale.quiet
	const first = isEven ? every : Math.ceil(scale.dayStart / 60)
	const last = isEven ? 23 : Math.floor(scale.dayEnd / 60) - 1
	const ticks: HourTick[] = []
	for (let hour = first; hour <= last; hour += every) {
		const wall = plus(startOfDay(day), hour * HOUR)
		ticks.push({ wall, left: pixelAt(scale, wall) })
	}
	return ticks
}

/** The lines behind the rows: hours and days by repeating, nights by a shade. All custom properties of one style. */
export function gridStyle(scale: Scale): string {
	const dawn = scale.dayStart * scale.quiet
	const dusk = dawn + (scale.dayEnd - scale.dayStart) * scale.busy
	return `--hour:${60 * scale.busy}px;--day:${dayLength(scale)}px;--dawn:${dawn}px;--dusk:${dusk}px`
}

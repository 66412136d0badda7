/** The page of a small month: weeks of days, how full each day is, and where the keys lead. */
import {
	addMonths,
	addYears,
	daysOf,
	monthGridRange,
	startOfMonth,
	startOfWeek,
	weekNumberOf
} from '#lib/core/time/calendar.ts'
import { addDays, datePartsOf, type Day, type Span } from '#lib/core/time/wall.ts'

export interface MiniWeek {
	readonly number: number
	readonly first: Day
	readonly days: readonly MiniDay[]
}

export interface MiniDay {
	readonly day: Day
	/** 1-31 */
	readonly number: number
	readonly isInMonth: boolean
	/** 0 = nothing booked, 1-3 = how full beside the fullest day of the page. */
	readonly load: 0 | 1 | 2 | 3
	readonly count: number
}

/** Always six weeks, so that the page keeps its height. */
export function weeksOf(
	month: Day,
	firstWeekday: number,
	counts: ReadonlyMap<Day, number>
): readonly MiniWeek[] {
	const days = [...daysOf(monthGridRange(month, firstWeekday, 6))]
	const fullest = Math.max(...days.map((day) => counts.get(day) ?? 0))
	const { month: own } = datePartsOf(month)
	return Array.from({ length: 6 }, (_, week) => {
		const first = days[week * 7] as Day
		return {
			number: weekNumberOf(first, firstWeekday).week,
			first,
			days: days.slice(week * 7, week * 7 + 7).map((day) => {
				const count = counts.get(day) ?? 0
				const parts = datePartsOf(day)
				return { day, number: parts.day, isInMonth: parts.month === own, load: loadOf(count, fullest), count }
			})
		}
	})
}

function loadOf(count: number, fullest: number): MiniDay['load'] {
	if (count === 0) return 0
	return Math.ceil((3 * count) / fullest) as MiniDay['load']
}

/** The days whose counts the page of `month` shows. */
export const daysShown = (month: Day, firstWeekday: number): Span<Day> =>
	monthGridRange(month, firstWeekday, 6)

/** Where a key leads from a day of the grid (WAI-ARIA date grid); undefined when the key is not ours. */
export function dayOfKey(day: Day, key: string, shift: boolean, firstWeekday: number): Day | undefined {
	switch (key) {
		case 'ArrowLeft':
			return addDays(day, -1)
		case 'ArrowRight':
			return addDays(day, 1)
		case 'ArrowUp':
			return addDays(day, -7)
		case 'ArrowDown':
			return addDays(day, 7)
		case 'Home':
			return startOfWeek(day, firstWeekday)
		case 'End':
			return addDays(startOfWeek(day, firstWeekday), 6)
		case 'PageUp':
			return shift ? addYears(day, -1) : addMonths(day, -1)
		case 'PageDown':
			return shift ? addYears(day, 1) : addMonths(day, 1)
		default:
			return undefined
	}
}

export const isSameMonth = (a: Day, b: Day): boolean => startOfMonth(a) === startOfMonth(b)

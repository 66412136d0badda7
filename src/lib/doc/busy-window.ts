/**
 * The months that busy times are kept for: from the month before this one, since the first weeks of a month show days of the
 * last and people write up what was, to thirteen months on, so that the same week of next year can be booked. Series go on
 * for ever, so there must be an end; single appointments keep the same one, for what is known must be known whole. What a
 * month held when it left the window stays as it was.
 */
import { addMonths, startOfMonth } from '#lib/core/time/calendar.ts'
import { dayOf, formatMonth, type Day, type Wall } from '#lib/core/time/wall.ts'

const BACK = 1
const AHEAD = 13

/** In order, as `2026-11`. By UTC: a month more or less on one day matters to nobody. `nowMs` since the epoch. */
export function busyMonthsAt(nowMs: number): readonly string[] {
	const first = monthAt(nowMs)
	return Array.from({ length: BACK + 1 + AHEAD }, (_, at) => formatMonth(addMonths(first, at - BACK)))
}

/** The first day of which nobody can be told whether it is taken. */
export const busyKnownUntil = (nowMs: number): Day => addMonths(monthAt(nowMs), AHEAD + 1)

const monthAt = (nowMs: number): Day => startOfMonth(dayOf(nowMs as Wall))

/** When a new appointment starts that was not drawn anywhere: the next free step of the day that is shown. */
import { DAY, MINUTE, dayOf, minuteOfDay, plus, startOfDay, type Wall } from '#lib/core/time/wall.ts'
import type { Move } from '#lib/client/book.ts'
import type { ResourceId } from '#lib/core/appointment/appointment.ts'
import type { ViewSettings } from '#lib/views/calendar/gesture.ts'
import type { Shown } from './view-range.ts'

const LENGTH_MINUTES = 60

interface Where {
	readonly shown: Shown
	readonly now: Wall
	readonly settings: ViewSettings
	readonly zone: string
	readonly resources: readonly ResourceId[]
}

export function nextSlot({ shown, now, settings, zone, resources }: Where): Move {
	const step = settings.slotMinutes
	const next = Math.ceil((minuteOfDay(now) + 1) / step) * step
	const isToday = shown.day === dayOf(now) && next < DAY / MINUTE - LENGTH_MINUTES
	const start = plus(startOfDay(shown.day), (isToday ? next : settings.dayStart) * MINUTE)
	return { start, end: plus(start, LENGTH_MINUTES * MINUTE), allDay: false, zone, resources }
}

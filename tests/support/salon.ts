/** Appointments and series that stories are told with. */
import { EMPTY_GROUPS, type When } from '#lib/core/appointment/appointment.ts'
import type { SeriesTime } from '#lib/core/recurrence/series.ts'
import { HOUR, MINUTE, plus, wallOf, type Wall } from '#lib/core/time/wall.ts'

/** `at(23, 14, 30)`: 23 November 2026, half past two. */
export const at = (day: number, hour = 0, minute = 0): Wall => wallOf(2026, 11, day, hour, minute)

export const timed = (start: Wall, minutes = 30, resources: readonly string[] = ['anna']): When => ({
	start,
	end: plus(start, minutes * MINUTE),
	zone: 'Europe/Berlin',
	allDay: false,
	resources
})

export const allDay = (start: Wall, end: Wall, resources: readonly string[] = []): When => ({
	start,
	end,
	zone: 'Europe/Berlin',
	allDay: true,
	resources
})

export const titled = (title: string) => ({ what: { ...EMPTY_GROUPS.what, title } })

/** 14 characters and more, as `randomPart` makes them. */
export const random = (n: number): string => `r${String(n).padStart(11, '0')}`

/** Every Tuesday at nine, for an hour, from 3 November 2026. */
export const TUESDAYS: SeriesTime = {
	zone: 'Europe/Berlin',
	allDay: false,
	segments: [
		{
			from: at(3, 9),
			rules: ['FREQ=WEEKLY;BYDAY=TU'],
			excludedRules: [],
			duration: HOUR,
			resources: ['anna']
		}
	],
	excluded: [],
	added: []
}

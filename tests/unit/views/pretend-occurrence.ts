/** Occurrences for tests of views: Monday 2026-11-23, times as `9:30` hours in numbers (9.5). */
import { EMPTY_GROUPS, type Groups } from '#lib/core/appointment/appointment.ts'
import type { Occurrence } from '#lib/core/appointment/occurrence.ts'
import type { Status } from '#lib/core/appointment/status.ts'
import { HOUR, wallOf, type Instant, type Span, type Wall } from '#lib/core/time/wall.ts'
import type { Resource } from '#lib/core/workspace/workspace.ts'

export const monday = wallOf(2026, 11, 23)
export const at = (hour: number, day = 0): Wall => (monday + (day * 24 + hour) * HOUR) as Wall
export const span = (from: number, to: number): Span => ({ start: at(from), end: at(to) })

export interface Wish {
	readonly key?: string
	readonly from?: number
	readonly to?: number
	readonly resources?: readonly string[]
	readonly allDay?: boolean
	readonly status?: Status
	readonly who?: Partial<Groups['who']>
	readonly what?: Partial<Groups['what']>
}

export function pretend(wish: Wish = {}): Occurrence {
	const { key = '202611-a', from = 9, to = 10, resources = ['mia'], allDay = false, status = 'booked' } = wish
	const { start, end } = span(from, to)
	const groups: Groups = {
		...EMPTY_GROUPS,
		when: { start, end, zone: 'Europe/Berlin', allDay, resources },
		state: { status, reason: '', by: '' },
		what: { ...EMPTY_GROUPS.what, ...wish.what },
		who: { ...EMPTY_GROUPS.who, ...wish.who }
	}
	return {
		key,
		appointment: { ...groups, id: key, calendar: 'c' },
		start,
		end,
		from: start as number as Instant,
		to: end as number as Instant
	}
}

export const resource = (id: string, name = id): Resource => ({
	id,
	kind: 'staff',
	name,
	colour: 'teal',
	order: 0,
	archived: false
})

/** Occurrences for the tests of the views: only what a test says matters. */
import { EMPTY_GROUPS } from '#lib/core/appointment/appointment.ts'
import type { Occurrence } from '#lib/core/appointment/occurrence.ts'
import { HOUR, type Instant, type Wall } from '#lib/core/time/wall.ts'

export interface Wish {
	readonly key?: string
	readonly start: number
	readonly hours?: number
	readonly allDay?: boolean
	readonly name?: string
}

export function occurrence({ key = 'a', start, hours = 1, allDay = false, name = 'Anna' }: Wish): Occurrence {
	const end = start + hours * HOUR
	const span = { start: start as Wall, end: end as Wall }
	return {
		key,
		...span,
		from: start as Instant,
		to: end as Instant,
		appointment: {
			...EMPTY_GROUPS,
			id: key,
			calendar: 'team',
			when: { ...span, zone: 'UTC', allDay, resources: [] },
			who: { ...EMPTY_GROUPS.who, name }
		}
	}
}

export const inOrder = (occurrences: readonly Occurrence[]): readonly Occurrence[] =>
	[...occurrences].sort((a, b) => a.start - b.start || b.end - a.end || (a.key < b.key ? -1 : 1))

/** What somebody else is doing, in a few words. */
import type { AppointmentId } from '#lib/core/appointment/appointment.ts'
import type { Day } from '#lib/core/time/wall.ts'
import type { Person } from '#lib/client/live/live.ts'

export interface DoingWords {
	readonly sayDay: (day: Day) => string
	/** Undefined for an appointment that is not read here. */
	readonly nameOf: (key: AppointmentId) => string | undefined
}

/** `moves Anna Weber · Tue 24 Nov`, `has Anna Weber open · Tue 24 Nov`, `looks at Tue 24 Nov`, `has the book open` */
export function sayDoing(
	{ day, holds, drag }: Pick<Person, 'day' | 'holds' | 'drag'>,
	{ sayDay, nameOf }: DoingWords
): string {
	const on = day === undefined ? '' : ` · ${sayDay(day)}`
	if (drag) return `moves ${nameOf(drag.key) ?? 'an appointment'}${on}`
	if (holds !== undefined) return `has ${nameOf(holds) ?? 'an appointment'} open${on}`
	return day === undefined ? 'has the book open' : `looks at ${sayDay(day)}`
}

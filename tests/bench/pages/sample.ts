/** A believable book for the bench pages: the same for the same arguments, no dice. */
import { EMPTY_GROUPS } from '#lib/core/appointment/appointment.ts'
import type { Occurrence } from '#lib/core/appointment/occurrence.ts'
import type { Status } from '#lib/core/appointment/status.ts'
import {
	DAY,
	HOUR,
	MINUTE,
	startOfDay,
	type Day,
	type Instant,
	type Span,
	type Wall
} from '#lib/core/time/wall.ts'
import { colourAt } from '#lib/core/workspace/colour.ts'
import type { Resource } from '#lib/core/workspace/workspace.ts'

const NAMES = [
	'Anna Weber',
	'Ben Okafor',
	'Chloé Martin',
	'Dilan Yıldız',
	'Emma Lindqvist',
	'Farid Haddad',
	'Greta Sommer',
	'Hana Novák',
	'Ivo Petrović',
	'Jana Köhler',
	'Kofi Mensah',
	'Lena Fischer',
	'Mateo García',
	'Nora Byrne',
	'Oskar Nilsen',
	'Priya Raman'
]
const SERVICES = [
	'Cut & finish',
	'Colour',
	'Balayage',
	'Beard trim',
	'Consultation',
	'Blow-dry',
	'Treatment',
	'Highlights'
]
const LENGTHS = [30, 45, 60, 60, 90, 15, 30, 120]
const STATUSES: readonly Status[] = [
	'booked',
	'confirmed',
	'confirmed',
	'arrived',
	'completed',
	'requested',
	'booked',
	'in-service',
	'no-show',
	'cancelled'
]

/** A small linear congruential generator: believable scatter, the same each time. */
function scatter(seed: number): (below: number) => number {
	let state = seed
	return (below) => {
		state = (Math.imul(state, 1664525) + 1013904223) >>> 0
		return Math.floor((state / 2 ** 32) * below)
	}
}

export const STAFF: readonly Resource[] = ['Mia', 'Noah', 'Ada', 'Liam', 'Zoe', 'Tom'].map((name, order) => ({
	id: `r${order}`,
	kind: 'staff',
	name,
	colour: colourAt(order),
	order,
	archived: false
}))

export interface SampleOptions {
	readonly wide?: boolean
	readonly openFrom?: number
	readonly openHours?: number
}

export function sampleOccurrences(
	count: number,
	range: Span<Day>,
	options: SampleOptions = {}
): Occurrence[] {
	const { wide = true, openFrom = 8, openHours = 10 } = options
	const next = scatter(7)
	const made = Array.from({ length: count }, (_, at) => {
		const day = (range.start + next(range.end - range.start)) as Day
		const allDay = wide && at % 97 === 5
		const start = allDay
			? startOfDay(day)
			: ((startOfDay(day) + openFrom * HOUR + next(openHours * 4) * 15 * MINUTE) as Wall)
		const length = allDay ? (1 + next(3)) * DAY : (LENGTHS[next(LENGTHS.length)] ?? 30) * MINUTE
		return occurrence(at, start, (start + length) as Wall, allDay, next)
	})
	return made.sort((a, b) => a.start - b.start || b.end - a.end || (a.key < b.key ? -1 : 1))
}

function occurrence(
	at: number,
	start: Wall,
	end: Wall,
	allDay: boolean,
	next: (below: number) => number
): Occurrence {
	const key = `202611-${String(at).padStart(6, '0')}`
	const service = SERVICES[next(SERVICES.length)] ?? ''
	const name = allDay ? '' : (NAMES[next(NAMES.length)] ?? '')
	const resources = [STAFF[next(STAFF.length)]?.id ?? 'r0']
	return {
		key,
		start,
		end,
		from: start as number as Instant,
		to: end as number as Instant,
		appointment: {
			...EMPTY_GROUPS,
			id: key,
			calendar: 'team',
			when: { start, end, zone: 'UTC', allDay, resources },
			state: { status: STATUSES[next(STATUSES.length)] ?? 'booked', reason: '', by: '' },
			what: { ...EMPTY_GROUPS.what, title: allDay ? 'Training' : '', service: allDay ? '' : service },
			who: { ...EMPTY_GROUPS.who, name },
			note: at % 9 === 0 ? 'Prefers the window seat' : ''
		}
	}
}

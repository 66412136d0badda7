/** A believable day or week for the harness pages: the same every time, from a seed. */
import { EMPTY_GROUPS, type AppointmentId } from '#lib/core/appointment/appointment.ts'
import type { Occurrence } from '#lib/core/appointment/occurrence.ts'
import { PICKED_STATUSES, type Status } from '#lib/core/appointment/status.ts'
import { DAY, MINUTE, overlaps, startOfDay, type Day, type Instant, type Wall } from '#lib/core/time/wall.ts'
import { colourAt } from '#lib/core/workspace/colour.ts'
import type { Resource } from '#lib/core/workspace/workspace.ts'

const FIRST = [
	'Anna',
	'Ben',
	'Clara',
	'David',
	'Elif',
	'Farid',
	'Greta',
	'Hannes',
	'Ines',
	'Jonas',
	'Keiko',
	'Liam',
	'Mia',
	'Noor',
	'Olga',
	'Paul'
]
const LAST = [
	'Weber',
	'Okafor',
	'Schmidt',
	'Rossi',
	'Yılmaz',
	'Nguyen',
	'Novák',
	'Larsen',
	'Haddad',
	'Brandt'
]
const SERVICES = [
	{ name: 'Cut', minutes: 30 },
	{ name: 'Colour', minutes: 90 },
	{ name: 'Cut and blow-dry', minutes: 60 },
	{ name: 'Beard trim', minutes: 15 },
	{ name: 'Consultation', minutes: 45 },
	{ name: 'Balayage', minutes: 120 }
]

/** Mulberry32: small, seeded, good enough for demo days. */
function createDice(seed: number): () => number {
	let state = seed
	return () => {
		state = (state + 0x6d2b79f5) | 0
		let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
		mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
		return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296
	}
}

export function makeResources(count: number): readonly Resource[] {
	return Array.from({ length: count }, (_, index) => ({
		id: `r${index}`,
		kind: index % 8 === 7 ? 'room' : 'staff',
		name:
			index % 8 === 7
				? `Room ${Math.ceil((index + 1) / 8)}`
				: `${FIRST[index % 16]} ${LAST[(index * 7) % 10]}`,
		colour: colourAt(index),
		order: index,
		archived: false
	}))
}

interface Made {
	readonly key: string
	readonly start: Wall
	readonly minutes: number
	readonly resources: readonly string[]
	readonly name: string
	readonly service: string
	readonly status: Status
	readonly allDay?: boolean
}

function occurrence(made: Made): Occurrence {
	const end = (made.start + made.minutes * MINUTE) as Wall
	const when = {
		start: made.start,
		end,
		zone: 'Europe/Berlin',
		allDay: made.allDay ?? false,
		resources: made.resources
	}
	const groups = {
		...EMPTY_GROUPS,
		when,
		state: { status: made.status, reason: '', by: '' },
		what: { ...EMPTY_GROUPS.what, service: made.service },
		who: { ...EMPTY_GROUPS.who, name: made.name }
	}
	return {
		key: made.key,
		appointment: { ...groups, id: made.key, calendar: 'c' },
		start: made.start,
		end,
		from: made.start as number as Instant,
		to: end as number as Instant
	}
}

/** `each` appointments on each resource, spread over the days, a few of them overlapping. */
export function makeOccurrences(resources: readonly Resource[], each: number, first: Day, days: number) {
	const dice = createDice(11)
	const pick = <Item>(items: readonly Item[]): Item => items[Math.floor(dice() * items.length)] as Item
	const all: Occurrence[] = []
	for (const [line, { id }] of resources.entries()) {
		for (let index = 0; index < each; index++) {
			const service = pick(SERVICES)
			const day = days === 1 ? 0 : index % days
			const perDay = Math.ceil(each / days)
			const place = Math.floor(index / days)
			const minute = 8 * 60 + Math.floor((place * 660) / perDay / 15) * 15 + (dice() < 0.2 ? 15 : 0)
			const minutes = Math.min(
				service.minutes,
				dice() < 0.1 ? 120 : Math.max(15, Math.floor(660 / perDay / 15) * 15)
			)
			const key = `202611-${line}x${index}`
			const status = dice() < 0.5 ? 'confirmed' : pick(PICKED_STATUSES)
			const start = (startOfDay(first) + day * DAY + minute * MINUTE) as Wall
			const name = `${pick(FIRST)} ${pick(LAST)}`
			all.push(occurrence({ key, start, minutes, resources: [id], name, service: service.name, status }))
		}
	}
	return all.sort((a, b) => a.start - b.start || b.end - a.end || (a.key < b.key ? -1 : 1))
}

/** What no seed brings by itself: all-day, over midnight, nobody's, two at once. */
export function oddOccurrences(resources: readonly Resource[], first: Day): Occurrence[] {
	const [one = '', two = '', three = ''] = resources.map(({ id }) => id)
	const midnight = startOfDay(first)
	const at = (minute: number) => (midnight + minute * MINUTE) as Wall
	const base = { status: 'booked' as Status, service: 'Wedding', name: 'Late party' }
	return [
		occurrence({
			...base,
			key: '202611-allday',
			start: midnight,
			minutes: 1440,
			resources: [two],
			name: 'Training',
			service: '',
			allDay: true
		}),
		occurrence({ ...base, key: '202611-night', start: at(22 * 60 + 30), minutes: 240, resources: [one] }),
		occurrence({ ...base, key: '202611-dawn', start: at(-60), minutes: 150, resources: [three] }),
		occurrence({
			...base,
			key: '202611-nobody',
			start: at(10 * 60),
			minutes: 45,
			resources: [],
			name: 'Walk-in'
		}),
		occurrence({
			...base,
			key: '202611-both',
			start: at(13 * 60),
			minutes: 60,
			resources: [one, two],
			name: 'Twins'
		})
	]
}

const OCCUPYING = new Set<Status>(['requested', 'booked', 'confirmed', 'arrived', 'in-service', 'completed'])

export function conflictsOf(
	all: readonly Occurrence[]
): ReadonlyMap<AppointmentId, readonly AppointmentId[]> {
	const found = new Map<AppointmentId, AppointmentId[]>()
	const byResource = new Map<string, Occurrence[]>()
	for (const one of all) {
		if (!OCCUPYING.has(one.appointment.state.status) || one.appointment.when.allDay) continue
		for (const id of one.appointment.when.resources) {
			const others = byResource.get(id) ?? []
			for (const other of others) {
				if (!overlaps(one, other)) continue
				found.set(one.key, [...(found.get(one.key) ?? []), other.key])
				found.set(other.key, [...(found.get(other.key) ?? []), one.key])
			}
			byResource.set(id, [...others, one])
		}
	}
	return found
}

/**
 * The demo: a salon with six people, two rooms and three months of appointments around today. Pure: the same day, zone
 * and seed make the same salon on every device. Nobody is booked twice except for the clashes that are meant.
 */
import {
	EMPTY_GROUPS,
	type Appointment,
	type CalendarId,
	type Groups,
	type ResourceId
} from '../appointment/appointment.ts'
import { appointmentId, RANDOM_LENGTH, randomPart } from '../appointment/ids.ts'
import type { Override, Series } from '../recurrence/series.ts'
import { addDays, isoWeekday, startOfDay, type Day, type Span } from '../time/wall.ts'
import type { About, Calendar, Resource, Service } from '../workspace/workspace.ts'
import { bookingsOf, type BookingsContext } from './bookings.ts'
import { clashesWith } from './clashes.ts'
import { salonClients } from './clients.ts'
import { createDiary } from './diary.ts'
import { createDice } from './dice.ts'
import { overridesOf } from './overrides.ts'
import { SALON_SERVICES } from './salon-services.ts'
import { AT, SALON_RESOURCES } from './salon-team.ts'
import { standingOf } from './standing.ts'

export interface SalonWish {
	/** Today in the salon's zone. */
	readonly today: Day
	/** Minutes after midnight: what is over by then has taken place. Early afternoon when left out. */
	readonly nowMinute?: number
	/** IANA name. */
	readonly zone: string
	/** A whole number. */
	readonly seed: number
	/** The shared calendar's id, which every appointment carries. */
	readonly calendar?: CalendarId
}

export interface Salon {
	readonly about: About
	readonly resources: readonly Resource[]
	readonly services: readonly Service[]
	readonly calendars: readonly Calendar[]
	readonly appointments: readonly Appointment[]
	readonly series: readonly Series[]
	readonly overrides: readonly Override[]
}

/** The days that are filled: four weeks back, two months on. */
const DAYS_BACK = 28
const DAYS_AHEAD = 63
/** Standing clients have come for a while. */
const SERIES_DAYS_BACK = 56

export function salonDemo({
	today,
	nowMinute = AT(13, 20),
	zone,
	seed,
	calendar = 'salon'
}: SalonWish): Salon {
	const dice = createDice(seed)
	const clients = salonClients(dice)
	const diary = createDiary()
	const days: Span<Day> = { start: addDays(today, -DAYS_BACK), end: addDays(today, DAYS_AHEAD) }
	const holidays = holidaysAround(today)
	const isAway = (resource: ResourceId, day: Day) =>
		holidays.some((holiday) => holiday.resource === resource && holiday.start <= day && day < holiday.end)
	const standing = standingOf({ calendar, zone, from: addDays(today, -SERIES_DAYS_BACK), dice, clients })
	const overrides = overridesOf({ days, today, diary, isAway }, standing)
	const context: BookingsContext = { days, today, nowMinute, zone, diary, dice, clients, isAway }
	const bookings = bookingsOf(context)
	const all = [
		...bookings,
		...clashesWith(context, bookings),
		...holidays.map((holiday) => allDay(holiday, zone))
	]
	return {
		about: { name: 'Salon Aurora', zone, demo: true },
		resources: SALON_RESOURCES,
		services: SALON_SERVICES.map(({ skill: _skill, room: _room, weight: _weight, ...service }) => service),
		calendars: [{ id: calendar, name: 'Salon', colour: 'teal', kind: 'shared' }],
		appointments: all.map((groups) => ({
			...groups,
			id: appointmentId(groups.when.start, randomPart(dice.bytes(RANDOM_LENGTH))),
			calendar
		})),
		series: standing.map(({ series }) => series),
		overrides
	}
}

interface Holiday extends Span<Day> {
	readonly title: string
	/** Undefined: it concerns the house and nobody is away. */
	readonly resource: ResourceId | undefined
}

function holidaysAround(today: Day): readonly Holiday[] {
	const monday = addDays(today, 1 - isoWeekday(today))
	const from = (offset: number, length: number) => ({
		start: addDays(monday, offset),
		end: addDays(monday, offset + length)
	})
	return [
		{ ...from(14, 6), title: 'Holiday: Jonas', resource: 'jonas' },
		{ ...from(-14, 3), title: 'Holiday: Sofia', resource: 'sofia' },
		{ ...from(29, 2), title: 'Colour course: Amélie', resource: 'amelie' },
		{ ...from(3, 1), title: 'Window cleaning', resource: undefined },
		{ ...from(35, 1), title: 'Stocktaking', resource: undefined }
	]
}

const allDay = ({ start, end, title, resource }: Holiday, zone: string): Groups => ({
	...EMPTY_GROUPS,
	when: {
		start: startOfDay(start),
		end: startOfDay(end),
		zone,
		allDay: true,
		resources: resource ? [resource] : []
	},
	state: { ...EMPTY_GROUPS.state, status: 'confirmed' },
	what: { ...EMPTY_GROUPS.what, title, colour: 'slate' }
})

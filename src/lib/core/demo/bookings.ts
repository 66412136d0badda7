/** Fills the shifts of the demo salon with single appointments, around what already holds the people and rooms. */
import {
	EMPTY_GROUPS,
	type Groups,
	type ResourceId,
	type State,
	type Who
} from '../appointment/appointment.ts'
import type { Status } from '../appointment/status.ts'
import { addDays, dayOf, MINUTE, minuteOfDay, type Day, type Span } from '../time/wall.ts'
import { spanAt, type Diary } from './diary.ts'
import type { Dice } from './dice.ts'
import { SALON_SERVICES, type SalonService } from './salon-services.ts'
import { shiftOf, STAFF, type StaffMember } from './salon-team.ts'

export interface BookingsContext {
	readonly days: Span<Day>
	readonly today: Day
	/** Minutes after midnight of today: before it things have happened. */
	readonly nowMinute: number
	readonly zone: string
	readonly diary: Diary
	readonly dice: Dice
	readonly clients: readonly Who[]
	readonly isAway: (resource: ResourceId, day: Day) => boolean
}

const STEP_MINUTES = 15
/** How often a free moment is booked: nearly full until next week, with wide gaps two months on. */
const FULL = 0.7
const FAR = 0.02
const FAR_DAYS = 62

export function bookingsOf(context: BookingsContext): readonly Groups[] {
	const bookings: Groups[] = []
	for (let day = context.days.start; day < context.days.end; day = addDays(day, 1)) {
		for (const member of STAFF) bookings.push(...fillShift(context, member, day))
	}
	return bookings
}

function fillShift(context: BookingsContext, member: StaffMember, day: Day): Groups[] {
	const shift = shiftOf(member, day)
	if (!shift || context.isAway(member.id, day)) return []
	const ahead = Math.max(0, day - context.today - 7)
	const density = FULL - (FULL - FAR) * Math.min(1, ahead / FAR_DAYS)
	const booked: Groups[] = []
	let minute = shift.start
	while (minute < shift.end) {
		const heldUntil = context.diary.heldUntil(member.id, spanAt(day, minute, 0).start)
		if (heldUntil !== undefined) {
			minute = minuteOfDay(heldUntil)
			continue
		}
		const service = context.dice.chance(density)
			? chooseService(context, member, day, minute, shift.end)
			: undefined
		if (!service) {
			minute += STEP_MINUTES * (1 + context.dice.below(2))
			continue
		}
		booked.push(book(context, { member, service, day, minute }))
		minute += service.minutes + service.bufferAfter
	}
	return booked
}

function chooseService(
	{ diary, dice }: BookingsContext,
	member: StaffMember,
	day: Day,
	minute: number,
	end: number
): SalonService | undefined {
	const fitting = SALON_SERVICES.filter(
		(service) =>
			member.skills.includes(service.skill) &&
			minute + service.minutes <= end &&
			diary.isFree(resourcesFor(member, service), spanAt(day, minute, service.minutes))
	)
	return fitting.length === 0 ? undefined : dice.weigh(fitting.map((service) => [service, service.weight]))
}

const resourcesFor = (member: StaffMember, { room }: SalonService): readonly ResourceId[] =>
	room ? [member.id, room] : [member.id]

export interface Booking {
	readonly member: StaffMember
	readonly service: SalonService
	readonly day: Day
	readonly minute: number
}

export function book(context: BookingsContext, { member, service, day, minute }: Booking): Groups {
	const { dice } = context
	const span = spanAt(day, minute, service.minutes)
	const resources = resourcesFor(member, service)
	context.diary.take(resources, span)
	return {
		...EMPTY_GROUPS,
		when: { ...span, zone: context.zone, allDay: false, resources },
		state: stateOf(context, span),
		what: { ...EMPTY_GROUPS.what, serviceId: service.id, service: service.name, price: service.price },
		who: dice.pick(context.clients),
		note: dice.chance(0.1) ? dice.pick(NOTES) : ''
	}
}

const NOTES = [
	'Allergic to ammonia.',
	'Comes with a pram: keep the way free.',
	'First visit, found us through a friend.',
	'Likes it quiet.',
	'Prefers tea to coffee.',
	'Last colour: 7.3 with 6 %.',
	'May be five minutes late.',
	'Pays with a voucher.'
]
const REASONS = ['Ill', 'Called off by telephone', 'Stuck at work', 'Will book again']

const stateOf = (context: BookingsContext, span: Span): State => {
	const status = statusOf(context, span)
	return {
		status,
		reason: status === 'cancelled' ? context.dice.pick(REASONS) : '',
		by: status === 'requested' ? 'Online booking' : 'Front desk'
	}
}

function statusOf({ dice, today, nowMinute }: BookingsContext, { start, end }: Span): Status {
	const day = dayOf(start)
	if (day < today)
		return dice.weigh<Status>([
			['completed', 90],
			['no-show', 4],
			['cancelled', 6]
		])
	if (day > today + 7) {
		return dice.weigh<Status>([
			['booked', 70],
			['confirmed', 14],
			['requested', 13],
			['cancelled', 3]
		])
	}
	if (day > today) {
		return dice.weigh<Status>([
			['confirmed', 55],
			['booked', 37],
			['requested', 5],
			['cancelled', 3]
		])
	}
	const now = spanAt(today, nowMinute, 0).start
	if (end <= now)
		return dice.weigh<Status>([
			['completed', 94],
			['no-show', 6]
		])
	if (start <= now) return 'in-service'
	if (start <= now + 15 * MINUTE) return 'arrived'
	return dice.weigh<Status>([
		['confirmed', 70],
		['booked', 27],
		['cancelled', 3]
	])
}

/** A few appointments booked twice on purpose, so that the demo shows how Daybook marks them. */
import type { Groups, ResourceId } from '../appointment/appointment.ts'
import { occupies } from '../appointment/status.ts'
import { dayOf, MINUTE, minuteOfDay, type Day } from '../time/wall.ts'
import { book, type BookingsContext } from './bookings.ts'
import { spanAt } from './diary.ts'
import { salonService, type SalonService } from './salon-services.ts'
import { shiftOf, STAFF, TREATMENT_ROOM, type StaffMember } from './salon-team.ts'

/** Each on its own day, from later today on; the last one on the treatment room. */
const ON_STAFF = 4

/** Each of these overlaps exactly one of `bookings` hard, on one resource. */
export function clashesWith(context: BookingsContext, bookings: readonly Groups[]): readonly Groups[] {
	const days = new Set<Day>()
	const clashes: Groups[] = []
	for (const booking of bookings) {
		const day = dayOf(booking.when.start)
		if (
			clashes.length >= ON_STAFF ||
			isPast(context, booking) ||
			days.has(day) ||
			!occupies(booking.state.status)
		)
			continue
		const member = STAFF.find(({ id }) => id === booking.when.resources[0])
		const service = member && serviceWithin(member, booking)
		if (!service) continue
		days.add(day)
		clashes.push(confirmed(book(context, { member, service, day, minute: minuteOfDay(booking.when.start) })))
	}
	return [...clashes, ...roomClash(context, bookings, days)]
}

/** What has begun is settled. */
const isPast = ({ today, nowMinute }: BookingsContext, { when }: Groups): boolean =>
	when.start <= spanAt(today, nowMinute, 0).start

const confirmed = (groups: Groups): Groups => ({
	...groups,
	state: { status: 'confirmed', reason: '', by: 'Front desk' }
})

/** A service without a room that is over when the booking is, so that nothing behind it is touched. */
function serviceWithin(member: StaffMember, { when }: Groups): SalonService | undefined {
	const service = salonService(member.skills.includes('hair') ? 'short-cut' : 'brows')
	return service.minutes * MINUTE <= when.end - when.start ? service : undefined
}

/** Two of the beauty team want the treatment room at once. */
function roomClash(
	context: BookingsContext,
	bookings: readonly Groups[],
	days: ReadonlySet<Day>
): readonly Groups[] {
	for (const booking of bookings) {
		const { when, state } = booking
		const day = dayOf(when.start)
		if (
			isPast(context, booking) ||
			days.has(day) ||
			!occupies(state.status) ||
			!when.resources.includes(TREATMENT_ROOM)
		) {
			continue
		}
		const service = salonService('massage')
		const minute = minuteOfDay(when.start)
		const span = spanAt(day, minute, service.minutes)
		const isFree = (id: ResourceId) => !context.isAway(id, day) && context.diary.isFree([id], span)
		const other = STAFF.find((member) => {
			const shift = shiftOf(member, day)
			const works = shift && minute >= shift.start && minute + service.minutes <= shift.end
			return (
				member.skills.includes('beauty') && !when.resources.includes(member.id) && works && isFree(member.id)
			)
		})
		if (other && span.end <= when.end)
			return [confirmed(book(context, { member: other, service, day, minute }))]
	}
	return []
}

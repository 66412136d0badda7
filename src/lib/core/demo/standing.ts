/** What comes back every week or month in the demo salon: lunches, the team meeting, training, standing clients. */
import { EMPTY_GROUPS, type CalendarId, type ResourceId, type Who } from '../appointment/appointment.ts'
import { RANDOM_LENGTH, randomPart, seriesId } from '../appointment/ids.ts'
import type { Series } from '../recurrence/series.ts'
import { addDays, datePartsOf, DAY, isoWeekday, MINUTE, type Day, type Span } from '../time/wall.ts'
import { spanAt } from './diary.ts'
import type { Dice } from './dice.ts'
import { salonService } from './salon-services.ts'
import { AT, LUNCH_MINUTES, STAFF, type StaffMember } from './salon-team.ts'

/** How the days come back. `nth` of a month counts from 1. */
export type Rhythm =
	| { readonly kind: 'weekly'; readonly weekdays: readonly number[]; readonly every: 1 | 2 | 3 }
	| { readonly kind: 'monthly'; readonly weekday: number; readonly nth: number }

export interface Standing {
	readonly series: Series
	readonly rhythm: Rhythm
	readonly first: Day
	readonly minute: number
	readonly minutes: number
	/** A client comes; else it is the team's own. */
	readonly isClient: boolean
}

const [MO, TU, WE, TH, FR, SA] = [1, 2, 3, 4, 5, 6] as const
const CODES = ['', 'MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU']

interface ClientRow {
	readonly staff: ResourceId
	readonly weekday: number
	readonly minute: number
	readonly service: string
	readonly rhythm: 1 | 2 | 3 | 'monthly'
}

/** None meets another one of the same person or room, nor a lunch, the meeting or the training. */
const CLIENT_ROWS: readonly ClientRow[] = [
	{ staff: 'amelie', weekday: TU, minute: AT(9), service: 'blow-dry', rhythm: 1 },
	{ staff: 'amelie', weekday: TH, minute: AT(14), service: 'colour', rhythm: 'monthly' },
	{ staff: 'amelie', weekday: FR, minute: AT(16), service: 'cut', rhythm: 3 },
	{ staff: 'jonas', weekday: MO, minute: AT(10), service: 'short-cut', rhythm: 2 },
	{ staff: 'jonas', weekday: SA, minute: AT(9), service: 'short-cut', rhythm: 2 },
	{ staff: 'nadia', weekday: WE, minute: AT(17), service: 'blow-dry', rhythm: 1 },
	{ staff: 'nadia', weekday: FR, minute: AT(11), service: 'colour', rhythm: 'monthly' },
	{ staff: 'kofi', weekday: WE, minute: AT(18), service: 'beard', rhythm: 1 },
	{ staff: 'kofi', weekday: FR, minute: AT(15), service: 'short-cut', rhythm: 3 },
	{ staff: 'mei', weekday: TU, minute: AT(10), service: 'manicure', rhythm: 2 },
	{ staff: 'mei', weekday: TH, minute: AT(15), service: 'facial', rhythm: 'monthly' },
	{ staff: 'sofia', weekday: WE, minute: AT(11), service: 'massage', rhythm: 1 },
	{ staff: 'sofia', weekday: SA, minute: AT(10), service: 'pedicure', rhythm: 3 }
]

export interface StandingContext {
	readonly calendar: CalendarId
	readonly zone: string
	/** The series begin on or after this day. */
	readonly from: Day
	readonly dice: Dice
	readonly clients: readonly Who[]
}

export function standingOf(context: StandingContext): readonly Standing[] {
	return [
		...STAFF.map((member) => lunch(context, member)),
		...STAFF.map((member) => dayOff(context, member)),
		teamMeeting(context),
		training(context),
		...CLIENT_ROWS.map((row, n) => client(context, row, n))
	]
}

/** The days of these on which it takes place. */
export function daysOf(
	{ rhythm, first }: Pick<Standing, 'rhythm' | 'first'>,
	days: Span<Day>
): readonly Day[] {
	const found: Day[] = []
	for (let day = Math.max(first, days.start) as Day; day < days.end; day = addDays(day, 1)) {
		if (fits(rhythm, first, day)) found.push(day)
	}
	return found
}

function fits(rhythm: Rhythm, first: Day, day: Day): boolean {
	switch (rhythm.kind) {
		case 'weekly': {
			const weeks = Math.floor((day - monday(first)) / 7)
			return rhythm.weekdays.includes(isoWeekday(day)) && weeks % rhythm.every === 0
		}
		case 'monthly':
			return isoWeekday(day) === rhythm.weekday && Math.ceil(datePartsOf(day).day / 7) === rhythm.nth
		default:
			return rhythm satisfies never
	}
}

const monday = (day: Day): Day => addDays(day, 1 - isoWeekday(day))

function ruleOf(rhythm: Rhythm): string {
	if (rhythm.kind === 'monthly') return `FREQ=MONTHLY;BYDAY=${rhythm.nth}${CODES[rhythm.weekday]}`
	const days = rhythm.weekdays.map((weekday) => CODES[weekday]).join(',')
	return `FREQ=WEEKLY;${rhythm.every === 1 ? '' : `INTERVAL=${rhythm.every};`}BYDAY=${days}`
}

interface Plan {
	readonly rhythm: Rhythm
	readonly minute: number
	readonly minutes: number
	readonly resources: readonly ResourceId[]
	readonly what: Partial<Series['what']>
	readonly who?: Who
	readonly allDay?: boolean
}

/** The first day is one the rule yields, as RFC 5545 §3.8.5.3 wants DTSTART to be. */
function stand(context: StandingContext, plan: Plan): Standing {
	const { rhythm, minute, minutes, resources } = plan
	const window = { start: context.from, end: addDays(context.from, 40) }
	const first = daysOf({ rhythm, first: context.from }, window)[0] ?? context.from
	const from = spanAt(first, minute, minutes).start
	const segment = { from, rules: [ruleOf(rhythm)], excludedRules: [], duration: minutes * MINUTE, resources }
	const series: Series = {
		...EMPTY_GROUPS,
		id: seriesId(randomPart(context.dice.bytes(RANDOM_LENGTH))),
		calendar: context.calendar,
		time: { zone: context.zone, allDay: plan.allDay ?? false, segments: [segment], excluded: [], added: [] },
		state: { ...EMPTY_GROUPS.state, status: 'confirmed' },
		what: { ...EMPTY_GROUPS.what, ...plan.what },
		who: plan.who ?? EMPTY_GROUPS.who
	}
	return { series, rhythm, first, minute, minutes, isClient: plan.who !== undefined }
}

const lunch = (context: StandingContext, member: StaffMember): Standing =>
	stand(context, {
		rhythm: {
			kind: 'weekly',
			weekdays: [MO, TU, WE, TH, FR, SA].filter((weekday) => weekday !== member.dayOff),
			every: 1
		},
		minute: member.lunch,
		minutes: LUNCH_MINUTES,
		resources: [member.id],
		what: { title: 'Lunch', colour: 'slate' }
	})

/** Why a column stays empty. */
const dayOff = (context: StandingContext, { id, dayOff: weekday }: StaffMember): Standing =>
	stand(context, {
		rhythm: { kind: 'weekly', weekdays: [weekday], every: 1 },
		minute: 0,
		minutes: DAY / MINUTE,
		resources: [id],
		what: { title: 'Day off', colour: 'slate' },
		allDay: true
	})

const teamMeeting = (context: StandingContext): Standing =>
	stand(context, {
		rhythm: { kind: 'weekly', weekdays: [MO], every: 1 },
		minute: AT(9),
		minutes: 30,
		resources: STAFF.map(({ id }) => id),
		what: { title: 'Team meeting', location: 'Colour lounge', colour: 'violet' }
	})

const training = (context: StandingContext): Standing =>
	stand(context, {
		rhythm: { kind: 'monthly', weekday: TU, nth: 2 },
		minute: AT(16),
		minutes: 90,
		resources: ['jonas', 'kofi'],
		what: { title: 'Training: clipper work', colour: 'violet' }
	})

function client(
	context: StandingContext,
	{ staff, weekday, minute, service, rhythm }: ClientRow,
	n: number
): Standing {
	const { id, name, minutes, price, room } = salonService(service)
	const who = context.clients[n % context.clients.length]
	return stand(context, {
		rhythm:
			rhythm === 'monthly'
				? { kind: 'monthly', weekday, nth: (n % 3) + 1 }
				: { kind: 'weekly', weekdays: [weekday], every: rhythm },
		minute,
		minutes,
		resources: room ? [staff, room] : [staff],
		what: { serviceId: id, service: name, price },
		...(who ? { who } : {})
	})
}

/** Who works in the demo salon, where and when. Times are minutes after midnight. */
import type { ResourceId } from '../appointment/appointment.ts'
import { isoWeekday, type Day, type Span } from '../time/wall.ts'
import type { Resource } from '../workspace/workspace.ts'

export type Skill = 'hair' | 'colour' | 'beauty' | 'nails'

export interface StaffMember {
	readonly id: ResourceId
	readonly name: string
	readonly colour: string
	readonly skills: readonly Skill[]
	/** 1 = Monday … 7 = Sunday. Nobody works on Sundays. */
	readonly dayOff: number
	readonly shift: 'early' | 'late'
	readonly lunch: number
}

export const AT = (hour: number, minute = 0): number => hour * 60 + minute
export const LUNCH_MINUTES = 30

export const STAFF: readonly StaffMember[] = [
	{
		id: 'amelie',
		name: 'Amélie Laurent',
		colour: 'teal',
		skills: ['hair', 'colour'],
		dayOff: 6,
		shift: 'early',
		lunch: AT(12)
	},
	{
		id: 'jonas',
		name: 'Jonas Weber',
		colour: 'indigo',
		skills: ['hair'],
		dayOff: 3,
		shift: 'early',
		lunch: AT(12, 30)
	},
	{
		id: 'nadia',
		name: 'Nadia Haddad',
		colour: 'coral',
		skills: ['hair', 'colour'],
		dayOff: 2,
		shift: 'late',
		lunch: AT(13, 30)
	},
	{
		id: 'kofi',
		name: 'Kofi Mensah',
		colour: 'amber',
		skills: ['hair'],
		dayOff: 4,
		shift: 'late',
		lunch: AT(14)
	},
	{
		id: 'mei',
		name: 'Mei Tanaka',
		colour: 'rose',
		skills: ['beauty', 'nails'],
		dayOff: 6,
		shift: 'early',
		lunch: AT(13)
	},
	{
		id: 'sofia',
		name: 'Sofia Rossi',
		colour: 'olive',
		skills: ['beauty', 'nails'],
		dayOff: 5,
		shift: 'late',
		lunch: AT(14, 30)
	}
]

export const TREATMENT_ROOM: ResourceId = 'treatment-room'
export const COLOUR_LOUNGE: ResourceId = 'colour-lounge'

const ROOMS = [
	{ id: TREATMENT_ROOM, name: 'Treatment room', colour: 'sand' },
	{ id: COLOUR_LOUNGE, name: 'Colour lounge', colour: 'plum' }
]

export const SALON_RESOURCES: readonly Resource[] = [
	...STAFF.map(({ id, name, colour }) => ({ id, kind: 'staff' as const, name, colour })),
	...ROOMS.map((room) => ({ ...room, kind: 'room' as const }))
].map((resource, order) => ({ ...resource, order, archived: false }))

const MONDAY = 1
const SATURDAY = 6
const SUNDAY = 7
const SHIFTS = {
	early: { start: AT(9), end: AT(17, 30) },
	late: { start: AT(10, 30), end: AT(19) },
	saturday: { start: AT(9), end: AT(16) }
} as const satisfies Record<string, Span<number>>

/** When a member works on a day, or undefined on the day off. On Mondays all begin early: there is the team meeting. */
export function shiftOf(member: StaffMember, day: Day): Span<number> | undefined {
	const weekday = isoWeekday(day)
	if (weekday === SUNDAY || weekday === member.dayOff) return undefined
	if (weekday === SATURDAY) return SHIFTS.saturday
	return weekday === MONDAY ? SHIFTS.early : SHIFTS[member.shift]
}

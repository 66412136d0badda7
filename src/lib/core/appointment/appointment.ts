/**
 * An appointment in six groups. What is in one group changes together and merges as one; different groups merge side
 * by side. `doc/registers.ts` says how a group lies in the shared document.
 */
import type { Wall } from '../time/wall.ts'
import type { Status } from './status.ts'

/** `<home month>-<random>` (`202611-k3v…`), a series' id, or the key of an override `<series>@<date>`: see `ids.ts`. */
export type AppointmentId = string
export type CalendarId = string
export type ResourceId = string

export interface When {
	readonly start: Wall
	/** Exclusive. For all-day appointments both are midnights and `end` is the day after the last. */
	readonly end: Wall
	/** IANA name of the zone the wall times are in. */
	readonly zone: string
	readonly allDay: boolean
	readonly resources: readonly ResourceId[]
}

export interface State {
	readonly status: Status
	/** Why it was cancelled, why it did not take place; may be empty. */
	readonly reason: string
	/** Who set it: a member's or device's name; may be empty. */
	readonly by: string
}

export interface What {
	readonly title: string
	/** Id of a service of the workspace, or empty when only its name is known. */
	readonly serviceId: string
	readonly service: string
	readonly location: string
	/** A palette name of `colour.ts`, or empty: by status, person or service. */
	readonly colour: string
	/** As it is said to the client: `45 €`. */
	readonly price: string
}

export interface Attendee {
	readonly name: string
	readonly email: string
}

export interface Who {
	readonly clientId: string
	readonly name: string
	readonly phone: string
	readonly email: string
	readonly attendees: readonly Attendee[]
}

/** Where an imported appointment came from; `hash` is that of its content, so that the same file changes nothing. */
export interface Source {
	readonly uid: string
	readonly sequence: number
	readonly hash: string
}

export interface More {
	/** Minutes before the start. */
	readonly reminders: readonly number[]
	readonly fields: Readonly<Record<string, string>>
	readonly template: string
	readonly source: Source | null
}

export interface Groups {
	readonly when: When
	readonly state: State
	readonly what: What
	readonly who: Who
	readonly note: string
	readonly more: More
}

export type GroupName = keyof Groups
export const GROUP_NAMES = [
	'when',
	'state',
	'what',
	'who',
	'note',
	'more'
] as const satisfies readonly GroupName[]

export interface Appointment extends Groups {
	readonly id: AppointmentId
	readonly calendar: CalendarId
}

/** The groups a new appointment starts from; the caller fills in what is known. */
export const EMPTY_GROUPS: Omit<Groups, 'when'> = {
	state: { status: 'booked', reason: '', by: '' },
	what: { title: '', serviceId: '', service: '', location: '', colour: '', price: '' },
	who: { clientId: '', name: '', phone: '', email: '', attendees: [] },
	note: '',
	more: { reminders: [], fields: {}, template: '', source: null }
}

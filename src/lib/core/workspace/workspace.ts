/** What the root document of a workspace holds: the things appointments refer to. */
import type { CalendarId, ResourceId } from '../appointment/appointment.ts'

export type WorkspaceId = string

export interface About {
	readonly name: string
	/** IANA name of the business's zone: the zone of the views. */
	readonly zone: string
	/** A demo book; it is removed as a whole and never connected to a server. */
	readonly demo: boolean
}

export type ResourceKind = 'staff' | 'room' | 'device'

export interface Resource {
	readonly id: ResourceId
	readonly kind: ResourceKind
	readonly name: string
	/** A palette name of `colour.ts`. */
	readonly colour: string
	/** Position among the columns; ties by name. */
	readonly order: number
	/** No longer offered; old appointments keep it. */
	readonly archived: boolean
}

export interface Service {
	readonly id: string
	readonly name: string
	readonly minutes: number
	readonly bufferBefore: number
	readonly bufferAfter: number
	readonly colour: string
	readonly price: string
	readonly archived: boolean
}

export interface Calendar {
	readonly id: CalendarId
	readonly name: string
	readonly colour: string
	readonly kind: 'shared' | 'personal'
}

export interface Workspace {
	readonly id: WorkspaceId
	readonly about: About
	/** In column order, archived ones included. */
	readonly resources: readonly Resource[]
	readonly services: readonly Service[]
	readonly calendars: readonly Calendar[]
}

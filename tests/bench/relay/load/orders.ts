/** What the bench tells its clients to do, and what they answer. */
import type { FloodReport, Place, SteadyReport } from './crowd.ts'
import type { Known } from './dialects.ts'
import type { JoinReport, Standing } from './returning.ts'

export interface Orders {
	readonly gather: { readonly place: Place; readonly rooms: readonly string[]; readonly each: number }
	readonly steady: { readonly perSecond: number; readonly seconds: number }
	readonly flood: { readonly senders: number; readonly window: number; readonly seconds: number }
	/** Two devices come into a room and stay. */
	readonly open: { readonly place: Place; readonly room: string }
	/** The first of them writes, until the second has it. */
	readonly write: { readonly update: Uint8Array }
	readonly edit: { readonly count: number }
	readonly join: {
		readonly place: Place
		readonly room: string
		readonly count: number
		readonly known?: Known
	}
	readonly look: { readonly place: Place; readonly room: string }
	/** All go. */
	readonly part: Record<string, never>
}

export interface Answers {
	readonly gather: void
	readonly steady: SteadyReport
	readonly flood: FloodReport
	readonly open: void
	/** Where in the log it is on disk. */
	readonly write: Standing
	readonly edit: Standing
	readonly join: JoinReport
	readonly look: { readonly appointments: number; readonly isWhole: boolean }
	readonly part: void
}

export interface Order {
	readonly name: keyof Orders
	readonly order: Orders[keyof Orders]
}

export interface Answer {
	readonly value?: Answers[keyof Answers]
	readonly fault?: string
}

/**
 * What the views know of the others and of the server: how far the edits of the open book got, what waits for a person,
 * what changed while this device was away, and who is here. Reads are reactive as those of `Book`. `live-state.svelte.ts`
 * is the one of a device; views import this interface only. `device.live` is it, whenever a book is open.
 */
import type { AppointmentId, CalendarId } from '#lib/core/appointment/appointment.ts'
import type { Result } from '#lib/core/result.ts'
import type { Day } from '#lib/core/time/wall.ts'
import type { Move } from '../book.ts'

export type Connection =
	/** This book is on this device only; it was never connected to a server. */
	| 'none'
	| 'connecting'
	| 'live'
	/** No network or no server at present. A state, not an error: everything works, and it tries again by itself. */
	| 'offline'
	/** The session ended: the book works, edits wait. Say it quietly and offer to sign in. */
	| 'signed-out'
	/** Signed in, and this person may not read the book (any more). */
	| 'forbidden'
	/** The page is older than the server speaks: reload it. */
	| 'too-old'

/** `polling`: WebSockets are blocked here; the same goes by HTTP, a little slower, and WebSocket is tried again by itself. */
export type Transport = 'websocket' | 'polling'

/** The save ladder (design §7), the lowest rung that holds for everything. `words` is what the person reads. */
export interface Ladder {
	readonly rung:
		/** The storage transaction is under way. */
		| 'saving'
		/** Storage is refused or full: it lives in this tab only. */
		| 'memory'
		/** Refused edits or questions wait for a person. */
		| 'needs-you'
		/** `waiting` actions are on this device and not on the server yet. */
		| 'waiting'
		/** Everything is on this device, and there is no server to have it (never connected). */
		| 'saved'
		/** Everything is on the server's disk. */
		| 'synced'
	/** `Saved on this device`, `Synced`, `Needs you`, `3 waiting, saved here`. */
	readonly words: string
	/** One sentence more, for a tooltip: what holds it up and what would help; empty where there is nothing to say. */
	readonly detail: string
}

/** One action of a person that is not on the server yet. */
export interface WaitingAction {
	readonly id: number
	/** `Moved “Anna Weber” to Tue 24 Nov, 14:30` */
	readonly label: string
	/** Milliseconds since the epoch. */
	readonly at: number
}

/** Edits the server did not take (I10). They are out of the book and kept here until a person decides. */
export interface RefusedEdit {
	readonly id: number
	readonly label: string
	/** Milliseconds since the epoch: when it was done. */
	readonly at: number
	/** One sentence: why. */
	readonly reason: string
	/** Its content in lines for a person, `Anna Weber · Tue 24 Nov, 14:30–15:15 · Cut and dry`. */
	readonly lines: readonly string[]
	/** The right is there again: `reapply` may succeed. */
	readonly mayReapply: boolean
}

/** Two people moved one appointment at the same time: nobody is overruled silently (design §4). */
export interface TimeQuestion {
	readonly id: number
	readonly key: AppointmentId
	/** What it is called: the client, else the title. */
	readonly name: string
	/** For a series there is no single date: `undefined`, and `sentence` says what differs. */
	readonly mine: Move | undefined
	readonly theirs: Move | undefined
	/** Who moved it; `a colleague` where it is not known. */
	readonly by: string
	/** `Ada moved it to Tue 14:00, you to Tue 15:00` */
	readonly sentence: string
	/** The one that stands at present. */
	readonly stands: 'mine' | 'theirs'
}

/** What others changed in the days this person looks at, while the device was away. */
export interface OthersChange {
	readonly key: AppointmentId
	readonly name: string
	/** `new`, `moved`, `deleted`, … in words: `Moved to Tue 24 Nov, 14:30` */
	readonly what: string
	/** The day to jump to. */
	readonly day: Day
}

/** An edit of this device, made offline, that did not stand. */
export interface Superseded {
	readonly id: number
	readonly key: AppointmentId
	readonly name: string
	/** What this device did: `Your note`, `Your status “arrived”`. */
	readonly mine: string
	/** What stands now. */
	readonly theirs: string
	readonly at: number
}

export interface Away {
	/** Since when this device was away, and until when; milliseconds since the epoch. */
	readonly from: number
	readonly to: number
	/** By day, then by name. */
	readonly changes: readonly OthersChange[]
	readonly superseded: readonly Superseded[]
}

/** Somebody else who has the book open now. Never this tab; another tab of the same person is one person with it. */
export interface Person {
	/** Stable while they are here: for keys in lists. */
	readonly id: string
	readonly name: string
	/** A palette name of `core/workspace/colour.ts`, the same on every device. */
	readonly colour: string
	readonly day: Day | undefined
	/** The appointment they hold (open in the editor, or picked up). */
	readonly holds: AppointmentId | undefined
	/** Where they drag it to: draw a soft ghost there, with the name. */
	readonly drag: Drag | undefined
}

export interface Drag {
	readonly key: AppointmentId
	readonly to: Move
}

/** Bringing a whole book to the server, or from it. */
export interface Progress {
	readonly kind: 'to-server' | 'to-device'
	readonly done: number
	readonly of: number
}

export type DecisionRefusal =
	/** It was decided already, here or in another tab. */
	| 'gone'
	/** The right is not there (any more), or the document could not be opened. */
	| 'not-allowed'

export interface Live {
	readonly connection: Connection
	/** Undefined while there is no connection. */
	readonly transport: Transport | undefined
	readonly ladder: Ladder
	/** Latest first. Empty for a book that was never connected: there is no server to wait for. */
	readonly waiting: readonly WaitingAction[]
	readonly refused: readonly RefusedEdit[]
	readonly questions: readonly TimeQuestion[]
	/** Refused edits and questions together: the number on the badge. */
	readonly needsYou: number
	/** Undefined: nothing happened, or it was left. */
	readonly away: Away | undefined
	/** By name. */
	readonly people: readonly Person[]
	readonly progress: Progress | undefined
	/** False: this person may read and not write it. True for a book of this device only. */
	mayWrite(calendar: CalendarId): boolean

	/** The content of refused edits as text, for the clipboard or a file. */
	exportRefused(ids: readonly number[]): string
	discardRefused(id: number): Promise<void>
	/** Does it again, as an edit of now; it leaves the list when that succeeded. */
	reapplyRefused(id: number): Promise<Result<void, DecisionRefusal>>
	/** `mine` moves it once more; `theirs` leaves it as it stands. Both end the question. */
	answer(id: number, choice: 'mine' | 'theirs'): Promise<Result<void, DecisionRefusal>>
	/** Puts back what this device had written before it was superseded; undo takes it back. */
	reapply(superseded: number): Promise<Result<void, DecisionRefusal>>
	/** One superseded edit stays as it is. */
	leave(superseded: number): Promise<void>
	/** The whole list was read. */
	leaveAway(): void

	/** Presence: cheap, call them as often as the pointer moves; they are sent ten times a second at most. */
	look(day: Day | undefined): void
	hold(key: AppointmentId): void
	drag(key: AppointmentId, to: Move): void
	/** Neither held nor dragged any more. */
	release(): void

	/** Tries at once instead of at the planned time: the person asked for it. */
	retry(): void
}

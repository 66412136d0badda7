/** What the two threads that work out busy times tell each other: one month at a time, and the rooms it is made from. */
export interface BusyJob {
	readonly id: number
	readonly calendar: string
	/** `2026-11` */
	readonly month: string
	/** What was given for earlier months may have changed: it is forgotten first. */
	readonly anew: boolean
	/** Rooms that were missing before. */
	readonly given: readonly GivenRoom[]
	/** The month's busy room as it is stored. */
	readonly stored: readonly Uint8Array[]
	/** Known to nobody outside of the server: without it a name cannot be told from a key. */
	readonly salt: string
	/** Where this server's writing in the busy room ended last. */
	readonly written: Written | undefined
}

/** A client id of Yjs, and the clock of its next edit. */
export interface Written {
	readonly client: number
	readonly clock: number
}

export interface GivenRoom {
	readonly room: string
	/** What is stored of it; those that cannot be read are passed over. */
	readonly updates: readonly Uint8Array[]
}

export type BusyAnswer =
	/** The month cannot be told without these. */
	| { readonly kind: 'missing'; readonly rooms: readonly string[] }
	| {
			readonly kind: 'done'
			/** A change in any of these may change the month. */
			readonly needs: readonly string[]
			/** Undefined: the busy room says it already. */
			readonly update: Uint8Array | undefined
			/** Where the writing ends once the update is stored. */
			readonly written: Written
	  }

export interface BusyDone {
	readonly id: number
	readonly answer: BusyAnswer
}

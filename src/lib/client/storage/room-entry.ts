/** What the store `rooms` says of a document: that this device has anything of it, and in which generation. */
import type { Generation } from './doc-rows.ts'

/** As the store `rooms` has it: there is something of the room on this device. */
export interface RoomEntry {
	readonly room: string
	/** Absent: 0. */
	readonly generation?: Generation
	/** Nothing is kept of it: this person may not read it. The generation stays, so that no earlier one comes back. */
	readonly gone?: true
}

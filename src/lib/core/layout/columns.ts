/** How wide the columns of the staff day are: never too narrow to read, and a whole number of them fills the screen. */

export interface ColumnFit {
	/** Pixels. */
	readonly width: number
	/** How many are in view at once. */
	readonly shown: number
}

/** Below this the screen is a phone: at most two columns, and scrolling snaps to them. */
export const PHONE_WIDTH = 520

/** `least` is the narrowest readable column; `room` the pixels beside the hour axis. */
export function fitColumns(count: number, room: number, least: number): ColumnFit {
	const most = room < PHONE_WIDTH ? 2 : Infinity
	const shown = Math.max(1, Math.min(count, most, Math.floor(room / least)))
	return { width: Math.max(room / shown, Math.min(least, room)), shown }
}

/** The first rung of the save ladder in plain words: what is on this device, and what is not and why. */
import type { SaveStatus } from './book.ts'
import type { StorageFault } from './storage/database.ts'

export interface Saving {
	/** Actions whose storage transaction is not complete. */
	readonly waiting: number
	readonly fault: StorageFault | undefined
}

export function sayStatus({ waiting, fault }: Saving): SaveStatus {
	if (fault) return { kind: 'memory', message: sayFault(fault), unsaved: waiting }
	return waiting > 0 ? { kind: 'saving', waiting } : { kind: 'saved' }
}

/** What failed and what would help. */
export function sayFault(fault: StorageFault): string {
	switch (fault) {
		case 'refused':
			return 'This browser lets Daybook keep nothing here (a private window, or storage is blocked). What you enter lives until this tab is closed: export it, or open Daybook in a normal window.'
		case 'full':
			return 'There is no room left on this device: the last changes are only in this tab. Free some space; Daybook tries again by itself.'
		case 'closed':
			return 'The browser closed its storage: the last changes are only in this tab. Daybook tries again by itself; if it does not pass, export them and restart the browser.'
		case 'blocked':
			return 'Another tab holds an older version of Daybook open: close or reload it, so that changes can be kept again.'
		case 'broken':
			return 'The browser cannot use its storage for Daybook: the last changes are only in this tab. Export them, then restart the browser.'
		default:
			return fault satisfies never
	}
}

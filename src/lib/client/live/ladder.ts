/** The save ladder in words (design §7): the lowest rung that holds for everything. */
import type { SaveStatus } from '../book.ts'
import type { Connection, Ladder } from './live.ts'

export interface Rungs {
	readonly save: SaveStatus
	readonly connection: Connection
	/** Actions that the server does not have; undefined while that is not known: the app has just been opened. */
	readonly waiting: number | undefined
	/** The oldest of them has waited for so long, in milliseconds. */
	readonly waitedMs: number
	readonly needsYou: number
}

/** An edit is on the server within a few milliseconds; one that is not by now is worth a word. */
export const SLOW_MS = 10_000

export function sayLadder({ save, connection, waiting, waitedMs, needsYou }: Rungs): Ladder {
	if (save.kind === 'memory') return { rung: 'memory', words: 'In memory only', detail: save.message }
	if (needsYou > 0) {
		const detail =
			needsYou === 1 ? 'One thing waits for your decision' : `${needsYou} things wait for your decision`
		return { rung: 'needs-you', words: 'Needs you', detail }
	}
	if (save.kind === 'saving') return { rung: 'saving', words: 'Saving…', detail: '' }
	if (connection === 'none' || waiting === undefined) return { rung: 'saved', words: SAVED, detail: '' }
	if (waiting === 0) return { rung: 'synced', words: 'Synced', detail: sayConnection(connection) }
	if (connection === 'live' && waitedMs < SLOW_MS) return { rung: 'saved', words: SAVED, detail: '' }
	return { rung: 'waiting', words: `${waiting} waiting, saved here`, detail: sayConnection(connection) }
}

const SAVED = 'Saved on this device'

/** Why it waits and what would help; empty where nothing has to be said. */
function sayConnection(connection: Connection): string {
	switch (connection) {
		case 'none':
		case 'live':
			return ''
		case 'connecting':
			return 'Connecting to the server'
		case 'offline':
			return 'No connection to the server at present: it goes on by itself'
		case 'signed-out':
			return 'Sign in again to send it to the others'
		case 'forbidden':
			return 'You are no member of this book any more: what you did stays on this device'
		case 'too-old':
			return 'This page is older than the server: reload it'
		default:
			return connection satisfies never
	}
}

/** What lies in DATA_DIR and belongs together: all of it is backed up, and all of it is restored. */

export interface DataFile {
	readonly name: string
	readonly kind: 'database' | 'plain'
	/** In words, for the person at the terminal. */
	readonly holds: string
}

export const ROOMS_FILE = 'rooms.sqlite'

/**
 * In the order of copying: appointments first, so that whoever is named in the rights of a later moment has the calendar,
 * too. The secret last: without it everybody signs in again, nothing else.
 */
export const DATA_FILES: readonly DataFile[] = [
	{ name: ROOMS_FILE, kind: 'database', holds: 'appointments' },
	{ name: 'people.sqlite', kind: 'database', holds: 'accounts and rights' },
	{ name: 'auth-secret', kind: 'plain', holds: 'the secret that signs cookies' }
]

/** Beside a database in use; without them it may lack its newest commits. */
export const SIDE_FILES: readonly string[] = ['-wal', '-shm']

/**
 * The one database beside the documents' own. `rooms` says which documents this device has anything of, so that
 * neither a start nor an unknown month ever has to ask the browser for a list of databases.
 */
import { createDatabase, type Database } from './database.ts'

export const DAYBOOK = 'daybook'

export const openDaybook = (factory: IDBFactory | undefined, name: string = DAYBOOK): Database =>
	createDatabase({
		name,
		factory,
		version: 2,
		upgrade(database, oldVersion) {
			if (oldVersion < 1) {
				const journal = database.createObjectStore('journal', { keyPath: 'position', autoIncrement: true })
				journal.createIndex('room', 'room')
				database.createObjectStore('actions', { keyPath: 'position', autoIncrement: true })
				database.createObjectStore('rooms', { keyPath: 'room' })
				database.createObjectStore('projections', { keyPath: 'room' })
				database.createObjectStore('settings')
			}
			if (oldVersion < 2) {
				// What the server has of each room, and what waits for a person.
				database.createObjectStore('sync', { keyPath: 'room' })
				database.createObjectStore('decisions', { keyPath: 'id', autoIncrement: true })
			}
		}
	})

/** All keys that begin with `prefix`. */
export const startingWith = (prefix: string): IDBKeyRange => IDBKeyRange.bound(prefix, `${prefix}\uffff`)

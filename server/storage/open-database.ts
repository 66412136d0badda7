/**
 * Opens one of our SQLite files, makes it where there is none, and brings it to the newest version. Readable by its owner
 * only (folder 700, files 600: SQLite gives `-wal` and `-shm` the mode of the file). A commit is on disk when it returns.
 */
import { chmodSync, closeSync, existsSync, mkdirSync, openSync } from 'node:fs'
import { dirname } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { ok, refuse, type Refusal, type Result } from '#lib/core/result.ts'
import { sqliteCode, SQLITE, storeRefusal } from './sqlite-fault.ts'

export type OpenFault =
	/** The file is no SQLite database, or one that somebody else made. */
	| 'not-ours'
	/** A newer Daybook has written it: this one would not understand all of it. */
	| 'newer'
	/** It is a database of ours, and damaged so far that it cannot be opened. */
	| 'damaged'
	/** Full, read-only. */
	| 'full'
	| 'failed'

/** What kind of file it is: the same program keeps several. */
export interface Schema {
	/** Written into the file's header, so that two files cannot be taken for one another. */
	readonly applicationId: number
	/** The n-th brings a file from version n to n + 1. Never changed once it is released. */
	readonly migrations: readonly string[]
}

/** Another connection holds the write lock only for the length of one transaction. */
const BUSY_MS = 5_000

const SETTINGS = `
	pragma synchronous = full;
	-- macOS keeps what it was told to write in the disk's own cache unless asked this way.
	pragma fullfsync = on;
	pragma checkpoint_fullfsync = on;
	pragma trusted_schema = off;
	-- A damaged page is refused instead of read wrongly.
	pragma cell_size_check = on;
`

export function openDatabase(path: string, schema: Schema): Result<DatabaseSync, OpenFault> {
	let db: DatabaseSync | undefined
	try {
		makePrivate(path)
		db = new DatabaseSync(path, { timeout: BUSY_MS, defensive: true })
		const refusal = strangeness(db, path, schema) ?? settle(db, path)
		if (refusal) {
			db.close()
			return refusal
		}
		migrate(db, schema)
		return ok(db)
	} catch (error) {
		db?.close()
		return openRefusal(path, error)
	}
}

/** Not opened here when it exists: closing a second descriptor would drop the locks SQLite holds (fcntl). */
function makePrivate(path: string): void {
	const folder = dirname(path)
	mkdirSync(folder, { recursive: true, mode: 0o700 })
	tighten(folder, 0o700)
	if (!existsSync(path)) closeSync(openSync(path, 'wx', 0o600))
	tighten(path, 0o600)
}

/** What belongs to another user (a mounted folder) stays as that user made it. */
function tighten(path: string, mode: number): void {
	try {
		chmodSync(path, mode)
	} catch (error) {
		if (!(error instanceof Error && 'code' in error && (error.code === 'EPERM' || error.code === 'ENOTSUP')))
			throw error
	}
}

function strangeness(db: DatabaseSync, path: string, schema: Schema): Refusal<OpenFault> | undefined {
	const applicationId = pragma(db, 'application_id')
	const version = pragma(db, 'user_version')
	const isEmpty = db.prepare('select count(*) = 0 as empty from sqlite_schema').get()?.['empty'] === 1
	if (applicationId !== schema.applicationId && !(isEmpty && applicationId === 0 && version === 0))
		return refuse(
			'not-ours',
			`${path} is a SQLite database of another kind. Move it away, or choose another DATA_DIR`
		)
	if (version > schema.migrations.length)
		return refuse(
			'newer',
			`${path} was written by a newer Daybook (version ${version}, known here up to ${schema.migrations.length}). Update Daybook`
		)
	return undefined
}

function settle(db: DatabaseSync, path: string): Refusal<OpenFault> | undefined {
	const mode = db.prepare('pragma journal_mode = wal').get()?.['journal_mode']
	if (mode !== 'wal')
		return refuse(
			'failed',
			`${path} lies on a file system that SQLite cannot use safely (a network drive?). Choose a local DATA_DIR`
		)
	db.exec(SETTINGS)
	return undefined
}

/** Each step is a transaction: a file is never between two versions. */
function migrate(db: DatabaseSync, { applicationId, migrations }: Schema): void {
	const version = pragma(db, 'user_version')
	migrations.slice(version).forEach((migration, n) => {
		db.exec(`
			begin immediate;
			${migration};
			pragma application_id = ${applicationId};
			pragma user_version = ${version + n + 1};
			commit
		`)
	})
}

function pragma(db: DatabaseSync, name: 'application_id' | 'user_version'): number {
	return Number(db.prepare(`pragma ${name}`).get()?.[name])
}

function openRefusal(path: string, error: unknown): Refusal<OpenFault> {
	switch (sqliteCode(error)) {
		case SQLITE.notADatabase:
			return refuse('not-ours', `${path} is no database. Move it away, or choose another DATA_DIR`)
		case SQLITE.corrupt:
			return refuse(
				'damaged',
				`${path} is damaged and cannot be opened. Restore a backup: npm run restore <folder>`
			)
		default:
			return storeRefusal(`open ${path}`, error)
	}
}

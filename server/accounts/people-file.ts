/**
 * Opens `people.sqlite`, the file of accounts and sharing: one handle, one Kysely, whose lock keeps the transactions of
 * both apart. Nobody may touch the handle past Kysely: a statement of its own would fall into somebody's transaction.
 */
import { chmodSync, closeSync, mkdirSync, openSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync, type SQLInputValue } from 'node:sqlite'
import { Kysely, SqliteDialect, type SqliteDatabase } from 'kysely'
import { ok, refuse, type Result } from '#lib/core/result.ts'

/** Names of tables and their columns are the business of each part: `db.withTables<…>()`. */
export type PeopleDatabase = Kysely<unknown>

const FILE = 'people.sqlite'

export function openPeopleFile(dataDir: string): Result<PeopleDatabase, 'no-data-dir'> {
	const path = join(dataDir, FILE)
	try {
		mkdirSync(dataDir, { recursive: true, mode: 0o700 })
		// SQLite gives its side files the mode of this one: hashes of passwords are for nobody else's eyes.
		closeSync(openSync(path, 'a', 0o600))
		chmodSync(path, 0o600)
		const database = new DatabaseSync(path, { timeout: 5_000 })
		database.exec('pragma journal_mode = wal; pragma synchronous = full; pragma foreign_keys = on')
		return ok(new Kysely({ dialect: new SqliteDialect({ database: nodeSqlite(database) }) }))
	} catch (error) {
		const reason = error instanceof Error ? error.message : String(error)
		return refuse(
			'no-data-dir',
			`Cannot open ${path}: ${reason}. DATA_DIR must be a folder that this user can write to`
		)
	}
}

/** Kysely's dialect asks only for this much of a driver. */
function nodeSqlite(database: DatabaseSync): SqliteDatabase {
	return {
		close: () => database.close(),
		prepare: (sql) => {
			const statement = database.prepare(sql)
			const values = (parameters: readonly unknown[]) => parameters as SQLInputValue[]
			return {
				reader: statement.columns().length > 0,
				all: (parameters) => statement.all(...values(parameters)),
				run: (parameters) => statement.run(...values(parameters)),
				iterate: (parameters) => statement.iterate(...values(parameters))
			}
		}
	}
}

/**
 * One server for one DATA_DIR, and no restore while it runs. The lock is SQLite's own on a small file, so the operating
 * system takes it away with the process, however that ends: no stale lock after `kill -9` or a power cut.
 */
import { existsSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { ok, refuse, type Result } from '#lib/core/result.ts'
import { sqliteCode, SQLITE } from './sqlite-fault.ts'

/** Keep it: a lock that nothing refers to any more is collected, and its file closed. */
export interface FolderLock {
	release(): void
}

export type LockRefusal =
	/** Another process holds it. */
	| 'in-use'
	/** A restore was cut off: what lies there may be a part of the old and a part of the new. */
	| 'half-restored'
	| 'failed'

const LOCK_FILE = 'server.lock'
/** There while a restore puts files in place. */
export const RESTORING = 'restoring'

/** For a server. Hold it as long as a file of the folder is open. */
export function lockFolder(folder: string): Result<FolderLock, LockRefusal> {
	const lock = lockForRestore(folder)
	if (!lock.ok || !existsSync(join(folder, RESTORING))) return lock
	lock.value.release()
	return refuse(
		'half-restored',
		`A restore into ${folder} was cut off. Run it again: npm run restore <folder>`
	)
}

/** As `lockFolder`, and also for a folder in which a restore was cut off. */
export function lockForRestore(folder: string): Result<FolderLock, 'in-use' | 'failed'> {
	let db: DatabaseSync | undefined
	try {
		mkdirSync(folder, { recursive: true, mode: 0o700 })
		const lock = new DatabaseSync(join(folder, LOCK_FILE), { timeout: 0 })
		db = lock
		sign(lock)
		// Reserved: nobody else can begin to write, all can still read who holds it.
		lock.exec('begin immediate')
		return ok({ release: () => lock.isOpen && lock.close() })
	} catch (error) {
		const refusal =
			sqliteCode(error) === SQLITE.busy
				? refuse('in-use', `${folder} is in use by a running Daybook${holder(db)}. Stop it first`)
				: refuse('failed', `Cannot lock ${folder}: ${error instanceof Error ? error.message : String(error)}`)
		db?.close()
		return refusal
	}
}

/** Nothing in it needs to outlive a power cut. */
function sign(lock: DatabaseSync): void {
	lock.exec(`
		pragma journal_mode = memory;
		pragma synchronous = off;
		begin immediate;
		create table if not exists holder (process integer not null) strict;
		delete from holder;
		insert into holder values (${process.pid});
		commit
	`)
}

function holder(lock: DatabaseSync | undefined): string {
	try {
		const process = lock?.prepare('select process from holder').get()?.['process']
		return process === undefined ? '' : ` (process ${String(process)})`
	} catch {
		return ''
	}
}

/**
 * A consistent copy of a SQLite file, also while another process writes to it: SQLite's online backup, through a
 * connection of its own, so that writers wait for nothing.
 */
import { closeSync, openSync, rmSync, statSync } from 'node:fs'
import { backup, DatabaseSync } from 'node:sqlite'
import { ok, refuse, type Result } from '#lib/core/result.ts'
import { flushFile } from './flush.ts'
import type { StoreFault } from './room-log.ts'
import { storeRefusal } from './sqlite-fault.ts'

/** In one step: between two steps a writer could commit, and the copy would begin again, under load for ever. */
const ALL_PAGES = 2 ** 31 - 1
const BUSY_MS = 5_000

/** The bytes of the copy. Refused when `to` exists; after a failure nothing is left there. */
export async function copyDatabase(from: string, to: string): Promise<Result<number, StoreFault>> {
	try {
		closeSync(openSync(to, 'wx', 0o600))
	} catch (error) {
		return refuse('failed', `Cannot write ${to}: ${error instanceof Error ? error.message : String(error)}`)
	}
	let source: DatabaseSync | undefined
	try {
		source = new DatabaseSync(from, { readOnly: true, timeout: BUSY_MS })
		await backup(source, to, { rate: ALL_PAGES })
		flushFile(to)
		return ok(statSync(to).size)
	} catch (error) {
		rmSync(to, { force: true })
		return storeRefusal(`copy ${from}`, error)
	} finally {
		source?.close()
	}
}

/**
 * Puts a backup in the place of what lies in DATA_DIR. What was there is moved aside, never deleted. Until the copies are
 * complete and checked nothing is touched; from then on the folder `restoring` says that a restore is going on, so that no
 * server takes half of it for a book.
 */
import {
	chmodSync,
	copyFileSync,
	existsSync,
	mkdirSync,
	readFileSync,
	renameSync,
	rmSync,
	statSync
} from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { ok, refuse, type Refusal, type Result } from '#lib/core/result.ts'
import { MANIFEST, parseManifest, sha256Of, type Manifest, type SavedFile } from './backup-manifest.ts'
import { DATA_FILES, ROOMS_FILE, SIDE_FILES } from './data-files.ts'
import { flushFile, flushFolder } from './flush.ts'
import { lockForRestore, RESTORING } from './folder-lock.ts'
import { openDatabase } from './open-database.ts'
import { NEW_EPOCH, ROOM_SCHEMA } from './room-schema.ts'
import { storeRefusal } from './sqlite-fault.ts'

export interface Restored {
	/** When the backup was made: ISO 8601, UTC. */
	readonly madeAt: string
	readonly files: readonly SavedFile[]
	/** Where that lies which was there before; undefined when nothing was. */
	readonly keptIn: string | undefined
}

export type RestoreRefusal =
	/** A server runs on this DATA_DIR. */
	| 'in-use'
	/** The folder is no backup, or one that was cut off. */
	| 'no-backup'
	/** A file of it is missing, or not as it was written. */
	| 'damaged'
	| 'newer'
	| 'full'
	| 'failed'

export async function restore(
	from: string,
	dataDir: string,
	now: Date
): Promise<Result<Restored, RestoreRefusal>> {
	const manifest = readManifest(from)
	if (!manifest.ok) return manifest
	const lock = lockForRestore(dataDir)
	if (!lock.ok) return lock
	try {
		const damage = await damageOf(from, manifest.value.files)
		if (damage) return damage
		const draft = join(dataDir, `${RESTORING}-draft`)
		const refusal = prepare(from, draft, manifest.value.files)
		if (refusal) return refusal
		const keptIn = exchange(dataDir, draft, manifest.value.files, now)
		return ok({ ...manifest.value, keptIn })
	} catch (error) {
		return storeRefusal(`restore ${from}`, error)
	} finally {
		lock.value.release()
	}
}

/** `2026-11-25T14-30-05Z`: no colon, which Windows refuses in names. */
export const stampOf = (now: Date): string => `${now.toISOString().slice(0, 19).replaceAll(':', '-')}Z`

function readManifest(from: string): Result<Manifest, 'no-backup' | 'newer'> {
	const path = join(from, MANIFEST)
	if (!existsSync(path))
		return refuse(
			'no-backup',
			`${from} is no backup of Daybook, or one that was cut off: it has no ${MANIFEST}`
		)
	const manifest = parseManifest(readFileSync(path, 'utf8'))
	if (manifest.ok || manifest.why === 'newer') return manifest as Result<Manifest, 'newer'>
	return refuse('no-backup', `${from} is no backup of Daybook: ${manifest.message}`)
}

async function damageOf(from: string, files: readonly SavedFile[]): Promise<Refusal<'damaged'> | undefined> {
	for (const { name, bytes, sha256 } of files) {
		const path = join(from, name)
		if (!existsSync(path)) return refuse('damaged', `${path} is missing from the backup`)
		if (statSync(path).size !== bytes || (await sha256Of(path)) !== sha256)
			return refuse('damaged', `${path} is not as it was when the backup was made`)
	}
	return undefined
}

/** From the first rename to the last the folder `restoring` is there. */
function exchange(
	dataDir: string,
	draft: string,
	files: readonly SavedFile[],
	now: Date
): string | undefined {
	const staged = join(dataDir, RESTORING)
	// Left by a restore that was cut off; the backup it came from is still where it was.
	rmSync(staged, { recursive: true, force: true })
	renameSync(draft, staged)
	flushFolder(dataDir)
	const keptIn = putAside(dataDir, join(dataDir, `before-restore-${stampOf(now)}`))
	for (const { name } of files) renameSync(join(staged, name), join(dataDir, name))
	flushFolder(dataDir)
	rmSync(staged, { recursive: true })
	return keptIn
}

/** Complete, checked copies in a folder of their own; the rooms with new epochs already. */
function prepare(
	from: string,
	draft: string,
	files: readonly SavedFile[]
): Refusal<RestoreRefusal> | undefined {
	rmSync(draft, { recursive: true, force: true })
	mkdirSync(draft, { mode: 0o700 })
	for (const { name } of files) {
		const path = join(draft, name)
		copyFileSync(join(from, name), path)
		chmodSync(path, 0o600)
		const refusal = examine(path, name)
		if (refusal) {
			rmSync(draft, { recursive: true })
			return refusal
		}
		flushFile(path)
	}
	flushFolder(draft)
	return undefined
}

function examine(path: string, name: string): Refusal<RestoreRefusal> | undefined {
	if (DATA_FILES.find((file) => file.name === name)?.kind !== 'database') return undefined
	if (name === ROOMS_FILE) {
		const db = openDatabase(path, ROOM_SCHEMA)
		if (!db.ok) return refuse(db.why === 'not-ours' ? 'damaged' : db.why, db.message)
		// Positions that devices remember would mean other edits from now on.
		db.value.exec(NEW_EPOCH)
		db.value.close()
	}
	const db = new DatabaseSync(path)
	const answer = db.prepare('pragma quick_check(1)').get()?.['quick_check']
	db.exec('pragma wal_checkpoint(truncate)')
	db.close()
	return answer === 'ok'
		? undefined
		: refuse('damaged', `${name} of the backup is damaged: ${String(answer)}`)
}

/** With the side files: a server that was killed has left its newest commits in them. */
function putAside(dataDir: string, aside: string): string | undefined {
	const names = DATA_FILES.flatMap(({ name }) => [name, ...SIDE_FILES.map((side) => `${name}${side}`)])
	const present = names.filter((name) => existsSync(join(dataDir, name)))
	if (present.length === 0) return undefined
	mkdirSync(aside, { mode: 0o700 })
	for (const name of present) renameSync(join(dataDir, name), join(aside, name))
	return aside
}

/** Copies everything in DATA_DIR into a new folder, while the server runs or while it does not. */
import {
	chmodSync,
	copyFileSync,
	constants,
	existsSync,
	mkdirSync,
	readdirSync,
	rmSync,
	statSync,
	writeFileSync
} from 'node:fs'
import { join } from 'node:path'
import { ok, refuse, type Result } from '#lib/core/result.ts'
import { MANIFEST, manifestText, sha256Of, type SavedFile } from './backup-manifest.ts'
import { copyDatabase } from './copy-database.ts'
import { DATA_FILES, ROOMS_FILE, type DataFile } from './data-files.ts'
import { flushFile, flushFolder } from './flush.ts'
import type { StoreFault } from './room-log.ts'
import { storeRefusal } from './sqlite-fault.ts'

export interface BackedUp {
	readonly folder: string
	readonly files: readonly SavedFile[]
}

export type BackUpRefusal =
	/** DATA_DIR holds no book. */
	| 'nothing'
	/** The folder is there and not empty. */
	| 'exists'
	| StoreFault

/** `into` is made; after a refusal nothing is left of it. */
export async function backUp(
	dataDir: string,
	into: string,
	now: Date
): Promise<Result<BackedUp, BackUpRefusal>> {
	const present = DATA_FILES.filter(({ name }) => existsSync(join(dataDir, name)))
	if (!present.some(({ kind }) => kind === 'database'))
		return refuse(
			'nothing',
			`There is nothing to back up: ${dataDir} holds no ${ROOMS_FILE}. Is DATA_DIR right?`
		)
	if (existsSync(into) && !isEmptyFolder(into))
		return refuse('exists', `${into} is there already. Name a folder that does not exist yet`)
	const before = existsSync(into)
	const saved = await save(dataDir, into, present, now)
	if (!saved.ok) discard(into, before)
	return saved
}

async function save(
	dataDir: string,
	into: string,
	present: readonly DataFile[],
	now: Date
): Promise<Result<BackedUp, StoreFault>> {
	try {
		mkdirSync(into, { recursive: true, mode: 0o700 })
		const files: SavedFile[] = []
		for (const { name, kind } of present) {
			const [from, to] = [join(dataDir, name), join(into, name)]
			const copied = kind === 'database' ? await copyDatabase(from, to) : copyPlain(from, to)
			if (!copied.ok) return copied
			files.push({ name, bytes: statSync(to).size, sha256: await sha256Of(to) })
		}
		const manifest = manifestText({ madeAt: now.toISOString(), files })
		writeFileSync(join(into, MANIFEST), manifest, { mode: 0o600, flag: 'wx', flush: true })
		flushFolder(into)
		return ok({ folder: into, files })
	} catch (error) {
		return storeRefusal(`back up into ${into}`, error)
	}
}

function copyPlain(from: string, to: string): Result<number, StoreFault> {
	copyFileSync(from, to, constants.COPYFILE_EXCL)
	chmodSync(to, 0o600)
	flushFile(to)
	return ok(statSync(to).size)
}

function isEmptyFolder(path: string): boolean {
	return statSync(path).isDirectory() && readdirSync(path).length === 0
}

function discard(folder: string, keepFolder: boolean): void {
	for (const name of [...DATA_FILES.map((file) => file.name), MANIFEST])
		rmSync(join(folder, name), { force: true })
	if (!keepFolder && existsSync(folder) && isEmptyFolder(folder)) rmSync(folder, { recursive: true })
}

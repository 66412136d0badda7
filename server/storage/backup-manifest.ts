/** `backup.json`: what a backup is made of. Written last, so a backup that was cut off has none. */
import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { pipeline } from 'node:stream/promises'
import { ok, refuse, type Result } from '#lib/core/result.ts'
import { DATA_FILES } from './data-files.ts'

export const MANIFEST = 'backup.json'
const FORMAT = 1

export interface SavedFile {
	readonly name: string
	readonly bytes: number
	/** Hexadecimal. */
	readonly sha256: string
}

export interface Manifest {
	/** ISO 8601, UTC. */
	readonly madeAt: string
	readonly files: readonly SavedFile[]
}

export const manifestText = (manifest: Manifest): string =>
	`${JSON.stringify({ format: FORMAT, ...manifest }, undefined, '\t')}\n`

export function parseManifest(text: string): Result<Manifest, 'malformed' | 'newer'> {
	const value = parsed(text)
	if (!isRecord(value) || typeof value['format'] !== 'number')
		return refuse('malformed', `${MANIFEST} cannot be read`)
	if (value['format'] > FORMAT)
		return refuse('newer', 'This backup was made by a newer Daybook. Update Daybook, then restore it')
	const { madeAt, files } = value
	if (typeof madeAt !== 'string' || !Array.isArray(files) || !files.every(isSavedFile))
		return refuse('malformed', `${MANIFEST} cannot be read`)
	return ok({ madeAt, files })
}

export async function sha256Of(path: string): Promise<string> {
	const hash = createHash('sha256')
	await pipeline(createReadStream(path), hash)
	return hash.digest('hex')
}

function parsed(text: string): unknown {
	try {
		return JSON.parse(text) as unknown
	} catch {
		return undefined
	}
}

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
	typeof value === 'object' && value !== null

/** Only names that are known: a name is a path into DATA_DIR. */
const isSavedFile = (value: unknown): value is SavedFile =>
	isRecord(value) &&
	DATA_FILES.some(({ name }) => name === value['name']) &&
	typeof value['bytes'] === 'number' &&
	typeof value['sha256'] === 'string'

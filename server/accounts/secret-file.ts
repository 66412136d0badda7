/**
 * The secret that signs cookies and encrypts tokens: from the settings, or drawn once and kept in a file that only this
 * user can read. Losing it signs everybody out; nothing else depends on it.
 */
import { randomBytes } from 'node:crypto'
import {
	chmodSync,
	closeSync,
	fsyncSync,
	linkSync,
	mkdirSync,
	openSync,
	readFileSync,
	rmSync,
	writeSync
} from 'node:fs'
import { join } from 'node:path'
import { ok, refuse, type Result } from '#lib/core/result.ts'

const FILE = 'auth-secret'
/** 256 bits: as much as the keys that are derived from it. */
const SECRET_BYTES = 32
const SHORTEST = 32

export function readSecret(dataDir: string, given: string | undefined): Result<string, 'bad-secret'> {
	if (given !== undefined) return ok(given)
	const path = join(dataDir, FILE)
	try {
		mkdirSync(dataDir, { recursive: true, mode: 0o700 })
		const secret = readOnce(path) ?? drawOnce(path)
		if (secret.length >= SHORTEST) return ok(secret)
		return refuse(
			'bad-secret',
			`${path} is too short to be a secret: restore it, or delete it (then everybody signs in again)`
		)
	} catch (error) {
		const reason = error instanceof Error ? error.message : String(error)
		return refuse(
			'bad-secret',
			`Cannot keep a secret in ${path}: ${reason}. DATA_DIR must be a folder that this user can write to`
		)
	}
}

function readOnce(path: string): string | undefined {
	try {
		const secret = readFileSync(path, 'utf8').trim()
		chmodSync(path, 0o600)
		return secret
	} catch (error) {
		if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
		throw error
	}
}

/** Whole or not at all, and the first of two that start at once wins: a link, unlike a rename, refuses to replace. */
function drawOnce(path: string): string {
	const draft = `${path}.${randomBytes(6).toString('hex')}`
	const file = openSync(draft, 'wx', 0o600)
	writeSync(file, `${randomBytes(SECRET_BYTES).toString('base64url')}\n`)
	fsyncSync(file)
	closeSync(file)
	try {
		linkSync(draft, path)
	} catch (error) {
		if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
	} finally {
		rmSync(draft)
	}
	return readFileSync(path, 'utf8').trim()
}

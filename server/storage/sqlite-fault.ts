/** What an error of SQLite means to whoever called (https://sqlite.org/rescode.html). */
import { refuse, type Refusal } from '#lib/core/result.ts'
import type { StoreFault } from './room-log.ts'

export const SQLITE = { busy: 5, readOnly: 8, ioError: 10, corrupt: 11, full: 13, notADatabase: 26 } as const

/** Extended codes of `SQLITE_IOERR` that come from writing: a disk that is full says either these or `SQLITE_FULL`. */
const WRITE_ERRORS = new Set([3, 4, 5, 6, 18, 19].map((detail) => SQLITE.ioError | (detail << 8)))
/** The same from Node's own file calls. */
const FILE_ERRORS = new Set(['ENOSPC', 'EDQUOT', 'EFBIG', 'EROFS'])

/** The primary result code; undefined for an error that is not SQLite's. */
export function sqliteCode(error: unknown): number | undefined {
	const extended = extendedCode(error)
	return extended === undefined ? undefined : extended & 0xff
}

/** An error of SQLite or of a file as a refusal. Anything else is a bug of ours and thrown again. */
export function storeRefusal(what: string, error: unknown): Refusal<StoreFault> {
	if (!(error instanceof Error)) throw error
	const extended = extendedCode(error)
	const fileCode = 'code' in error && typeof error.code === 'string' ? error.code : ''
	if (extended === undefined && !('syscall' in error)) throw error
	const refusesWrites =
		extended === undefined
			? FILE_ERRORS.has(fileCode)
			: WRITE_ERRORS.has(extended) ||
				[SQLITE.full, SQLITE.readOnly].some((code) => code === (extended & 0xff))
	if (refusesWrites)
		return refuse('full', `Cannot ${what}: the disk is full or refuses to be written (${error.message})`)
	return refuse('failed', `Cannot ${what}: ${error.message}`)
}

const extendedCode = (error: unknown): number | undefined =>
	error instanceof Error && 'errcode' in error && typeof error.errcode === 'number'
		? error.errcode
		: undefined

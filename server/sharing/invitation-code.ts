/**
 * The code of an invitation: its id, by which it is found, and 160 random bits, of which the server keeps a hash. The
 * secret part is never looked up, only compared, in the same time whatever it is.
 */
import { createHash, timingSafeEqual } from 'node:crypto'
import { RANDOM_LENGTH, randomPart } from '#lib/core/appointment/ids.ts'

const SECRET_BYTES = 20

export interface DrawnCode {
	readonly id: string
	/** Handed out once. */
	readonly code: string
	readonly hash: string
}

export function drawCode(randomBytes: (length: number) => Uint8Array): DrawnCode {
	const id = randomPart(randomBytes(RANDOM_LENGTH))
	const secret = Buffer.from(randomBytes(SECRET_BYTES)).toString('base64url')
	return { id, code: `${id}${secret}`, hash: hashOf(secret) }
}

export const idOfCode = (code: string): string => code.slice(0, RANDOM_LENGTH)

/** `hash` undefined: there is no such invitation; it takes as long as one with another secret. */
export function matchesCode(code: string, hash: string | undefined): boolean {
	const given = Buffer.from(hashOf(code.slice(RANDOM_LENGTH)))
	const kept = Buffer.from(hash ?? hashOf(''))
	return timingSafeEqual(given, kept) && hash !== undefined
}

const hashOf = (secret: string): string => createHash('sha256').update(secret).digest('base64url')

/**
 * An id tells where its record lives: `202611-k3v9…` in the month doc of its home month 2026-11, `s-k3v9…` (a series)
 * in the calendar's base doc, `s-k3v9…@2026-11-23` (an override) in the month doc of that original date. A rule that
 * yields several occurrences on one date names the second and later ones `@2026-11-23T14:00`. What a series says otherwise
 * from a date on is `s-k3v9…~2026-11-23`, in the base doc like the series.
 */
import { formatDay, formatMonth, formatTime, dayOf, parseWall, type Wall } from '../time/wall.ts'
import type { AppointmentId } from './appointment.ts'

/** Length of the random part: 12 characters of 32 = 60 bits, so that a million ids of a month collide once in 10^6 books. */
export const RANDOM_LENGTH = 12
const ALPHABET = '0123456789abcdefghjkmnpqrstvwxyz'

/** Text of `RANDOM_LENGTH` characters made from as many random bytes, which the caller draws. */
export const randomPart = (bytes: Uint8Array): string =>
	Array.from(bytes.subarray(0, RANDOM_LENGTH), (byte) => ALPHABET[byte % 32]).join('')

export const appointmentId = (start: Wall, random: string): AppointmentId =>
	`${formatMonth(dayOf(start)).replace('-', '')}-${random}`
export const seriesId = (random: string): AppointmentId => `s-${random}`
export const isSeriesId = (id: AppointmentId): boolean => id.startsWith('s-') && !/[@~]/.test(id)

/** `first`: whether this is the first occurrence of the rule on its date. */
export const overrideKey = (series: AppointmentId, original: Wall, first = true): AppointmentId =>
	`${series}@${formatDay(dayOf(original))}${first ? '' : `T${formatTime(original)}`}`

export interface OverrideParts {
	readonly series: AppointmentId
	/** The original date (midnight), or the original start where the key has a time. */
	readonly original: Wall
	readonly hasTime: boolean
}

/** Parts of an override's key, or undefined for every other id. */
export function overrideParts(id: AppointmentId): OverrideParts | undefined {
	const at = id.indexOf('@')
	if (at < 0) return undefined
	const text = id.slice(at + 1)
	const original = parseWall(text)
	return original.ok
		? { series: id.slice(0, at), original: original.value, hasTime: text.includes('T') }
		: undefined
}

/** What a series says from this original date on. */
export const laterKey = (series: AppointmentId, original: Wall): AppointmentId =>
	`${series}~${formatDay(dayOf(original))}`

export interface LaterParts {
	readonly series: AppointmentId
	/** Midnight of the original date. */
	readonly from: Wall
}

/** Parts of a `laterKey`, or undefined for every other id. */
export function laterParts(id: AppointmentId): LaterParts | undefined {
	const at = id.indexOf('~')
	if (at < 0) return undefined
	const text = id.slice(at + 1)
	const from = /^\d{4}-\d{2}-\d{2}$/.test(text) ? parseWall(text) : undefined
	return from?.ok ? { series: id.slice(0, at), from: from.value } : undefined
}

/** The home month `2026-11` of an appointment or override; undefined for a series, which lives in the base doc. */
export function homeMonth(id: AppointmentId): string | undefined {
	const override = overrideParts(id)
	if (override) return formatMonth(dayOf(override.original))
	return /^\d{6}-/.test(id) ? `${id.slice(0, 4)}-${id.slice(4, 6)}` : undefined
}

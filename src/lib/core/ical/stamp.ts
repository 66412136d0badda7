/**
 * Dates, times, durations and offsets of RFC 5545 3.3 as numbers. A value is taken at its word or refused with a
 * sentence that names it; nothing is rounded to something that exists.
 */
import { ok, refuse, type Result } from '../result.ts'
import { DAY, formatWall, HOUR, MINUTE, parseWall, SECOND, type Wall } from '../time/wall.ts'

export type StampRefusal = 'no-such-time'

/** A DATE or DATE-TIME as it stands in the file; what zone it is in is decided elsewhere. */
export interface Stamp {
	readonly wall: Wall
	/** `date`: the wall time is a midnight. `local`: with TZID or floating. */
	readonly form: 'date' | 'local' | 'utc'
}

/** Basic form, and the extended one with dashes and colons that some programs write against the RFC. */
const BASIC = /^(\d{4})-?(\d{2})-?(\d{2})(?:[T ](\d{2}):?(\d{2})(?::?(\d{2}))?(?:\.\d+)?(Z)?|Z)?$/i

/** `20261123`, `20261123T140500`, `20261123T140500Z`. */
export function parseStamp(text: string): Result<Stamp, StampRefusal> {
	const match = BASIC.exec(text.trim())
	if (!match) return refuse('no-such-time', `"${text}" is not a date or time`)
	const [, year, month, day, hour, minute, second, utc] = match
	const date = `${year}-${month}-${day}`
	// A leap second (3.3.12) is the second before: our minutes have sixty.
	const time = hour === undefined ? '' : `T${hour}:${minute}:${second === '60' ? '59' : (second ?? '00')}`
	const wall = parseWall(date + time)
	if (!wall.ok) return refuse('no-such-time', wall.message)
	return ok({ wall: wall.value, form: time === '' ? 'date' : utc ? 'utc' : 'local' })
}

const pad = (value: number, length = 2) => String(value).padStart(length, '0')

/** `20261123T140500` */
export const writeDateTime = (wall: Wall): string => {
	const [date = '', time = ''] = formatWall(wall).split('T')
	return `${date.replaceAll('-', '')}T${time.replaceAll(':', '').padEnd(6, '0')}`
}

/** `20261123` */
export const writeDate = (wall: Wall): string => writeDateTime(wall).slice(0, 8)

/** Days count on the wall, hours in the world: over a change of the clocks they differ (3.3.6, 3.8.2.5). */
export interface Duration {
	/** Milliseconds of weeks and days; may be negative. */
	readonly days: number
	/** Milliseconds of hours, minutes and seconds; the same sign. */
	readonly time: number
}

const DURATION = /^([+-])?P(?:(\d+)W)?(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?)?$/i

/** `PT1H30M`, `-P2D`; undefined for anything else, `P` and `PT` too. */
export function parseDuration(text: string): Duration | undefined {
	const match = DURATION.exec(text.trim())
	if (!match || !/\d/.test(text)) return undefined
	const sign = match[1] === '-' ? -1 : 1
	const [weeks, days, hours, minutes, seconds] = match.slice(2).map((part) => Number(part ?? 0)) as [
		number,
		number,
		number,
		number,
		number
	]
	return {
		days: sign * (weeks * 7 + days) * DAY,
		time: sign * (hours * HOUR + minutes * MINUTE + seconds * SECOND)
	}
}

/** `-PT15M` for -15 minutes; days where they are whole. */
export function writeDuration(ms: number): string {
	const sign = ms < 0 ? '-' : ''
	const size = Math.abs(ms)
	if (size % DAY === 0) return `${sign}P${size / DAY}D`
	const seconds = (size % MINUTE) / SECOND
	const minutes = Math.floor(size / MINUTE)
	return `${sign}PT${minutes > 0 ? `${minutes}M` : ''}${seconds > 0 ? `${seconds}S` : ''}`
}

const OFFSET = /^([+-])(\d{2}):?(\d{2})(?::?(\d{2}))?$/

/** Milliseconds east of Greenwich of `+0530` or `-034530`; undefined for anything else. */
export function parseOffset(text: string): number | undefined {
	const match = OFFSET.exec(text.trim())
	if (!match) return undefined
	const [hours, minutes, seconds] = match.slice(2).map((part) => Number(part ?? 0)) as [
		number,
		number,
		number
	]
	const size = hours * HOUR + minutes * MINUTE + seconds * SECOND
	return match[1] === '-' ? -size : size
}

/** `+0530`; seconds only where there are any. */
export function writeOffset(ms: number): string {
	const size = Math.abs(ms)
	const seconds = Math.floor((size % MINUTE) / SECOND)
	const hoursMinutes = `${pad(Math.floor(size / HOUR))}${pad(Math.floor((size % HOUR) / MINUTE))}`
	return `${ms < 0 ? '-' : '+'}${hoursMinutes}${seconds > 0 ? pad(seconds) : ''}`
}

/**
 * Time as length: wall time ↔ pixels from the start of the range. No hour is hidden; hours outside the business day may
 * be drawn narrower (`quiet`), so that a week still shows names. `wallAt` is the inverse of `pixelAt` inside the range.
 */
import { DAY, MINUTE, type Span, type Wall } from '../time/wall.ts'

export interface Scale {
	/** Midnight of the first day. */
	readonly start: Wall
	readonly days: number
	/** Minutes of the day between which a minute is `busy` pixels long. */
	readonly dayStart: number
	readonly dayEnd: number
	/** Pixels per minute between `dayStart` and `dayEnd`, and outside them; both above 0. */
	readonly busy: number
	readonly quiet: number
}

const DAY_MINUTES = DAY / MINUTE

/** Pixels of one day. */
export const dayLength = ({ dayStart, dayEnd, busy, quiet }: Scale): number =>
	(dayEnd - dayStart) * busy + (DAY_MINUTES - dayEnd + dayStart) * quiet

/** Pixels of the whole range. */
export const scaleLength = (scale: Scale): number => dayLength(scale) * scale.days

export const scaleSpan = ({ start, days }: Scale): Span => ({ start, end: (start + days * DAY) as Wall })

/** Pixels from the start of the range; times outside are held at its ends. */
export function pixelAt(scale: Scale, wall: Wall): number {
	const ms = Math.min(Math.max(wall - scale.start, 0), scale.days * DAY)
	const day = Math.floor(ms / DAY)
	const minute = (ms - day * DAY) / MINUTE
	const { dayStart, dayEnd, busy, quiet } = scale
	const within =
		Math.min(minute, dayStart) * quiet +
		(Math.min(Math.max(minute, dayStart), dayEnd) - dayStart) * busy +
		Math.max(minute - dayEnd, 0) * quiet
	return day * dayLength(scale) + within
}

/** The wall time at a pixel, not snapped; pixels outside are held at the ends of the range. */
export function wallAt(scale: Scale, pixel: number): Wall {
	const length = dayLength(scale)
	const held = Math.min(Math.max(pixel, 0), length * scale.days)
	const day = Math.floor(held / length)
	const within = held - day * length
	const { dayStart, dayEnd, busy, quiet } = scale
	const dawn = dayStart * quiet
	const dusk = dawn + (dayEnd - dayStart) * busy
	const minute =
		within < dawn
			? within / quiet
			: within < dusk
				? dayStart + (within - dawn) / busy
				: dayEnd + (within - dusk) / quiet
	return (scale.start + day * DAY + Math.round(minute * MINUTE)) as Wall
}

/** What of a span lies in the range: an appointment over midnight is cut, and says at which ends. */
export interface Piece {
	/** Pixels, half-open. */
	readonly start: number
	readonly end: number
	readonly cutStart: boolean
	readonly cutEnd: boolean
}

/**
 * The pixels of a span, at least `least` long (kept inside the range); undefined when it lies outside. A span without
 * length is shown where it starts.
 */
export function pieceOf(scale: Scale, span: Span, least: number): Piece | undefined {
	const range = scaleSpan(scale)
	const isPoint = span.end <= span.start
	if (span.start >= range.end || (isPoint ? span.start < range.start : span.end <= range.start))
		return undefined
	const length = scaleLength(scale)
	const from = pixelAt(scale, span.start)
	const start = Math.max(0, Math.min(from, length - least))
	const end = Math.min(length, Math.max(pixelAt(scale, span.end), start + least))
	return { start, end, cutStart: span.start < range.start, cutEnd: span.end > range.end }
}

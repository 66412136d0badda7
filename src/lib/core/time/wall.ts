/**
 * Wall time: what a clock on the wall and the calendar beside it show, without a zone. Wall times and instants are
 * different types on purpose: only `zone.ts` turns one into the other.
 */
import { ok, refuse, type Result } from '../result.ts'

declare const wallBrand: unique symbol
declare const dayBrand: unique symbol
declare const instantBrand: unique symbol

/** Milliseconds from 1970-01-01T00:00 to this wall time, counted as if every day had 24 hours. Whole seconds. */
export type Wall = number & { readonly [wallBrand]: true }
/** Days from 1970-01-01 to this date. */
export type Day = number & { readonly [dayBrand]: true }
/** Milliseconds since the Unix epoch: a moment in the world. */
export type Instant = number & { readonly [instantBrand]: true }

/** Half-open: `start` is in, `end` is out. */
export interface Span<Point extends number = Wall> {
	readonly start: Point
	readonly end: Point
}

export const SECOND = 1000
export const MINUTE = 60_000
export const HOUR = 3_600_000
export const DAY = 86_400_000

/** Month and day count from 1; the parts are believed (see `parseWall` for outside input). */
export const wallOf = (year: number, month: number, day: number, hour = 0, minute = 0, second = 0): Wall =>
	(dayFromParts({ year, month, day }) * DAY + hour * HOUR + minute * MINUTE + second * SECOND) as Wall

export const dayOf = (wall: Wall): Day => Math.floor(wall / DAY) as Day
export const startOfDay = (day: Day): Wall => (day * DAY) as Wall
export const plus = (wall: Wall, ms: number): Wall => (wall + ms) as Wall
export const addDays = (day: Day, days: number): Day => (day + days) as Day
/** Minutes since midnight of its own day, 0-1439. */
export const minuteOfDay = (wall: Wall): number => Math.floor((wall - dayOf(wall) * DAY) / MINUTE)

export interface DateParts {
	readonly year: number
	/** 1-12 */
	readonly month: number
	/** 1-31 */
	readonly day: number
}

/*
 * Both ways by arithmetic (a `Date` for each takes five times as long, and recurrence asks thousands of times in a paint):
 * years are counted from 1 March, so that the leap day is the last of a year, in cycles of 400 years.
 */
const DAYS_OF_CYCLE = 146_097
/** From 1 March of the year 0 to 1970-01-01. */
const DAYS_BEFORE_EPOCH = 719_468

export function datePartsOf(day: Day): DateParts {
	const since = day + DAYS_BEFORE_EPOCH
	const cycle = Math.floor(since / DAYS_OF_CYCLE)
	const ofCycle = since - cycle * DAYS_OF_CYCLE
	const leapDays = Math.floor(ofCycle / 1_460) - Math.floor(ofCycle / 36_524) + Math.floor(ofCycle / 146_096)
	const yearOfCycle = Math.floor((ofCycle - leapDays) / 365)
	const ofYear = ofCycle - (365 * yearOfCycle + Math.floor(yearOfCycle / 4) - Math.floor(yearOfCycle / 100))
	// 0 = March … 11 = February: 153 days in every five months.
	const monthFromMarch = Math.floor((5 * ofYear + 2) / 153)
	const month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9
	return {
		year: cycle * 400 + yearOfCycle + (month <= 2 ? 1 : 0),
		month,
		day: ofYear - Math.floor((153 * monthFromMarch + 2) / 5) + 1
	}
}

/** The inverse of `datePartsOf`; months and days beyond their year and month count on into the next. */
export function dayFromParts({ year, month, day }: DateParts): Day {
	const months = year * 12 + month - 3
	const yearFromMarch = Math.floor(months / 12)
	const monthFromMarch = months - yearFromMarch * 12
	const leapDays =
		Math.floor(yearFromMarch / 4) - Math.floor(yearFromMarch / 100) + Math.floor(yearFromMarch / 400)
	const ofYear = Math.floor((153 * monthFromMarch + 2) / 5) + day - 1
	return (yearFromMarch * 365 + leapDays + ofYear - DAYS_BEFORE_EPOCH) as Day
}

/** 1 = Monday … 7 = Sunday (ISO 8601). */
export const isoWeekday = (day: Day): number => ((((day + 3) % 7) + 7) % 7) + 1

const two = (n: number) => (n < 10 ? `0${n}` : `${n}`)

/** `2026-11-23` */
export function formatDay(day: Day): string {
	const { year, month, day: dayOfMonth } = datePartsOf(day)
	return `${String(year).padStart(4, '0')}-${two(month)}-${two(dayOfMonth)}`
}

/** `14:05`, or `14:05:09` where there are seconds. */
export function formatTime(wall: Wall): string {
	const date = new Date(wall)
	const seconds = date.getUTCSeconds()
	const short = `${two(date.getUTCHours())}:${two(date.getUTCMinutes())}`
	return seconds === 0 ? short : `${short}:${two(seconds)}`
}

/** `2026-11-23T14:05` (RFC 3339 without offset; seconds only where there are any). Inverse of `parseWall`. */
export const formatWall = (wall: Wall): string => `${formatDay(dayOf(wall))}T${formatTime(wall)}`

/** `202611`: the month part of an appointment's id, as `2026-11` with a dash. */
export const formatMonth = (day: Day): string => formatDay(day).slice(0, 7)

const DATE = /^(\d{4})-(\d{2})-(\d{2})$/
const TIME = /^(\d{2}):(\d{2})(?::(\d{2}))?$/

export type DateRefusal = 'not-a-date' | 'no-such-date'

/** `2026-02-31` is refused with a sentence that names it. */
export function parseDay(text: string): Result<Day, DateRefusal> {
	const match = DATE.exec(text)
	if (!match) return refuse('not-a-date', `"${text}" is not a date: write it as 2026-11-23`)
	const [year, month, day] = match.slice(1).map(Number) as [number, number, number]
	const found = dayOf(wallOf(year, month, day))
	return formatDay(found) === text ? ok(found) : refuse('no-such-date', `There is no ${text} in the calendar`)
}

export type TimeRefusal = 'not-a-time'

/** Milliseconds after midnight of `14:05` or `14:05:09`. */
export function parseTime(text: string): Result<number, TimeRefusal> {
	const match = TIME.exec(text)
	const [hour, minute, second] = (match ?? []).slice(1).map((part) => Number(part ?? 0))
	if (
		hour === undefined ||
		minute === undefined ||
		second === undefined ||
		hour > 23 ||
		minute > 59 ||
		second > 59
	) {
		return refuse('not-a-time', `"${text}" is not a time: write it as 14:30`)
	}
	return ok(hour * HOUR + minute * MINUTE + second * SECOND)
}

/** `2026-11-23T14:05`, or a bare date for its midnight. */
export function parseWall(text: string): Result<Wall, DateRefusal | TimeRefusal> {
	const [date = '', time] = text.split('T')
	const day = parseDay(date)
	if (!day.ok) return day
	if (time === undefined) return ok(startOfDay(day.value))
	const ms = parseTime(time)
	return ms.ok ? ok(plus(startOfDay(day.value), ms.value)) : ms
}

export const overlaps = <Point extends number>(a: Span<Point>, b: Span<Point>): boolean =>
	a.start < b.end && b.start < a.end

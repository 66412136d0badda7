/**
 * Dates, times and durations as people type them at a front desk: `24.11.`, `24 Nov`, `fri`, `930`, `2:30 pm`, `1h30`.
 * Whatever cannot be meant is refused with a sentence that names it; nothing is ever guessed across a missing day.
 */
import { ok, refuse, type Result } from '../result.ts'
import { addDays, datePartsOf, dayFromParts, isoWeekday, type DateRefusal, type Day } from '../time/wall.ts'

export interface TypingHabits {
	/** What `fri`, `tomorrow` and a date without a year are counted from. */
	readonly today: Day
	/** Which of two numbers with slashes is the day; dotted dates are always day first. */
	readonly order: 'dmy' | 'mdy'
	/** Names of the twelve months in the person's language, besides the English ones. */
	readonly months: readonly string[]
}

const MONTHS = 'january february march april may june july august september october november december'.split(
	' '
)
const WEEKDAYS = 'monday tuesday wednesday thursday friday saturday sunday'.split(' ')
/** A date without a year may lie this far back before the next year is meant. */
const LOOK_BACK_DAYS = 120

/** The day that was typed: ISO, `24.11.26`, `11/24` by habit, `24 Nov`, `Nov 24`, `today`, `tomorrow`, `fri`. */
export function typedDay(text: string, habits: TypingHabits): Result<Day, DateRefusal> {
	const typed = text.trim().toLowerCase()
	if (/^\d{4}-\d{2}-\d{2}$/.test(typed))
		return checkParts(Number(typed.slice(0, 4)), Number(typed.slice(5, 7)), Number(typed.slice(8)), text)
	const word = wordDay(typed, habits.today)
	if (word !== undefined) return ok(word)
	return numbersDay(typed, text, habits) ?? namedDay(typed, text, habits) ?? notADate(text)
}

const notADate = (text: string) =>
	refuse<DateRefusal>(
		'not-a-date',
		text.trim() === ''
			? 'Write a date, for instance 24 Nov'
			: `"${text.trim()}" is not a date: write it as 24 Nov or 2026-11-24`
	)

function wordDay(typed: string, today: Day): Day | undefined {
	if (typed === 'today') return today
	if (typed === 'tomorrow') return addDays(today, 1)
	if (typed === 'yesterday') return addDays(today, -1)
	const weekday = typed.length >= 2 ? WEEKDAYS.findIndex((name) => name.startsWith(typed)) : -1
	return weekday < 0 ? undefined : addDays(today, (weekday + 1 - isoWeekday(today) + 7) % 7)
}

/** `24.11.2026`, `24.11.`, `24/11`, `11/24/26`. */
function numbersDay(typed: string, text: string, habits: TypingHabits): Result<Day, DateRefusal> | undefined {
	const match = /^(\d{1,2})\s*([./])\s*(\d{1,2})(?:\s*[./]\s*(\d{4}|\d{2})?)?$/.exec(typed)
	if (!match) return undefined
	const dayFirst = match[2] === '.' || habits.order === 'dmy'
	const [first, second] = [Number(match[1]), Number(match[3])]
	const [day, month] = dayFirst ? [first, second] : [second, first]
	return checkParts(yearOf(match[4], month, day, habits.today), month, day, text)
}

/** `24 Nov 2026`, `Nov 24`, `Tue, 24. November`; the weekday is not believed, the date is. */
function namedDay(typed: string, text: string, habits: TypingHabits): Result<Day, DateRefusal> | undefined {
	const words = typed.split(/[\s,.]+/u).filter((word) => word !== '')
	const numbers = words.filter((word) => /^\d+$/.test(word))
	const months = words.map((word) => monthNamed(word, habits.months)).filter((month) => month > 0)
	const day = numbers.find((word) => word.length <= 2)
	const month = months[0]
	if (day === undefined || month === undefined || months.length > 1 || numbers.length > 2 || words.length > 4)
		return undefined
	const year = numbers.find((word) => word.length === 4) ?? numbers[1]
	return checkParts(yearOf(year, month, Number(day), habits.today), month, Number(day), text)
}

function monthNamed(word: string, names: readonly string[]): number {
	if (word.length < 3) return 0
	const among = (list: readonly string[]) => list.findIndex((name) => name.toLowerCase().startsWith(word)) + 1
	return among(MONTHS) || among(names)
}

function yearOf(year: string | undefined, month: number, day: number, today: Day): number {
	if (year !== undefined) return Number(year) + (year.length === 2 ? 2000 : 0)
	const thisYear = datePartsOf(today).year
	return dayFromParts({ year: thisYear, month, day }) < today - LOOK_BACK_DAYS ? thisYear + 1 : thisYear
}

/** Who types the year 26 or 20226 has missed a key; nobody books before or after these. */
const FIRST_YEAR = 1900
const LAST_YEAR = 2999

function checkParts(year: number, month: number, day: number, text: string): Result<Day, DateRefusal> {
	const name = MONTHS[month - 1]
	if (name === undefined || day < 1 || day > 31) return notADate(text)
	if (year < FIRST_YEAR || year > LAST_YEAR)
		return refuse(
			'no-such-date',
			`The year ${year} is too far away: write one between ${FIRST_YEAR} and ${LAST_YEAR}`
		)
	const found = dayFromParts({ year, month, day })
	if (datePartsOf(found).day === day) return ok(found)
	const title = `${name[0]?.toUpperCase()}${name.slice(1)} ${year}`
	const last = datePartsOf(addDays(dayFromParts({ year, month: month + 1, day: 1 }), -1)).day
	return refuse(
		'no-such-date',
		`There is no ${day} ${title}: its last day is the ${last}th`.replace('31th', '31st')
	)
}

export const MINUTES_OF_DAY = 1440

/** Minutes after midnight of `9`, `9:30`, `930`, `14.30`, `14h30`, `2 pm`; 1440 for `24:00`. */
export function typedTime(text: string): Result<number, 'not-a-time'> {
	const typed = text.trim().toLowerCase()
	const match = /^(\d{1,2})(?:\s*[:.h]\s*(\d{2})?|(\d{2}))?\s*(?:([ap])\.?\s*(?:m\.?)?|uhr)?$/.exec(typed)
	const minute = Number(match?.[2] ?? match?.[3] ?? 0)
	const hour = hourOf(Number(match?.[1]), match?.[4])
	const minutes = hour * 60 + minute
	if (match && minute < 60 && minutes >= 0 && minutes <= MINUTES_OF_DAY) return ok(minutes)
	return refuse(
		'not-a-time',
		typed === '' ? 'Write a time, for instance 14:30' : `"${text.trim()}" is not a time: write it as 14:30`
	)
}

function hourOf(hour: number, half: string | undefined): number {
	if (half === undefined) return hour
	return hour < 1 || hour > 12 ? NaN : (hour % 12) + (half === 'p' ? 12 : 0)
}

/** Minutes of `45`, `45 min`, `1h`, `1h30`, `1:30`, `1.5 h`, `2 days`; more than none, at most a year. */
export function typedDuration(text: string): Result<number, 'not-a-duration'> {
	const typed = text.trim().toLowerCase().replace(',', '.')
	const minutes = plainMinutes(typed) ?? clockMinutes(typed) ?? unitMinutes(typed)
	if (minutes !== undefined && minutes > 0 && minutes <= 366 * MINUTES_OF_DAY) return ok(minutes)
	return refuse('not-a-duration', `"${text.trim()}" is not a length: write it as 45 min or 1 h 30`)
}

const plainMinutes = (typed: string) =>
	/^\d+\s*(m|min|mins|minutes?|′|')?$/.test(typed) ? parseInt(typed, 10) : undefined

function clockMinutes(typed: string): number | undefined {
	const match = /^(\d+)\s*(?::|h|hr|hrs|hours?)\s*(\d{1,2})\s*(?:m|min|mins|minutes?)?$/.exec(typed)
	return match && Number(match[2]) < 60 ? Number(match[1]) * 60 + Number(match[2]) : undefined
}

function unitMinutes(typed: string): number | undefined {
	const match = /^(\d+(?:\.\d+)?)\s*(h|hr|hrs|hours?|d|days?)$/.exec(typed)
	return match ? Math.round(Number(match[1]) * (match[2]?.startsWith('d') ? MINUTES_OF_DAY : 60)) : undefined
}

/** `45 min`, `1 h`, `1 h 30`, `2 days`: what `typedDuration` reads back. */
export function sayDuration(minutes: number): string {
	if (minutes % MINUTES_OF_DAY === 0 && minutes > 0)
		return minutes === MINUTES_OF_DAY ? '1 day' : `${minutes / MINUTES_OF_DAY} days`
	if (minutes < 60) return `${minutes} min`
	const rest = minutes % 60
	return `${Math.floor(minutes / 60)} h${rest === 0 ? '' : ` ${String(rest).padStart(2, '0')}`}`
}

/** `24:00` for the end of a day, else `HH:MM`. */
export const sayTime = (minutes: number): string =>
	`${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`

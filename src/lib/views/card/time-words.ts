/** Times of the day and dates in the words of a locale. Wall times carry no zone, so they are written as if in UTC. */
import { DAY, MINUTE, startOfDay, type Day, type Wall } from '#lib/core/time/wall.ts'

export interface TimeWords {
	/** `14:30` or `2:30 pm`, as the locale has it. */
	readonly time: (wall: Wall) => string
	/** `14:30–15:30`; the half of the day is said once where both ends share it (`9:30–10:15 am`). */
	readonly span: (start: Wall, end: Wall) => string
	/** A whole hour as short as it can be read on an axis: `14:00` or `2 pm`. */
	readonly hour: (wall: Wall) => string
	/** `14:32` or `2:32`: the half of the day is plain from where it stands. */
	readonly bare: (wall: Wall) => string
	/** `Mon 23 Nov` */
	readonly day: (day: Day) => string
	/** `Monday 23 November 2026` */
	readonly longDay: (day: Day) => string
}

/** Made once per view and locale: each minute of the day is formatted at most once. */
export function createTimeWords(locale: string): TimeWords {
	const probe = new Intl.DateTimeFormat(locale, { hour: 'numeric' }).resolvedOptions()
	const halves = probe.hour12 === true
	const clock = new Intl.DateTimeFormat(locale, {
		hour: halves ? 'numeric' : '2-digit',
		minute: '2-digit',
		timeZone: 'UTC'
	})
	const wholeHour = new Intl.DateTimeFormat(locale, { hour: 'numeric', timeZone: 'UTC' })
	const short = new Intl.DateTimeFormat(locale, {
		weekday: 'short',
		day: 'numeric',
		month: 'short',
		timeZone: 'UTC'
	})
	const long = new Intl.DateTimeFormat(locale, {
		weekday: 'long',
		day: 'numeric',
		month: 'long',
		year: 'numeric',
		timeZone: 'UTC'
	})
	const byMinute = new Map<number, string>()
	const time = (wall: Wall) => {
		const minute = Math.floor((((wall % DAY) + DAY) % DAY) / MINUTE)
		const known = byMinute.get(minute)
		if (known !== undefined) return known
		const text = clock.format(minute * MINUTE)
		byMinute.set(minute, text)
		return text
	}
	const half = (wall: Wall) => Math.floor(wall / (DAY / 2))
	const bare = (wall: Wall) => (halves ? withoutHalf(clock, wall) : time(wall))
	return {
		time,
		bare,
		hour: (wall) => (halves ? wholeHour.format(wall) : time(wall)),
		span: (start, end) =>
			halves && half(start) === half(end) && endsWithHalf(clock)
				? `${bare(start)}–${time(end)}`
				: `${time(start)}–${time(end)}`,
		day: (day) => short.format(startOfDay(day)),
		longDay: (day) => long.format(startOfDay(day))
	}
}

const withoutHalf = (clock: Intl.DateTimeFormat, wall: Wall): string =>
	clock
		.formatToParts(wall)
		.filter((part) => part.type !== 'dayPeriod')
		.map((part) => part.value)
		.join('')
		.trim()

/** Some languages say the half of the day first; then it must stand at the start of a span. */
const endsWithHalf = (clock: Intl.DateTimeFormat): boolean =>
	clock.formatToParts(0).at(-1)?.type === 'dayPeriod'

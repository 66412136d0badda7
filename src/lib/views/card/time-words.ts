/** Times of the day and dates in the words of a locale. Wall times carry no zone, so they are written as if in UTC. */
import { DAY, MINUTE, startOfDay, type Day, type Wall } from '#lib/core/time/wall.ts'

export interface TimeWords {
	/** `14:30` or `2:30 pm`, as the locale has it. */
	readonly time: (wall: Wall) => string
	/** `14:30–15:30` */
	readonly span: (start: Wall, end: Wall) => string
	/** `Mon 23 Nov` */
	readonly day: (day: Day) => string
	/** `Monday 23 November 2026` */
	readonly longDay: (day: Day) => string
}

/** Made once per view and locale: each minute of the day is formatted at most once. */
export function createTimeWords(locale: string): TimeWords {
	const probe = new Intl.DateTimeFormat(locale, { hour: 'numeric' }).resolvedOptions()
	const clock = new Intl.DateTimeFormat(locale, {
		hour: probe.hour12 === true ? 'numeric' : '2-digit',
		minute: '2-digit',
		timeZone: 'UTC'
	})
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
	return {
		time,
		span: (start, end) => `${time(start)}–${time(end)}`,
		day: (day) => short.format(startOfDay(day)),
		longDay: (day) => long.format(startOfDay(day))
	}
}

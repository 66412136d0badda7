/** For the tests of import: a calendar text from lines, and what `readCalendar` makes of it. */
import type {
	ImportedEvent,
	ImportedSeries,
	ImportedSingle,
	ImportRead,
	ReadOptions
} from '#lib/core/ical/import.ts'
import { readCalendar } from '#lib/core/ical/read.ts'
import { expand } from '#lib/core/recurrence/expand.ts'
import { formatWall, parseWall, type Wall } from '#lib/core/time/wall.ts'
import { toInstant } from '#lib/core/time/zone.ts'

export const BERLIN: ReadOptions = { zone: 'Europe/Berlin' }

export const calendar = (...lines: readonly string[]): string =>
	['BEGIN:VCALENDAR', 'VERSION:2.0', ...lines, 'END:VCALENDAR', ''].join('\r\n')
export const event = (...lines: readonly string[]): string =>
	['BEGIN:VEVENT', ...lines, 'END:VEVENT'].join('\r\n')

export function readText(text: string, options: ReadOptions = BERLIN): ImportRead {
	const steps = readCalendar(text, options)
	for (;;) {
		const step = steps.next()
		if (step.done) return step.value
	}
}
export const read = (...lines: readonly string[]): ImportRead => readText(calendar(...lines))

/** The only event of a file without anything unreadable. */
export function only(result: ImportRead): ImportedEvent {
	if (result.unreadable.length > 0) throw new Error(result.unreadable[0]?.reason)
	if (result.events.length !== 1) throw new Error(`${result.events.length} events`)
	return result.events[0] as ImportedEvent
}
export function single(result: ImportRead): ImportedSingle {
	const found = only(result)
	if (found.kind !== 'single') throw new Error('It is a series')
	return found
}
export function series(result: ImportRead): ImportedSeries {
	const found = only(result)
	if (found.kind !== 'series') throw new Error('It is a single one')
	return found
}

export const wall = (text: string): Wall => {
	const parsed = parseWall(text)
	if (!parsed.ok) throw new Error(parsed.message)
	return parsed.value
}

/** Starts up to a date, as text. */
export const starts = ({ time }: ImportedSeries, until: string): string[] =>
	expand(time, { start: wall('1990-01-01'), end: wall(until) }).dates.map(({ start }) => formatWall(start))

/** Starts up to a date, as moments in UTC. */
export const moments = (found: ImportedSeries, until: string): string[] =>
	starts(found, until).map((start) =>
		new Date(toInstant(wall(start), found.time.zone)).toISOString().slice(0, 16)
	)

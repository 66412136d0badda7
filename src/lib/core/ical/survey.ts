/**
 * The first look at a file: which components belong together, which zones it describes, which years it is about. Only
 * offsets are kept, so that a large file is never held as parsed components all at once.
 */
import { parseProperty, unescapeText } from './content.ts'
import { splitCalendar, type CalendarLine, type Part } from './split.ts'
import { OUR } from './words.ts'
import type { Years } from './write-zone.ts'

export interface Survey {
	/** X-WR-CALNAME or NAME, or empty. */
	readonly name: string
	/** X-WR-TIMEZONE, or empty. */
	readonly zone: string
	/** METHOD:CANCEL. */
	readonly cancelled: boolean
	/** VTIMEZONE components. */
	readonly zones: readonly Part[]
	/** VEVENT components that share a UID, in the order of the file; one without a UID stands alone. */
	readonly groups: readonly PartGroup[]
	readonly notAppointments: number
	/** Years of the times with that TZID, and of all times under the empty name. */
	readonly years: ReadonlyMap<string, Years>
}

export interface PartGroup {
	/** May be empty. */
	readonly uid: string
	readonly parts: readonly Part[]
}

/** Yields offsets into the text while it is crossed. */
export function* survey(text: string): Generator<number, Survey> {
	const header = new Map<string, string>()
	const zones: Part[] = []
	const groups: { uid: string; parts: Part[] }[] = []
	const groupOf = new Map<string, Part[]>()
	let notAppointments = 0
	const years = new Map<string, Years>()
	for (const step of splitCalendar(text)) {
		if (typeof step === 'number') yield step
		else if (isLine(step)) remember(step, header)
		else if (step.name === 'VTIMEZONE') zones.push(step)
		else if (step.name !== 'VEVENT') notAppointments++
		else {
			const content = text.slice(step.from, step.to)
			const uid = ownValue(content, OUR.segmentOf) ?? ownValue(content, 'UID') ?? ''
			const parts = groupOf.get(uid)
			if (parts && uid !== '') parts.push(step)
			else {
				const fresh = { uid, parts: [step] }
				groups.push(fresh)
				groupOf.set(uid, fresh.parts)
			}
			rememberYears(content, years)
			yield step.to
		}
	}
	return {
		name: header.get('X-WR-CALNAME') ?? header.get('NAME') ?? '',
		zone: header.get('X-WR-TIMEZONE') ?? '',
		cancelled: header.get('METHOD')?.toUpperCase() === 'CANCEL',
		zones,
		groups,
		notAppointments,
		years
	}
}

const isLine = (step: Part | CalendarLine): step is CalendarLine => step.name === 'CALENDAR-LINE'

const TIME =
	/^(?:DTSTART|DTEND|RDATE|RECURRENCE-ID)(?:;[^:\r\n]*?TZID=("[^"\r\n]*"|[^:;\r\n]*))?[^:\r\n]*:(\d{4})/gim

/** Zones are compared over the years in which the file uses them: what a VTIMEZONE says of others may be anything. */
function rememberYears(content: string, years: Map<string, Years>): void {
	for (const [, tzid = '', text] of content.matchAll(TIME)) {
		const year = Number(text)
		if (year < 1900 || year > 2200) continue
		for (const name of new Set([tzid.replaceAll('"', ''), ''])) {
			const { first, last } = years.get(name) ?? { first: year, last: year }
			years.set(name, { first: Math.min(first, year), last: Math.max(last, year) })
		}
	}
}

const HEADER = new Set(['X-WR-CALNAME', 'NAME', 'X-WR-TIMEZONE', 'METHOD'])

function remember({ text }: CalendarLine, header: Map<string, string>): void {
	const property = parseProperty({ text, number: 0 })
	const value = property?.values[0]?.trim() ?? ''
	if (property && HEADER.has(property.name) && value !== '' && !header.has(property.name))
		header.set(property.name, value)
}

/** The value of the component's own property, unfolded; alarms inside it may have a UID too. */
function ownValue(content: string, name: string): string | undefined {
	const lines = new RegExp(`^${name}(?:;[^:\\r\\n]*)?:([^\\r\\n]*(?:\\r?\\n[ \\t][^\\r\\n]*)*)`, 'gim')
	for (const match of content.matchAll(lines)) {
		const before = content.slice(0, match.index)
		if (count(before, /^BEGIN:/gim) - count(before, /^END:/gim) === 1) {
			return unescapeText((match[1] as string).replace(/\r?\n[ \t]/g, '')).trim()
		}
	}
	return undefined
}

const count = (text: string, pattern: RegExp) => text.match(pattern)?.length ?? 0

/**
 * How the groups of an appointment lie in their registers (the maps `when state what who note more` of a month doc), and
 * the time of a series (the map `time` of a calendar's base doc). Wall times are ISO text, bare dates for all-day:
 * readable in every export, and a date can never slip through a zone.
 */
import type {
	Attendee,
	GroupName,
	Groups,
	More,
	Source,
	State,
	What,
	When,
	Who
} from '#lib/core/appointment/appointment.ts'
import { FIRST_START } from '#lib/core/appointment/bounds.ts'
import { STATUSES, type Status } from '#lib/core/appointment/status.ts'
import {
	originOf,
	shiftOf,
	type AddedDate,
	type Segment,
	type SeriesTime
} from '#lib/core/recurrence/series.ts'
import { dayOf, formatDay, formatWall, parseWall, wallOf, type Wall } from '#lib/core/time/wall.ts'
import {
	flag,
	listOf,
	number,
	numbers,
	oneOf,
	required,
	tableOf,
	text,
	texts,
	textsByName,
	type Field
} from './fields.ts'
import type { Codec, Plain } from './registers.ts'

const writeWall = (wall: Wall, allDay: boolean): string =>
	allDay ? formatDay(dayOf(wall)) : formatWall(wall)

function readWall(raw: unknown): Wall | undefined {
	if (typeof raw !== 'string') return undefined
	const plain = readPlainWall(raw)
	if (plain !== undefined) return plain
	const parsed = parseWall(raw)
	return parsed.ok ? parsed.value : undefined
}

/**
 * `2026-11-23T14:05` on a day that every month has, without patterns: nine of ten walls of a book, and reading a month
 * reads thousands. Undefined for all else, which `parseWall` looks at.
 */
function readPlainWall(text: string): Wall | undefined {
	if (text.length !== 16 || text[4] !== '-' || text[7] !== '-' || text[10] !== 'T' || text[13] !== ':')
		return undefined
	const digits = (at: number) => (text.charCodeAt(at) - 48) * 10 + text.charCodeAt(at + 1) - 48
	const [century, year, month, day, hour, minute] = [
		digits(0),
		digits(2),
		digits(5),
		digits(8),
		digits(11),
		digits(14)
	]
	const within = (value: number, least: number, most: number) => value >= least && value <= most
	const plain =
		within(century, 10, 99) &&
		within(year, 0, 99) &&
		within(month, 1, 12) &&
		within(day, 1, 28) &&
		within(hour, 0, 23) &&
		within(minute, 0, 59)
	return plain && /^[\d:T-]+$/.test(text) ? wallOf(century * 100 + year, month, day, hour, minute) : undefined
}

const isBareDate = (raw: unknown): boolean => typeof raw === 'string' && !raw.includes('T')

/** `[start, end, zone, resources]`; all-day where both are bare dates. An end before its start is malformed. */
const when: Codec<When> = {
	known: 4,
	encode: ({ start, end, zone, allDay, resources }) => [
		writeWall(start, allDay),
		writeWall(end, allDay),
		zone,
		resources
	],
	decode([rawStart, rawEnd, zone, rawResources = []]) {
		const start = readWall(rawStart)
		const end = readWall(rawEnd)
		const resources = texts.read(rawResources)
		if (start === undefined || end === undefined || end < start || !resources) return undefined
		if (typeof zone !== 'string' || zone === '') return undefined
		return { start, end, zone, allDay: isBareDate(rawStart) && isBareDate(rawEnd), resources }
	}
}

/** `was` stands only beside the status `deleted`: what restoring leads back to; empty: what is inherited. */
export interface StoredState extends State {
	readonly was?: Status | ''
}

const stateTable = tableOf<Required<StoredState>>({
	status: oneOf(STATUSES),
	reason: text,
	by: text,
	was: { empty: '', read: (raw) => (raw === '' ? '' : oneOf(STATUSES).read(raw)), write: (value) => value }
})

const state: Codec<StoredState> = {
	known: stateTable.known,
	encode: (value) => stateTable.encode({ was: '', ...value }),
	decode(body) {
		const read = stateTable.decode(body)
		if (!read || (read.status === 'deleted' && read.was !== '')) return read
		const { was: _, ...rest } = read
		return rest
	}
}

const what = tableOf<What>({
	title: text,
	serviceId: text,
	service: text,
	location: text,
	colour: text,
	price: text
})

const who = tableOf<Who>({
	clientId: text,
	name: text,
	phone: text,
	email: text,
	attendees: listOf(tableOf<Attendee>({ name: text, email: text }))
})

const noteTable = tableOf<{ readonly text: string }>({ text })
const note: Codec<string> = {
	known: 1,
	encode: (value) => noteTable.encode({ text: value }),
	decode: (body) => noteTable.decode(body)?.text
}

const sourceTable = tableOf<Source>({ uid: required(text), sequence: number, hash: text })
const source: Field<Source | null> = {
	empty: null,
	read: (raw) => (raw === null ? null : Array.isArray(raw) ? sourceTable.decode(raw) : undefined),
	write: (value) => (value === null ? null : sourceTable.encode(value))
}
const more = tableOf<More>({ reminders: numbers, fields: textsByName, template: text, source })

const segment = tableOf<Omit<Segment, 'shift'>>({
	from: { empty: undefined, read: readWall, write: formatWall },
	rules: texts,
	excludedRules: texts,
	duration: required(nonNegative(number)),
	resources: texts
})

function nonNegative(field: Field<number>): Field<number> {
	const read = (raw: unknown) => {
		const value = field.read(raw)
		return value !== undefined && value >= 0 ? value : undefined
	}
	return { ...field, read }
}

const walls: Field<readonly Wall[]> = {
	empty: [],
	read(raw) {
		const read = Array.isArray(raw) ? raw.map(readWall) : [undefined]
		return read.every((wall) => wall !== undefined) ? read : undefined
	},
	write: (value) => value.map((wall) => formatWall(wall))
}

/** `start` or `[start, duration]`. */
const added: Field<readonly AddedDate[]> = {
	empty: [],
	read(raw) {
		const dates: AddedDate[] = []
		for (const one of Array.isArray(raw) ? raw : [undefined]) {
			const [rawStart, rawDuration] = Array.isArray(one) ? (one as readonly unknown[]) : [one]
			const start = readWall(rawStart)
			const duration = rawDuration === undefined ? undefined : nonNegative(number).read(rawDuration)
			if (start === undefined || (rawDuration !== undefined && duration === undefined)) return undefined
			dates.push(duration === undefined ? { start } : { start, duration })
		}
		return dates
	},
	write: (dates): Plain =>
		dates.map(({ start, duration }) =>
			duration === undefined ? formatWall(start) : [formatWall(start), duration]
		)
}

/** `shifts` are those of the segments, in a field of its own: within their list an older client would lose them. */
const timeTable = tableOf<SeriesTime & { readonly shifts: readonly number[] }>({
	zone: required(text),
	allDay: flag,
	segments: listOf(segment),
	excluded: walls,
	added,
	shifts: numbers
})
const time: Codec<SeriesTime> = {
	known: timeTable.known,
	encode(value) {
		const shifts = value.segments.map(shiftOf)
		return timeTable.encode({ ...value, shifts: shifts.some((shift) => shift !== 0) ? shifts : [] })
	},
	decode(body) {
		const read = timeTable.decode(body)
		if (!read || read.zone === '' || read.segments.length === 0) return undefined
		const { shifts, ...value } = read
		const segments = value.segments.map((one, at) => shifted(one, shifts[at] ?? 0))
		const ascending = segments.every(
			(one, at) => at === 0 || originOf(segments[at - 1] as Segment) < originOf(one)
		)
		return ascending && segments.every(hasDates) ? { ...value, segments } : undefined
	}
}

/** A shift that no edit makes would lead to originals before the years that have a name. */
const hasDates = (one: Segment): boolean => one.shift === undefined || originOf(one) >= FIRST_START

const shifted = (one: Segment, shift: number): Segment => (shift === 0 ? one : { ...one, shift })

export interface StoredGroups extends Groups {
	readonly state: StoredState
	readonly time: SeriesTime
}
export type StoredName = GroupName | 'time'

export const CODECS: { readonly [Name in StoredName]: Codec<StoredGroups[Name]> } = {
	when,
	time,
	state,
	what,
	who,
	note,
	more
}

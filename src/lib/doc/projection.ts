/**
 * The projection of a room: its records as a few columns that IndexedDB clones fast, so that a page paints before its
 * document is opened. It is a cache: what is not exactly of our version is not read at all and made anew from the
 * document. Reading gives back exactly the records it was made from.
 */
import type {
	Appointment,
	AppointmentId,
	CalendarId,
	Groups,
	More,
	What,
	Who
} from '#lib/core/appointment/appointment.ts'
import { laterKey, laterParts } from '#lib/core/appointment/ids.ts'
import type { Status } from '#lib/core/appointment/status.ts'
import type { Later, Override, Series } from '#lib/core/recurrence/series.ts'
import type { Wall } from '#lib/core/time/wall.ts'
import { LATER_GROUPS } from './base.ts'
import { CODECS, type StoredState } from './groups.ts'
import { createTextWriter, readTexts, type Texts, type TextWriter } from './projection-texts.ts'
import { BASE_GROUPS, readBodies } from './record.ts'
import type { Body } from './registers.ts'
import type { RoomRecords } from './room-records.ts'

/** Grows with every change of the columns. */
const VERSION = 2

/** Each holds the number of a text for every row; `resources`, `attendees` and `more` are JSON. */
const COLUMNS = [
	['id', 'calendar', 'zone', 'resources', 'status', 'reason', 'by', 'was', 'note', 'more', 'uid', 'hash'],
	['title', 'serviceId', 'service', 'location', 'colour', 'price'],
	['clientId', 'name', 'phone', 'email', 'attendees']
].flat()

/** Which groups a row has: an appointment all, an override those that differ. */
const BITS = { when: 1, state: 2, what: 4, who: 8, note: 16, more: 32, allDay: 64, source: 128 }

export interface Projection {
	readonly version: typeof VERSION
	readonly texts: Texts
	/** Appointments first, then overrides. */
	readonly appointments: number
	readonly groups: Uint8Array
	readonly start: Float64Array
	readonly end: Float64Array
	readonly sequence: Float64Array
	readonly columns: Readonly<Record<string, Uint32Array>>
	/** `[id, calendar, ...bodies]`: there are few, and the bodies of the document serve. */
	readonly series: readonly (readonly [id: string, calendar: string, ...bodies: Body[]])[]
	/** `[key, ...bodies]` of what series say from a date on; an empty body: nothing of that group. */
	readonly later: readonly (readonly [key: string, ...bodies: Body[]])[]
	readonly guests: readonly string[]
	readonly deletedAt: readonly (readonly [id: string, ms: number])[]
}

/** Plain and structured-clonable; what it is of (room, position) the caller keeps beside it. */
export function encodeProjection(records: RoomRecords): Projection {
	const rows: readonly Row[] = [
		...records.appointments,
		...records.overrides.map(({ key, ...override }) => ({ ...override, id: key }))
	]
	const texts = createTextWriter()
	const columns = Object.fromEntries(COLUMNS.map((name) => [name, new Uint32Array(rows.length)]))
	const groups = new Uint8Array(rows.length)
	const start = new Float64Array(rows.length)
	const end = new Float64Array(rows.length)
	const sequence = new Float64Array(rows.length)
	rows.forEach((row, at) => {
		groups[at] = bitsOf(row)
		start[at] = row.when?.start ?? 0
		end[at] = row.when?.end ?? 0
		sequence[at] = row.more?.source?.sequence ?? 0
		writeTexts(row, at, columns, texts)
	})
	return {
		version: VERSION,
		appointments: records.appointments.length,
		groups,
		start,
		end,
		sequence,
		columns,
		series: records.series.map(encodeSeries),
		later: records.series.flatMap(encodeLater),
		guests: records.guests,
		deletedAt: [...records.deletedAt],
		texts: texts.finish()
	}
}

type Row = Partial<Groups> & { readonly id: string; readonly calendar: CalendarId }

function bitsOf(row: Row): number {
	let bits = row.when?.allDay ? BITS.allDay : 0
	if (row.when) bits |= BITS.when
	if (row.state) bits |= BITS.state
	if (row.what) bits |= BITS.what
	if (row.who) bits |= BITS.who
	if (row.note !== undefined) bits |= BITS.note
	if (row.more) bits |= BITS.more
	return row.more?.source ? bits | BITS.source : bits
}

function writeTexts(
	row: Row,
	at: number,
	columns: Readonly<Record<string, Uint32Array>>,
	texts: TextWriter
): void {
	const { id, calendar, when, what, who, note, more } = row
	const state: StoredState | undefined = row.state
	const values: Readonly<Record<string, string | undefined>> = {
		id,
		calendar,
		zone: when?.zone,
		resources: when && JSON.stringify(when.resources),
		...what,
		status: state?.status,
		reason: state?.reason,
		by: state?.by,
		was: state?.was,
		clientId: who?.clientId,
		name: who?.name,
		phone: who?.phone,
		email: who?.email,
		attendees: who && JSON.stringify(who.attendees),
		note,
		more: more && JSON.stringify({ ...more, source: null }),
		uid: more?.source?.uid,
		hash: more?.source?.hash
	}
	for (const name of COLUMNS) (columns[name] as Uint32Array)[at] = texts.numberOf(values[name] ?? '')
}

const encodeSeries = (series: Series): Projection['series'][number] => [
	series.id,
	series.calendar,
	...BASE_GROUPS.map((name) => CODECS[name].encode(series[name] as never))
]

const encodeLater = ({ id, later = [] }: Series): readonly Projection['later'][number][] =>
	later.map((one) => [
		laterKey(id, one.from),
		...LATER_GROUPS.map((name) => (one[name] === undefined ? [] : CODECS[name].encode(one[name] as never)))
	])

/** By series; undefined where a body is malformed. */
function decodeLater(stored: Projection['later']): ReadonlyMap<AppointmentId, readonly Later[]> | undefined {
	const found = new Map<AppointmentId, readonly Later[]>()
	for (const [key, ...bodies] of stored) {
		const parts = laterParts(key)
		const groups: Record<string, unknown> = {}
		for (const [at, name] of LATER_GROUPS.entries()) {
			const body = bodies[at] ?? []
			if (body.length > 0) groups[name] = CODECS[name].decode(body)
		}
		if (!parts || Object.values(groups).includes(undefined)) return undefined
		found.set(parts.series, [...(found.get(parts.series) ?? []), { from: parts.from, ...groups }])
	}
	return found
}

/** Undefined for anything that is not a projection of this version, whole. */
export function decodeProjection(stored: unknown): RoomRecords | undefined {
	if (!isProjection(stored)) return undefined
	try {
		return decodeRows(stored)
	} catch {
		// A list in it is no JSON: damaged, and the document is asked.
		return undefined
	}
}

function decodeRows(stored: Projection): RoomRecords | undefined {
	const read = rowReader(stored)
	const appointments: Appointment[] = []
	const overrides: Override[] = []
	for (let at = 0; at < stored.groups.length; at++) {
		const { id, calendar, ...groups } = read(at)
		if (at < stored.appointments) appointments.push({ id, calendar, ...(groups as Groups) })
		else overrides.push({ key: id, calendar, ...groups })
	}
	const series: Series[] = []
	const later = decodeLater(stored.later)
	if (!later) return undefined
	for (const [id, calendar, ...bodies] of stored.series) {
		const groups = readBodies(bodies)
		if (!groups) return undefined
		const ofSeries = later.get(id)
		series.push({ id, calendar, ...groups, ...(ofSeries && { later: ofSeries }) })
	}
	return { appointments, overrides, series, guests: stored.guests, deletedAt: new Map(stored.deletedAt) }
}

/** Equal JSON is parsed once: most rows share their lists. */
function rowReader({ texts, groups, start, end, sequence, columns }: Projection): (at: number) => Row {
	const words = readTexts(texts)
	const parsed = new Map<string, unknown>()
	const parse = <Value>(json: string): Value => {
		if (!parsed.has(json)) parsed.set(json, JSON.parse(json))
		return parsed.get(json) as Value
	}
	return (at) => {
		const word: Word = (name) => words[(columns[name] as Uint32Array)[at] as number] as string
		const bits = groups[at] as number
		const row: Writable<Row> = { id: word('id'), calendar: word('calendar') }
		if (bits & BITS.when) {
			const allDay = (bits & BITS.allDay) !== 0
			const span = { start: start[at] as Wall, end: end[at] as Wall }
			row.when = { ...span, zone: word('zone'), allDay, resources: parse(word('resources')) }
		}
		if (bits & BITS.state) row.state = readState(word)
		if (bits & BITS.what) row.what = readWhat(word)
		if (bits & BITS.who) row.who = readWho(word, parse)
		if (bits & BITS.note) row.note = word('note')
		if (bits & BITS.more) {
			const rest = parse<More>(word('more'))
			const source = { uid: word('uid'), sequence: sequence[at] as number, hash: word('hash') }
			row.more = bits & BITS.source ? { ...rest, source } : rest
		}
		return row
	}
}

type Word = (column: string) => string
type Writable<Value> = { -readonly [Name in keyof Value]: Value[Name] }

/** Written by us from checked records: a status is one. */
function readState(word: Word): StoredState {
	const state = { status: word('status') as Status, reason: word('reason'), by: word('by') }
	const was = word('was') as Status | ''
	return was === '' ? state : { ...state, was }
}

const readWhat = (word: Word): What => ({
	title: word('title'),
	serviceId: word('serviceId'),
	service: word('service'),
	location: word('location'),
	colour: word('colour'),
	price: word('price')
})

const readWho = (word: Word, parse: <Value>(json: string) => Value): Who => ({
	clientId: word('clientId'),
	name: word('name'),
	phone: word('phone'),
	email: word('email'),
	attendees: parse(word('attendees'))
})

function isProjection(stored: unknown): stored is Projection {
	if (typeof stored !== 'object' || stored === null) return false
	const { version, texts, groups, columns, start, end, sequence, series, later, guests, deletedAt } =
		stored as Partial<Projection>
	if (version !== VERSION || typeof texts?.joined !== 'string' || !(texts.ends instanceof Uint32Array))
		return false
	if (!(groups instanceof Uint8Array) || ![series, later, guests, deletedAt].every(Array.isArray))
		return false
	const rows = groups.length
	if (![start, end, sequence].every((one) => one instanceof Float64Array && one.length === rows)) return false
	return COLUMNS.every((name) => columns?.[name] instanceof Uint32Array && columns[name].length === rows)
}

/**
 * A calendar text to appointments, series and the list of what could not be read. A generator: each step reads one UID
 * or crosses a stretch of text and yields how far it is (0-1), so the caller slices the time, shows progress and
 * cancels by not asking on. One bad component never costs another (rule I8).
 */
import { firstOf, readComponent, textOf, type Component } from './content.ts'
import { readFileZone } from './file-zone.ts'
import { hashOf } from './hash.ts'
import type { ImportedEvent, ImportRead, ReadOptions, Unreadable } from './import.ts'
import { newestOf, type Versions } from './newest.ts'
import { ownIdOf } from './plan.ts'
import { readSingle, type FileContext } from './read-event.ts'
import { repeats } from './read-dates.ts'
import { readSeries } from './read-series.ts'
import { startAsWritten } from './read-time.ts'
import { survey, type Survey } from './survey.ts'
import { findZone, zoneByName, type ZoneFound } from './zones.ts'
import type { Remark } from './read-groups.ts'
import type { Instant, Wall } from '../time/wall.ts'
import { canonicalZone, toWall } from '../time/zone.ts'

/** The share of the work that finding the components takes, measured with 50 MB. */
const SURVEY_SHARE = 0.2

/** Reads a text that `decodeCalendar` gave. Nothing is written anywhere. */
export function* readCalendar(text: string, options: ReadOptions): Generator<number, ImportRead> {
	const steps = survey(text)
	let step = steps.next()
	for (; !step.done; step = steps.next()) yield (step.value / text.length) * SURVEY_SHARE
	const found = step.value
	const remarks: string[] = []
	const file = contextOf(text, found, options, (sentence) => void remarks.push(sentence))
	const events: ImportedEvent[] = []
	const unreadable: Unreadable[] = []
	let done = 0
	for (const { uid, parts } of found.groups) {
		const components: Component[] = []
		for (const part of parts) {
			const component = readComponent(text, part)
			if (part.closed === 'cut')
				unreadable.push(cannot(component, 'The file ends inside it: it was cut off.'))
			else components.push(component)
			done += part.to - part.from
		}
		const read = readUid(uid, components, file)
		for (const event of read.events) events.push(copyOf(event))
		unreadable.push(...read.unreadable.map(copyOf))
		yield SURVEY_SHARE + (done / text.length) * (1 - SURVEY_SHARE)
	}
	return { name: copyOf(found.name), events, unreadable, notAppointments: found.notAppointments, remarks }
}

/** A text cut out of the file keeps the whole file in memory as long as it lives; one that was copied does not. */
const copyOf = <Value>(value: Value): Value => JSON.parse(JSON.stringify(value)) as Value

function contextOf(text: string, found: Survey, options: ReadOptions, remark: Remark): FileContext {
	const book = canonicalZone(options.zone) ?? 'UTC'
	// Without a readable year it does not matter which.
	const yearsOf = (tzid: string) =>
		found.years.get(tzid) ?? found.years.get('') ?? { first: 2000, last: 2000 }
	const fileZones = found.zones
		.map((part) => readComponent(text, part))
		.map((component) => readFileZone(component, yearsOf(textOf(component, 'TZID').trim())))
		.filter((zone) => zone !== undefined)
	const known = new Map<string, ZoneFound>()
	const zoneOf = (tzid: string): ZoneFound => {
		const before = known.get(tzid)
		if (before) return before
		const own = fileZones.find((zone) => zone.tzid === tzid)
		const zone = findZone(tzid, own, { book, calendar: found.zone, years: yearsOf(tzid) })
		if (zone.remark) remark(zone.remark)
		known.set(tzid, zone)
		return zone
	}
	const locate = (tzid: string, wall: Wall) => {
		const { zone, byOffset } = zoneOf(tzid)
		const own = byOffset && fileZones.find((one) => one.tzid === tzid)
		return { zone, wall: own ? toWall((wall - own.offsetAt(wall)) as Instant, zone) : wall }
	}
	if (found.zone && !zoneByName(found.zone)) remark(`X-WR-TIMEZONE “${found.zone}” is no known zone.`)
	return { options, cancelled: found.cancelled, time: { book, locate } }
}

interface UidRead {
	readonly events: readonly ImportedEvent[]
	readonly unreadable: readonly Unreadable[]
}

/** What the components of one UID become: a series, one appointment, or several where they do not belong together. */
function readUid(uid: string, components: readonly Component[], file: FileContext): UidRead {
	const versions = newestOf(components)
	const events: ImportedEvent[] = []
	const unreadable: Unreadable[] = []
	const remarks = versions.older.map((line) => `An older copy of it, line ${line}, was left out.`)
	let { overrides } = versions
	const names = new Set<string>()
	for (const master of versions.masters) {
		const name = nameOf(uid, master, names)
		const series = isSeries(master, name, { ...versions, overrides })
		if (!series) {
			const single = readSingle(master, name, file, remarks)
			if (single.ok) events.push(single.value)
			else unreadable.push(cannot(master, single.message))
			continue
		}
		const read = readSeries(name, master, { ...versions, overrides }, file)
		if (!read.ok) {
			unreadable.push(cannot(master, read.message))
			continue
		}
		events.push({ ...read.value.series, remarks: [...remarks, ...read.value.series.remarks] })
		unreadable.push(...read.value.unreadable)
		overrides = []
	}
	// Dates whose series is not in the file, or could not be read, are appointments all the same.
	for (const orphan of versions.masters.length === 0 ? [...versions.segments, ...overrides] : overrides) {
		const name = `${uid || madeUid(orphan)}/${firstOf(orphan, 'RECURRENCE-ID')?.raw ?? orphan.line}`
		const single = readSingle(orphan, name, file, ['Its series is not in the file; it stands alone.'])
		if (single.ok) events.push(single.value)
		else unreadable.push(cannot(orphan, single.message))
	}
	return { events, unreadable }
}

/** It repeats, has dates or segments of its own, or is a series of ours that has only one date left. */
const isSeries = (master: Component, uid: string, { overrides, segments }: Versions) =>
	repeats(master) || overrides.length + segments.length > 0 || ownIdOf(uid)?.startsWith('s-') === true

/** The UID, made unique where several events share it, and made up from the content where there is none. */
function nameOf(uid: string, master: Component, names: Set<string>): string {
	const own = uid || madeUid(master)
	const name = names.has(own) ? `${own}/${startAsWritten(master)}` : own
	names.add(name)
	return name
}

const madeUid = ({ properties }: Component): string =>
	`no-uid-${hashOf(properties.map(({ name, raw }) => (name === 'DTSTAMP' ? '' : `${name}:${raw}`)).join('\n'))}`

const cannot = (component: Component, reason: string): Unreadable => ({
	title: textOf(component, 'SUMMARY') || textOf(component, 'UID'),
	when: startAsWritten(component),
	line: component.line,
	reason
})

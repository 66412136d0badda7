/**
 * Every .ics file of a folder through import and export: nothing throws or hangs, every VEVENT with a readable start
 * becomes something, what is left out has a reason, and what was read, written and read again is the same. Where a
 * jCal file of another parser lies beside it, its texts and starts must be the ones we read.
 */
import { readFileSync, existsSync } from 'node:fs'
import { basename, dirname } from 'node:path'
import { readComponent, textOf } from '#lib/core/ical/content.ts'
import { decodeCalendar } from '#lib/core/ical/decode.ts'
import type { ImportedEvent, ImportRead } from '#lib/core/ical/import.ts'
import { planImport, sourceOf } from '#lib/core/ical/plan.ts'
import { readCalendar } from '#lib/core/ical/read.ts'
import { splitCalendar } from '#lib/core/ical/split.ts'
import { parseStamp } from '#lib/core/ical/stamp.ts'
import { writeCalendar } from '#lib/core/ical/write.ts'
import type { Instant } from '#lib/core/time/wall.ts'

export interface IcsResult {
	readonly name: string
	readonly passed: number
	readonly failed: number
	readonly disputed: number
	readonly failures: { name: string; reason: string }[]
}

/** The zone of the pretended book. */
const BOOK = 'Europe/Berlin'
const STAMP = Date.UTC(2026, 10, 23) as Instant

/** One result for all files; a file fails with the first law it breaks. */
export async function runIcs(files: string[]): Promise<IcsResult> {
	const failures: { name: string; reason: string }[] = []
	for (const file of files) {
		const reason = check(file)
		if (reason !== '') failures.push({ name: nameOf(file), reason })
		// Between files others may work.
		await Promise.resolve()
	}
	return {
		name: 'iCalendar files',
		passed: files.length - failures.length,
		failed: failures.length,
		disputed: 0,
		failures
	}
}

const nameOf = (file: string) => `${basename(dirname(file))}/${basename(file)}`

function check(file: string): string {
	try {
		const decoded = decodeCalendar(readFileSync(file))
		if (!decoded.ok) return decoded.message === '' ? 'refused without a reason' : ''
		const { text } = decoded.value
		const first = readAll(text)
		return checkNothingLost(text, first) || checkRoundTrip(first) || checkSidecar(file, text)
	} catch (error) {
		return `threw ${error instanceof Error ? error.stack : String(error)}`
	}
}

/** A generator that never ends is a hang; a step for each character is more than any file needs. */
function readAll(text: string): ImportRead {
	const steps = readCalendar(text, { zone: BOOK })
	for (let left = text.length + 10; left > 0; left--) {
		const step = steps.next()
		if (step.done) return step.value
	}
	throw new Error('readCalendar() does not end')
}

/** Every VEVENT is an appointment, a date of a series, an older copy, or unreadable with a reason. */
function checkNothingLost(text: string, { events, unreadable }: ImportRead): string {
	if (unreadable.some(({ reason }) => reason === '')) return 'unreadable without a reason'
	let readable = 0
	for (const part of splitCalendar(text)) {
		if (typeof part === 'number' || part.name !== 'VEVENT' || !('closed' in part)) continue
		const component = readComponent(text, part)
		const start = component.properties.find(({ name }) => name === 'DTSTART')
		if (start && parseStamp(start.raw).ok && textOf(component, 'RECURRENCE-ID') === '') readable++
	}
	const older = events
		.flatMap(({ remarks }) => remarks)
		.filter((remark) => remark.startsWith('An older copy')).length
	const found = events.length + older + unreadable.length
	return found >= readable ? '' : `${readable} readable events, only ${found} accounted for`
}

/** Written and read again: the same events, and an import of them changes nothing. */
function checkRoundTrip(first: ImportRead): string {
	const written = writeCalendar({
		name: first.name,
		zone: BOOK,
		stamp: STAMP,
		appointments: first.events
			.filter((event) => event.kind === 'single')
			.map(({ id, groups }) => ({ id, calendar: 'c', ...groups })),
		series: first.events
			.filter((event) => event.kind === 'series')
			.map(({ id, time, groups, overrides }) => ({
				series: { id, calendar: 'c', time, ...groups },
				overrides: overrides.map(({ key, groups: own }) => ({ key, calendar: 'c', ...own }))
			}))
	})
	const again = readAll(written)
	if (again.unreadable.length > 0) return `own export: ${again.unreadable[0]?.reason}`
	const book = new Map(first.events.map((event) => [event.uid, { id: event.id, ...sourceOf(event) }]))
	const plan = planImport(again, (uid) => book.get(uid))
	const differs = [...plan.fresh, ...plan.changed.map(({ event }) => event)][0]
	if (differs) return `comes back otherwise: ${difference(differs, first.events)}`
	return plan.unchanged.length === first.events.length ? '' : 'own export has another number of events'
}

function difference(event: ImportedEvent, before: readonly ImportedEvent[]): string {
	const was = before.find(({ uid }) => uid === event.uid)
	return `${event.uid}: ${JSON.stringify(was)?.slice(0, 800)} became ${JSON.stringify(event).slice(0, 800)}`
}

type JCal = [name: string, properties: [string, unknown, string, ...unknown[]][], parts: JCal[]]

/** Texts and starts of events as another parser read them; its design of values is its own. */
function checkSidecar(file: string, text: string): string {
	const sidecar = file.replace(/\.ics$/, '.json')
	if (!existsSync(sidecar)) return ''
	const roots = JSON.parse(readFileSync(sidecar, 'utf8')) as JCal | JCal[]
	const expected = (typeof roots[0] === 'string' ? [roots as JCal] : (roots as JCal[])).flatMap(eventsOf)
	const parts = [...splitCalendar(text)].filter(
		(part) => typeof part !== 'number' && part.name === 'VEVENT' && 'closed' in part
	)
	if (parts.length !== expected.length)
		return `${parts.length} events, the jCal beside it has ${expected.length}`
	for (const [at, [, properties]] of expected.entries()) {
		const component = readComponent(text, parts[at] as Parameters<typeof readComponent>[1])
		for (const name of ['summary', 'description', 'location']) {
			const other = properties.find(([one]) => one === name)?.[3] ?? ''
			if (textOf(component, name.toUpperCase()) !== other) return `${name} is not that of the jCal beside it`
		}
	}
	return ''
}

function eventsOf(component: JCal): JCal[] {
	return component[0] === 'vevent' ? [component] : component[2].flatMap(eventsOf)
}

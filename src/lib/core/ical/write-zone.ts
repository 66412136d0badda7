/**
 * VTIMEZONE for an IANA zone over a span of years (RFC 5545 3.6.5). Outlook ignores a TZID without one and shows the
 * hour wrong (rule I2), so every zone that is used gets its own. Changes that come back every year on the same weekday
 * of the month are one rule, without an end where they still hold in the last year; all others are listed.
 */
import { tableOf } from '../time/zone.ts'
import {
	DAY,
	datePartsOf,
	dayOf,
	isoWeekday,
	SECOND,
	startOfDay,
	wallOf,
	type Instant,
	type Wall
} from '../time/wall.ts'
import { writeDateTime, writeOffset } from './stamp.ts'

export interface Years {
	readonly first: number
	/** Inclusive. */
	readonly last: number
}

/** Zones have no history before, and after these years the rules of the last one go on. */
const EARLIEST = 1900
const LATEST = 2200

/** Content lines, not folded. */
export function writeZone(zone: string, years: Years): readonly string[] {
	const first = Math.min(Math.max(years.first, EARLIEST), LATEST)
	const last = Math.min(Math.max(years.last, EARLIEST), LATEST)
	const from = wallOf(first, 1, 1)
	const changes = changesOf(zone, asInstant(from), asInstant(wallOf(last + 1, 1, 1)))
	const initial = tableOf(zone).offsetAt(asInstant(from))
	return [
		'BEGIN:VTIMEZONE',
		`TZID:${zone}`,
		...writeObservance({ from: initial, to: initial, onsets: [from] }),
		...observancesOf(changes, last).flatMap(writeObservance),
		'END:VTIMEZONE'
	]
}

/** A change of the clocks: the wall time at which it happens, by the clock before it. */
interface Change {
	readonly onset: Wall
	/** Milliseconds east of Greenwich before and after. */
	readonly from: number
	readonly to: number
}

const WEEK = 7 * DAY

/** Changes between two moments; weekly looks, then halving. Two changes within one week would hide each other. */
function changesOf(zone: string, start: Instant, end: Instant): readonly Change[] {
	const table = tableOf(zone)
	const offsetAt = (instant: number) => table.offsetAt(asInstant(instant))
	const changes: Change[] = []
	let from = offsetAt(start)
	for (let at = start + WEEK; at < end + WEEK; at += WEEK) {
		const to = offsetAt(at)
		if (to === from) continue
		let before = at - WEEK
		let after: number = at
		while (after - before > SECOND) {
			const middle = Math.floor((before + after) / 2 / SECOND) * SECOND
			if (offsetAt(middle) === from) before = middle
			else after = middle
		}
		if (after < end) changes.push({ onset: (after + from) as Wall, from, to })
		from = to
	}
	return changes
}

const asInstant = (ms: number) => ms as Instant

interface Observance {
	readonly from: number
	readonly to: number
	/** Ascending; without a rule all onsets are listed. */
	readonly onsets: readonly Wall[]
	/** `BYMONTH=3;BYDAY=-1SU` */
	readonly rule?: string
	/** The rule holds beyond the last onset. */
	readonly endless?: boolean
}

const WEEKDAYS = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'] as const

function observancesOf(changes: readonly Change[], lastYear: number): readonly Observance[] {
	const kinds = Object.groupBy(changes, ({ onset, from, to }) => {
		const day = dayOf(onset)
		return [from, to, datePartsOf(day).month, isoWeekday(day), onset - startOfDay(day)].join('|')
	})
	const runs = Object.values(kinds).flatMap((kind) => runsOf(kind as readonly Change[]))
	const listed = runs.filter((run) => run.changes.length < 2).flatMap((run) => run.changes)
	return [
		...Object.values(Object.groupBy(listed, ({ from, to }) => `${from}|${to}`)).map((same) =>
			listOf(same ?? [])
		),
		...runs.filter((run) => run.changes.length >= 2).map((run) => ruleOf(run, lastYear))
	].sort((a, b) => (a.onsets[0] as Wall) - (b.onsets[0] as Wall))
}

/** Changes of consecutive years that fall on the same weekday of the month, by every name that fits all of them. */
interface Run {
	readonly changes: Change[]
	names: readonly string[]
}

function runsOf(changes: readonly Change[]): readonly Run[] {
	const runs: Run[] = []
	for (const change of changes) {
		const run = runs.at(-1)
		const names = namesOf(change.onset)
		const both = run?.names.filter((name) => names.includes(name)) ?? []
		const before = run?.changes.at(-1)
		if (run && before && both.length > 0 && yearOf(change.onset) === yearOf(before.onset) + 1) {
			run.changes.push(change)
			run.names = both
		} else runs.push({ changes: [change], names })
	}
	return runs
}

const yearOf = (wall: Wall) => datePartsOf(dayOf(wall)).year

/** `2SU`, `-1SU`: how a date can be said as a weekday of its month. The fifth is only ever "the last". */
function namesOf(onset: Wall): readonly string[] {
	const { year, month, day } = datePartsOf(dayOf(onset))
	const weekday = WEEKDAYS[isoWeekday(dayOf(onset)) - 1] as string
	const length = datePartsOf(dayOf((wallOf(year, month + 1, 1) - DAY) as Wall)).day
	const nth = Math.ceil(day / 7)
	return [...(day + 7 > length ? [`-1${weekday}`] : []), ...(nth < 5 ? [`${nth}${weekday}`] : [])]
}

const listOf = (changes: readonly Change[]): Observance => {
	const { from, to } = changes[0] as Change
	return { from, to, onsets: changes.map(({ onset }) => onset).sort((a, b) => a - b) }
}

function ruleOf({ changes, names }: Run, lastYear: number): Observance {
	const list = listOf(changes)
	const { month } = datePartsOf(dayOf(list.onsets[0] as Wall))
	const endless = yearOf(list.onsets.at(-1) as Wall) === lastYear
	return { ...list, rule: `BYMONTH=${month};BYDAY=${names[0]}`, endless }
}

function writeObservance({ from, to, onsets, rule, endless }: Observance): readonly string[] {
	const kind = to > from ? 'DAYLIGHT' : 'STANDARD'
	const last = onsets.at(-1) as Wall
	// 3.3.10: inside VTIMEZONE the end of a rule is in UTC.
	const until = endless ? '' : `;UNTIL=${writeDateTime((last - from) as Wall)}Z`
	return [
		`BEGIN:${kind}`,
		`DTSTART:${writeDateTime(onsets[0] as Wall)}`,
		`TZOFFSETFROM:${writeOffset(from)}`,
		`TZOFFSETTO:${writeOffset(to)}`,
		`TZNAME:${writeOffset(to)}`,
		...(rule
			? [`RRULE:FREQ=YEARLY;${rule}${until}`]
			: onsets.slice(1).map((onset) => `RDATE:${writeDateTime(onset)}`)),
		`END:${kind}`
	]
}

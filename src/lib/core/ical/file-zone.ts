/**
 * What a VTIMEZONE of a file says (RFC 5545 3.6.5): which offset holds at a wall time. Only good enough to find the
 * IANA zone that is meant; no appointment is ever calculated with it.
 */
import { datePartsOf, dayOf, wallOf, type Wall } from '../time/wall.ts'
import { allOf, firstOf, textOf, type Component } from './content.ts'
import { startsIn } from './occurrences.ts'
import { parseOffset, parseStamp } from './stamp.ts'
import type { Years } from './write-zone.ts'

export interface FileZone {
	readonly tzid: string
	/** X-LIC-LOCATION: the IANA name by its own words; may be empty or wrong. */
	readonly location: string
	/** Milliseconds east of Greenwich at a wall time within the years it was read for. */
	offsetAt(wall: Wall): number
}

interface Onset {
	/** By the clock before the change. */
	readonly wall: Wall
	readonly from: number
	readonly to: number
}

/** Undefined where no offset can be read from it. */
export function readFileZone(component: Component, years: Years): FileZone | undefined {
	const onsets = component.parts
		.filter(({ name }) => name === 'STANDARD' || name === 'DAYLIGHT')
		.flatMap((observance) => onsetsOf(observance, years))
		.sort((a, b) => a.wall - b.wall)
	const first = onsets[0]
	if (!first) return undefined
	return {
		tzid: textOf(component, 'TZID').trim(),
		location: textOf(component, 'X-LIC-LOCATION').trim(),
		offsetAt: (wall) => onsets.findLast((onset) => onset.wall <= wall)?.to ?? first.from
	}
}

function onsetsOf(observance: Component, years: Years): readonly Onset[] {
	const start = parseStamp(firstOf(observance, 'DTSTART')?.raw ?? '')
	const to = parseOffset(firstOf(observance, 'TZOFFSETTO')?.raw ?? '')
	const from = parseOffset(firstOf(observance, 'TZOFFSETFROM')?.raw ?? '') ?? to
	if (!start.ok || from === undefined || to === undefined) return []
	const listed = allOf(observance, 'RDATE').flatMap(({ raw }) =>
		raw.split(',').flatMap((text) => {
			const stamp = parseStamp(text)
			return stamp.ok ? [stamp.value.wall] : []
		})
	)
	const ruled = allOf(observance, 'RRULE').flatMap(({ raw }) =>
		ruledOnsets(start.value.wall, raw, from, years)
	)
	return [start.value.wall, ...listed, ...ruled].map((wall) => ({ wall, from, to }))
}

/** Onsets of a rule in these years and the last ones before, where it ended or began earlier. */
function ruledOnsets(start: Wall, rule: string, from: number, years: Years): readonly Wall[] {
	const until = /UNTIL=([^;]*)/i.exec(rule)
	const stamp = parseStamp(until?.[1] ?? '')
	// UNTIL is in UTC (3.3.10), the onsets are by the clock before the change.
	const last = stamp.ok ? stamp.value.wall + (stamp.value.form === 'utc' ? from : 0) : Infinity
	const end = Math.min(last + 1, wallOf(years.last + 1, 1, 1)) as Wall
	const begin = wallOf(Math.min(years.first, datePartsOf(dayOf(end)).year) - 2, 1, 1)
	return startsIn(start, rule.replace(/;?UNTIL=[^;]*/i, ''), { start: begin, end })
}

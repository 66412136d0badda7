/**
 * Which of several components with one UID count (rule I1): one master, and one override for each RECURRENCE-ID; of
 * doubles the one with the higher SEQUENCE, then the later stamp, then the later place in the file.
 */
import { firstOf, textOf, type Component } from './content.ts'
import { parseStamp } from './stamp.ts'
import { OUR } from './words.ts'

export interface Versions {
	/** The event itself; several only where a program gave different events one UID. */
	readonly masters: readonly Component[]
	/** Later segments of a series of ours, by the file's order. */
	readonly segments: readonly Component[]
	/** One for each RECURRENCE-ID. */
	readonly overrides: readonly Component[]
	/** Lines where older copies begin, which are left out. */
	readonly older: readonly number[]
}

/** Sorts the components of one UID. */
export function newestOf(components: readonly Component[]): Versions {
	const kept = new Map<string, Component>()
	const older: number[] = []
	for (const component of components) {
		const identity = identityOf(component, kept)
		const before = kept.get(identity)
		if (before && compare(component, before) < 0) older.push(component.line)
		else {
			if (before) older.push(before.line)
			kept.set(identity, component)
		}
	}
	const all = [...kept.values()]
	const isOverride = (component: Component) => firstOf(component, 'RECURRENCE-ID') !== undefined
	const isSegment = (component: Component) => firstOf(component, OUR.segmentOf) !== undefined
	return {
		masters: all.filter((one) => !isOverride(one) && !isSegment(one)),
		segments: all.filter((one) => isSegment(one) && !isOverride(one)),
		overrides: all.filter(isOverride),
		older
	}
}

/**
 * Two events without RECURRENCE-ID that differ in start and agree in sequence and stamp are no versions of each other:
 * some programs give every event the same UID, and all of them are somebody's appointment.
 */
function identityOf(component: Component, kept: ReadonlyMap<string, Component>): string {
	const recurrence = firstOf(component, 'RECURRENCE-ID')
	const uid = textOf(component, 'UID')
	if (recurrence) return `${uid}\n${recurrence.params['tzid'] ?? ''}\n${recurrence.raw}`
	const before = kept.get(uid)
	const start = startOf(component)
	return before && compare(component, before) === 0 && startOf(before) !== start ? `${uid}\n${start}` : uid
}

const startOf = (component: Component) => firstOf(component, 'DTSTART')?.raw ?? ''

const compare = (a: Component, b: Component) => sequenceOf(a) - sequenceOf(b) || stampOf(a) - stampOf(b)

/** SEQUENCE, 0 where there is none or no number. */
export function sequenceOf(component: Component): number {
	const sequence = Number(firstOf(component, 'SEQUENCE')?.raw ?? 0)
	return Number.isSafeInteger(sequence) && sequence > 0 ? sequence : 0
}

/** Before every stamp. */
const NEVER = -8.64e15

/** The later of LAST-MODIFIED and DTSTAMP; both are in UTC. */
function stampOf(component: Component): number {
	const stamps = ['LAST-MODIFIED', 'DTSTAMP'].map((name) => parseStamp(firstOf(component, name)?.raw ?? ''))
	return Math.max(...stamps.map((stamp) => (stamp.ok ? stamp.value.wall : NEVER)))
}

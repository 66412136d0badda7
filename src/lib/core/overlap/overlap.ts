/**
 * Hard overlaps: two occurrences that hold one resource at the same time (I3). Judged on instants and half-open, so that
 * appointments of different zones are compared rightly and one may begin when the other ends.
 *
 * - Only a status that occupies counts (`status.ts`); without a resource there is nothing to hold.
 * - An entry without length holds no time: it clashes only with what is strictly around it, never with another such.
 * - All-day entries clash with all-day entries (a device let out twice for the same day), but not with timed ones: on
 *   the same day they say what kind of day it is ("fair", "on call"), and appointments take place within it. Their
 *   dates are compared, never moments: the 24th is the 24th in every zone.
 */
import type { ResourceId } from '../appointment/appointment.ts'
import type { Occurrence } from '../appointment/occurrence.ts'
import { occupies } from '../appointment/status.ts'
import { overlaps, type Span } from '../time/wall.ts'

export interface Overlap {
	readonly resource: ResourceId
	/** The one that begins first; of two at once the one with the smaller key. */
	readonly a: Occurrence
	readonly b: Occurrence
}

/** The rule for one pair; symmetric. */
export function overlapHard(a: Occurrence, b: Occurrence): readonly ResourceId[] {
	if (a.key === b.key || !holds(a) || !holds(b) || !atOnce(a, b)) return []
	if (a.appointment.when.allDay !== b.appointment.when.allDay) return []
	const ofB = new Set(b.appointment.when.resources)
	return [...new Set(a.appointment.when.resources)].filter((resource) => ofB.has(resource))
}

/** All pairs, by the start of the earlier, then of the later, then by keys; n log n plus the pairs found. */
export function hardOverlaps(occurrences: readonly Occurrence[]): readonly Overlap[] {
	const found: Overlap[] = []
	for (const [lane, held] of byLane(occurrences)) {
		const resource = lane.slice(1)
		let active: Occurrence[] = []
		for (const next of held.sort((a, b) => timesOf(a).start - timesOf(b).start)) {
			active = active.filter((one) => timesOf(one).end > timesOf(next).start)
			for (const one of active) if (atOnce(one, next)) found.push(pairOf(resource, one, next))
			active.push(next)
		}
	}
	return found.sort(byPair)
}

const holds = ({ appointment }: Occurrence): boolean =>
	appointment.when.resources.length > 0 && occupies(appointment.state.status)

const atOnce = (a: Occurrence, b: Occurrence): boolean => overlaps(timesOf(a), timesOf(b))

/** Moments; of an all-day entry its dates. */
const timesOf = ({ appointment, start, end, from, to }: Occurrence): Span<number> =>
	appointment.when.allDay ? { start, end } : { start: from, end: to }

/** One lane for each resource and kind: what lies in different lanes never clashes. */
function byLane(occurrences: readonly Occurrence[]): ReadonlyMap<string, Occurrence[]> {
	const lanes = new Map<string, Occurrence[]>()
	for (const occurrence of occurrences) {
		if (!holds(occurrence)) continue
		const { allDay, resources } = occurrence.appointment.when
		for (const resource of new Set(resources)) {
			const lane = `${allDay ? 'd' : 't'}${resource}`
			const held = lanes.get(lane)
			if (held) held.push(occurrence)
			else lanes.set(lane, [occurrence])
		}
	}
	return lanes
}

const compareTexts = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)
const byStart = (a: Occurrence, b: Occurrence): number => a.from - b.from || compareTexts(a.key, b.key)

const pairOf = (resource: ResourceId, one: Occurrence, other: Occurrence): Overlap =>
	byStart(one, other) < 0 ? { resource, a: one, b: other } : { resource, a: other, b: one }

/** Total, so that the same overlaps come in the same order on every replica. */
export const byPair = (x: Overlap, y: Overlap): number =>
	byStart(x.a, y.a) || byStart(x.b, y.b) || compareTexts(x.resource, y.resource)

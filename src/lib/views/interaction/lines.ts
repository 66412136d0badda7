/** Columns or rows of the staff views: which appointments stand in which. */
import type { Occurrence } from '#lib/core/appointment/occurrence.ts'
import { occupies } from '#lib/core/appointment/status.ts'
import type { Resource } from '#lib/core/workspace/workspace.ts'

/** The id of the line of the unassigned: no resource has an empty id. */
export const UNASSIGNED = ''

export interface Line {
	readonly id: string
	/** Undefined for the unassigned. */
	readonly resource: Resource | undefined
	readonly name: string
	/** In the order given. */
	readonly timed: readonly Occurrence[]
	readonly allDay: readonly Occurrence[]
	/** How many take place. */
	readonly count: number
}

/** A line per resource in order; one for those without any resource at the end, when there are some. */
export function linesOf(resources: readonly Resource[], occurrences: readonly Occurrence[]): readonly Line[] {
	const byLine = new Map<string, Occurrence[]>(resources.map(({ id }) => [id, []]))
	const unassigned: Occurrence[] = []
	for (const occurrence of occurrences) {
		const held = occurrence.appointment.when.resources
		if (held.length === 0) unassigned.push(occurrence)
		for (const id of new Set(held)) byLine.get(id)?.push(occurrence)
	}
	const lines = resources.map((resource) => lineOf(resource.id, resource, byLine.get(resource.id) ?? []))
	return unassigned.length > 0 ? [...lines, lineOf(UNASSIGNED, undefined, unassigned)] : lines
}

function lineOf(id: string, resource: Resource | undefined, all: readonly Occurrence[]): Line {
	return {
		id,
		resource,
		name: resource?.name ?? 'Unassigned',
		timed: all.filter(({ appointment }) => !appointment.when.allDay),
		allDay: all.filter(({ appointment }) => appointment.when.allDay),
		count: all.filter(({ appointment }) => occupies(appointment.state.status)).length
	}
}

/**
 * The next lines, with those of the last that are still the same in their place: what is drawn from a line is then
 * drawn again only where something on it changed.
 */
export function keepLines(last: readonly Line[], next: readonly Line[]): readonly Line[] {
	const byId = new Map(last.map((line) => [line.id, line]))
	return next.map((line) => {
		const known = byId.get(line.id)
		return known && isSameLine(known, line) ? known : line
	})
}

const isSameLine = (a: Line, b: Line): boolean =>
	a.resource === b.resource && isSameList(a.timed, b.timed) && isSameList(a.allDay, b.allDay)

const isSameList = (a: readonly Occurrence[], b: readonly Occurrence[]): boolean =>
	a.length === b.length && a.every((occurrence, index) => occurrence === b[index])

/** `Anna Maria Weber` → `AW`; one word gives its first letter. Counts letters as people do, not as UTF-16 does. */
export function initialsOf(name: string): string {
	const words = name.split(/\s+/).filter((word) => word !== '')
	const first = (word: string | undefined) => Array.from(word ?? '')[0] ?? ''
	return (words.length > 1 ? first(words[0]) + first(words.at(-1)) : first(words[0])).toUpperCase()
}

/** What is being dragged and where it would land: pure steps from a grip and a place to a ghost, and on to a gesture. */
import { occupies } from '#lib/core/appointment/status.ts'
import type { AppointmentId, ResourceId } from '#lib/core/appointment/appointment.ts'
import type { Occurrence } from '#lib/core/appointment/occurrence.ts'
import {
	clickSpan,
	drawSpan,
	moveDays,
	moveSpan,
	resizeEnd,
	resizeStart,
	type Grid
} from '#lib/core/layout/proposal.ts'
import { addDays, dayOf, overlaps, startOfDay, type Span, type Wall } from '#lib/core/time/wall.ts'
import type { Gesture } from '../calendar/gesture.ts'

/** A point of the board in the book's terms. */
export interface Place {
	/** Column or row, from 0. */
	readonly line: number
	/** Not snapped. */
	readonly wall: Wall
	/** In the all-day strip; undefined in views that have none. */
	readonly allDay: boolean | undefined
}

export type Grip =
	| { readonly kind: 'draw'; readonly at: Place }
	| { readonly kind: 'move' | 'start' | 'end'; readonly at: Place; readonly occurrence: Occurrence }

export interface Ghost {
	readonly kind: Grip['kind']
	readonly occurrence: Occurrence | undefined
	readonly span: Span
	readonly allDay: boolean
	/** Where it came from and where it would land. */
	readonly home: number
	readonly line: number
	readonly copy: boolean
}

/** An all-day appointment that is pulled down into the hours becomes this long. */
const LANDED_MINUTES = 60
const WHOLE_DAY_MINUTES = 1440

/** Lines are the resources in order; undefined is the line of the unassigned, where nothing assigned can land. */
export type Lines = readonly (ResourceId | undefined)[]

export function ghostOf(grip: Grip, place: Place, copy: boolean, grid: Grid, lines: Lines): Ghost {
	const { line: home } = grip.at
	if (grip.kind === 'draw') {
		const allDay = grip.at.allDay === true
		const span = allDay ? wholeDay(grip.at.wall) : drawSpan(grip.at.wall, place.wall, grid)
		return { kind: 'draw', occurrence: undefined, span, allDay, home, line: home, copy: false }
	}
	const { occurrence } = grip
	const base = { kind: grip.kind, occurrence, home }
	if (grip.kind !== 'move') {
		const { allDay } = occurrence.appointment.when
		return {
			...base,
			span: resized(grip.kind, occurrence, grip.at, place, grid),
			allDay,
			line: home,
			copy: false
		}
	}
	const line = lines[place.line] === undefined ? home : place.line
	return { ...base, ...landed(occurrence, grip.at, place, grid), line, copy }
}

const wholeDay = (wall: Wall): Span => ({
	start: startOfDay(dayOf(wall)),
	end: startOfDay(addDays(dayOf(wall), 1))
})

function landed(occurrence: Occurrence, from: Place, to: Place, grid: Grid): { span: Span; allDay: boolean } {
	const { allDay: isAllDay } = occurrence.appointment.when
	const allDay = to.allDay ?? isAllDay
	const span = { start: occurrence.start, end: occurrence.end }
	if (isAllDay && allDay) return { span: moveDays(span, dayOf(to.wall) - dayOf(from.wall)), allDay }
	if (isAllDay) return { span: clickSpan(to.wall, LANDED_MINUTES, grid), allDay }
	if (allDay) return { span: wholeDay(to.wall), allDay }
	return { span: moveSpan(span, to.wall - from.wall, grid), allDay }
}

function resized(kind: 'start' | 'end', occurrence: Occurrence, from: Place, to: Place, grid: Grid): Span {
	const { start, end, appointment } = occurrence
	const steps = appointment.when.allDay ? { ...grid, slotMinutes: WHOLE_DAY_MINUTES } : grid
	const resize = kind === 'start' ? resizeStart : resizeEnd
	return resize({ start, end }, to.wall - from.wall, steps)
}

export const sameGhost = (a: Ghost, b: Ghost): boolean =>
	a.span.start === b.span.start &&
	a.span.end === b.span.end &&
	a.line === b.line &&
	a.allDay === b.allDay &&
	a.copy === b.copy

/** The gesture of a drop, or undefined where nothing changed. */
export function gestureOf(
	ghost: Ghost,
	lines: Lines
): Extract<Gesture, { kind: 'create' | 'move' }> | undefined {
	const { occurrence, span, allDay, line, home, copy } = ghost
	if (!occurrence) return createAt(span, allDay, lines[line])
	const isSame =
		span.start === occurrence.start &&
		span.end === occurrence.end &&
		line === home &&
		allDay === occurrence.appointment.when.allDay
	if (isSame) return undefined
	const to = lines[line]
	const resource = line !== home && to !== undefined ? { resource: { from: lines[home], to } } : {}
	return { kind: 'move', key: occurrence.key, span, allDay, copy, ...resource }
}

/** `resource` is left out for the line of the unassigned. */
export const createAt = (span: Span, allDay: boolean, resource: ResourceId | undefined) =>
	({
		kind: 'create',
		span,
		allDay,
		...(resource === undefined ? {} : { resource })
	}) as const satisfies Gesture

/** Where a click on an empty slot makes a new one. */
export function clickAt(place: Place, minutes: number, grid: Grid, lines: Lines) {
	if (place.allDay) return createAt(wholeDay(place.wall), true, lines[place.line])
	return createAt(clickSpan(place.wall, minutes, grid), false, lines[place.line])
}

/** Those of the line that the ghost would overlap hard. */
export function clashesOf(ghost: Ghost, neighbours: readonly Occurrence[]): ReadonlySet<AppointmentId> {
	const own = ghost.copy ? undefined : ghost.occurrence?.key
	const clashing = neighbours.filter(
		(other) =>
			other.key !== own &&
			!ghost.allDay &&
			!other.appointment.when.allDay &&
			occupies(other.appointment.state.status) &&
			overlaps(ghost.span, other)
	)
	return new Set(clashing.map(({ key }) => key))
}

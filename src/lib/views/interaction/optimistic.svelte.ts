/**
 * A move is drawn where it was dropped until the book answers: an appointment stands in its new place as long as the
 * book still shows the very occurrence that was moved, and at the longest for `PATIENCE_MS` (a refused move goes back). While
 * a person is asked about it, it stands there however long they think.
 */
import type { Occurrence } from '#lib/core/appointment/occurrence.ts'
import type { Instant } from '#lib/core/time/wall.ts'
import type { Gesture } from '../calendar/gesture.ts'

export type MoveGesture = Extract<Gesture, { readonly kind: 'move' }>

export interface Pending {
	/** The occurrence the gesture was made on, and all that were shown with it. */
	readonly base: Occurrence
	/** Moves made before this one that the book may still answer one by one. */
	readonly between: readonly Occurrence[]
	readonly among: readonly Occurrence[]
	readonly shown: Occurrence
	readonly copy: boolean
}

export const PATIENCE_MS = 3000

/** The occurrence as it will be after the move. */
export function movedBy(occurrence: Occurrence, { span, allDay, resource }: MoveGesture): Occurrence {
	const { when } = occurrence.appointment
	const kept = resource
		? when.resources.filter((id) => id !== resource.from && id !== resource.to)
		: when.resources
	const resources = resource ? [...kept, resource.to] : when.resources
	return {
		...occurrence,
		appointment: { ...occurrence.appointment, when: { ...when, allDay, resources } },
		start: span.start,
		end: span.end,
		from: (occurrence.from + span.start - occurrence.start) as Instant,
		to: (occurrence.to + span.end - occurrence.end) as Instant
	}
}

/** The same array while nothing is pending. A copy is shown until the book shows anything new. */
export function withPending(
	occurrences: readonly Occurrence[],
	pending: readonly Pending[]
): readonly Occurrence[] {
	if (pending.length === 0) return occurrences
	const moves = new Map(pending.filter(({ copy }) => !copy).map((entry) => [entry.base.key, entry]))
	const copies = pending.filter(({ copy, among }) => copy && among === occurrences)
	const moved = occurrences.map((occurrence) => {
		const entry = moves.get(occurrence.key)
		return entry && isBefore(entry, occurrence) ? entry.shown : occurrence
	})
	return [...moved, ...copies.map(({ shown }) => shown)]
}

/** Whether the book still shows a state from before the last move. */
const isBefore = ({ base, between }: Pending, occurrence: Occurrence): boolean =>
	occurrence === base || between.some((step) => isSamePlace(step, occurrence))

function isSamePlace(a: Occurrence, b: Occurrence): boolean {
	const [one, other] = [a.appointment.when, b.appointment.when]
	return (
		a.start === b.start &&
		a.end === b.end &&
		one.allDay === other.allDay &&
		one.resources.length === other.resources.length &&
		one.resources.every((id) => other.resources.includes(id))
	)
}

export interface Held {
	/** It waits for this answer; false: it goes back at once. */
	readonly hold: (answer: Promise<boolean>) => void
}

export class Optimistic {
	#pending = $state.raw<readonly Pending[]>([])

	shown(occurrences: readonly Occurrence[]): readonly Occurrence[] {
		return withPending(occurrences, this.#pending)
	}

	/** `occurrence` as it is drawn now: it may itself be pending. */
	add(gesture: MoveGesture, occurrence: Occurrence, among: readonly Occurrence[]): Held {
		const earlier = this.#pending.find(({ shown }) => shown === occurrence)
		const base = earlier?.base ?? occurrence
		const between = earlier ? [...earlier.between, earlier.shown] : []
		const moved = movedBy(occurrence, gesture)
		const shown = gesture.copy ? { ...moved, key: `${occurrence.key}+copy` } : moved
		const entry: Pending = { base, between, among, shown, copy: gesture.copy }
		this.#pending = [...this.#pending.filter((other) => other !== earlier || gesture.copy), entry]
		const forget = () => {
			this.#pending = this.#pending.filter((other) => other !== entry)
		}
		let timer = setTimeout(forget, PATIENCE_MS)
		return {
			hold(answer) {
				clearTimeout(timer)
				void answer.then((happens) => {
					if (!happens) return forget()
					timer = setTimeout(forget, PATIENCE_MS)
				})
			}
		}
	}
}

/** A book of the harness: holds occurrences, answers gestures as the shell would, and mounts a view on them. */
import type { Occurrence } from '#lib/core/appointment/occurrence.ts'
import { dayOf, type Day, type Span, type Wall } from '#lib/core/time/wall.ts'
import type { Colour } from '#lib/core/workspace/colour.ts'
import type { Resource } from '#lib/core/workspace/workspace.ts'
import type { CalendarViewProps, Gesture, ViewSettings } from '#lib/views/calendar/gesture.ts'
import { STATUS_LOOK } from '#lib/views/card/status-look.ts'
import { movedBy } from '#lib/views/interaction/optimistic.svelte.ts'
import { conflictsOf } from './occurrences.ts'

export const SETTINGS: ViewSettings = {
	firstWeekday: 1,
	slotMinutes: 15,
	dayStart: 480,
	dayEnd: 1200,
	weekNumbers: true,
	colourBy: 'status',
	density: 'compact',
	locale: 'en-GB',
	shortcuts: true
}

export class Harness {
	occurrences = $state.raw<readonly Occurrence[]>([])
	resources = $state.raw<readonly Resource[]>([])
	range = $state.raw<Span<Day>>({ start: 0 as Day, end: 1 as Day })
	settings = $state.raw<ViewSettings>(SETTINGS)
	selected = $state.raw<string | undefined>(undefined)
	loaded = $state.raw(true)
	now = $state.raw(0 as Wall)
	conflicts = $derived(conflictsOf(this.occurrences))
	readonly gestures: Gesture[] = []
	/** Milliseconds until the book answers a move; undefined answers at once. */
	delay: number | undefined = undefined

	get props(): CalendarViewProps {
		return propsOf(this)
	}

	hueOf({ appointment }: Occurrence): Colour {
		if (this.settings.colourBy === 'status') return STATUS_LOOK[appointment.state.status].hue
		const owner = this.resources.find(({ id }) => id === appointment.when.resources[0])
		return (owner?.colour ?? 'slate') as Colour
	}

	take(gesture: Gesture): void {
		this.gestures.push(gesture)
		if (gesture.kind === 'select') this.selected = gesture.key
		if (gesture.kind !== 'move') return
		const answer = () => {
			this.occurrences = this.occurrences
				.flatMap((one) => {
					if (one.key !== gesture.key) return [one]
					const moved = movedBy(one, gesture)
					return gesture.copy ? [one, { ...moved, key: `${one.key}c${this.gestures.length}` }] : [moved]
				})
				.sort((a, b) => a.start - b.start || b.end - a.end || (a.key < b.key ? -1 : 1))
		}
		if (this.delay === undefined) answer()
		else setTimeout(answer, this.delay)
	}
}

/** Getters, so that the view follows each change. */
function propsOf(harness: Harness): CalendarViewProps {
	return {
		get range() {
			return harness.range
		},
		get now() {
			return harness.now
		},
		get occurrences() {
			return harness.occurrences
		},
		get loaded() {
			return harness.loaded
		},
		get resources() {
			return harness.resources
		},
		get conflicts() {
			return harness.conflicts
		},
		get selected() {
			return harness.selected
		},
		get settings() {
			return harness.settings
		},
		hueOf: (occurrence) => harness.hueOf(occurrence),
		ongesture: (gesture) => harness.take(gesture)
	}
}

export const TODAY = dayOf(1_795_392_000_000 as Wall)

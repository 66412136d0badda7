/**
 * What both staff views share: the lines and what stands on them, what is selected, what is being dragged. A view adds
 * its geometry; `drag.ts` and `keys.ts` listen on the one element that holds all cards.
 */
import type { AppointmentId } from '#lib/core/appointment/appointment.ts'
import type { Occurrence } from '#lib/core/appointment/occurrence.ts'
import type { Grid } from '#lib/core/layout/proposal.ts'
import { startOfDay, type Span } from '#lib/core/time/wall.ts'
import type { CalendarViewProps, Gesture } from '../calendar/gesture.ts'
import type { CardWords } from '../card/card-content.ts'
import { createTimeWords } from '../card/time-words.ts'
import { clashesOf, type Ghost, type Place } from './ghost.ts'
import { keepLines, linesOf, type Line } from './lines.ts'
import { Optimistic, type MoveGesture } from './optimistic.svelte.ts'
import type { Point } from './press.ts'
import { Viewport } from './viewport.svelte.ts'

/** A rectangle in client pixels. */
export interface Room {
	readonly left: number
	readonly top: number
	readonly right: number
	readonly bottom: number
}

export interface Geometry {
	readonly view: 'staff-day' | 'timeline'
	placeAt(point: Point): Place
	/** The part of the screen where the lines show, without heads and axes: its edges scroll. */
	room(): Room
	/** Scrolls so that this part of a line is in view. */
	reveal(line: number, span: Span): void
}

/** A click on an empty slot makes one this long; the shell knows the services. */
export const CLICK_MINUTES = 30

const NONE: ReadonlySet<AppointmentId> = new Set()

export class Board {
	readonly props: () => CalendarViewProps
	readonly viewport = new Viewport()
	readonly #optimistic = new Optimistic()
	#lastLines: readonly Line[] = []
	ghost = $state.raw<Ghost | undefined>(undefined)
	/** Where a finger rests before the lift, in client pixels. */
	pressing = $state.raw<Point | undefined>(undefined)
	/** The line of the card that has the focus: an appointment may stand on several. */
	focusedLine = $state.raw<string | undefined>(undefined)

	readonly shown: readonly Occurrence[]
	readonly lines: readonly Line[]
	readonly grid: Grid
	readonly words: CardWords
	readonly clashes: ReadonlySet<AppointmentId>
	/** The lines that stay drawn wherever the person scrolls: what they hold and what they selected. */
	readonly pinned: ReadonlySet<number>

	constructor(props: () => CalendarViewProps) {
		this.props = props
		this.shown = $derived(this.#optimistic.shown(props().occurrences))
		this.lines = $derived(
			(this.#lastLines = keepLines(this.#lastLines, linesOf(props().resources, this.shown)))
		)
		this.grid = $derived.by(() => {
			const { range, settings } = props()
			const bounds = { start: startOfDay(range.start), end: startOfDay(range.end) }
			return { bounds, slotMinutes: settings.slotMinutes }
		})
		const times = $derived(createTimeWords(props().settings.locale))
		const names = $derived(new Map(props().resources.map(({ id, name }) => [id, name])))
		this.words = $derived({ ...times, nameOf: (id) => names.get(id) })
		this.clashes = $derived.by(() => {
			const line = this.ghost && this.lines[this.ghost.line]
			return this.ghost && line?.resource ? clashesOf(this.ghost, line.timed) : NONE
		})
		this.pinned = $derived.by(() => {
			const { selected } = props()
			const pins = this.ghost ? [this.ghost.home] : []
			const holds = ({ key }: Occurrence) => key === selected
			this.lines.forEach((line, index) => {
				if (selected !== undefined && (line.timed.some(holds) || line.allDay.some(holds))) pins.push(index)
			})
			return new Set(pins)
		})
	}

	find(key: AppointmentId): Occurrence | undefined {
		return this.shown.find((occurrence) => occurrence.key === key)
	}

	lineOf(id: string | undefined): number {
		return this.lines.findIndex((line) => line.id === id)
	}

	emit(gesture: Gesture): void {
		this.props().ongesture(gesture)
	}

	/** False: this person may only read it. */
	mayChange(occurrence: Occurrence): boolean {
		return this.props().mayChange?.(occurrence) ?? true
	}

	/** What is in the hand, so that the others see it go; a copy leaves what they see where it is. */
	tellDrag(ghost: Ghost): void {
		const { occurrence, span, allDay, line, home, copy } = ghost
		if (!occurrence || copy) return
		const to = this.lines[line]?.resource?.id
		const resource =
			line !== home && to !== undefined ? { resource: { from: this.lines[home]?.resource?.id, to } } : {}
		this.emit({ kind: 'drag', key: occurrence.key, span, allDay, ...resource })
	}

	/** Drawn at its new place first, then told. */
	move(gesture: MoveGesture): void {
		const occurrence = this.find(gesture.key)
		if (!occurrence) return
		const { hold } = this.#optimistic.add(gesture, occurrence, this.props().occurrences)
		if (gesture.resource && !gesture.copy) this.focusedLine = gesture.resource.to
		this.emit({ ...gesture, hold })
	}
}

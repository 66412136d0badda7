/**
 * Holds one FullCalendar and keeps it equal to the props: what changed is found by key and identity and told to the
 * engine in one batch. Always: the engine shows what the book says, except an appointment that a hand has just moved,
 * which stays where it was dropped until the book answers (or, when it refused, until `ANSWER_MS` later).
 */
import type { Calendar, CalendarOptions, EventApi } from '@fullcalendar/core'
import type { AppointmentId } from '#lib/core/appointment/appointment.ts'
import type { Occurrence } from '#lib/core/appointment/occurrence.ts'
import { startOfDay } from '#lib/core/time/wall.ts'
import type { CardContent } from '#lib/views/card/card-content.ts'
import { applyDiff, replaceAll } from './apply-diff.ts'
import { CardMaker } from './card-maker.ts'
import { diffCards, sizeOf } from './card-diff.ts'
import { spanOf, type CardsByKey, type DrawnCard } from './event-input.ts'
import { focusCard, focusedKey, markSelected } from './focus.ts'
import { handlers } from './hands.ts'
import { markCard, markHeld } from './held-marks.ts'
import { pressed } from './keys.ts'
import type { Engine } from './load-engine.ts'
import { capPerDay } from './month-cap.ts'
import { lanesThatFit, rowsThatFit } from './fit.ts'
import { capLanes } from './lane-cap.ts'
import { placeAll, placeCard, placesOf, type PlacesByDay } from './lane-places.ts'
import { neighbourOf } from './neighbour.ts'
import { calendarOptions, monthAnchor, rangeOptions, type EngineViewProps } from './options.ts'
import { PeerLayer } from './peer-layer.ts'
import { NOBODY, type Held, type PeerGhost } from '#lib/views/presence/presence.ts'
import { titleOf } from '#lib/views/card/card-content.ts'

/** From this many changed cards on it is cheaper to give the engine everything anew (next week, another filter). */
const REPLACE_FROM = 60
/** How long a dropped card may wait for the book: opening a month doc can take half a second. */
const ANSWER_MS = 2000
/** A minute hand that jumps further (sleep, another zone) needs a new calendar: the engine's own timer missed it. */
const CLOCK_JUMP_MS = 5 * 60_000

export class CalendarHost {
	readonly #element: HTMLElement
	readonly #engine: Engine
	#props: EngineViewProps
	#calendar: Calendar
	#cards: CardsByKey = new Map()
	#byKey = new Map<AppointmentId, Occurrence>()
	#maker!: CardMaker
	#places: PlacesByDay = new Map()
	#size: string
	#waiting = new Map<AppointmentId, ReturnType<typeof setTimeout>>()
	readonly #peers: PeerLayer
	#held: Held = NOBODY
	#ghosts: readonly PeerGhost[] = []

	constructor(element: HTMLElement, engine: Engine, props: EngineViewProps) {
		this.#element = element
		this.#engine = engine
		this.#props = props
		this.#size = sizeOfBox(element)
		this.#peers = new PeerLayer(element)
		this.#calendar = this.#create()
	}

	update(props: EngineViewProps): void {
		const before = this.#props
		this.#props = props
		const jumped = Math.abs(props.now - before.now) > CLOCK_JUMP_MS
		if (props.kind !== before.kind || props.settings !== before.settings || jumped) return this.#recreate()
		const moved = props.range.start !== before.range.start || props.range.end !== before.range.end
		const focused = focusedKey(this.#element)
		const beside = focused === undefined ? undefined : this.#beside(focused)
		this.#calendar.batchRendering(() => {
			if (moved) this.#go()
			this.#sync()
		})
		placeAll(this.#element, this.#places)
		markSelected(this.#element, props.selected)
		this.#drawPeers()
		// A card that changed its day is a new element: the focus goes with the appointment, or to the one after it.
		if (focused === undefined || focusedKey(this.#element) === focused) return
		if (!focusCard(this.#element, focused) && beside !== undefined) focusCard(this.#element, beside)
	}

	/** What the others do. It changes no card that it does not name, and the engine is not asked. */
	showPeers(held: Held, ghosts: readonly PeerGhost[]): void {
		markHeld(this.#element, this.#held, held)
		this.#held = held
		this.#ghosts = ghosts
		this.#drawPeers()
	}

	#drawPeers(): void {
		this.#peers.draw(this.#ghosts, (key) => {
			const occurrence = this.#byKey.get(key)
			return occurrence && titleOf(occurrence)
		})
	}

	keydown(event: KeyboardEvent): void {
		pressed(event, this.#element, this.#props, this.#cards)
	}

	/** A card that is reached by Tab or the arrows is the selected one. */
	focusin(event: FocusEvent): void {
		const key = event.target instanceof HTMLElement ? event.target.dataset['key'] : undefined
		const { selected, ongesture } = this.#props
		if (key !== undefined && key !== selected && this.#byKey.has(key)) ongesture({ kind: 'select', key })
	}

	/** The box may have changed its size: then another number of rows fits. Observers also call when it is first seen. */
	resize(): void {
		const size = sizeOfBox(this.#element)
		if (size === this.#size) return
		this.#size = size
		this.#calendar.batchRendering(() => this.#sync())
		this.#calendar.updateSize()
		placeAll(this.#element, this.#places)
		this.#drawPeers()
	}

	destroy(): void {
		for (const timer of this.#waiting.values()) clearTimeout(timer)
		this.#waiting.clear()
		this.#calendar.destroy()
	}

	#create(): Calendar {
		this.#maker = new CardMaker(this.#props.settings.locale)
		const { kind, settings, range } = this.#props
		this.#cards = this.#draw()
		const options: CalendarOptions = {
			...calendarOptions(kind, settings, range),
			...handlers(this.#element, {
				props: () => this.#props,
				find: (key) => this.#byKey.get(key),
				wait: (key) => this.#wait(key),
				hold: (key, answer) => this.#hold(key, answer),
				place: (card) => placeCard(card, this.#places),
				mark: (card, key) => markCard(card, this.#held.get(key)),
				content: (event, isMirror) => this.#content(event, isMirror)
			}),
			plugins: this.#engine.plugins,
			now: () => new Date(this.#props.now)
		}
		const calendar = new this.#engine.Calendar(this.#element, options)
		replaceAll(calendar, this.#cards)
		calendar.render()
		markSelected(this.#element, this.#props.selected)
		return calendar
	}

	#recreate(): void {
		const scroller = this.#element.querySelector('.fc-timegrid-body')?.parentElement
		const top = scroller?.scrollTop
		this.#calendar.destroy()
		this.#calendar = this.#create()
		const renewed = this.#element.querySelector('.fc-timegrid-body')?.parentElement
		if (renewed && top !== undefined) renewed.scrollTop = top
		this.#drawPeers()
	}

	#go(): void {
		const { kind, range } = this.#props
		const options = rangeOptions(kind, range)
		if (kind === 'month') this.#calendar.setOption('fixedWeekCount', options.fixedWeekCount)
		else this.#calendar.setOption('visibleRange', options.visibleRange)
		this.#calendar.gotoDate(startOfDay(kind === 'month' ? monthAnchor(range) : range.start))
	}

	#sync(): void {
		const after = this.#draw()
		const diff = diffCards(this.#cards, after)
		if (sizeOf(diff) > REPLACE_FROM) replaceAll(this.#calendar, after)
		else applyDiff(this.#calendar, diff)
		for (const { after } of diff.changed) this.#answered(after.key)
		this.#cards = after
	}

	#draw(): CardsByKey {
		const { kind, occurrences, range } = this.#props
		this.#byKey = new Map(occurrences.map((occurrence) => [occurrence.key, occurrence]))
		const fitted =
			kind === 'month'
				? capPerDay(occurrences, range, rowsThatFit(this.#element, this.#props))
				: capLanes(occurrences, range, lanesThatFit(this.#element, this.#props), this.#props.selected)
		this.#places = kind === 'month' ? new Map() : placesOf(fitted.shown, range)
		return this.#maker.cards(this.#props, fitted)
	}

	/** While a card is dragged its copy under the hand shows the time it would get. */
	#content(event: EventApi, isMirror: boolean): CardContent | number | undefined {
		const occurrence = isMirror ? this.#byKey.get(event.id) : undefined
		if (occurrence) return this.#maker.content({ ...occurrence, ...spanOf(event) }, this.#props)
		return (event.extendedProps['card'] as DrawnCard | undefined)?.content
	}

	#beside(key: AppointmentId): string | undefined {
		const cards = [...this.#cards.values()]
		return neighbourOf(cards, key, 'down') ?? neighbourOf(cards, key, 'up')
	}

	#wait(key: AppointmentId): void {
		clearTimeout(this.#waiting.get(key))
		this.#waiting.set(
			key,
			setTimeout(() => this.#putBack(key), ANSWER_MS)
		)
	}

	#hold(key: AppointmentId, answer: Promise<boolean>): void {
		// What the book says in between is the card of before the drop.
		this.#answered(key)
		void answer.then((happens) => (happens ? this.#wait(key) : this.#putBack(key)))
	}

	#answered(key: AppointmentId): void {
		clearTimeout(this.#waiting.get(key))
		this.#waiting.delete(key)
	}

	#putBack(key: AppointmentId): void {
		this.#waiting.delete(key)
		const card = this.#cards.get(key)
		if (card) applyDiff(this.#calendar, { added: [], removed: [], changed: [{ before: card, after: card }] })
	}
}

const sizeOfBox = ({ clientWidth, clientHeight }: HTMLElement): string => `${clientWidth}×${clientHeight}`

/**
 * Pointers on a board: click, draw, drag, resize, by mouse, finger and pen. One set of listeners on the element that
 * holds all cards. Nothing stands in the way of scrolling until a hold has lifted something.
 */
import { edgeSpeed } from '#lib/core/layout/edge-scroll.ts'
import type { Attachment } from 'svelte/attachments'
import { CLICK_MINUTES, type Board, type Geometry } from './board.svelte.ts'
import { clickAt, gestureOf, ghostOf, sameGhost, type Grip, type Lines } from './ghost.ts'
import {
	edgeAt,
	HOLD_MS,
	liftsByHold,
	pressMoved,
	reachOf,
	wantedSpeed,
	type Point,
	type Reach
} from './press.ts'

interface Press {
	readonly pointer: number
	readonly type: string
	readonly from: Point
	readonly grip: Grip
	point: Point
	reach: Reach
	copy: boolean
	lifted: boolean
}

const pointOf = (event: MouseEvent): Point => ({ x: event.clientX, y: event.clientY })
const copies = (event: MouseEvent | KeyboardEvent): boolean => event.altKey || event.ctrlKey || event.metaKey

/** The appointment's card at or around an element. */
export const cardAt = (target: EventTarget | null): HTMLElement | null =>
	target instanceof Element ? target.closest<HTMLElement>('[data-key]') : null

export function dragOn(board: Board, geometry: Geometry): Attachment<HTMLElement> {
	return (element) => new Dragging(board, geometry, element).listen()
}

class Dragging {
	readonly #board: Board
	readonly #geometry: Geometry
	readonly #element: HTMLElement
	#press: Press | undefined = undefined
	#hold: ReturnType<typeof setTimeout> | undefined = undefined
	/** The card under the mouse whose cursor tells of an edge. */
	#hinted: HTMLElement | null = null
	#frame = 0
	#lastFrame = 0
	/** The browser clicks after a drop as well: that click means nothing. */
	#deafToClick = false

	constructor(board: Board, geometry: Geometry, element: HTMLElement) {
		this.#board = board
		this.#geometry = geometry
		this.#element = element
	}

	listen(): () => void {
		const stop = new AbortController()
		const { signal } = stop
		const element = this.#element
		element.addEventListener('pointerdown', (event) => this.#down(event), { signal })
		element.addEventListener('pointermove', (event) => this.#move(event), { signal })
		element.addEventListener('pointerup', (event) => this.#up(event), { signal })
		element.addEventListener('pointercancel', () => this.#letGo(), { signal })
		element.addEventListener('click', (event) => this.#click(event), { signal })
		element.addEventListener('contextmenu', (event) => this.#menu(event), { signal })
		// Not passive, or the browser would scroll away under a lifted card; it refuses nothing before the lift.
		element.addEventListener('touchmove', (event) => this.#holdStill(event), { signal, passive: false })
		window.addEventListener('keydown', (event) => this.#key(event), { signal, capture: true })
		window.addEventListener('keyup', (event) => this.#key(event), { signal, capture: true })
		return () => {
			stop.abort()
			this.#letGo()
		}
	}

	get #lines(): Lines {
		return this.#board.lines.map(({ resource }) => resource?.id)
	}

	#down(event: PointerEvent): void {
		if (!event.isPrimary) return this.#press?.lifted ? undefined : this.#letGo()
		if (event.button !== 0) return
		this.#deafToClick = false
		const point = pointOf(event)
		const grip = this.#gripAt(event, point)
		const { pointerId: pointer, pointerType: type } = event
		this.#press = {
			pointer,
			type,
			from: point,
			point,
			grip,
			reach: reachOf(point),
			copy: copies(event),
			lifted: false
		}
		if (!liftsByHold(type)) return
		// A handle shows itself only on what is selected and says what it does: no hold needed.
		if (grip.kind === 'start' || grip.kind === 'end') return this.#lift()
		this.#board.pressing = point
		this.#hold = setTimeout(() => this.#lift(), HOLD_MS)
	}

	#gripAt(event: PointerEvent, point: Point): Grip {
		const at = this.#geometry.placeAt(point)
		const card = cardAt(event.target)
		const occurrence = card && this.#board.find(card.dataset['key'] ?? '')
		if (!card || !occurrence) return { kind: 'draw', at }
		const line = this.#board.lineOf(card.dataset['line'])
		const kind = this.#edgeOf(event, card, point) ?? 'move'
		return { kind, occurrence, at: { ...at, line: line < 0 ? at.line : line } }
	}

	/** A finger takes the handles of what is selected, a mouse the edge itself. */
	#edgeOf(event: PointerEvent, card: HTMLElement, point: Point): 'start' | 'end' | undefined {
		const handle = event.target instanceof HTMLElement ? event.target.dataset['edge'] : undefined
		if (handle === 'start' || handle === 'end') return handle
		if (liftsByHold(event.pointerType) || card.dataset['fixed'] !== undefined) return undefined
		const box = card.getBoundingClientRect()
		if (this.#geometry.view === 'staff-day') return edgeAt(point.y - box.top, box.height)
		return edgeAt(this.#board.viewport.rightToLeft ? box.right - point.x : point.x - box.left, box.width)
	}

	#move(event: PointerEvent): void {
		const press = this.#press
		if (!press) return this.#hint(event)
		if (event.pointerId !== press.pointer) return
		press.point = pointOf(event)
		press.reach = reachOf(press.point, press.reach)
		press.copy = copies(event)
		if (press.lifted) return this.#track()
		const outcome = pressMoved(press.type, press.from, press.point)
		if (outcome === 'lift') this.#lift()
		else if (outcome === 'let-go') this.#letGo()
	}

	/** The cursor tells that an edge can be pulled. */
	#hint(event: PointerEvent): void {
		if (liftsByHold(event.pointerType)) return
		const card = cardAt(event.target)
		const edge = card && this.#edgeOf(event, card, pointOf(event))
		if (this.#hinted !== card) delete this.#hinted?.dataset['hint']
		// Short cards cannot show all of it.
		if (card && this.#hinted !== card) card.title = card.ariaLabel ?? ''
		if (edge) card.dataset['hint'] = edge
		else delete card?.dataset['hint']
		this.#hinted = card
	}

	#lift(): void {
		const press = this.#press
		if (!press) return
		if (press.grip.kind !== 'draw' && !this.#board.mayChange(press.grip.occurrence)) {
			this.#deafToClick = true
			this.#board.emit({ kind: 'hold-back', key: press.grip.occurrence.key })
			return this.#letGo()
		}
		clearTimeout(this.#hold)
		press.lifted = true
		this.#board.pressing = undefined
		this.#element.setPointerCapture(press.pointer)
		this.#element.dataset['dragging'] = press.grip.kind
		// iPhones have no vibration; the ring and the shadow tell there.
		if (liftsByHold(press.type)) navigator.vibrate?.(10)
		this.#track()
		this.#lastFrame = performance.now()
		this.#frame = requestAnimationFrame((now) => this.#scroll(now))
	}

	#track(): void {
		const press = this.#press
		if (!press?.lifted) return
		const place = this.#geometry.placeAt(press.point)
		const ghost = ghostOf(press.grip, place, press.copy, this.#board.grid, this.#lines)
		if (this.#board.ghost && sameGhost(this.#board.ghost, ghost)) return
		this.#board.ghost = ghost
		this.#board.tellDrag(ghost)
	}

	#scroll(now: number): void {
		const press = this.#press
		if (!press?.lifted) return
		// A late frame must not leap.
		const seconds = Math.min(now - this.#lastFrame, 50) / 1000
		this.#lastFrame = now
		const { left, right, top, bottom } = this.#geometry.room()
		const { x, y } = press.point
		const { low, high } = press.reach
		const across = wantedSpeed(edgeSpeed(x, left, right), x, low.x, high.x) * seconds
		const down = wantedSpeed(edgeSpeed(y, top, bottom), y, low.y, high.y) * seconds
		if (across !== 0 || down !== 0) {
			const { viewport } = this.#board
			viewport.scrollTo(viewport.x + (viewport.rightToLeft ? -across : across), viewport.y + down)
			this.#track()
		}
		this.#frame = requestAnimationFrame((next) => this.#scroll(next))
	}

	#up(event: PointerEvent): void {
		const press = this.#press
		if (!press || event.pointerId !== press.pointer) return
		const { ghost } = this.#board
		this.#letGo()
		if (!press.lifted || !ghost) return
		this.#deafToClick = true
		const gesture = gestureOf(ghost, this.#lines)
		if (gesture?.kind === 'move') this.#board.move(gesture)
		else if (gesture) this.#board.emit(gesture)
		else if (ghost.occurrence) this.#board.emit({ kind: 'select', key: ghost.occurrence.key })
	}

	/** Drops nothing: the press, the hold and the ghost are forgotten. */
	#letGo(): void {
		const press = this.#press
		clearTimeout(this.#hold)
		cancelAnimationFrame(this.#frame)
		this.#press = undefined
		this.#board.pressing = undefined
		this.#board.ghost = undefined
		delete this.#element.dataset['dragging']
		if (!press?.lifted) return
		if (press.grip.kind !== 'draw') this.#board.emit({ kind: 'drag-end' })
		if (this.#element.hasPointerCapture(press.pointer)) {
			this.#element.releasePointerCapture(press.pointer)
		}
	}

	/**
	 * Clicks, taps and the click of a screen reader. Only here is anything opened: after a tap the browser sends its
	 * click to whatever lies there by then, and that must not be the dialog that the tap has opened.
	 */
	#click(event: MouseEvent): void {
		if (this.#deafToClick) {
			this.#deafToClick = false
			return
		}
		const key = cardAt(event.target)?.dataset['key']
		if (key !== undefined) {
			if (this.#board.props().selected !== key) this.#board.emit({ kind: 'select', key })
			this.#board.emit({ kind: 'open', key })
			return
		}
		if (!(event.target instanceof Element) || !event.target.closest('[data-empty]')) return
		const place = this.#geometry.placeAt(pointOf(event))
		const minutes = Math.max(CLICK_MINUTES, this.#board.grid.slotMinutes)
		this.#board.emit(clickAt(place, minutes, this.#board.grid, this.#lines))
	}

	/** A long press would open the browser's menu over the lifted card. */
	#menu(event: MouseEvent): void {
		if (this.#press && liftsByHold(this.#press.type)) event.preventDefault()
	}

	#holdStill(event: TouchEvent): void {
		if (this.#press?.lifted && event.cancelable) event.preventDefault()
	}

	#key(event: KeyboardEvent): void {
		const press = this.#press
		if (!press?.lifted) return
		if (event.type === 'keydown' && event.key === 'Escape') {
			event.preventDefault()
			event.stopPropagation()
			this.#deafToClick = true
			this.#letGo()
			return
		}
		if (event.key === 'Alt') event.preventDefault()
		press.copy = copies(event)
		this.#track()
	}
}

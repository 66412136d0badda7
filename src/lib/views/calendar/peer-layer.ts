/**
 * Where the others drag to, over the grid of the engine. A layer of our own inside what scrolls: told to the engine, a
 * ghost that moves ten times a second would have it lay out all cards each time.
 */
import { DAY, addDays, dayOf, startOfDay, formatDay, type Day } from '#lib/core/time/wall.ts'
import type { PeerGhost } from '#lib/views/presence/presence.ts'
import { peerStyle } from '#lib/views/presence/peer-style.ts'

/** Height of a ghost where a day is a row: of one line of a name. */
const LINE = 20

interface Box {
	readonly left: number
	readonly top: number
	readonly width: number
	readonly height: number
}

export class PeerLayer {
	readonly #element: HTMLElement
	readonly #nodes = new Map<string, HTMLElement>()

	constructor(element: HTMLElement) {
		this.#element = element
	}

	/** `nameOf`: what is dragged is called; undefined where it is not shown here. */
	draw(ghosts: readonly PeerGhost[], nameOf: (key: string) => string | undefined): void {
		const drawn = new Set<string>()
		for (const ghost of ghosts) {
			const called = nameOf(ghost.key)
			const words = called === undefined ? ghost.name : `${ghost.name}: ${called}`
			for (const day of daysOf(ghost)) {
				const id = `${ghost.id} ${day}`
				if (this.#place(id, ghost, day, words)) drawn.add(id)
			}
		}
		for (const [id, node] of this.#nodes) {
			if (drawn.has(id)) continue
			node.remove()
			this.#nodes.delete(id)
		}
	}

	/** False where that day is not on the screen. */
	#place(id: string, ghost: PeerGhost, day: Day, words: string): boolean {
		const date = formatDay(day)
		const column = ghost.allDay
			? null
			: this.#element.querySelector<HTMLElement>(`.fc-timegrid-col[data-date="${date}"]`)
		const cell = column ?? this.#element.querySelector<HTMLElement>(`.fc-daygrid-day[data-date="${date}"]`)
		const ground = cell?.closest<HTMLElement>('.fc-timegrid-body, .fc-daygrid-body')
		if (!cell || !ground) return false
		const box = column ? hoursBox(column, ground, ghost, day) : rowBox(cell, ground)
		const node = this.#nodes.get(id) ?? this.#create(id)
		if (node.parentElement !== ground) ground.append(node)
		const { left, top, width, height } = box
		node.style.cssText = `left:${left}px;top:${top}px;width:${width}px;height:${height}px;${peerStyle(ghost.colour)}`
		node.dataset['peer'] = ghost.name
		const label = node.firstElementChild
		if (label && label.textContent !== words) label.textContent = words
		return true
	}

	#create(id: string): HTMLElement {
		const node = document.createElement('div')
		node.className = 'peer-ghost'
		node.ariaHidden = 'true'
		const label = document.createElement('b')
		label.dir = 'auto'
		node.append(label)
		this.#nodes.set(id, node)
		return node
	}
}

/** More days than a view of the engine shows are never drawn. */
const MOST_DAYS = 42

function daysOf({ span }: PeerGhost): readonly Day[] {
	const first = dayOf(span.start)
	// The end is not in it; without length it is still a day.
	const last = dayOf(Math.max(span.start, span.end - 1) as typeof span.end)
	return Array.from({ length: Math.min(last - first + 1, MOST_DAYS) }, (_, at) => addDays(first, at))
}

function hoursBox(column: HTMLElement, ground: HTMLElement, { span }: PeerGhost, day: Day): Box {
	const of = boxIn(column, ground)
	const midnight = startOfDay(day)
	const from = Math.max(span.start - midnight, 0) / DAY
	const to = Math.min(span.end - midnight, DAY) / DAY
	return {
		left: of.left + 1,
		top: of.top + from * of.height,
		width: of.width - 4,
		height: Math.max((to - from) * of.height - 1, LINE)
	}
}

/** The last line of the day's cell: the cards begin at the first. */
function rowBox(cell: HTMLElement, ground: HTMLElement): Box {
	const { left, top, width, height } = boxIn(cell, ground)
	return { left: left + 3, top: top + height - LINE - 2, width: width - 6, height: LINE }
}

function boxIn(part: HTMLElement, ground: HTMLElement): Box {
	const [inner, outer] = [part.getBoundingClientRect(), ground.getBoundingClientRect()]
	return {
		left: inner.left - outer.left,
		top: inner.top - outer.top,
		width: inner.width,
		height: inner.height
	}
}

/** The clock of the page: the wall time in the zone of the view, renewed with each minute while somebody looks. */
import { toWall } from '#lib/core/time/zone.ts'
import { MINUTE, dayOf, type Day, type Instant, type Wall } from '#lib/core/time/wall.ts'
import { createSubscriber } from 'svelte/reactivity'

export class NowState {
	readonly #zone: () => string
	readonly #clock: () => number
	readonly #follow: () => void

	constructor(zone: () => string, clock: () => number = Date.now) {
		this.#zone = zone
		this.#clock = clock
		this.#follow = createSubscriber((update) => onEachMinute(clock, update))
	}

	/** To the minute: it does not change between two ticks. */
	get wall(): Wall {
		return toWall(this.instant, this.#zone())
	}

	get instant(): Instant {
		this.#follow()
		const ms = this.#clock()
		return (ms - (ms % MINUTE)) as Instant
	}

	get today(): Day {
		return dayOf(this.wall)
	}
}

/** A timer sleeps with the laptop: becoming visible is a tick of its own. */
function onEachMinute(clock: () => number, tick: () => void): () => void {
	let timer: ReturnType<typeof setTimeout>
	const plan = () => (timer = setTimeout(run, MINUTE - (clock() % MINUTE)))
	const run = () => {
		tick()
		plan()
	}
	const seen = () => {
		if (document.visibilityState === 'visible') tick()
	}
	const page = typeof document === 'undefined' ? undefined : document
	page?.addEventListener('visibilitychange', seen)
	plan()
	return () => {
		clearTimeout(timer)
		page?.removeEventListener('visibilitychange', seen)
	}
}

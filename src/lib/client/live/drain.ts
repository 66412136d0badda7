/**
 * Brings to the server what waits in documents that are not open, and whole books that were just connected: one
 * document after the other, in the background, so that it is never in the way of what is looked at.
 */
import type { Room } from '#lib/doc/rooms.ts'
import type { Progress } from './live.ts'

export interface DrainDeps {
	/** Opens the document, and resolves when the server has all of it, or the line is down. */
	readonly bring: (room: Room) => Promise<boolean>
	readonly onchange: () => void
}

export interface Drain {
	/** In this order, behind what is under way. */
	add(rooms: Iterable<Room>, kind: Progress['kind'] | undefined): void
	readonly progress: Progress | undefined
	/** The line is down: what is left is asked for again when it is up. */
	stop(): void
}

export function createDrain({ bring, onchange }: DrainDeps): Drain {
	let queue: Room[] = []
	let running = false
	let kind: Progress['kind'] | undefined
	let done = 0
	let of = 0

	async function run() {
		if (running) return
		running = true
		for (let room = queue.shift(); room !== undefined; room = queue.shift()) {
			if (!(await bring(room))) break
			done += 1
			onchange()
		}
		running = false
		if (queue.length > 0) return
		kind = undefined
		done = of = 0
		onchange()
	}

	return {
		add(rooms, why) {
			const added = [...new Set(rooms)].filter((room) => !queue.includes(room))
			if (added.length === 0) return
			queue.push(...added)
			of += added.length
			kind = why ?? kind
			onchange()
			void run()
		},
		get progress() {
			return kind && { kind, done, of }
		},
		stop() {
			queue = []
		}
	}
}

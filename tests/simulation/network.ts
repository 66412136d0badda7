/**
 * The network between the devices and the server: every frame takes its time, in order within one connection and in no
 * order between two. A connection can break with frames under way (each end keeps what had arrived), be swallowed
 * without a word, or not come about at all.
 */
import type { Socket } from '#lib/client/live/websocket-line.ts'
import type { Dice } from './dice.ts'
import type { Owner, Schedule } from './schedule.ts'

/** The server's end of a connection. */
export interface Ears {
	receive(bytes: Uint8Array): void
	closed(): void
}

/** What the server may do with a connection. */
export interface Mouth {
	send(bytes: Uint8Array): void
	close(code: number): void
	bufferedBytes(): number
}

export interface Host {
	/** Undefined: nobody is there. */
	readonly owner: Owner | undefined
	accept(member: string, mouth: Mouth): Ears
}

export interface Cable {
	/** Nothing comes through; `silent`: nobody is told. */
	state: 'up' | 'cut' | 'silent'
	/** Longest way of a frame, in milliseconds. */
	latencyMs: number
}

export interface NetworkCounts {
	/** Frames that were under way when their connection broke. */
	lost: number
	/** Connections of which only a part of the frames under way came through. */
	partial: number
	refused: number
	swallowed: number
	opened: number
}

export interface Network {
	readonly counts: NetworkCounts
	/** `name` is for `watch`. */
	open(cable: Cable, member: string, owner: Owner, name: string): Socket
	/** Its connections break; both ends learn of it, each in its time. Of everybody where nobody is named. */
	drop(whose?: Cable | Owner): void
}

interface Wire {
	readonly cable: Cable
	readonly owner: Owner
	break(): void
}

/** How soon a swallowed frame is said again. */
const AGAIN_MS = 200

/** Sees every frame that arrives: to find out what happened in a world that failed. */
export type Watch = (at: number, who: string, way: 'up' | 'down', bytes: Uint8Array) => void

export function createNetwork(
	schedule: Schedule,
	dice: Dice,
	host: () => Host,
	watch: Watch = () => undefined
): Network {
	const wires = new Set<Wire>()
	const counts: NetworkCounts = { lost: 0, partial: 0, refused: 0, swallowed: 0, opened: 0 }

	/** One direction: in order, each frame in its time; what a network swallows is said again until it comes through. */
	function lane(cable: Cable, owner: Owner | undefined) {
		const queue: { readonly at: number; readonly length: number; readonly deliver: () => void }[] = []
		let bytes = 0
		let arrived = 0
		let isOver = false

		function pump() {
			const [head] = queue
			if (!head) return
			const wait = cable.state === 'silent' ? AGAIN_MS : head.at - schedule.now
			schedule.after(wait, () => (cable.state === 'silent' ? pump() : take()), owner)
		}

		function take() {
			const head = queue.shift()
			if (!head) return
			bytes -= head.length
			arrived += 1
			pump()
			head.deliver()
		}

		return {
			get bytes() {
				return bytes
			},
			get frames() {
				return queue.length
			},
			get arrived() {
				return arrived
			},
			put(length: number, deliver: () => void) {
				if (isOver) return
				const at = Math.max(queue.at(-1)?.at ?? 0, schedule.now + dice.between(0.5, cable.latencyMs))
				bytes += length
				queue.push({ at, length, deliver })
				if (queue.length === 1) pump()
			},
			end() {
				isOver = true
				queue.length = 0
			}
		}
	}

	function open(cable: Cable, member: string, owner: Owner, name: string): Socket {
		const server = host()
		// Of the process that runs now: with it goes what is under way to it.
		const serving = server.owner
		const up = lane(cable, serving)
		const down = lane(cable, owner)
		let ears: Ears | undefined
		let isOpen = false
		let isClosed = false

		const made: Socket = {
			binaryType: '',
			get bufferedAmount() {
				return up.bytes
			},
			onopen: null,
			onmessage: null,
			onclose: null,
			onerror: null,
			send(bytes) {
				if (!isOpen || isClosed) return
				const copy = bytes.slice()
				up.put(copy.byteLength, () => {
					watch(schedule.now, name, 'up', copy)
					ears?.receive(copy)
				})
			},
			close() {
				if (isClosed) return
				isClosed = true
				down.end()
				up.put(0, () => hangUp())
			}
		}
		const tell = (code: number) => {
			if (isClosed) return
			isClosed = true
			made.onclose?.({ code })
		}
		function hangUp() {
			wires.delete(wire)
			up.end()
			ears?.closed()
			ears = undefined
		}
		const mouth: Mouth = {
			send(bytes) {
				down.put(bytes.byteLength, () => {
					if (isClosed || owner.isDead) return
					watch(schedule.now, name, 'down', bytes)
					made.onmessage?.({ data: bytes })
				})
			},
			close(code) {
				wires.delete(wire)
				up.end()
				down.put(0, () => tell(code))
			},
			bufferedBytes: () => down.bytes
		}
		const wire: Wire = {
			cable,
			owner,
			break() {
				wires.delete(wire)
				const underWay = up.frames + down.frames
				counts.lost += underWay
				if (underWay > 0 && up.arrived + down.arrived > 0) counts.partial += 1
				// What is nearly there still arrives: the break travels, too.
				const host = serving
				schedule.after(dice.between(0, 20), () => down.end(), owner)
				schedule.after(dice.between(0, 20), () => up.end(), host)
				schedule.after(dice.between(20, 400), () => tell(1006), owner)
				schedule.after(dice.between(20, 400), hangUp, host)
			}
		}
		schedule.after(dice.between(1, cable.latencyMs), connect, owner)

		function connect() {
			if (isClosed) return
			if (cable.state === 'silent') {
				counts.swallowed += 1
				return
			}
			if (cable.state === 'cut' || !serving || serving.isDead) {
				counts.refused += 1
				return tell(1006)
			}
			counts.opened += 1
			isOpen = true
			wires.add(wire)
			schedule.after(0, () => (ears = server.accept(member, mouth)), serving)
			schedule.after(
				dice.between(0.5, cable.latencyMs),
				() => isClosed || made.onopen?.(undefined as never),
				owner
			)
		}
		return made
	}

	return {
		counts,
		open,
		drop(whose) {
			for (const wire of [...wires])
				if (whose === undefined || wire.cable === whose || wire.owner === whose) wire.break()
		}
	}
}

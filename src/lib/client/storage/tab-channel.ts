/** What the tabs of one device tell each other. Messages come from the same origin and the same app, maybe another version of it. */
import type { Generation } from './doc-rows.ts'
import type { Vector } from './vector.ts'

export type TabMessage =
	/** An edit, or something that came over the wire: not in the rows yet. */
	| {
			readonly kind: 'update'
			readonly room: string
			readonly update: Uint8Array
			readonly generation: Generation
	  }
	/** A tab opened the room and has this state vector: whoever has more sends it. */
	| {
			readonly kind: 'hello'
			readonly room: string
			readonly vector: Uint8Array
			readonly generation: Generation
	  }
	/** The server has this of a room on its disk; true of this epoch of its log, and of no other. */
	| {
			readonly kind: 'durable'
			readonly room: string
			readonly epoch: string
			readonly vector: Vector
			readonly generation: Generation
	  }
	/** A document of the room is given up, this generation takes its place: see `doc-rows.ts`. */
	| { readonly kind: 'anew'; readonly room: string; readonly generation: Generation }
	/** What was done, or what waits for a person, changed in storage. */
	| { readonly kind: 'done'; readonly workspace: string }
	/** The book is being removed from this device. */
	| { readonly kind: 'removed'; readonly workspace: string }

export interface TabChannel {
	send(message: TabMessage): void
	/** Returns the way to stop listening. */
	listen(listener: (message: TabMessage) => void): () => void
	close(): void
}

const NAME = 'daybook'

/** Undefined where the browser has no BroadcastChannel or refuses it (opaque origins): each tab is then alone. */
export function openTabChannel(name: string = NAME): TabChannel | undefined {
	let channel: BroadcastChannel
	try {
		channel = new BroadcastChannel(name)
	} catch {
		return undefined
	}
	const listeners = new Set<(message: TabMessage) => void>()
	channel.onmessage = ({ data }: MessageEvent<unknown>) => {
		const message = readMessage(data)
		if (message) for (const listener of listeners) listener(message)
	}
	return {
		send: (message) => channel.postMessage(message),
		listen(listener) {
			listeners.add(listener)
			return () => listeners.delete(listener)
		},
		close: () => channel.close()
	}
}

function readMessage(data: unknown): TabMessage | undefined {
	if (typeof data !== 'object' || data === null) return undefined
	const {
		kind,
		room,
		update,
		vector,
		workspace,
		epoch,
		generation = 0
	} = data as Readonly<Record<string, unknown>>
	if ((kind === 'removed' || kind === 'done') && typeof workspace === 'string') return { kind, workspace }
	// A tab with an earlier version of the app knows the first generation only.
	if (typeof room !== 'string' || typeof generation !== 'number') return undefined
	if (kind === 'update' && update instanceof Uint8Array) return { kind, room, update, generation }
	if (kind === 'hello' && vector instanceof Uint8Array) return { kind, room, vector, generation }
	if (kind === 'durable' && vector instanceof Map && typeof epoch === 'string')
		return { kind, room, epoch, vector: vector as Vector, generation }
	if (kind === 'anew') return { kind, room, generation }
	return undefined
}

/** What the tabs of one device tell each other. Messages come from the same origin and the same app, maybe another version of it. */

export type TabMessage =
	/** An edit, or something that came over the wire: not in the rows yet. */
	| { readonly kind: 'update'; readonly room: string; readonly update: Uint8Array }
	/** A tab opened the room and has this state vector: whoever has more sends it. */
	| { readonly kind: 'hello'; readonly room: string; readonly vector: Uint8Array }
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
	const { kind, room, update, vector, workspace } = data as Readonly<Record<string, unknown>>
	if (kind === 'update' && typeof room === 'string' && update instanceof Uint8Array)
		return { kind, room, update }
	if (kind === 'hello' && typeof room === 'string' && vector instanceof Uint8Array)
		return { kind, room, vector }
	if (kind === 'removed' && typeof workspace === 'string') return { kind, workspace }
	return undefined
}

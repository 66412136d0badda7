/**
 * What y-websocket's provider takes for its WebSocket: one room of the shared connection. It only carries bytes; who
 * made it decides what goes over the wire and what comes back.
 */

/** The part of the `WebSocket` interface that the provider uses. */
export interface VirtualSocket {
	/** From the server to the provider. */
	deliver(message: Uint8Array): void
	/** The provider takes the connection for lost. */
	drop(): void
}

export interface SocketEvents {
	/** The provider asked for a connection and has set its listeners when this is called. */
	asked(socket: VirtualSocket): void
	sent(message: Uint8Array): void
	/** The provider let go of it. */
	closed(socket: VirtualSocket): void
}

const CONNECTING = 0
const OPEN = 1
const CLOSED = 3

/** The class to be given as `WebSocketPolyfill`. */
export function virtualSocketClass(events: SocketEvents): typeof WebSocket {
	class RoomSocket implements VirtualSocket {
		binaryType = 'arraybuffer'
		readonly OPEN = OPEN
		readyState = CONNECTING
		onopen: (() => void) | null = null
		onmessage: ((event: { data: Uint8Array }) => void) | null = null
		onclose: ((event: { code: number }) => void) | null = null
		onerror: (() => void) | null = null

		constructor() {
			// The provider sets its listeners behind this line and does not look at the socket before `onopen`.
			queueMicrotask(() => {
				if (this.readyState !== CONNECTING) return
				this.readyState = OPEN
				events.asked(this)
				this.onopen?.()
			})
		}

		send(message: Uint8Array) {
			if (this.readyState === OPEN) events.sent(message)
		}

		close() {
			if (this.readyState === CLOSED) return
			const wasOpen = this.readyState === OPEN
			this.readyState = CLOSED
			if (wasOpen) events.closed(this)
		}

		deliver(message: Uint8Array) {
			if (this.readyState === OPEN) this.onmessage?.({ data: message })
		}

		drop() {
			this.readyState = CLOSED
			this.onclose?.({ code: 1006 })
		}
	}
	return RoomSocket as unknown as typeof WebSocket
}

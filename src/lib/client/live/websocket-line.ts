/** A line over a WebSocket at `/sync?v=1`: one message of it is one frame. */
import { WIRE_VERSION } from '#lib/core/wire/message.ts'
import { refusalOf } from '#lib/core/wire/refusal.ts'
import type { Line, LineEvents, OpenLine } from './line.ts'

/** The part of `WebSocket` that is used, so that a world in memory can be one. */
export interface Socket {
	binaryType: string
	readonly bufferedAmount: number
	onopen: ((event: never) => void) | null
	onmessage: ((event: { readonly data: unknown }) => void) | null
	onclose: ((event: { readonly code: number }) => void) | null
	onerror: ((event: never) => void) | null
	send(bytes: Uint8Array<ArrayBuffer>): void
	close(): void
}

export type OpenSocket = (address: string) => Socket

/** `address` of the server, `https://book.example`; the cookie goes along by itself. */
export const webSocketLine =
	(openSocket: OpenSocket, address: string): OpenLine =>
	(events) =>
		connect(openSocket, `${address.replace(/^http/, 'ws')}/sync?v=${WIRE_VERSION}`, events)

function connect(openSocket: OpenSocket, address: string, events: LineEvents): Line {
	let socket: Socket | undefined
	let over = false

	function end(code: number | undefined) {
		if (over) return
		over = true
		if (socket) {
			socket.onopen = socket.onmessage = socket.onclose = null
			// A socket that is closed while it connects reports an error: in Node one without a listener is thrown.
			socket.onerror = () => undefined
			socket.close()
		}
		events.closed(code === undefined ? undefined : refusalOf(code))
	}

	try {
		socket = openSocket(address)
	} catch {
		// A page whose policy forbids the address: as good as blocked on the way.
		queueMicrotask(() => end(undefined))
		return { buffered: 0, send: () => undefined, close: () => end(undefined) }
	}
	socket.binaryType = 'arraybuffer'
	socket.onopen = () => events.open()
	socket.onerror = () => undefined
	socket.onclose = ({ code }) => end(code)
	socket.onmessage = ({ data }) => {
		if (data instanceof ArrayBuffer) events.frame(new Uint8Array(data))
		else if (data instanceof Uint8Array) events.frame(data)
	}
	const open = socket
	return {
		get buffered() {
			return over ? 0 : open.bufferedAmount
		},
		send: (frame) => {
			if (!over) open.send(frame as Uint8Array<ArrayBuffer>)
		},
		close: () => end(undefined)
	}
}

/**
 * Binds the relay to WebSockets: `/sync` carries frames of many rooms, `/sync/<room>` is one room in y-websocket's own
 * protocol. A browser is told neither status nor body of an upgrade that fails, so whoever is turned away is let in and
 * closed with a code of `REFUSALS`; except the page of another site, which gets no connection at all.
 */
import type { IncomingMessage } from 'node:http'
import type { Duplex } from 'node:stream'
import { WebSocket, WebSocketServer, type RawData } from 'ws'
import { MAX_MESSAGE_BYTES } from '#lib/core/wire/message.ts'
import { REFUSALS, type RefusalCode } from '#lib/core/wire/refusal.ts'
import type { Gate, Identity } from './gate.ts'
import type { Relay, Schedule } from './relay.ts'
import { createFrameWriter } from './websocket-frame.ts'
import { readSyncAddress, type SyncAddress } from './sync-address.ts'

export interface WebSockets {
	/** For each `upgrade` of the HTTP server. The socket is this function's from then on. */
	upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void
	/** Lets nobody in any more, and resolves when all are gone. Close the relay first: it says why. */
	close(): Promise<void>
}

export interface WebSocketDeps {
	readonly relay: Pick<Relay, 'connect'>
	readonly identify: Gate['identify']
	/** The request comes from our own page. */
	readonly isOurs: (headers: Headers) => boolean
	/** Seconds until this address may try again; 0: now. */
	readonly waitFor: (request: IncomingMessage) => number
	readonly schedule: Schedule
	/** Half of what a peer may be silent for. */
	readonly beatMs?: number
	readonly report: (line: string) => void
}

/** A peer that answers none of two pings is gone: within the 30 s after which y-websocket gives up, too. */
const BEAT_MS = 15_000
/** For the other side's word of farewell. */
const FAREWELL_MS = 2_000
/** Of a close frame (RFC 6455 §5.5), without its code. */
const MOST_REASON_BYTES = 123

export function createWebSockets(deps: WebSocketDeps): WebSockets {
	const { schedule, beatMs = BEAT_MS } = deps
	const server = new WebSocketServer(SETTINGS)
	/** Nothing was heard of them since the last beat. */
	const silent = new WeakSet<WebSocket>()
	const writeFrame = createFrameWriter()
	let isClosing = false
	let callOff = schedule(beatMs, beat)

	function beat(): void {
		callOff = schedule(beatMs, beat)
		for (const socket of server.clients) {
			if (silent.has(socket)) socket.terminate()
			else if (socket.readyState === WebSocket.OPEN) socket.ping()
			silent.add(socket)
		}
	}

	async function admit(request: IncomingMessage, socket: Duplex, head: Buffer): Promise<void> {
		if (isClosing) return turnAway(socket, '503 Service Unavailable')
		const wait = deps.waitFor(request)
		if (wait > 0) return turnAway(socket, '429 Too Many Requests', `retry-after: ${wait}`)
		const address = readSyncAddress(request.url ?? '')
		if (!address) return turnAway(socket, '404 Not Found')
		const headers = headersOf(request)
		if (!deps.isOurs(headers)) return turnAway(socket, '403 Forbidden')
		const who = await whoIs(address, headers)
		if (socket.destroyed) return
		server.handleUpgrade(request, socket, head, (opened) => take(opened, socket, address, who))
	}

	async function whoIs(address: SyncAddress, headers: Headers): Promise<Identity | RefusalCode> {
		if (!address.isKnownVersion) return 'too-old'
		try {
			return (await deps.identify(headers)) ?? 'unauthenticated'
		} catch (bug) {
			deps.report(`sync: nobody can be recognised: ${String(bug)}`)
			return 'unavailable'
		}
	}

	function take(socket: WebSocket, stream: Duplex, address: SyncAddress, who: Identity | RefusalCode): void {
		// ws closes the connection by itself after an error; one without a listener would end the process.
		socket.on('error', () => undefined)
		socket.on('pong', () => silent.delete(socket))
		if (typeof who === 'string') return socket.close(REFUSALS[who].code, who)
		if (isClosing) return socket.close(REFUSALS.unavailable.code, 'unavailable')
		const line = deps.relay.connect(
			{
				identity: who,
				device: address.device,
				send(bytes) {
					if (socket.readyState === WebSocket.OPEN) writeFrame(stream, bytes)
				},
				close: (code, reason) => socket.close(code, shortened(reason)),
				bufferedBytes: () => socket.bufferedAmount
			},
			address.wanted
		)
		socket.on('close', () => line.closed())
		socket.on('message', (message: RawData, isBinary) => {
			silent.delete(socket)
			if (socket.readyState !== WebSocket.OPEN) return
			if (isBinary) line.receive(bytesOf(message))
			else socket.close(REFUSALS.malformed.code, 'malformed')
		})
	}

	return {
		upgrade(request, socket, head) {
			socket.on('error', () => socket.destroy())
			admit(request, socket, head).catch((bug: unknown) => {
				deps.report(`sync: an upgrade failed: ${String(bug)}`)
				socket.destroy()
			})
		},
		async close() {
			isClosing = true
			callOff()
			await Promise.all(
				[...server.clients].map((socket) => {
					const gone = new Promise((resolve) => socket.once('close', resolve))
					// Without effect where the relay has closed it; `closeTimeout` cuts whoever does not answer.
					socket.close(REFUSALS.unavailable.code, 'unavailable')
					return gone
				})
			)
		}
	}
}

/**
 * ws gives 1009 for a message that is too large, after which y-websocket would come back and send it again, for ever.
 */
class RelaySocket extends WebSocket {
	override close(code?: number, reason?: string | Buffer): void {
		if (code === TOO_LARGE) super.close(REFUSALS['too-large'].code, 'too-large')
		else super.close(code, reason)
	}
}

const TOO_LARGE = 1009

const SETTINGS = {
	noServer: true,
	WebSocket: RelaySocket,
	maxPayload: MAX_MESSAGE_BYTES,
	closeTimeout: FAREWELL_MS,
	// A browser that may compress compresses every frame: an edit of 80 bytes stays as long, and either side spends 0.1 ms on
	// it. A month of 5,000 appointments would shrink from 740 to 160 kB in 9 ms, but anew for each who joins, and every
	// connection would keep 300 kB for it.
	perMessageDeflate: false
}

/** No upgrade: an answer of plain HTTP, and the end. */
function turnAway(socket: Duplex, status: string, header = 'cache-control: no-store'): void {
	socket.end(`HTTP/1.1 ${status}\r\n${header}\r\nconnection: close\r\ncontent-length: 0\r\n\r\n`)
}

function headersOf({ headers }: IncomingMessage): Headers {
	const copy = new Headers()
	for (const [name, value] of Object.entries(headers))
		if (value !== undefined && !name.startsWith(':'))
			copy.set(name, Array.isArray(value) ? value.join(', ') : value)
	return copy
}

/** A plain view: a Buffer's `slice` would not copy. */
function bytesOf(message: RawData): Uint8Array {
	const bytes = Array.isArray(message) ? Buffer.concat(message) : message
	if (bytes instanceof ArrayBuffer) return new Uint8Array(bytes)
	return new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength)
}

function shortened(reason: string): string {
	const { read } = new TextEncoder().encodeInto(reason, new Uint8Array(MOST_REASON_BYTES))
	return reason.slice(0, read)
}

/**
 * A WebSocket of few words: one write for each frame, nothing kept that is not asked for. A thousand of these cost less
 * than the server they listen to, so that the server is what is measured. Servers here neither fragment nor compress.
 */
import { randomBytes } from 'node:crypto'
import { connect } from 'node:net'

export interface SocketEvents {
	onopen(): void
	/**
	 * `bytes` are valid during the call only. Of a frame of `length` above `LARGE` only the beginning is there: what
	 * matters is when its last byte came.
	 */
	onframe(bytes: Uint8Array, length: number): void
	/** `why` is for a person; also when it was refused. */
	onclose(why: string): void
}

export interface ThinSocket {
	send(payload: Uint8Array): void
	/** At once, without a farewell. No event comes after it. */
	end(): void
}

export const LARGE = 256 << 10
const HEAD = 128
const OPCODE = { binary: 2, close: 8, ping: 9, pong: 10 } as const
/** Read into by one socket at a time: what a callback does not copy is gone. */
const shared = Buffer.allocUnsafe(1 << 16)

export function openSocket(
	{ port, path, whole = false }: { readonly port: number; readonly path: string; readonly whole?: boolean },
	events: SocketEvents
): ThinSocket {
	let carried: Buffer | undefined
	let isOpen = false
	let isOver = false
	let large: { readonly head: Buffer; readonly length: number; left: number } | undefined

	const socket = connect({
		port,
		host: '127.0.0.1',
		noDelay: true,
		onread: {
			buffer: shared,
			callback(count) {
				const fresh = shared.subarray(0, count)
				const bytes = carried ? Buffer.concat([carried, fresh]) : fresh
				carried = undefined
				const taken = isOpen ? takeFrames(bytes, 0) : takeHandshake(bytes)
				if (!isOver && taken < bytes.length) carried = Buffer.from(bytes.subarray(taken))
				return true
			}
		}
	})
	socket.on('connect', () => {
		const key = randomBytes(16).toString('base64')
		socket.write(
			`GET ${path} HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nOrigin: http://127.0.0.1:${port}\r\nUpgrade: websocket\r\n` +
				`Connection: Upgrade\r\nSec-WebSocket-Key: ${key}\r\nSec-WebSocket-Version: 13\r\n` +
				`X-Forwarded-For: ${addressOf(randomBytes(3))}\r\n\r\n`
		)
	})
	socket.on('error', (error) => over(error.message))
	socket.on('close', () => over('the server closed the connection'))

	function over(why: string): void {
		if (isOver) return
		isOver = true
		socket.destroy()
		events.onclose(why)
	}

	function takeHandshake(bytes: Buffer): number {
		const end = bytes.indexOf('\r\n\r\n')
		if (end < 0) return 0
		const status = bytes.toString('latin1', 0, bytes.indexOf('\r\n'))
		if (!status.includes(' 101 ')) {
			over(status)
			return bytes.length
		}
		isOpen = true
		events.onopen()
		return takeFrames(bytes, end + 4)
	}

	/** Where the first frame begins that is not whole. */
	function takeFrames(bytes: Buffer, from: number): number {
		let at = from
		while (!isOver) {
			if (large) {
				const passed = Math.min(large.left, bytes.length - at)
				large.left -= passed
				at += passed
				if (large.left > 0) return at
				const { head, length } = large
				large = undefined
				events.onframe(head, length)
				continue
			}
			const frame = frameAt(bytes, at)
			if (!frame) return at
			const { opcode, begin, length } = frame
			const end = begin + length
			if (end > bytes.length) {
				if (whole || length <= LARGE || bytes.length < begin + HEAD) return at
				large = { head: Buffer.from(bytes.subarray(begin, begin + HEAD)), length, left: length }
				at = begin
				continue
			}
			at = end
			take(opcode, bytes.subarray(begin, end))
		}
		return at
	}

	function take(opcode: number, payload: Buffer): void {
		if (opcode === OPCODE.binary) return events.onframe(payload, payload.length)
		if (opcode === OPCODE.ping) return write(OPCODE.pong, payload)
		if (opcode === OPCODE.close)
			return over(
				`closed as ${payload.length >= 2 ? payload.readUInt16BE(0) : 'nothing'}: ${payload.toString('utf8', 2)}`
			)
	}

	/** The mask is zero, which is a mask like any other and leaves the payload as it is. */
	function write(opcode: number, payload: Uint8Array): void {
		const { length } = payload
		const extra = length < 126 ? 0 : length < 65_536 ? 2 : 8
		const frame = Buffer.alloc(6 + extra + length)
		frame[0] = 0x80 | opcode
		frame[1] = 0x80 | (extra === 0 ? length : extra === 2 ? 126 : 127)
		if (extra === 2) frame.writeUInt16BE(length, 2)
		if (extra === 8) frame.writeBigUInt64BE(BigInt(length), 2)
		frame.set(payload, 6 + extra)
		socket.write(frame)
	}

	return {
		send: (payload) => write(OPCODE.binary, payload),
		end() {
			isOver = true
			socket.destroy()
		}
	}
}

/** Somebody's own: our server counts connections by where they come from. */
const addressOf = (bytes: Uint8Array): string => `10.${[...bytes].join('.')}`

/** Undefined: its header is not whole. */
function frameAt(bytes: Buffer, at: number) {
	if (bytes.length < at + 2) return undefined
	const opcode = bytes[at]! & 0x0f
	const short = bytes[at + 1]! & 0x7f
	if (short < 126) return { opcode, begin: at + 2, length: short }
	if (short === 126)
		return bytes.length < at + 4 ? undefined : { opcode, begin: at + 4, length: bytes.readUInt16BE(at + 2) }
	if (bytes.length < at + 10) return undefined
	return { opcode, begin: at + 10, length: Number(bytes.readBigUInt64BE(at + 2)) }
}

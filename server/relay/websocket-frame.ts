/**
 * Writes binary WebSocket frames (RFC 6455 §5.2: whole, from a server and so unmasked, uncompressed) beside ws, which
 * builds a header for each receiver and hands it over apart from the bytes: two parts to a system call, a thousand times
 * for one edit. Here the frame is built once for all who get the same bytes.
 */
import type { Duplex } from 'node:stream'

export type WriteFrame = (socket: Duplex, bytes: Uint8Array) => void

const FINAL_BINARY = 0x82
/** Copying more than this behind a header costs more than a second part. */
const COPIED = 16 << 10

export function createFrameWriter(): WriteFrame {
	let lastBytes: Uint8Array | undefined
	let lastFrame: Uint8Array | undefined
	return (socket, bytes) => {
		if (bytes.byteLength > COPIED) {
			socket.cork()
			socket.write(headerOf(bytes.byteLength))
			socket.write(bytes)
			return socket.uncork()
		}
		if (bytes !== lastBytes || !lastFrame) {
			lastBytes = bytes
			lastFrame = Buffer.concat([headerOf(bytes.byteLength), bytes])
		}
		socket.write(lastFrame)
	}
}

function headerOf(length: number): Buffer {
	if (length < 126) return Buffer.from([FINAL_BINARY, length])
	if (length < 1 << 16) return Buffer.from([FINAL_BINARY, 126, length >> 8, length & 0xff])
	const header = Buffer.alloc(10)
	header[0] = FINAL_BINARY
	header[1] = 127
	header.writeBigUInt64BE(BigInt(length), 2)
	return header
}

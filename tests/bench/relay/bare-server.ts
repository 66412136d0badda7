/**
 * The least a relay on Node can cost: it knows rooms, reads nothing, keeps nothing and sends on the bytes it got, one
 * write for each receiver. What it does not reach on a machine, no relay on Node reaches there.
 */
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Duplex } from 'node:stream'
import { WebSocketServer } from 'ws'
import { MESSAGE, SYNC } from '#lib/core/wire/message.ts'
import { createFrameWriter } from '../../../server/relay/websocket-frame.ts'
import { tellUsage } from './peers/tell-usage.js'

/** `step2` of the empty document. */
const NOTHING = Uint8Array.of(MESSAGE.sync, SYNC.step2, 2, 0, 0)

const sockets = new WebSocketServer({ noServer: true, perMessageDeflate: false })
const rooms = new Map<string, Set<Duplex>>()
const writeFrame = createFrameWriter()
const server = createServer((_request, response) => response.end('okay'))

server.on('upgrade', (request, stream, head) => {
	const name = request.url ?? ''
	const room = rooms.get(name) ?? new Set()
	rooms.set(name, room.add(stream))
	sockets.handleUpgrade(request, stream, head, (socket) => {
		socket.on('close', () => room.delete(stream))
		socket.on('message', (message: Buffer) => {
			const [kind, step] = message
			if (kind !== MESSAGE.sync) return
			if (step === SYNC.step1) writeFrame(stream, NOTHING)
			if (step === SYNC.update) for (const other of room) if (other !== stream) writeFrame(other, message)
		})
	})
})
server.listen(0, '127.0.0.1', () => process.send?.({ port: (server.address() as AddressInfo).port }))
tellUsage()

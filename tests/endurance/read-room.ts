/** What a newcomer finds in a room: nothing of it was known before. */
import * as Y from 'yjs'
import { readFrame, writeFrame } from '#lib/core/wire/message.ts'
import { openSocket } from '../unit/server/sync/sync-server.ts'

/** Rejects when the room is not given, or when what it gives is no book. */
export function readRoom(address: string, cookie: string, room: string): Promise<Y.Doc> {
	const doc = new Y.Doc()
	const socket = openSocket(address, '/sync?v=1', { cookie })
	let end = 0
	return new Promise<Y.Doc>((resolve, reject) => {
		socket.on('error', reject)
		socket.on('close', (code: number) => reject(new Error(`${room} cannot be read: closed with ${code}`)))
		socket.on('open', () =>
			socket.send(writeFrame({ room, message: { kind: 'open', epoch: '', position: 0 } }))
		)
		socket.on('message', (bytes: Buffer) => {
			try {
				const frame = readFrame(bytes)
				if (!frame.ok) throw new Error(frame.message)
				const { message } = frame.value
				if (message.kind === 'refused') throw new Error(`${room} cannot be read: ${message.code}`)
				if (message.kind === 'opened') end = message.position
				if (message.kind === 'news') Y.applyUpdate(doc, message.update)
				if (end === 0 || (message.kind === 'news' && message.position >= end)) resolve(doc)
			} catch (cause) {
				reject(new Error(`${room} cannot be read`, { cause }))
			}
		})
	}).finally(() => socket.terminate())
}

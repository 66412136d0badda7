/**
 * A device of few words: it edits one room and hears everybody else's edits. What it is told and what it keeps is what the
 * app keeps: the epoch and position of the room, and what is not acknowledged yet.
 */
import type { WebSocket } from 'ws'
import * as Y from 'yjs'
import { readFrame, writeFrame, type Message } from '#lib/core/wire/message.ts'
import { openSocket } from '../unit/server/sync/sync-server.ts'

export interface LoadDevice {
	readonly name: string
	readonly room: string
	readonly doc: Y.Doc
	/** Its edits 1 to this one are durable, as the server said. */
	readonly acknowledged: number
	/** Made, and not known to be durable. */
	readonly waiting: number
	/** Edits that were sent again after a connection was lost. */
	readonly offeredAgain: number
	/** Comes (back) to the server, and offers again what waits. Without effect on a server that is not there. */
	connect(): void
	edit(): void
	/** Resolves when its connection has ended and everything that came by it was heard. */
	gone(): Promise<void>
	leave(): void
}

export interface LoadDeviceOptions {
	readonly name: string
	readonly room: string
	readonly address: string
	readonly cookie: string
	/** The room has let it in. */
	readonly onin?: (device: LoadDevice) => void
	/** So many more of its edits are durable. */
	readonly ondurable?: (device: LoadDevice, edits: number) => void
	/** It was told something, and has taken it in. */
	readonly onheard: () => void
	/** Something that a server may not say. */
	readonly onfault: (what: string) => void
}

/** Where its n-th edit stands in the room's map. */
export const keyOf = (device: string, edit: number): string => `${device}-${edit}`

export function createLoadDevice(options: LoadDeviceOptions): LoadDevice {
	const { name, room, address, cookie, onin, ondurable, onheard, onfault } = options
	const doc = new Y.Doc()
	const born = doc.getMap<number>('born')
	let waiting: Uint8Array[] = []
	let made = 0
	let acknowledged = 0
	let offeredAgain = 0
	let epoch = ''
	let position = 0
	/** Open. */
	let socket: WebSocket | undefined
	/** Open, or on the way. */
	let newest: WebSocket | undefined
	let ending: Promise<void> = Promise.resolve()
	let isIn = false
	/** Of what was sent by this connection. */
	let durable = 0

	const say = (message: Message) => socket?.send(writeFrame({ room, message }))
	doc.on('update', (update: Uint8Array, origin: unknown) => {
		if (origin === 'server') return
		waiting.push(update)
		say({ kind: 'update', update })
	})

	function hear(message: Message): void {
		switch (message.kind) {
			case 'opened':
				if (epoch !== '' && epoch !== message.epoch) onfault(`the epoch of ${room} changed`)
				if (message.position < position)
					onfault(`${room} ends at ${message.position}, and had told of ${position}`)
				if (message.access !== 'write') onfault(`${room} may not be written to`)
				epoch = message.epoch
				isIn = true
				offeredAgain += waiting.length
				for (const update of waiting) say({ kind: 'update', update })
				return onin?.(device)
			case 'news':
				Y.applyUpdate(doc, message.update, 'server')
				position = Math.max(position, message.position)
				return
			case 'durable': {
				const edits = message.count - durable
				durable = message.count
				position = Math.max(position, message.position)
				if (edits > waiting.length) onfault(`${edits} edits are said to be durable, of ${waiting.length}`)
				waiting = waiting.slice(edits)
				acknowledged += edits
				return ondurable?.(device, edits)
			}
			case 'heartbeat':
				return
			default:
				onfault(`${room} was told ${JSON.stringify(message)}`)
		}
	}

	const device: LoadDevice = {
		name,
		room,
		doc,
		get acknowledged() {
			return acknowledged
		},
		get waiting() {
			return waiting.length
		},
		get offeredAgain() {
			return offeredAgain
		},
		connect() {
			const mine = openSocket(address, `/sync?v=1&device=${name}`, { cookie })
			isIn = false
			durable = 0
			// A server that is killed resets its connections.
			mine.on('error', () => undefined)
			mine.on('open', () => {
				socket = mine
				say({ kind: 'open', epoch, position })
			})
			mine.on('message', (bytes: Buffer) => {
				const frame = readFrame(bytes)
				if (!frame.ok) return onfault(frame.message)
				if (!isIn && frame.value.message.kind === 'durable') onfault('durable before the room was opened')
				hear(frame.value.message)
				onheard()
			})
			mine.on('close', () => (socket = undefined))
			ending = new Promise((resolve) => mine.on('close', () => resolve()))
			newest = mine
		},
		edit() {
			made += 1
			born.set(keyOf(name, made), made)
		},
		gone: () => ending,
		leave() {
			newest?.terminate()
			doc.destroy()
		}
	}
	return device
}

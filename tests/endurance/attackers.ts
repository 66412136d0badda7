/** One who strikes and waits until he was heard, or thrown out; then he comes again. */
import { WebSocket } from 'ws'
import { readFrame, readMessage, writeFrame, writeMessage, type Message } from '#lib/core/wire/message.ts'
import { readPollAnswer, readPollRequest, writePollRequest, type PollRequest } from '#lib/core/wire/poll.ts'
import type { Dice } from '../simulation/dice.ts'
import type { Blow } from './blows.ts'
import { mutate } from './mutate.ts'

export interface AttackerOptions {
	readonly address: string
	readonly cookie: string
	readonly dice: Dice
	/** Of each connection or answer that turned him away, by close code or HTTP status. */
	readonly onanswer: (code: number) => void
}

const HEARTBEAT: Message = { kind: 'heartbeat' }
/** Connections are counted by where they come from: he has a house in every street. */
const ADDRESSES = 200
/** Below what the server allows at once. */
const BLOWS_PER_CONNECTION = 400

const headersOf = ({ address, cookie, dice }: AttackerOptions) => ({
	cookie,
	origin: address,
	'x-forwarded-for': `10.0.0.${dice.below(ADDRESSES)}`
})

export interface SocketAttacker {
	/** Resolves when the server has answered what came after it, or has closed the connection. */
	strike(blow: Blow): Promise<void>
	end(): void
}

/** `room`: the one room of `/sync/<room>`; undefined: `/sync`, and `opening` is said first. */
export function createSocketAttacker(
	options: AttackerOptions,
	place: { readonly room: string } | { readonly opening: Message; readonly into: string }
): SocketAttacker {
	const isMany = 'opening' in place
	const path = isMany ? '/sync?v=1' : `/sync/${place.room}`
	const heartbeat = isMany ? writeFrame({ room: '', message: HEARTBEAT }) : writeMessage(HEARTBEAT)
	let socket: WebSocket | undefined
	let struck = 0
	let onheard = () => undefined as void

	function isHeartbeat(bytes: Buffer): boolean {
		const read = isMany ? readFrame(bytes) : readMessage(bytes)
		if (!read.ok) throw new Error(`The server wrote what is no message: ${bytes.toString('hex')}`)
		const message = 'message' in read.value ? read.value.message : read.value
		return message.kind === 'heartbeat'
	}

	function come(): Promise<WebSocket> {
		const one = new WebSocket(`${options.address.replace(/^http/, 'ws')}${path}`, {
			headers: headersOf(options)
		})
		struck = 0
		return new Promise((resolve, reject) => {
			one.on('open', () => {
				socket = one
				if (isMany && options.dice.below(8) > 0)
					one.send(writeFrame({ room: place.into, message: place.opening }))
				resolve(one)
			})
			one.on('error', reject)
			one.on('message', (bytes: Buffer) => isHeartbeat(bytes) && onheard())
			one.on('close', (code: number) => {
				socket = undefined
				options.onanswer(code)
				onheard()
			})
		})
	}

	return {
		async strike(blow) {
			const one = socket?.readyState === WebSocket.OPEN ? socket : await come()
			const heard = new Promise<void>((resolve) => (onheard = resolve))
			struck += 1
			if (blow.kind === 'raw') {
				// No part of the library: what is written here is no frame of a WebSocket.
				const { _socket: connection } = one as unknown as { _socket: { write(bytes: Uint8Array): void } }
				connection.write(blow.bytes)
				one.close()
				one.terminate()
				return heard
			}
			one.send(blow.kind === 'frame' ? blow.bytes : blow.text)
			one.send(heartbeat)
			await heard
			if (struck >= BLOWS_PER_CONNECTION) one.terminate()
		},
		end: () => socket?.terminate()
	}
}

const BEGIN: PollRequest = { session: '', received: 0, first: 0, frames: [], wait: false }
/** A server has no other answers to a body. */
const ALLOWED: readonly number[] = [200, 400, 404, 413, 429]

/** The same by bodies: frames that are wrong in a body that is right, or a body that is wrong. */
export function createPollAttacker(options: AttackerOptions) {
	const { dice, onanswer } = options
	let session = ''
	let first = 0

	async function post(body: Uint8Array, signal?: AbortSignal) {
		const response = await fetch(`${options.address}/sync/poll?v=1`, {
			method: 'POST',
			headers: headersOf(options),
			body: body as Uint8Array<ArrayBuffer>,
			...(signal && { signal })
		})
		const { status } = response
		onanswer(status)
		if (!ALLOWED.includes(status)) throw new Error(`A body was answered with ${status}`)
		const read = readPollAnswer(new Uint8Array(await response.arrayBuffer()))
		return { status, answer: status === 200 && read.ok ? read.value : undefined }
	}

	async function begin(frames: readonly Uint8Array[]): Promise<void> {
		session = (await post(writePollRequest(BEGIN))).answer?.session ?? ''
		first = 0
		await speak(frames)
	}

	async function speak(frames: readonly Uint8Array[]): Promise<void> {
		const { answer } = await post(writePollRequest({ session, received: 0, first, frames, wait: false }))
		first = answer?.received ?? 0
		if (!answer || answer.closed !== undefined) session = ''
	}

	/** What would be held is left: the server hears that its asker went away. */
	async function hurl(body: Uint8Array): Promise<void> {
		const read = readPollRequest(body)
		if (!read.ok || !read.value.wait) return void (await post(body))
		const leaving = new AbortController()
		const held = post(body, leaving.signal).catch(() => undefined)
		await post(writePollRequest(BEGIN))
		leaving.abort()
		await held
	}

	return {
		async strike(opening: Uint8Array, bytes: Uint8Array): Promise<void> {
			if (session === '') await begin([opening])
			if (dice.oneIn(2)) return speak([bytes])
			await hurl(
				mutate(writePollRequest({ session, received: 0, first, frames: [bytes], wait: false }), dice)
			)
			session = ''
		}
	}
}

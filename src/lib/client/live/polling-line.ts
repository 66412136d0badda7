/**
 * A line over HTTP long polling (`core/wire/poll.ts`): one request waits for what the server has to say, another carries
 * what this device says. What was not confirmed goes again, so a lost answer loses nothing.
 */
import {
	batchOf,
	POLL_HOLD_MS,
	POLL_SESSION_MS,
	readPollAnswer,
	writePollRequest,
	type PollAnswer
} from '#lib/core/wire/poll.ts'
import { WIRE_VERSION } from '#lib/core/wire/message.ts'
import type { RefusalCode } from '#lib/core/wire/refusal.ts'
import type { Line, LineEvents, OpenLine } from './line.ts'
import type { Timers } from './timers.ts'

export type PollFetch = (address: string, init: RequestInit) => Promise<Response>

/** A request is answered within the hold; a network that swallows it is not waited for much longer. */
const PATIENCE_MS = 10_000
const PAUSE_MS = 1000
/** A page that is being closed may still send so much. */
const KEEPALIVE_BYTES = 32 << 10

export const pollingLine =
	(fetch: PollFetch, timers: Timers, address: string): OpenLine =>
	(events) =>
		openPoll({ fetch, timers, address: `${address}/sync/poll?v=${WIRE_VERSION}` }, events)

interface PollDeps {
	readonly fetch: PollFetch
	readonly timers: Timers
	readonly address: string
}

function openPoll({ fetch, timers, address }: PollDeps, events: LineEvents): Line {
	/** Not confirmed by the server, from number `first`. */
	let unsent: Uint8Array[] = []
	let first = 0
	let received = 0
	let session = ''
	let over = false
	let sending = false
	const leaving = new AbortController()

	function end(why: RefusalCode | undefined) {
		if (over) return
		over = true
		leaving.abort()
		events.closed(why)
	}

	/** Undefined: the line is closed. */
	async function ask(wait: boolean): Promise<PollAnswer | undefined> {
		for (let silentMs = 0; !over && silentMs < POLL_SESSION_MS; silentMs += PAUSE_MS) {
			// Written anew for each try: the other request may have brought a confirmation meanwhile.
			const frames = wait || session === '' ? [] : batchOf(unsent)
			const body = writePollRequest({ session, received, first, frames, wait })
			const answered = await post(body, wait)
			if (answered === 'over') return undefined
			if (answered !== 'again') return answered
			await pause()
		}
		end(undefined)
		return undefined
	}

	async function post(body: Uint8Array, wait: boolean): Promise<PollAnswer | 'again' | 'over'> {
		const cut = new AbortController()
		const callOff = timers.after((wait ? POLL_HOLD_MS : 0) + PATIENCE_MS, () => cut.abort())
		try {
			const response = await fetch(address, {
				method: 'POST',
				body: body as Uint8Array<ArrayBuffer>,
				headers: { 'content-type': 'application/octet-stream' },
				credentials: 'same-origin',
				cache: 'no-store',
				keepalive: !wait && body.byteLength < KEEPALIVE_BYTES,
				signal: AbortSignal.any([cut.signal, leaving.signal])
			})
			return await read(response)
		} catch {
			// The first request finds out whether anybody is there at all.
			if (session === '') end(undefined)
			return over ? 'over' : 'again'
		} finally {
			callOff()
		}
	}

	async function read(response: Response): Promise<PollAnswer | 'again' | 'over'> {
		if (response.ok) {
			const answer = readPollAnswer(new Uint8Array(await response.arrayBuffer()))
			if (answer.ok) return answer.value
			end(undefined)
			return 'over'
		}
		if ((response.status === 429 || response.status >= 500) && session !== '') return 'again'
		end(response.status === 401 ? 'unauthenticated' : response.status === 403 ? 'forbidden' : undefined)
		return 'over'
	}

	const pause = () => new Promise<void>((resolve) => timers.after(PAUSE_MS, resolve))

	function take(answer: PollAnswer) {
		const confirmed = Math.max(0, answer.received - first)
		unsent = unsent.slice(confirmed)
		first += confirmed
		answer.frames.forEach((frame, at) => {
			if (over || answer.first + at !== received) return
			received += 1
			events.frame(frame)
		})
		if (answer.closed !== undefined) end(answer.closed)
	}

	async function listen() {
		while (!over) {
			const answer = await ask(true)
			if (answer) take(answer)
		}
	}

	async function push() {
		if (sending || session === '') return
		sending = true
		while (!over && unsent.length > 0) {
			const answer = await ask(false)
			if (answer) take(answer)
		}
		sending = false
	}

	async function begin() {
		const answer = await ask(false)
		if (!answer || over) return
		session = answer.session
		take(answer)
		if (over) return
		events.open()
		void listen()
		void push()
	}

	void begin()
	return {
		get buffered() {
			return unsent.reduce((sum, frame) => sum + frame.byteLength, 0)
		},
		send(frame) {
			if (over) return
			unsent.push(frame)
			void push()
		},
		close: () => end(undefined)
	}
}

/**
 * One device that polls: the server's end of `core/wire/poll.ts`. Frames of both directions are counted; what the device
 * has not confirmed is kept and sent again, what it sends again is not taken twice.
 */
import { batchOf, POLL_HOLD_MS, type PollAnswer, type PollRequest } from '#lib/core/wire/poll.ts'
import { refusalOf, type RefusalCode } from '#lib/core/wire/refusal.ts'
import type { Identity } from './gate.ts'
import type { Connection, Line, Schedule } from './relay.ts'

export interface PollSession {
	readonly identity: Identity
	/** The relay closed it: it lives on only to say so. */
	readonly isClosed: boolean
	/** Somebody waits for news at this moment. */
	readonly isHeld: boolean
	/** Resolves when there is something to say. `gone`: the one who asked does not wait any more. */
	answer(request: PollRequest, gone: AbortSignal): Promise<PollAnswer | 'malformed'>
	/** The device went away. */
	end(): void
}

export interface PollSessionDeps {
	readonly id: string
	readonly identity: Identity
	readonly device: string
	readonly connect: (connection: Connection) => Line
	readonly schedule: Schedule
}

export function createPollSession(deps: PollSessionDeps): PollSession {
	const { id, identity, device, schedule } = deps
	/** Not confirmed, from number `first`. */
	let kept: Uint8Array[] = []
	let first = 0
	let bytes = 0
	let received = 0
	let closed: RefusalCode | undefined
	/** Lets the request that is held be answered. */
	let release: (() => void) | undefined
	let callOffNews: (() => void) | undefined

	const line = deps.connect({
		identity,
		device,
		send(frame) {
			kept.push(frame)
			bytes += frame.byteLength
			news()
		},
		close(code) {
			closed = refusalOf(code) ?? 'unavailable'
			news()
		},
		bufferedBytes: () => bytes
	})

	/** What comes in the same moment goes in one answer. */
	function news(): void {
		if (!release) return
		callOffNews ??= schedule(0, () => {
			callOffNews = undefined
			release?.()
		})
	}

	function confirm(count: number): void {
		const confirmed = kept.slice(0, Math.max(0, count - first))
		kept = kept.slice(confirmed.length)
		first += confirmed.length
		for (const frame of confirmed) bytes -= frame.byteLength
	}

	function hear({ first: number, frames }: PollRequest): void {
		frames.forEach((frame, at) => {
			if (closed !== undefined || number + at !== received) return
			received += 1
			line.receive(frame)
		})
	}

	/** Until there is news, the time is over, the device went, or a later request takes the place of this one. */
	function hold(gone: AbortSignal): Promise<void> {
		return new Promise((resolve) => {
			const callOff = schedule(POLL_HOLD_MS, done)
			function done(): void {
				callOff()
				gone.removeEventListener('abort', done)
				if (release === done) release = undefined
				resolve()
			}
			release = done
			gone.addEventListener('abort', done)
		})
	}

	function write({ received: has, wait }: PollRequest): PollAnswer {
		const skipped = Math.max(0, has - first)
		const frames = wait ? batchOf(kept.slice(skipped)) : []
		const isLast = skipped + frames.length === kept.length
		return { session: id, received, first: first + skipped, frames, closed: isLast ? closed : undefined }
	}

	return {
		identity,
		get isClosed() {
			return closed !== undefined
		},
		get isHeld() {
			return release !== undefined
		},
		async answer(request, gone) {
			if (request.received > first + kept.length) return 'malformed'
			confirm(request.received)
			hear(request)
			if (!request.wait) return write(request)
			release?.()
			if (kept.length === 0 && closed === undefined && !gone.aborted) await hold(gone)
			return write(request)
		},
		end() {
			line.closed()
			release?.()
		}
	}
}

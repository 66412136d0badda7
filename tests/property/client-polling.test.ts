/**
 * Laws of the line over HTTP polling: whatever requests and answers are lost, every frame arrives once and in order, in
 * both directions, as long as the server's session lives.
 */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Line } from '#lib/client/live/line.ts'
import { pollingLine, type PollFetch } from '#lib/client/live/polling-line.ts'
import type { Timers } from '#lib/client/live/timers.ts'
import { readPollRequest, writePollAnswer } from '#lib/core/wire/poll.ts'
import type { RefusalCode } from '#lib/core/wire/refusal.ts'
import { until } from '../unit/client/storage/device.ts'

type Fate = 'arrives' | 'request lost' | 'answer lost' | 'busy'

const soon: Timers = {
	// The longest pauses (patience) never pass in a run; the short one between two tries does at once.
	after(ms, work) {
		if (ms > 2000) return () => undefined
		const timer = setImmediate(work)
		return () => clearImmediate(timer)
	},
	nowMs: () => 0,
	random: () => 0
}

/** The server's end of one session. */
function createServer(fates: Iterator<Fate, unknown>) {
	const heard: string[] = []
	const outbox: Uint8Array[] = []
	let confirmed = 0
	let wake = () => {}
	const server = {
		heard,
		isOver: false,
		closes: undefined as RefusalCode | undefined,
		say(text: string) {
			outbox.push(new TextEncoder().encode(text))
			wake()
		},
		close(why: RefusalCode) {
			server.closes = why
			wake()
		},
		fetch: (async (_address, { body, signal }) => {
			const fate = (fates.next().value as Fate | undefined) ?? 'arrives'
			if (fate === 'request lost') throw new TypeError('the network')
			if (fate === 'busy') return new Response(null, { status: 429 })
			if (server.isOver) return new Response(null, { status: 404 })
			const request = readPollRequest(new Uint8Array(body as Uint8Array))
			if (!request.ok) return new Response(null, { status: 400 })
			const { first, frames, received, wait } = request.value
			frames.forEach((frame, at) => {
				if (first + at === heard.length) heard.push(new TextDecoder().decode(frame))
			})
			confirmed = Math.max(confirmed, received)
			if (wait && outbox.length === received && !server.closes)
				await new Promise<void>((resolve, reject) => {
					wake = resolve
					signal?.addEventListener('abort', () => reject(new DOMException('', 'AbortError')))
				})
			if (fate === 'answer lost') throw new TypeError('the network')
			const bytes = writePollAnswer({
				session: 's',
				received: heard.length,
				first: received,
				frames: wait ? outbox.slice(received) : [],
				closed: wait ? server.closes : undefined
			})
			return new Response(bytes as Uint8Array<ArrayBuffer>)
		}) satisfies PollFetch
	}
	return server
}

const fate = fc.constantFrom<Fate>('arrives', 'arrives', 'request lost', 'answer lost', 'busy')

function openOn(server: ReturnType<typeof createServer>) {
	const heard: string[] = []
	const ended: (RefusalCode | undefined)[] = []
	let isOpen = false
	const line: Line = pollingLine(
		server.fetch,
		soon,
		'http://server'
	)({
		open: () => (isOpen = true),
		frame: (bytes) => heard.push(new TextDecoder().decode(bytes)),
		closed: (why) => ended.push(why)
	})
	return { line, heard, ended, isOpen: () => isOpen }
}

describe('pollingLine()', () => {
	test('loses nothing, doubles nothing and keeps the order', async () => {
		await fc.assert(
			fc.asyncProperty(
				fc.array(fate, { maxLength: 30 }),
				fc.array(fc.boolean(), { maxLength: 20 }),
				async (fates, sides) => {
					// The first request has to arrive: without an answer there is no line.
					const server = createServer((['arrives', ...fates] as Fate[])[Symbol.iterator]())
					const device = openOn(server)
					await until(device.isOpen)
					for (const [n, isOurs] of sides.entries()) {
						if (isOurs) device.line.send(new TextEncoder().encode(`${n}`))
						else server.say(`${n}`)
						if (n % 3 === 0) await new Promise((resolve) => setImmediate(resolve))
					}
					const ours = sides.flatMap((isOurs, n) => (isOurs ? [`${n}`] : []))
					const theirs = sides.flatMap((isOurs, n) => (isOurs ? [] : [`${n}`]))
					await until(() => server.heard.length >= ours.length && device.heard.length >= theirs.length)
					expect([server.heard, device.heard]).toEqual([ours, theirs])
					await until(() => device.line.buffered === 0)
					expect(device.ended).toEqual([])
					device.line.close()
					expect(device.ended).toEqual([undefined])
				}
			)
		)
	})

	test('is no line where nobody answers', async () => {
		for (const first of ['request lost', 'busy'] as const) {
			const device = openOn(createServer([first][Symbol.iterator]()))
			await until(() => device.ended.length > 0)
			expect([device.isOpen(), device.ended]).toEqual([false, [undefined]])
		}
	})

	test('ends with the session, and with what the server says', async () => {
		const gone = createServer([][Symbol.iterator]())
		const device = openOn(gone)
		await until(device.isOpen)
		gone.isOver = true
		device.line.send(Uint8Array.from([1]))
		await until(() => device.ended.length > 0)
		expect(device.ended).toEqual([undefined])

		const closing = createServer([][Symbol.iterator]())
		const other = openOn(closing)
		await until(other.isOpen)
		closing.close('unauthenticated')
		await until(() => other.ended.length > 0)
		expect(other.ended).toEqual(['unauthenticated'])
	})
})

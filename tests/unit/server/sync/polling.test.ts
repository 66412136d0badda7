/** Long polling: the law on a network in memory that loses what it likes, then stories against the server itself. */
import * as fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import { pollingLine, type PollFetch } from '#lib/client/live/polling-line.ts'
import type { Timers } from '#lib/client/live/timers.ts'
import { readFrame, writeFrame, type Message } from '#lib/core/wire/message.ts'
import {
	POLL_HOLD_MS,
	POLL_SESSION_MS,
	readPollAnswer,
	writePollRequest,
	type PollRequest
} from '#lib/core/wire/poll.ts'
import { REFUSALS, type RefusalCode } from '#lib/core/wire/refusal.ts'
import { createPolling, type PollingDeps } from '../../../../server/relay/polling.ts'
import type { Connection } from '../../../../server/relay/relay.ts'
import { signIn, type Browser } from '../people/people-server.ts'
import { cookieOf, ROOM, startSync, until, type SyncServer } from './sync-server.ts'

const text = new TextDecoder()
const bytesOf = (word: string) => new TextEncoder().encode(word)

/** A relay that only listens, and time that passes when it is told to. */
function createDesk(more: Partial<PollingDeps> = {}) {
	const heard: string[] = []
	const ends: Connection[] = []
	const due: { readonly ms: number; readonly work: () => void }[] = []
	let left = 0
	const polling = createPolling({
		relay: {
			connect(connection) {
				ends.push(connection)
				return { receive: (bytes) => void heard.push(text.decode(bytes)), closed: () => void (left += 1) }
			}
		},
		identify: async () => ({ member: 'anna', name: 'Anna', session: 's' }),
		isOurs: () => true,
		waitFor: () => 0,
		now: () => 0,
		schedule(ms, work) {
			const one = { ms, work }
			if (ms === 0) {
				const soon = setImmediate(work)
				return () => clearImmediate(soon)
			}
			due.push(one)
			return () => void due.splice(due.indexOf(one) >>> 0, 1)
		},
		...more
	})
	return {
		polling,
		heard,
		ends,
		left: () => left,
		held: () => due.filter(({ ms }) => ms === POLL_HOLD_MS).length,
		/** What waits for exactly so long happens now. */
		pass(ms: number) {
			for (const one of due.filter((waiting) => waiting.ms === ms)) {
				due.splice(due.indexOf(one), 1)
				one.work()
			}
		},
		ask: async (request: Partial<PollRequest>, signal?: AbortSignal) => {
			const body = writePollRequest({ ...BEGIN, ...request })
			const response = await polling.routes.request('/?v=1', {
				method: 'POST',
				headers: { 'content-length': String(body.byteLength) },
				body: body as BodyInit,
				...(signal && { signal })
			})
			const answer = readPollAnswer(new Uint8Array(await response.arrayBuffer()))
			return { status: response.status, ...(answer.ok ? answer.value : undefined) }
		}
	}
}

const BEGIN: PollRequest = { session: '', received: 0, first: 0, frames: [], wait: false }

type Fate = 'arrives' | 'request lost' | 'answer lost' | 'arrives twice'

/** The short pause between two tries does not pass: it is over at once. */
const timers: Timers = {
	after(ms, work) {
		if (ms > 2_000) return () => undefined
		const soon = setImmediate(work)
		return () => clearImmediate(soon)
	},
	nowMs: () => 0,
	random: () => 0
}

describe('createPolling() and pollingLine()', () => {
	it('lose nothing, double nothing and keep the order, whatever the network loses or doubles', async () => {
		const fate = fc.constantFrom<Fate>('arrives', 'arrives', 'request lost', 'answer lost', 'arrives twice')
		await fc.assert(
			fc.asyncProperty(
				fc.array(fate, { maxLength: 40 }),
				fc.array(fc.boolean(), { maxLength: 30 }),
				async (fates, sides) => {
					const desk = createDesk()
					// The first has to arrive: without an answer there is no line.
					const next = (['arrives', ...fates] as Fate[])[Symbol.iterator]()
					const carry: PollFetch = async (url, init) => {
						const fate = next.next().value ?? 'arrives'
						if (fate === 'request lost') throw new TypeError('the network')
						const send = () => desk.polling.routes.request(`/${new URL(url).search}`, init)
						if (fate === 'arrives twice') void send()
						const answer = await send()
						if (fate === 'answer lost') throw new TypeError('the network')
						return answer
					}
					const heard: string[] = []
					const ended: (RefusalCode | undefined)[] = []
					let isOpen = false
					const line = pollingLine(
						carry,
						timers,
						'http://server'
					)({
						open: () => (isOpen = true),
						frame: (bytes) => heard.push(text.decode(bytes)),
						closed: (why) => ended.push(why)
					})
					await until(() => isOpen)
					for (const [n, isOurs] of sides.entries()) {
						if (isOurs) line.send(bytesOf(`${n}`))
						else desk.ends.at(-1)!.send(bytesOf(`${n}`))
						if (n % 4 === 0) await new Promise((resolve) => setImmediate(resolve))
					}
					const numbers = (ours: boolean) => sides.flatMap((isOurs, n) => (isOurs === ours ? [`${n}`] : []))
					await until(
						() => desk.heard.length >= numbers(true).length && heard.length >= numbers(false).length
					)
					await until(() => line.buffered === 0 && desk.ends.at(-1)!.bufferedBytes() === 0)
					expect([desk.heard, heard, ended]).toEqual([numbers(true), numbers(false), []])
					desk.ends.at(-1)!.close(REFUSALS.unavailable.code, '')
					await until(() => ended.length > 0)
					expect(ended).toEqual(['unavailable'])
				}
			)
		)
	})
})

describe('createPolling()', () => {
	it('says that it is closed after the last frame, and as often as it is asked', async () => {
		const desk = createDesk()
		const { session = '' } = await desk.ask({})
		desk.ends[0]?.send(bytesOf('last'))
		desk.ends[0]?.close(REFUSALS.rate.code, '')
		expect(await desk.ask({ session })).toMatchObject({ closed: undefined, frames: [] })
		for (const _ of [1, 2])
			expect(await desk.ask({ session, wait: true })).toMatchObject({
				closed: 'rate',
				frames: [bytesOf('last')]
			})
		expect(await desk.ask({ session, received: 1 })).toMatchObject({ closed: 'rate', frames: [] })
	})

	it('forgets a device that is silent', async () => {
		const desk = createDesk()
		const { session = '' } = await desk.ask({})
		desk.pass(POLL_SESSION_MS)
		expect(desk.left()).toBe(1)
		expect((await desk.ask({ session })).status).toBe(404)
	})

	it('takes a device whose held request is cut off for gone within seconds, if it does not come again', async () => {
		const CUT_OFF_MS = 4_000
		const desk = createDesk()
		const { session = '' } = await desk.ask({})
		for (const comesAgain of [true, false]) {
			const cut = new AbortController()
			const held = desk.ask({ session, wait: true }, cut.signal)
			await until(() => desk.held() === 1)
			cut.abort()
			await held
			if (comesAgain) expect((await desk.ask({ session })).status).toBe(200)
			desk.pass(CUT_OFF_MS)
			expect(desk.left()).toBe(comesAgain ? 0 : 1)
		}
	})

	it('a later request takes the place of the one that is held', async () => {
		const desk = createDesk()
		const { session = '' } = await desk.ask({})
		const first = desk.ask({ session, wait: true })
		await until(() => desk.held() === 1)
		const second = desk.ask({ session, wait: true })
		expect(await first).toMatchObject({ status: 200, frames: [] })
		desk.ends[0]?.send(bytesOf('a'))
		desk.ends[0]?.send(bytesOf('b'))
		expect(await second).toMatchObject({ first: 0, frames: [bytesOf('a'), bytesOf('b')] })
	})

	it('takes no request that cannot be of this session', async () => {
		const desk = createDesk()
		const { session = '' } = await desk.ask({})
		expect((await desk.ask({ session, received: 1 })).status).toBe(400)
		expect((await desk.ask({ frames: [bytesOf('a')] })).status).toBe(400)
		const nonsense = await desk.polling.routes.request('/?v=1', { method: 'POST', body: new Uint8Array([1]) })
		expect(nonsense.status).toBe(400)
		const endless = { method: 'POST', body: 'x', headers: { 'content-length': '99999999999' } }
		expect((await desk.polling.routes.request('/?v=1', endless)).status).toBe(413)
	})

	it('keeps a session for its own member and sign-in', async () => {
		let session = 's'
		const desk = createDesk({ identify: async () => ({ member: 'anna', name: 'Anna', session }) })
		const begun = await desk.ask({})
		session = 'another'
		expect((await desk.ask({ session: begun.session! })).status).toBe(404)
		session = 's'
		expect((await desk.ask({ session: begun.session! })).status).toBe(200)
	})

	it('has so many sessions for one member, and gives up those that nobody waits at first', async () => {
		const desk = createDesk()
		const held: Promise<unknown>[] = []
		const sessions: string[] = []
		for (let n = 0; n < 30; n += 1) sessions.push((await desk.ask({})).session!)
		const another = (await desk.ask({})).session!
		expect((await desk.ask({ session: sessions[0]! })).status).toBe(404)
		for (const session of [...sessions.slice(1), another]) held.push(desk.ask({ session, wait: true }))
		await until(() => desk.held() === held.length)
		expect((await desk.ask({})).status).toBe(429)
		for (const end of desk.ends) end.close(REFUSALS.unavailable.code, '')
		await Promise.all(held)
	})

	it('answers so many requests and no more', async () => {
		const desk = createDesk()
		const { session = '' } = await desk.ask({})
		const statuses = new Set<number>()
		for (let n = 0; n < 200; n += 1) statuses.add((await desk.ask({ session })).status)
		expect([...statuses]).toEqual([200, 429])
		const refused = createDesk({ waitFor: () => 7 })
		const response = await refused.polling.routes.request('/?v=1', { method: 'POST' })
		expect([response.status, response.headers.get('retry-after')]).toEqual([429, '7'])
	})
})

describe('over HTTP', () => {
	let here: SyncServer
	beforeAll(async () => {
		here = await startSync()
	})
	afterAll(() => here.stop())

	const post = (
		by: Browser | undefined,
		request: Partial<PollRequest>,
		origin = here.address,
		query = '?v=1'
	) =>
		fetch(`${here.address}/sync/poll${query}`, {
			method: 'POST',
			headers: { origin, ...(by && { cookie: cookieOf(by) }) },
			body: writePollRequest({ ...BEGIN, ...request }) as BodyInit
		})
	async function ask(...asked: Parameters<typeof post>) {
		const answer = readPollAnswer(new Uint8Array(await (await post(...asked)).arrayBuffer()))
		if (!answer.ok) throw new Error(answer.message)
		return answer.value
	}
	const messagesOf = (frames: readonly Uint8Array[]) =>
		frames.flatMap((frame): Message[] => {
			const read = readFrame(frame)
			return read.ok ? [read.value.message] : []
		})

	it('opens a room, takes an edit and says that it is on disk', async () => {
		const { session } = await ask(here.founder, {})
		const room = `${ROOM}.2026-12`
		const doc = new Y.Doc()
		doc.getMap('born').set('202612-a', [1])
		const frames = [
			writeFrame({ room, message: { kind: 'open', epoch: '', position: 0 } }),
			writeFrame({ room, message: { kind: 'update', update: Y.encodeStateAsUpdate(doc) } })
		]
		expect(await ask(here.founder, { session, frames })).toMatchObject({ received: 2, frames: [] })
		const heard: Message[] = []
		let received = 0
		while (!heard.some(({ kind }) => kind === 'durable')) {
			const answer = await ask(here.founder, { session, received, wait: true })
			received += answer.frames.length
			heard.push(...messagesOf(answer.frames))
		}
		expect(heard.map(({ kind }) => kind)).toEqual(['opened', 'durable'])
	})

	it('is nothing for another site', async () => {
		expect((await post(here.founder, {}, 'http://evil.example')).status).toBe(403)
	})

	it('says who may not, in its own words', async () => {
		expect(await ask(undefined, {})).toMatchObject({ session: '', closed: 'unauthenticated' })
		expect(await ask(here.founder, {}, here.address, '?v=0')).toMatchObject({ closed: 'too-old' })
	})

	it('a closed tab is gone within seconds', async () => {
		const { session } = await ask(here.founder, {})
		const before = here.sync.counts().connections
		const tab = new AbortController()
		const held = fetch(`${here.address}/sync/poll?v=1`, {
			method: 'POST',
			headers: { origin: here.address, cookie: cookieOf(here.founder) },
			body: writePollRequest({ ...BEGIN, session, wait: true }) as BodyInit,
			signal: tab.signal
		})
		// It is under way when another request of this session is answered.
		await ask(here.founder, { session })
		tab.abort()
		await expect(held).rejects.toThrow()
		await until(() => here.sync.counts().connections === before - 1)
	})

	it('a request that is held is answered when its session ends', async () => {
		const again = here.server.browser()
		await signIn(again, 'ada@example.org')
		const { session } = await ask(again, {})
		const before = here.sync.counts().connections
		const held = ask(again, { session, wait: true })
		await again.post('/api/auth/sign-out')
		expect(await held).toMatchObject({ closed: 'unauthenticated' })
		expect(here.sync.counts().connections).toBe(before - 1)
	})
})

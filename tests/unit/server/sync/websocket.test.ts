/** Real sockets on loopback, against the server as it is put together. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import { createConnection, type RoomPort } from '#lib/client/live/connection.ts'
import type { OpenLine } from '#lib/client/live/line.ts'
import { pollingLine } from '#lib/client/live/polling-line.ts'
import { pageTimers } from '#lib/client/live/timers.ts'
import { webSocketLine, type Socket } from '#lib/client/live/websocket-line.ts'
import { MAX_MESSAGE_BYTES, type Message } from '#lib/core/wire/message.ts'
import { REFUSALS } from '#lib/core/wire/refusal.ts'
import { joined, signIn, WORKSPACE } from '../people/people-server.ts'
import {
	closeOf,
	cookieOf,
	openSocket,
	ROOM,
	startSync,
	statusOf,
	stockClient,
	until,
	type SyncServer
} from './sync-server.ts'

let here: SyncServer
let cookie: string
beforeAll(async () => {
	here = await startSync()
	cookie = cookieOf(here.founder)
})
afterAll(() => here.stop())

const roomPath = `/sync/${ROOM}`
const codeOf = (name: keyof typeof REFUSALS) => REFUSALS[name].code

describe('stock y-websocket clients', () => {
	it('merge what both did, and what a third finds later', async () => {
		const [ada, bo] = [1, 2].map(() => stockClient(here.address, ROOM, here.founder)) as [
			ReturnType<typeof stockClient>,
			ReturnType<typeof stockClient>
		]
		ada.map.set('a', 'from Ada')
		bo.map.set('b', 'from Bo')
		const both = { a: 'from Ada', b: 'from Bo' }
		await until(() => [ada, bo].every(({ map }) => map.size === 2))
		expect([ada.map.toJSON(), bo.map.toJSON()]).toEqual([both, both])
		ada.end()
		bo.end()
		const late = stockClient(here.address, ROOM, here.founder)
		await until(() => late.provider.synced)
		expect(late.map.toJSON()).toEqual(both)
		late.end()
	})

	it('see one another, by the names of their accounts and not the ones they claim', async () => {
		const root = `w.${WORKSPACE}`
		const bo = await joined(here.server, here.founder, 'Bo')
		const [one, other] = [stockClient(here.address, root, here.founder), stockClient(here.address, root, bo)]
		one.provider.awareness.setLocalState({ user: { name: 'the boss' }, at: 'week' })
		const seen = () => other.provider.awareness.getStates().get(one.doc.clientID)
		await until(() => seen() !== undefined)
		expect(seen()).toMatchObject({ user: { name: 'Ada' }, at: 'week' })
		one.end()
		await until(() => seen() === undefined)
		other.end()
	})

	it('are told that a room is not theirs', async () => {
		const stranger = openSocket(here.address, '/sync/c.somebodyelse', { cookie })
		expect(await closeOf(stranger)).toBe(codeOf('forbidden'))
	})
})

describe('the connection of our own page', () => {
	const webSocket = webSocketLine((url) => {
		const { pathname, search } = new URL(url)
		return openSocket(here.address, `${pathname}${search}`, { cookie }) as unknown as Socket
	}, 'http://replaced')
	/** As where a proxy does not know upgrades. */
	const blocked: OpenLine = ({ closed }) => {
		queueMicrotask(() => closed(undefined))
		return { buffered: 0, send: () => undefined, close: () => undefined }
	}
	const polling: OpenLine = (events) =>
		pollingLine(
			(url, init) => fetch(url, { ...init, headers: { ...init.headers, cookie, origin: here.address } }),
			timers,
			here.address
		)(events)
	/** The pauses between two tries are over at once. */
	const timers = {
		...pageTimers,
		after: (ms: number, work: () => void) => pageTimers.after(ms <= 1_000 ? 0 : ms, work)
	}

	it.each([
		{ way: 'websocket', room: `${ROOM}.2026-01`, first: webSocket },
		{ way: 'polling', room: `${ROOM}.2026-02`, first: blocked }
	])('opens a room by $way and hears what is on disk', async ({ way, room, first }) => {
		const heard: Message[] = []
		const bugs: unknown[] = []
		const connection = createConnection({
			webSocket: first,
			polling,
			timers,
			onchange: () => undefined,
			onbug: (bug) => void bugs.push(bug)
		})
		const port: RoomPort = connection.join(room, {
			up: () => port.send({ kind: 'open', epoch: '', position: 0 }),
			down: () => undefined,
			message: (message) => void heard.push(message),
			alive: () => undefined
		})
		connection.start()
		const find = (kind: Message['kind']) => heard.find((message) => message.kind === kind)
		await until(() => find('opened') !== undefined)
		expect(connection.transport).toBe(way)
		expect(find('opened')).toMatchObject({ access: 'write', position: 0 })
		const doc = new Y.Doc()
		doc.getMap('born').set('an appointment', [1])
		port.send({ kind: 'update', update: Y.encodeStateAsUpdate(doc) })
		await until(() => find('durable') !== undefined)
		expect(find('durable')).toEqual({ kind: 'durable', count: 1, position: 1 })
		connection.stop()
		expect(bugs).toEqual([])
	})

	it('is counted where a monitor looks', async () => {
		const peer = stockClient(here.address, ROOM, here.founder)
		await until(() => peer.provider.synced)
		const health: unknown = await (await fetch(`${here.address}/api/health`)).json()
		const { connections, rooms } = here.sync.counts()
		expect(health).toEqual({ ok: true, connections, rooms, waiting: 0 })
		expect(connections).toBeGreaterThan(0)
		expect(rooms).toBeGreaterThan(0)
		peer.end()
	})
})

describe('who comes in', () => {
	it.each([
		['another site', { origin: 'http://evil.example' }],
		['a page without an origin', { origin: 'null' }]
	])('%s gets no connection', async (_, knock) => {
		const socket = openSocket(here.address, roomPath, { cookie, ...knock })
		expect((await statusOf(socket)).status).toBe(403)
	})

	it.each(['/sync/', '/sync/%', '/synchro', '/api/sync?v=1'])('nothing is at %s', async (path) => {
		expect((await statusOf(openSocket(here.address, path, { cookie }))).status).toBe(404)
	})

	it.each([
		['nobody signed in', '/sync?v=1', 'unauthenticated', undefined],
		['a cookie that is none', roomPath, 'unauthenticated', 'better-auth.session_token=x.y'],
		['a version of long ago', '/sync?v=0', 'too-old', 'own'],
		['no version, for many rooms', '/sync', 'too-old', 'own'],
		['another version, for one room', `${roomPath}?v=2`, 'too-old', 'own']
	] as const)('%s is told so by the code of the close', async (_, path, why, brought) => {
		const knock = brought === undefined ? {} : { cookie: brought === 'own' ? cookie : brought }
		expect(await closeOf(openSocket(here.address, path, knock))).toBe(codeOf(why))
	})

	it('a session that ends takes its connections along, and no others', async () => {
		const again = here.server.browser()
		await signIn(again, 'ada@example.org')
		const ended = stockClient(here.address, ROOM, again)
		const stays = stockClient(here.address, ROOM, here.founder)
		await until(() => ended.provider.synced && stays.provider.synced)
		const closed = new Promise<number>((resolve) =>
			ended.provider.on('closed', ({ code }: { code: number }) => resolve(code))
		)
		expect((await again.post('/api/auth/sign-out')).status).toBe(200)
		expect(await closed).toBe(codeOf('unauthenticated'))
		expect(stays.provider.wsconnected).toBe(true)
		ended.end()
		stays.end()
	})
})

describe('what comes in', () => {
	it.each([
		['a text', 'hello', 'malformed'],
		['bytes that are no message', Uint8Array.of(99, 1), 'malformed'],
		['more than a message may have', new Uint8Array(MAX_MESSAGE_BYTES + 1), 'too-large']
	] as const)('%s ends its own connection and nothing else', async (_, sent, why) => {
		const peer = stockClient(here.address, ROOM, here.founder)
		await until(() => peer.provider.synced)
		const socket = openSocket(here.address, roomPath, { cookie })
		socket.on('open', () => socket.send(sent))
		socket.on('error', () => undefined)
		expect(await closeOf(socket)).toBe(codeOf(why))
		const other = stockClient(here.address, ROOM, here.founder)
		await until(() => other.provider.synced)
		other.map.set('still', why)
		await until(() => peer.map.get('still') === why)
		peer.end()
		other.end()
	})

	it('a frame that breaks the rules of WebSockets does no harm', async () => {
		const socket = openSocket(here.address, roomPath, { cookie })
		await new Promise((resolve) => socket.once('open', resolve))
		const raw = (socket as unknown as { _socket: { write(bytes: Uint8Array): void } })._socket
		raw.write(Uint8Array.of(0xff, 0xff, 0xff, 0xff))
		expect(await closeOf(socket)).toBe(1002)
		expect(here.logged).toEqual([])
	})

	it('a connection that is cut is no connection', async () => {
		const quiet = await startSync()
		const { counts } = quiet.sync
		const socket = openSocket(quiet.address, roomPath, { cookie: cookieOf(quiet.founder) })
		socket.on('error', () => undefined)
		await new Promise((resolve) => socket.once('message', resolve))
		expect(counts().connections).toBe(1)
		socket.terminate()
		await until(() => counts().connections === 0)
		await quiet.stop()
	})
})

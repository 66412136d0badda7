import { expect, test, describe } from 'vitest'
import { createConnection, type RoomEnd } from '#lib/client/live/connection.ts'
import type { LineEvents, OpenLine } from '#lib/client/live/line.ts'
import { readFrame, writeFrame, type Message } from '#lib/core/wire/message.ts'
import type { RefusalCode } from '#lib/core/wire/refusal.ts'
import { createManualTimers } from './manual-timers.ts'

interface Dialled {
	readonly way: 'websocket' | 'polling'
	readonly events: LineEvents
	readonly sent: { readonly room: string; readonly message: Message }[]
	isClosed: boolean
	/** The way carries: the server answered the first sign of life. */
	answer(): void
	hear(room: string, message: Message): void
	end(why?: RefusalCode): void
}

function setUp() {
	const clock = createManualTimers()
	const dialled: Dialled[] = []
	const bugs: unknown[] = []
	const said: string[] = []
	const told: string[] = []
	const way =
		(name: Dialled['way']): OpenLine =>
		(events) => {
			const one: Dialled = {
				way: name,
				events,
				sent: [],
				isClosed: false,
				answer() {
					events.open()
					one.hear('', { kind: 'heartbeat' })
				},
				hear: (room, message) => events.frame(writeFrame({ room, message })),
				end(why) {
					if (one.isClosed) return
					one.isClosed = true
					events.closed(why)
				}
			}
			dialled.push(one)
			return {
				buffered: 0,
				send(bytes) {
					const frame = readFrame(bytes)
					if (frame.ok) one.sent.push(frame.value)
				},
				close: () => one.end()
			}
		}
	const connection = createConnection({
		webSocket: way('websocket'),
		polling: way('polling'),
		timers: clock.timers,
		onchange: () => said.at(-1) === connection.status || said.push(connection.status),
		onrights: () => told.push('rights'),
		onbug: (bug) => bugs.push(bug)
	})
	const last = () => dialled.at(-1) as Dialled
	return { clock, connection, dialled, last, bugs, said, told }
}

function ear(): RoomEnd & { readonly heard: string[] } {
	const heard: string[] = []
	return {
		heard,
		up: () => heard.push('up'),
		down: () => heard.push('down'),
		message: ({ kind }) => heard.push(kind),
		alive: () => heard.push('alive')
	}
}

describe('createConnection()', () => {
	test('is live when the server has answered, and hands frames to their rooms', () => {
		const { connection, last } = setUp()
		const [a, b] = [ear(), ear()]
		connection.join('a', a)
		connection.start()
		expect(connection.status).toBe('connecting')
		last().events.open()
		expect(connection.status).toBe('connecting')
		last().answer()
		expect([connection.status, connection.transport]).toEqual(['live', 'websocket'])
		connection.join('b', b)
		last().hear('b', { kind: 'close' })
		last().hear('c', { kind: 'close' })
		expect([a.heard, b.heard]).toEqual([['up'], ['up', 'close']])
	})

	test('what it is told of the rights of this person goes to nobody’s room', () => {
		const { connection, last, told } = setUp()
		connection.start()
		last().answer()
		last().hear('', { kind: 'rights' })
		expect(told).toEqual(['rights'])
	})

	test('asked while it polls, it tries a WebSocket at once, and one at a time', () => {
		const { connection, clock, dialled, last } = setUp()
		connection.start()
		for (let tries = 0; tries < 2; tries++) {
			last().end()
			clock.pass(1000)
		}
		last().answer()
		expect(connection.transport).toBe('polling')
		connection.retry()
		connection.retry()
		expect(dialled.map(({ way }) => way)).toEqual(['websocket', 'websocket', 'polling', 'websocket'])
		last().end()
		expect(connection.transport).toBe('polling')
		connection.retry()
		last().answer()
		expect(connection.transport).toBe('websocket')
		expect(dialled.filter(({ isClosed }) => !isClosed)).toHaveLength(1)
	})

	test('a room that throws, or a frame that is none, disturbs no other room', () => {
		const { connection, last, bugs } = setUp()
		const b = ear()
		connection.join('a', {
			...ear(),
			message: () => {
				throw new Error('a bug')
			}
		})
		connection.join('b', b)
		connection.start()
		last().answer()
		last().hear('a', { kind: 'close' })
		last().events.frame(Uint8Array.from([1, 98, 99, 1, 1]))
		last().hear('b', { kind: 'close' })
		expect(bugs).toHaveLength(2)
		expect(b.heard).toEqual(['up', 'close'])
	})

	test('comes back with growing pauses, and says offline only when it did not work at once', () => {
		const { connection, clock, last, said, dialled } = setUp()
		connection.start()
		last().answer()
		last().end()
		expect(connection.status).toBe('connecting')
		const pauses: number[] = []
		for (let times = 0; times < 9; times++) {
			const [pause] = clock.planned
			pauses.push(pause ?? 0)
			clock.pass(pause ?? 0)
			last().end()
		}
		// Half of the longest pause, since the dice show 0.
		expect(pauses).toEqual([250, 500, 1000, 2000, 4000, 8000, 15_000, 15_000, 15_000])
		expect(said).toEqual(['connecting', 'live', 'connecting', 'offline'])
		clock.pass(15_000)
		last().answer()
		expect(connection.status).toBe('live')
		expect(dialled.length).toBeGreaterThan(9)
	})

	test('an upgrade that is swallowed without a word is given up', () => {
		const { connection, clock, dialled } = setUp()
		connection.start()
		clock.pass(10_000)
		expect(dialled[0]?.isClosed).toBe(true)
		clock.pass(250)
		expect(dialled).toHaveLength(2)
	})

	test('polls where WebSockets do not come through, and hands back when one does', () => {
		const { connection, clock, dialled, last } = setUp()
		const room = ear()
		connection.join('a', room)
		connection.start()
		last().end()
		clock.pass(1000)
		last().end()
		clock.pass(1000)
		expect(last().way).toBe('polling')
		last().answer()
		expect([connection.status, connection.transport]).toEqual(['live', 'polling'])
		const polling = last()
		clock.pass(29_000)
		polling.hear('', { kind: 'heartbeat' })
		clock.pass(1000)
		expect(last().way).toBe('websocket')
		last().end()
		polling.hear('', { kind: 'heartbeat' })
		clock.pass(15_000)
		polling.hear('', { kind: 'heartbeat' })
		clock.pass(15_000)
		const socket = last()
		expect(socket.way).toBe('websocket')
		socket.answer()
		expect([connection.transport, polling.isClosed]).toEqual(['websocket', true])
		expect(room.heard.filter((word) => word !== 'alive')).toEqual(['up', 'down', 'up'])
		expect(dialled.filter(({ isClosed }) => !isClosed)).toEqual([socket])
	})

	test('a silent line is asked, and one that does not answer is dead', () => {
		const { connection, clock, last } = setUp()
		const room = ear()
		connection.join('a', room)
		connection.start()
		const line = last()
		line.answer()
		const asked = () => line.sent.filter(({ message }) => message.kind === 'heartbeat').length
		const before = asked()
		clock.pass(10_000)
		expect(asked()).toBe(before + 1)
		line.hear('', { kind: 'heartbeat' })
		clock.pass(9_000)
		expect([line.isClosed, room.heard.includes('alive')]).toEqual([false, true])
		clock.pass(16_000)
		expect([line.isClosed, connection.status]).toEqual([true, 'connecting'])
	})

	test('after a sleep a hint asks at once, and tries at once where there is no line', () => {
		const { connection, clock, last, dialled } = setUp()
		connection.start()
		last().answer()
		const sent = last().sent.length
		connection.hint()
		expect(last().sent).toHaveLength(sent + 1)
		clock.pass(10_000)
		expect(last().isClosed).toBe(true)
		const tries = dialled.length
		connection.hint()
		expect(dialled).toHaveLength(tries + 1)
		connection.hint()
		expect(dialled).toHaveLength(tries + 1)
	})

	test.each([
		['unauthenticated', 'signed-out'],
		['forbidden', 'forbidden'],
		['too-old', 'too-old']
	] as const)('closed as %s it waits for a person', (why, status) => {
		const { connection, clock, last, dialled } = setUp()
		connection.start()
		last().answer()
		last().end(why)
		expect(connection.status).toBe(status)
		clock.pass(600_000)
		expect(dialled).toHaveLength(1)
		connection.retry()
		expect(dialled).toHaveLength(status === 'too-old' ? 1 : 2)
	})

	test('a session that ended does not make it poll', () => {
		const { connection, last } = setUp()
		connection.start()
		for (let times = 0; times < 4; times++) {
			last().end('unauthenticated')
			connection.retry()
			expect(last().way).toBe('websocket')
		}
	})

	test('stopped, nothing is left behind', () => {
		const { connection, clock, dialled } = setUp()
		connection.start()
		connection.stop()
		expect([connection.status, clock.planned]).toEqual(['off', []])
		expect(dialled.every(({ isClosed }) => isClosed)).toBe(true)
		connection.start()
		dialled.at(-1)?.answer()
		connection.stop()
		expect([connection.transport, clock.planned]).toEqual([undefined, []])
	})
})

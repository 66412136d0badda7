/** What needs time or a full house: the binding alone, on a real port, with a relay that only listens. */
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect, it, onTestFinished } from 'vitest'
import type { Connection } from '../../../../server/relay/relay.ts'
import { createWebSockets, type WebSocketDeps } from '../../../../server/relay/websocket.ts'
import { REFUSALS } from '#lib/core/wire/refusal.ts'
import { closeOf, openSocket, statusOf, until } from './sync-server.ts'

async function start(more: Partial<WebSocketDeps> = {}) {
	const ends: Connection[] = []
	const reported: string[] = []
	let beat = () => {}
	let left = 0
	const sockets = createWebSockets({
		relay: {
			connect(connection) {
				ends.push(connection)
				return { receive: () => undefined, closed: () => void (left += 1) }
			}
		},
		identify: async () => ({ member: 'anna', name: 'Anna', session: 's' }),
		isOurs: () => true,
		waitFor: () => 0,
		schedule(_, work) {
			beat = work
			return () => undefined
		},
		report: (line) => void reported.push(line),
		...more
	})
	const http = createServer().on('upgrade', sockets.upgrade).listen(0, '127.0.0.1')
	await once(http, 'listening')
	onTestFinished(async () => {
		await sockets.close()
		http.close()
	})
	const address = `http://127.0.0.1:${(http.address() as AddressInfo).port}`
	return { sockets, ends, reported, left: () => left, beat: () => beat(), address }
}

const PATH = '/sync?v=1&device=desk'

it('cuts a peer that answers no ping, and keeps one that does', async () => {
	const { address, beat, ends, left } = await start()
	const dead = openSocket(address, PATH, { autoPong: false })
	const alive = openSocket(address, PATH)
	await Promise.all([once(dead, 'open'), once(alive, 'open')])
	expect(ends.map(({ device }) => device)).toEqual(['desk', 'desk'])
	const pinged = Promise.all([once(dead, 'ping'), once(alive, 'ping')])
	const answered = once(alive, 'ping')
	beat()
	await pinged
	await answered
	// The answer to the first ping is behind it on the same connection.
	alive.send(new Uint8Array([1]))
	await until(() => alive.bufferedAmount === 0)
	const gone = closeOf(dead)
	alive.ping()
	await once(alive, 'pong')
	beat()
	expect(await gone).toBe(1006)
	await until(() => left() === 1)
	expect(alive.readyState).toBe(alive.OPEN)
})

it('turns away whoever comes too often, before anything is looked up', async () => {
	const { address, ends } = await start({
		waitFor: () => 7,
		identify: () => Promise.reject(new Error('nobody may ask'))
	})
	const { status, headers } = await statusOf(openSocket(address, PATH))
	expect([status, headers['retry-after'], ends.length]).toEqual([429, '7', 0])
})

it('says that it is not available where nobody can be recognised', async () => {
	const { address, reported } = await start({ identify: () => Promise.reject(new Error('the disk')) })
	expect(await closeOf(openSocket(address, PATH))).toBe(REFUSALS.unavailable.code)
	expect(reported).toEqual([expect.stringContaining('the disk')])
})

it('a device that left while it was being looked up is no connection afterwards', async () => {
	const answers: (() => void)[] = []
	const { address, ends, left } = await start({
		identify: () =>
			new Promise((resolve) => answers.push(() => resolve({ member: 'anna', name: 'Anna', session: 's' })))
	})
	const gone = openSocket(address, PATH)
	gone.on('error', () => undefined)
	await until(() => answers.length === 1)
	gone.terminate()
	await new Promise((resolve) => gone.once('close', resolve))
	answers[0]?.()
	const stays = openSocket(address, PATH)
	await until(() => answers.length === 2)
	answers[1]?.()
	await once(stays, 'open')
	// Whether it was let in for a moment is chance.
	await until(() => ends.length - left() === 1)
})

it('closes everybody and lets nobody in any more', async () => {
	const { address, sockets, left } = await start()
	const socket = openSocket(address, PATH)
	await once(socket, 'open')
	const closed = closeOf(socket)
	await sockets.close()
	expect([await closed, left()]).toEqual([REFUSALS.unavailable.code, 1])
	expect((await statusOf(openSocket(address, PATH))).status).toBe(503)
})

it('shortens a reason that no close frame can carry', async () => {
	const { address, ends } = await start()
	const socket = openSocket(address, PATH)
	await once(socket, 'open')
	const closed = once(socket, 'close') as Promise<[number, Buffer]>
	ends[0]?.close(REFUSALS.forbidden.code, 'ä'.repeat(100))
	const [code, reason] = await closed
	expect([code, String(reason)]).toEqual([REFUSALS.forbidden.code, 'ä'.repeat(61)])
})

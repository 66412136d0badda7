/** The program itself, killed and started again: what it acknowledged is there. */
import { once } from 'node:events'
import { afterEach, beforeEach, expect, it } from 'vitest'
import type { WebSocket } from 'ws'
import * as Y from 'yjs'
import { writeMessage, readMessage, type Message } from '#lib/core/wire/message.ts'
import { REFUSALS } from '#lib/core/wire/refusal.ts'
import { startServer, type TestServer } from '../../../e2e/server.ts'
import { PASSWORD, SHARED, WORKSPACE } from '../people/people-server.ts'
import { closeOf, openSocket } from './sync-server.ts'

let server: TestServer
let cookie: string

async function ask(path: string, body: object): Promise<Response> {
	const response = await fetch(`${server.address}${path}`, {
		method: 'POST',
		headers: { origin: server.address, 'content-type': 'application/json', cookie },
		body: JSON.stringify(body)
	})
	if (!response.ok) throw new Error(await response.text())
	return response
}

beforeEach(async () => {
	server = await startServer()
	cookie = ''
	const signedUp = await ask('/api/auth/sign-up/email', {
		name: 'Ada',
		email: 'ada@example.org',
		password: PASSWORD
	})
	cookie = signedUp.headers
		.getSetCookie()
		.map((one) => one.split(';')[0])
		.join('; ')
	await ask('/api/workspaces', { id: WORKSPACE, name: 'Salon', calendars: [{ id: SHARED, kind: 'shared' }] })
})
afterEach(() => server.end())

async function open(): Promise<WebSocket> {
	const socket = openSocket(server.address, `/sync/c.${SHARED}`, { cookie })
	// Killed servers reset their connections.
	socket.on('error', () => undefined)
	await once(socket, 'open')
	return socket
}

const messageOf = (bytes: Buffer): Message | undefined => {
	const read = readMessage(bytes)
	return read.ok ? read.value : undefined
}

const EDITS = 100

/** Many edits at once. Resolves at the first word of the disk; `acknowledged` goes on. */
async function write(socket: WebSocket) {
	let acknowledged = 0
	const first = new Promise<void>((resolve) =>
		socket.on('message', (bytes: Buffer) => {
			const message = messageOf(bytes)
			if (message?.kind !== 'durable') return
			acknowledged = message.count
			resolve()
		})
	)
	socket.send(writeMessage({ kind: 'durable', count: 0, position: 0 }))
	const doc = new Y.Doc()
	doc.on('update', (update) => socket.send(writeMessage({ kind: 'update', update })))
	for (let n = 1; n <= EDITS; n += 1) doc.getMap('born').set(`202611-${n}`, [n])
	await first
	return { acknowledged: () => acknowledged }
}

/** What a newcomer finds. */
async function read(): Promise<ReadonlySet<string>> {
	const socket = await open()
	const doc = new Y.Doc()
	const found = new Promise<void>((resolve) =>
		socket.on('message', (bytes: Buffer) => {
			const message = messageOf(bytes)
			if (message?.kind !== 'step2' && message?.kind !== 'update') return
			Y.applyUpdate(doc, message.update)
			if (message.kind === 'step2') resolve()
		})
	)
	socket.send(writeMessage({ kind: 'step1', vector: Uint8Array.of(0) }))
	await found
	socket.terminate()
	return new Set(doc.getMap('born').keys())
}

it.each(['SIGKILL', 'SIGTERM'] as const)('keeps after %s what it acknowledged', async (signal) => {
	const socket = await open()
	const { acknowledged } = await write(socket)
	const closed = closeOf(socket)
	await server.stop(signal)
	if (signal === 'SIGTERM') expect(await closed).toBe(REFUSALS.unavailable.code)
	else await closed
	await server.start()
	const found = await read()
	expect(found.size).toBeGreaterThanOrEqual(acknowledged())
	for (let n = 1; n <= acknowledged(); n += 1) expect(found).toContain(`202611-${n}`)
	// Asked to end, it stores all that came in, and says so.
	if (signal === 'SIGTERM') expect(found.size).toBe(acknowledged())
})

/** The program itself, killed or asked to end, and started again: what it acknowledged is there. */
import { DatabaseSync } from 'node:sqlite'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import type { WebSocket } from 'ws'
import * as Y from 'yjs'
import { writeMessage, readMessage } from '#lib/core/wire/message.ts'
import { REFUSALS } from '#lib/core/wire/refusal.ts'
import { ROOMS_FILE } from '../../../../server/storage/data-files.ts'
import { startServer, type TestServer } from '../../../e2e/server.ts'
import { killUnderLoad } from '../../../endurance/kills.ts'
import { readRoom } from '../../../endurance/read-room.ts'
import { visitorsOf } from '../../../endurance/visitors.ts'
import { createDice } from '../../../simulation/dice.ts'
import { foundBook, SHARED } from '../people/people-server.ts'
import { closeOf, cookieOf, openSocket, ROOM } from './sync-server.ts'

let server: TestServer
let cookie: string
beforeEach(async () => {
	server = await startServer()
	cookie = cookieOf(await foundBook(visitorsOf(server.address)))
})
afterEach(() => server.end())

const EDITS = 100

/** Many edits at once, as a stock client that asks for the word of the disk. Resolves at the first; `acknowledged` goes on. */
async function write(socket: WebSocket) {
	let acknowledged = 0
	await new Promise((resolve) => socket.once('open', resolve))
	const first = new Promise<void>((resolve) =>
		socket.on('message', (bytes: Buffer) => {
			const message = readMessage(bytes)
			if (!message.ok || message.value.kind !== 'durable') return
			acknowledged = message.value.count
			resolve()
		})
	)
	socket.send(writeMessage({ kind: 'durable', count: 0, position: 0 }))
	const doc = new Y.Doc()
	doc.on('update', (update: Uint8Array) => socket.send(writeMessage({ kind: 'update', update })))
	for (let n = 1; n <= EDITS; n += 1) doc.getMap('born').set(`202611-${n}`, [n])
	await first
	return { acknowledged: () => acknowledged }
}

/** `npm run test:kill` does it 200 times. */
const KILLS = 6
/** On a machine that is busy with other things. */
const LONGEST_MS = 300_000
const ROOMS = ['2026-11', '2026-12'].map((month) => `c.${SHARED}.${month}`)

it(
	'loses nothing that it acknowledged to 50 devices, however often it is killed, and compacts meanwhile',
	{ timeout: LONGEST_MS },
	async () => {
		const dice = createDice('restart')
		const report = await killUnderLoad({ server, cookie, rooms: ROOMS, kills: KILLS, dice })
		expect(report).toMatchObject({ kills: KILLS, compacted: ROOMS.length })
		// It was cut off in the middle of things.
		expect(report.offeredAgain).toBeGreaterThan(0)
		expect(server.complaints).toEqual([])
	}
)

it('asked to end, stores all that came in, and says so', async () => {
	const socket = openSocket(server.address, `/sync/${ROOM}`, { cookie })
	const { acknowledged } = await write(socket)
	const closed = closeOf(socket)
	await server.stop('SIGTERM')
	expect(await closed).toBe(REFUSALS.unavailable.code)
	await server.start()
	const found = [...(await readRoom(server.address, cookie, ROOM)).getMap('born').keys()]
	expect(found.toSorted()).toEqual(
		Array.from({ length: acknowledged() }, (_, n) => `202611-${n + 1}`).toSorted()
	)
	expect(server.complaints).toEqual([])
})

it('says once which row was damaged on disk', async () => {
	const socket = openSocket(server.address, `/sync/${ROOM}`, { cookie })
	await write(socket)
	await server.stop('SIGTERM')
	const db = new DatabaseSync(join(server.folder, ROOMS_FILE))
	db.exec('update entries set checksum = checksum + 1 where position = 2')
	db.close()
	await server.start()
	// What comes after the lost edit waits for the device that has it.
	const found = await readRoom(server.address, cookie, ROOM)
	expect([...found.getMap('born').keys()]).toEqual(['202611-1'])
	expect(server.complaints).toEqual([
		`rooms: entry 2 of ${ROOM} was damaged on disk and is set aside; devices send it again`
	])
})

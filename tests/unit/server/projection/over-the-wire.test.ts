/** The server as it is put together, on real sockets and a real disk: what reaches somebody who may know busy times only. */
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import * as Y from 'yjs'
import { createDeviceClock } from '#lib/core/clock/device-clock.ts'
import { plus, wallOf, HOUR } from '#lib/core/time/wall.ts'
import { readFrame, writeFrame, type Message } from '#lib/core/wire/message.ts'
import { readBusy } from '#lib/doc/busy.ts'
import { moveAppointment } from '#lib/doc/edit/change.ts'
import { createAppointment } from '#lib/doc/edit/create.ts'
import type { EditContext } from '#lib/doc/edit/plan.ts'
import { busyRoom, monthRoom, type Room } from '#lib/doc/rooms.ts'
import { applyEdit, type Edit } from '#lib/doc/write.ts'
import type { Result } from '#lib/core/result.ts'
import { ROOMS_FILE } from '../../../../server/storage/data-files.ts'
import { openRoomLog } from '../../../../server/storage/sqlite-room-log.ts'
import { random, timed } from '../../../support/salon.ts'
import { idOf, joined, SHARED, WORKSPACE, WORKSPACE_PATH, type Browser } from '../people/people-server.ts'
import { cookieOf, openSocket, startSync, stockClient, until, type SyncServer } from '../sync/sync-server.ts'

const SECRET = 'SEKRIT'
const today = new Date()
const noon = wallOf(today.getUTCFullYear(), today.getUTCMonth() + 1, 15, 12)
const MONTH = new Date(noon).toISOString().slice(0, 7)
const BUSY = busyRoom(SHARED, MONTH)

let here: SyncServer
let ben: Browser
beforeAll(async () => {
	here = await startSync()
	ben = await joined(here.server, here.founder, 'Ben')
})
afterAll(() => here.stop())

const grant = async (level: string) => {
	const path = `${WORKSPACE_PATH}/calendars/${SHARED}/access/${await idOf(ben)}`
	const granted = await here.founder.send('PUT', path, { level })
	expect(granted.status).toBeLessThan(300)
}

/** The founder at work, with the published client. */
function createAda() {
	const clients = new Map<Room, ReturnType<typeof stockClient>>()
	const docOf = (room: Room): Y.Doc => {
		const known = clients.get(room) ?? stockClient(here.address, room, here.founder)
		clients.set(room, known)
		return known.doc
	}
	const clock = createDeviceClock({ device: 'ada', nowMs: Date.now })
	const context: EditContext = { calendar: SHARED, docOf, by: SECRET }
	return {
		does<Planned extends Edit>(plan: (context: EditContext) => Result<Planned>): Planned {
			const planned = plan(context)
			if (!planned.ok) throw new Error(planned.message)
			applyEdit({ docOf, clock }, planned.value, SECRET)
			return planned.value
		},
		isUp: async () => {
			docOf(monthRoom(SHARED, MONTH))
			await until(() => [...clients.values()].every(({ provider }) => provider.synced))
		},
		end: () => clients.forEach((client) => client.end())
	}
}

/** Ben's socket: every byte that comes, and the busy room as it is told. */
async function createBen() {
	const socket = openSocket(here.address, '/sync?v=1', { cookie: cookieOf(ben) })
	socket.binaryType = 'arraybuffer'
	const bytes: Buffer[] = []
	const refused: string[] = []
	const doc = new Y.Doc()
	socket.on('message', (received: ArrayBuffer) => {
		bytes.push(Buffer.from(received))
		const frame = readFrame(new Uint8Array(received))
		if (!frame.ok) throw new Error(frame.message)
		const { room, message } = frame.value
		if (message.kind === 'refused') refused.push(room)
		if (room !== BUSY) return
		if (message.kind === 'news' || message.kind === 'update' || message.kind === 'step2')
			Y.applyUpdate(doc, message.update)
	})
	await new Promise((resolve) => socket.once('open', resolve))
	const say = (room: Room, message: Message) => socket.send(writeFrame({ room, message }))
	return { bytes, refused, doc, say, end: () => socket.close() }
}

it('sends times to those who may know no more, and not one word', async () => {
	await grant('busy')
	const ada = createAda()
	await ada.isUp()
	const what = { title: SECRET, serviceId: '', service: SECRET, location: SECRET, colour: '', price: SECRET }
	const who = { clientId: SECRET, name: SECRET, phone: SECRET, email: SECRET, attendees: [] }
	const { id } = ada.does((context) =>
		createAppointment(context, random(1), timed(noon), { what, who, note: SECRET })
	)

	const device = await createBen()
	const theirs = [`c.${SHARED}`, monthRoom(SHARED, MONTH)]
	for (const room of [`w.${WORKSPACE}`, BUSY, ...theirs])
		device.say(room, { kind: 'open', epoch: '', position: 0 })
	const starts = () => readBusy(device.doc).map(({ when }) => when.start)
	await until(() => starts().length === 1 && device.refused.length === 2)
	expect(starts()).toEqual([noon])
	expect([...device.refused].sort()).toEqual(theirs)

	// And while he looks.
	ada.does((context) => moveAppointment(context, id, timed(plus(noon, HOUR))))
	await until(() => starts()[0] === plus(noon, HOUR))

	// He cannot write there.
	const mine = new Y.Doc()
	mine.getMap('busy').set('x', [1, '2026-11-01', '2026-11-02', 'UTC'])
	device.say(BUSY, { kind: 'update', update: Y.encodeStateAsUpdate(mine) })
	await until(() => device.refused.includes(BUSY))

	const all = Buffer.concat(device.bytes)
	const secrets = [SECRET, id.slice(7)]
	for (const secret of secrets) expect(all.includes(secret)).toBe(false)
	const log = openRoomLog({ path: join(here.server.dataDir, ROOMS_FILE) })
	if (!log.ok) throw new Error(log.message)
	const bytesOf = async (room: Room) => {
		const stored = await log.value.load(room)
		if (!stored.ok) throw new Error(stored.message)
		const { snapshot, tail } = stored.value
		return Buffer.concat([snapshot?.update ?? new Uint8Array(), ...tail.map(({ update }) => update)])
	}
	const [busy, month] = [await bytesOf(BUSY), await bytesOf(monthRoom(SHARED, MONTH))]
	await log.value.close()
	expect(busy.byteLength).toBeGreaterThan(0)
	for (const secret of secrets) {
		expect(busy.includes(secret)).toBe(false)
		// The words are there, where they belong.
		expect(month.includes(secret)).toBe(true)
	}
	expect(here.logged).toEqual([])
	device.end()
	ada.end()
})

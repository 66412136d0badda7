/** What a device that opens a room is told of its past, and that nothing is lost between the past and the present. */
import { expect, test } from 'vitest'
import * as Y from 'yjs'
import type { RoomLog } from '../../../../server/storage/room-log.ts'
import { createMemoryDisk } from '../../../support/memory-room-log.ts'
import { createRelayWorld, edit, valuesOf, type Device } from '../../../support/relay-world.ts'

const ROOM = 'c.ca0000000001.2026-11'

const write = (device: Device, ...keys: readonly string[]) =>
	keys.forEach((key) => device.say(ROOM, { kind: 'update', update: edit(key, 1) }))

test('who names a position gets what came after it, and no more', async () => {
	const world = createRelayWorld()
	const anna = await world.enter('anna', ROOM)
	write(anna, 'a', 'b', 'c')
	await world.time.pass(10)
	const epoch = anna.of('opened')[0]?.epoch ?? ''
	const heardFrom = async (position: number, of = epoch) =>
		valuesOf((await world.enter('ben', ROOM, { epoch: of, position })).doc(ROOM))
	expect(await heardFrom(2)).toEqual({ c: 1 })
	expect(await heardFrom(3)).toEqual({})
	expect(await heardFrom(0)).toEqual({ a: 1, b: 1, c: 1 })
	// Of another log, or further than this one is: everything.
	expect(await heardFrom(2, 'another')).toEqual({ a: 1, b: 1, c: 1 })
	expect(await heardFrom(9)).toEqual({ a: 1, b: 1, c: 1 })
})

test('the news a device is caught up with reach the position that `opened` named', async () => {
	const world = createRelayWorld()
	const anna = await world.enter('anna', ROOM)
	write(anna, 'a', 'b')
	await world.time.pass(10)
	for (const position of [0, 1]) {
		const ben = await world.enter('ben', ROOM, { epoch: anna.of('opened')[0]?.epoch ?? '', position })
		expect(ben.of('news').at(-1)?.position).toBe(ben.of('opened')[0]?.position)
	}
})

/** Reading back takes until `release`. */
function slowReading() {
	const disk = createMemoryDisk()
	const log = disk.open()
	let release = () => {}
	const reading: RoomLog = {
		...log,
		entriesAfter: (room, after) =>
			new Promise((resolve, reject) => {
				release = () => void log.entriesAfter(room, after).then(resolve, reject)
			})
	}
	return { disk, log: reading, release: () => release() }
}

test('while the log is read nothing overtakes the past: neither news nor an acknowledgement', async () => {
	const { disk, log, release } = slowReading()
	const world = createRelayWorld({ disk, log, limits: { tailUpdates: 2 } })
	const anna = await world.enter('anna', ROOM)
	write(anna, 'a', 'b', 'c')
	await world.time.pass(10)
	expect(world.disk.contents().rooms.get(ROOM)?.snapshot?.position).toBe(3)
	const ben = await world.enter('ben', ROOM, { epoch: anna.of('opened')[0]?.epoch ?? '', position: 1 })
	write(anna, 'd')
	write(ben, 'e')
	await world.time.pass(10)
	expect(ben.heard.map(({ message }) => message.kind)).toEqual(['opened'])
	release()
	await world.time.settle()
	expect(ben.heard.map(({ message }) => message.kind)).toEqual(['opened', 'news', 'news', 'durable'])
	expect(Object.keys(valuesOf(ben.doc(ROOM))).sort()).toEqual(['b', 'c', 'd', 'e'])
	expect(anna.of('news')).toHaveLength(1)
})

test('a tail that is merged while the log is read leaves no gap', async () => {
	const disk = createMemoryDisk()
	const log = disk.open()
	let read = () => {}
	const world = createRelayWorld({
		disk,
		limits: { tailUpdates: 2 },
		log: {
			...log,
			// What is read is as old as the question.
			async entriesAfter(room, after) {
				const entries = await log.entriesAfter(room, after)
				await new Promise<void>((resolve) => (read = resolve))
				return entries
			}
		}
	})
	const anna = await world.enter('anna', ROOM)
	write(anna, 'a', 'b', 'c')
	await world.time.pass(10)
	const ben = await world.enter('ben', ROOM, { epoch: anna.of('opened')[0]?.epoch ?? '', position: 1 })
	write(anna, 'd', 'e', 'f')
	await world.time.pass(10)
	expect(world.disk.contents().rooms.get(ROOM)?.snapshot?.position).toBe(6)
	read()
	await world.time.settle()
	const heard = Object.keys(valuesOf(ben.doc(ROOM)))
	for (const key of ['b', 'c', 'd', 'e', 'f']) expect(heard).toContain(key)
})

test('a state vector is answered with what is missing, by a document that is dropped when nobody asks', async () => {
	const world = createRelayWorld({ limits: { documentIdleMs: 1_000 } })
	const anna = await world.enter('anna', ROOM)
	write(anna, 'a', 'b')
	const has = new Y.Doc()
	Y.applyUpdate(has, edit('other', 1))
	expect(world.relay.counts().documents).toBe(0)
	anna.say(ROOM, { kind: 'step1', vector: Y.encodeStateVector(has) })
	expect(world.relay.counts().documents).toBe(1)
	expect(valuesOf(anna.doc(ROOM))).toEqual({ a: 1, b: 1 })
	write(anna, 'c')
	anna.say(ROOM, { kind: 'step1', vector: Y.encodeStateVector(anna.doc(ROOM)) })
	expect(Y.parseUpdateMeta(anna.of('step2').at(-1)?.update ?? Uint8Array.of(0, 0)).to.size).toBe(1)
	await world.time.pass(5_000)
	expect(world.relay.counts()).toMatchObject({ documents: 0, rooms: 1 })
	anna.say(ROOM, { kind: 'step1', vector: Y.encodeStateVector(has) })
	expect(valuesOf(anna.doc(ROOM))).toEqual({ a: 1, b: 1, c: 1 })
})

test('the document follows the room over a merged tail', async () => {
	const world = createRelayWorld({ limits: { tailUpdates: 2 } })
	const anna = await world.enter('anna', ROOM)
	const has = new Y.Doc()
	Y.applyUpdate(has, edit('other', 1))
	const vector = Y.encodeStateVector(has)
	write(anna, 'a')
	anna.say(ROOM, { kind: 'step1', vector })
	write(anna, 'b', 'c', 'd')
	await world.time.pass(20)
	expect(world.disk.contents().rooms.get(ROOM)?.snapshot?.position).toBe(4)
	write(anna, 'e')
	anna.say(ROOM, { kind: 'step1', vector })
	expect(Object.keys(valuesOf(anna.doc(ROOM))).sort()).toEqual(['a', 'b', 'c', 'd', 'e'])
})

test('a newcomer with a stock client needs no document, and is told when it has everything', async () => {
	const world = createRelayWorld()
	const anna = await world.enter('anna', ROOM)
	write(anna, 'a', 'b')
	const stock = world.connect('ben', { room: ROOM })
	stock.say('', { kind: 'step1', vector: Uint8Array.of(0) })
	await world.time.settle()
	expect(stock.of('step2')).toHaveLength(1)
	expect(stock.heard.at(-1)?.message.kind).toBe('step2')
	expect(valuesOf(stock.doc())).toEqual({ a: 1, b: 1 })
	expect(world.relay.counts().documents).toBe(0)
})

test('a room that is opened again counts anew, and the first seat is told nothing more', async () => {
	const world = createRelayWorld({ fsyncMs: 5 })
	const anna = await world.enter('anna', ROOM)
	write(anna, 'a', 'b')
	anna.say(ROOM, { kind: 'open', epoch: '', position: 0 })
	write(anna, 'c')
	await world.time.pass(50)
	expect(anna.of('opened')).toHaveLength(2)
	expect(anna.of('durable').map(({ count }) => count)).toEqual([1])
})

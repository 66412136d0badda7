/** What is on disk and what is not: acknowledgements, a store that fails, damaged rows, bugs, and the end. */
import { expect, test } from 'vitest'
import * as Y from 'yjs'
import { refuse } from '#lib/core/result.ts'
import { REFUSALS } from '#lib/core/wire/refusal.ts'
import type { LogEntry } from '../../../../server/storage/room-log.ts'
import { createMemoryDisk } from '../../../support/memory-room-log.ts'
import { createRelayWorld, edit, valuesOf, type RelayWorld } from '../../../support/relay-world.ts'

const ROOM = 'c.ca0000000001.2026-11'
const OTHER = 'c.ca0000000002.2026-11'
const open = { kind: 'open', epoch: '', position: 0 } as const

test('nothing is acknowledged before the fsync, and a stock client only when it asks', async () => {
	const world = createRelayWorld({ fsyncMs: 5 })
	const anna = await world.enter('anna', ROOM)
	const plain = world.connect('ben', { room: ROOM })
	await world.time.settle()
	anna.say(ROOM, { kind: 'update', update: edit('a', 1) })
	plain.say('', { kind: 'update', update: edit('b', 1) })
	await world.time.pass(4)
	expect(anna.of('durable')).toEqual([])
	await world.time.pass(20)
	expect(anna.of('durable')).toEqual([{ kind: 'durable', count: 1, position: 1 }])
	expect(plain.of('durable')).toEqual([])
	plain.say('', { kind: 'durable', count: 0, position: 0 })
	expect(plain.of('durable')).toEqual([{ kind: 'durable', count: 1, position: 2 }])
})

test('the log says who, with which device and when, from the connection and not from the document', async () => {
	const told: LogEntry[] = []
	const world = createRelayWorld({ ondurable: (entries) => void told.push(...entries) })
	const anna = await world.enter('anna', ROOM)
	anna.say(ROOM, { kind: 'update', update: edit('a', 1) })
	await world.time.pass(10)
	void world.relay.write(ROOM, edit('b', 1))
	await world.time.pass(10)
	expect(told).toMatchObject([
		{ room: ROOM, position: 1, member: 'anna', device: "anna's device" },
		{ room: ROOM, position: 2, member: '', device: '' }
	])
	expect(told[0]?.at).toBe(Date.UTC(2026, 10, 2, 8))
})

test('what says nothing new counts and is not stored again; a deletion says something new', async () => {
	const world = createRelayWorld()
	const anna = await world.enter('anna', ROOM)
	const doc = new Y.Doc()
	doc.getMap('map').set('a', 1)
	const set = Y.encodeStateAsUpdate(doc)
	doc.getMap('map').delete('a')
	const erased = Y.encodeStateAsUpdate(doc)
	const counts: number[] = []
	for (const update of [set, set, erased, erased, Uint8Array.of(0, 0)]) {
		anna.say(ROOM, { kind: 'step2', update })
		await world.time.pass(10)
		counts.push(world.headOf(ROOM))
	}
	expect(counts).toEqual([1, 1, 2, 2, 2])
	expect(anna.of('durable').map(({ count }) => count)).toEqual([1, 2, 3, 4, 5])
	expect(valuesOf(world.stored(ROOM))).toEqual({})
})

test('a deletion as it is made needs no document', async () => {
	const world = createRelayWorld()
	const anna = await world.enter('anna', ROOM)
	const doc = new Y.Doc()
	doc.on('update', (update: Uint8Array) => anna.say(ROOM, { kind: 'update', update }))
	doc.getMap('map').set('a', 1)
	doc.getMap('map').delete('a')
	expect(world.relay.counts().documents).toBe(0)
	await world.time.pass(10)
	expect(world.headOf(ROOM)).toBe(2)
})

test('no position is named to a device before all that lies below it was told to it', async () => {
	const world = createRelayWorld({ limits: { gatherMsPerConnection: 100, gatherMsMost: 100 } })
	const [anna, ben] = [await world.enter('anna', ROOM), await world.enter('ben', ROOM)]
	for (const key of ['a', 'b', 'c']) ben.say(ROOM, { kind: 'update', update: edit(key, 1) })
	anna.say(ROOM, { kind: 'update', update: edit('d', 1) })
	await world.time.pass(20)
	expect(valuesOf(anna.doc(ROOM))).toEqual({ a: 1 })
	expect(anna.of('durable')).toEqual([{ kind: 'durable', count: 1, position: 1 }])
	await world.time.pass(200)
	expect(valuesOf(anna.doc(ROOM))).toMatchObject({ a: 1, b: 1, c: 1 })
})

test('an update of which a part is here is stored as it is', async () => {
	const world = createRelayWorld()
	const anna = await world.enter('anna', ROOM)
	const doc = new Y.Doc()
	const text = doc.getText('text')
	text.insert(0, 'ab')
	anna.say(ROOM, { kind: 'update', update: Y.encodeStateAsUpdate(doc) })
	text.insert(2, 'cd')
	anna.say(ROOM, { kind: 'update', update: Y.encodeStateAsUpdate(doc) })
	await world.time.pass(10)
	expect(world.headOf(ROOM)).toBe(2)
	expect(world.stored(ROOM).getText('text').toJSON()).toBe('abcd')
	const ben = await world.enter('ben', ROOM)
	expect(ben.doc(ROOM).getText('text').toJSON()).toBe('abcd')
})

test('a store that fails empties the room and acknowledges nothing; the other rooms hear nothing of it', async () => {
	const world = createRelayWorld()
	const anna = await world.enter('anna', ROOM)
	const ben = await world.enter('ben', ROOM)
	const plain = world.connect('carla', { room: ROOM })
	const other = await world.enter('dan', OTHER)
	world.disk.refuseWrites('full')
	const written = world.relay.write(ROOM, edit('w', 1))
	anna.say(ROOM, { kind: 'update', update: edit('a', 1) })
	await world.time.pass(10)
	expect(await written).toMatchObject({ ok: false, why: 'unavailable' })
	for (const device of [anna, ben])
		expect(device.of('refused')).toMatchObject([{ code: 'unavailable', update: 0 }])
	expect(plain.closedWith).toBe(REFUSALS.unavailable.code)
	expect(anna.of('durable')).toEqual([])
	expect(anna.closedWith).toBeUndefined()
	expect(world.reports).toHaveLength(1)
	other.say(OTHER, { kind: 'update', update: edit('o', 1) })
	await world.time.pass(10)
	expect(other.of('durable')).toHaveLength(1)
	anna.say(ROOM, open)
	await world.time.settle()
	// What the peers were told and the disk does not have, they are asked for: it is not in the vector.
	expect(anna.of('opened').at(-1)).toMatchObject({ position: 0, vector: Uint8Array.of(0) })
	anna.say(ROOM, { kind: 'update', update: edit('a', 1) })
	await world.time.pass(10)
	expect(anna.of('durable')).toMatchObject([{ count: 1, position: 1 }])
})

test('one room that cannot be stored does not hold up the batch it is in', async () => {
	const disk = createMemoryDisk()
	const log = disk.open()
	const world = createRelayWorld({
		disk,
		log: {
			...log,
			append: async (entries) =>
				entries.some(({ room }) => room === ROOM) ? refuse('failed', 'not this one') : log.append(entries)
		}
	})
	const anna = await world.enter('anna', ROOM)
	const ben = await world.enter('ben', OTHER)
	anna.say(ROOM, { kind: 'update', update: edit('a', 1) })
	ben.say(OTHER, { kind: 'update', update: edit('b', 1) })
	await world.time.pass(10)
	expect(ben.of('durable')).toMatchObject([{ count: 1 }])
	expect(anna.of('refused')).toMatchObject([{ code: 'unavailable', update: 0 }])
})

test('a room that cannot be read is refused for now, and read again by whoever asks next', async () => {
	const disk = createMemoryDisk()
	const log = disk.open()
	let failures = 2
	const world = createRelayWorld({
		disk,
		log: {
			...log,
			load: async (room) => ((failures -= 1) >= 0 ? refuse('failed', 'a bad sector') : log.load(room))
		}
	})
	const anna = await world.enter('anna', ROOM)
	expect(anna.of('refused')).toMatchObject([{ code: 'unavailable', update: 0 }])
	expect(await world.relay.write(ROOM, edit('a', 1))).toMatchObject({ ok: false, why: 'unavailable' })
	anna.say(ROOM, open)
	await world.time.settle()
	expect(anna.of('opened')).toHaveLength(1)
})

test('a damaged row is given to nobody', async () => {
	const world = createRelayWorld({ limits: { roomIdleMs: 10 } })
	const anna = await world.enter('anna', ROOM)
	for (const key of ['a', 'b', 'c']) anna.say(ROOM, { kind: 'update', update: edit(key, 1) })
	await world.time.pass(10)
	anna.drop()
	await world.time.pass(100)
	expect(world.relay.counts().rooms).toBe(0)
	world.disk.damage({ room: ROOM, kind: 'entry', position: 2 })
	const ben = await world.enter('ben', ROOM)
	expect(valuesOf(ben.doc(ROOM))).toEqual({ a: 1, c: 1 })
	ben.drop()
	await world.time.pass(100)
	// A device that has it brings it back, and its position is not given again.
	const back = await world.enter('anna', ROOM)
	expect(Y.decodeStateVector(back.of('opened')[0]?.vector ?? Uint8Array.of(0)).size).toBe(2)
	back.say(ROOM, { kind: 'update', update: edit('b', 1) })
	await world.time.pass(10)
	expect(back.of('durable')).toMatchObject([{ count: 1, position: 4 }])
})

test('a bug in one room sends its people away and is reported; what was accepted is stored, and positions go on', async () => {
	let isBroken = false
	const world: RelayWorld = createRelayWorld({
		fsyncMs: 50,
		schedule(ms, work) {
			// Only the fan-out waits that long.
			if (isBroken && ms > 0) throw new Error('a bug')
			return world.time.schedule(ms, work)
		}
	})
	const [anna, ben] = [await world.enter('anna', ROOM), await world.enter('ben', OTHER)]
	anna.say(ROOM, { kind: 'update', update: edit('a', 1) })
	await world.time.pass(0)
	isBroken = true
	anna.say(ROOM, { kind: 'update', update: edit('b', 1) })
	isBroken = false
	expect(anna.of('refused')).toMatchObject([{ code: 'unavailable', update: 0 }])
	expect(world.reports.join()).toContain('a bug')
	// Not before the first update is on disk: its position would be given twice.
	anna.say(ROOM, open)
	await world.time.pass(1)
	expect(anna.of('opened')).toHaveLength(1)
	await world.time.pass(100)
	anna.say(ROOM, open)
	await world.time.settle()
	expect(anna.of('opened').at(-1)).toMatchObject({ position: 2 })
	ben.say(OTHER, { kind: 'update', update: edit('o', 1) })
	await world.time.pass(100)
	expect(ben.of('durable')).toHaveLength(1)
})

test('whoever listens to the log may throw: it is reported, and nobody else notices', async () => {
	const world = createRelayWorld({
		ondurable() {
			throw new Error('no room for a projection')
		}
	})
	const anna = await world.enter('anna', ROOM)
	for (const key of ['a', 'b']) {
		anna.say(ROOM, { kind: 'update', update: edit(key, 1) })
		await world.time.pass(10)
	}
	expect(anna.of('durable')).toHaveLength(2)
	expect(world.reports).toHaveLength(2)
})

test('at the end everything that waits is stored and acknowledged, and everybody is sent away', async () => {
	const world = createRelayWorld({ fsyncMs: 5 })
	const anna = await world.enter('anna', ROOM)
	const plain = world.connect('ben', { room: ROOM })
	await world.time.settle()
	for (let n = 0; n < 100; n += 1) anna.say(ROOM, { kind: 'update', update: edit(`k${n}`, n) })
	const closing = world.relay.close()
	anna.say(ROOM, { kind: 'update', update: edit('too late', 1) })
	expect(world.connect('carla').closedWith).toBe(REFUSALS.unavailable.code)
	expect(await world.relay.write(ROOM, edit('too late', 1))).toMatchObject({ why: 'unavailable' })
	await world.time.pass(200)
	await closing
	await world.relay.close()
	expect(anna.of('durable').at(-1)).toMatchObject({ count: 100, position: 100 })
	expect(anna.closedWith).toBe(REFUSALS.unavailable.code)
	expect(plain.closedWith).toBe(REFUSALS.unavailable.code)
	expect(world.relay.counts()).toMatchObject({ connections: 0, rooms: 0, waiting: 0 })
	expect(Object.keys(valuesOf(world.stored(ROOM)))).toHaveLength(100)
	expect(world.time.timers).toBe(0)
})

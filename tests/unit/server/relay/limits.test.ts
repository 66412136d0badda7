/** What one connection may take from the others: each limit, reached and not passed. */
import { expect, test } from 'vitest'
import { REFUSALS } from '#lib/core/wire/refusal.ts'
import { createMemoryDisk } from '../../../support/memory-room-log.ts'
import { createRelayWorld, edit, valuesOf } from '../../../support/relay-world.ts'

const ROOM = 'c.ca0000000001.2026-11'
const ROOT = 'w.b00k00000001'
const MB = 1 << 20
const heartbeat = { kind: 'heartbeat' } as const
const open = { kind: 'open', epoch: '', position: 0 } as const

test('a message above the size closes its connection, and no other', async () => {
	const world = createRelayWorld({ limits: { messageBytes: 1_000 } })
	const [anna, ben] = [await world.enter('anna', ROOM), await world.enter('ben', ROOM)]
	anna.say(ROOM, { kind: 'update', update: edit('a', 'x'.repeat(800)) })
	expect(anna.closedWith).toBeUndefined()
	anna.say(ROOM, { kind: 'update', update: edit('a', 'x'.repeat(1_000)) })
	expect(anna.closedWith).toBe(REFUSALS['too-large'].code)
	ben.say('', heartbeat)
	expect(ben.of('heartbeat')).toHaveLength(1)
})

test('bytes that are no message close their connection, and no other', async () => {
	const world = createRelayWorld()
	const ben = await world.enter('ben', ROOM)
	const messages = [
		Uint8Array.of(),
		Uint8Array.of(1, 99, 77),
		Uint8Array.from([ROOM.length, ...Buffer.from(ROOM), 99])
	]
	for (const bytes of messages) {
		const anna = await world.enter('anna', ROOM)
		anna.raw(bytes)
		expect(anna.closedWith).toBe(REFUSALS.malformed.code)
	}
	const bad = Uint8Array.of(1, 2, 3)
	for (const message of [
		{ kind: 'update', update: bad },
		{ kind: 'step2', update: bad },
		{ kind: 'step1', vector: Uint8Array.of(9) },
		{ kind: 'news', position: 1, update: edit('a', 1) }
	] as const) {
		const anna = await world.enter('anna', ROOM)
		anna.say(ROOM, message)
		expect(anna.closedWith).toBe(REFUSALS.malformed.code)
	}
	expect(ben.closedWith).toBeUndefined()
	expect(ben.of('news')).toEqual([])
	expect(world.relay.counts()).toMatchObject({ connections: 1, rooms: 1 })
})

test('what is malformed while the room is still being loaded closes the connection, too', async () => {
	const world = createRelayWorld()
	const anna = world.connect('anna')
	anna.say(ROOM, open)
	anna.say(ROOM, { kind: 'update', update: Uint8Array.of(1, 2, 3) })
	expect(anna.closedWith).toBeUndefined()
	await world.time.settle()
	expect(anna.closedWith).toBe(REFUSALS.malformed.code)
})

test('too many messages close the connection; time makes room for more', async () => {
	const world = createRelayWorld({ limits: { messagesAtOnce: 10, messagesPerSecond: 5 } })
	const anna = world.connect('anna')
	for (let n = 0; n < 10; n += 1) anna.say('', heartbeat)
	await world.time.pass(1_000)
	for (let n = 0; n < 5; n += 1) anna.say('', heartbeat)
	expect(anna.closedWith).toBeUndefined()
	anna.say('', heartbeat)
	expect(anna.closedWith).toBe(REFUSALS.rate.code)
})

test('too many bytes close the connection', async () => {
	const world = createRelayWorld({ limits: { bytesAtOnce: 1_000, bytesPerSecond: 100 } })
	const anna = await world.enter('anna', ROOM)
	anna.say(ROOM, { kind: 'update', update: edit('a', 'x'.repeat(700)) })
	expect(anna.closedWith).toBeUndefined()
	anna.say(ROOM, { kind: 'update', update: edit('b', 'x'.repeat(700)) })
	expect(anna.closedWith).toBe(REFUSALS.rate.code)
})

test('a connection has so many rooms; one more is refused for now, and one that is left makes place', async () => {
	const world = createRelayWorld({ limits: { roomsPerConnection: 2 } })
	const anna = world.connect('anna')
	for (const room of ['c.1', 'c.2', 'c.3']) anna.say(room, open)
	await world.time.settle()
	expect(anna.of('opened', 'c.3')).toEqual([])
	expect(anna.of('refused', 'c.3')).toMatchObject([{ code: 'rate', update: 0 }])
	anna.say('c.1', { kind: 'close' })
	anna.say('c.3', open)
	await world.time.settle()
	expect(anna.of('opened', 'c.3')).toHaveLength(1)
	expect(anna.closedWith).toBeUndefined()
})

test('a member has so many connections; one that goes makes place', () => {
	const world = createRelayWorld({ limits: { connectionsPerMember: 2 } })
	const [first, second] = [world.connect('anna'), world.connect('anna')]
	expect(world.connect('anna').closedWith).toBe(REFUSALS.rate.code)
	expect(world.connect('ben').closedWith).toBeUndefined()
	first.drop()
	expect(world.connect('anna').closedWith).toBeUndefined()
	expect(second.closedWith).toBeUndefined()
})

test('what waits for a room that is being loaded is bounded', async () => {
	const disk = createMemoryDisk()
	const log = disk.open()
	const world = createRelayWorld({
		disk,
		limits: { waitingBytes: 2_000 },
		log: { ...log, load: () => new Promise(() => undefined) }
	})
	const anna = await world.enter('anna', ROOM)
	anna.say(ROOM, { kind: 'update', update: edit('a', 'x'.repeat(1_500)) })
	expect(anna.closedWith).toBeUndefined()
	anna.say(ROOM, { kind: 'update', update: edit('b', 'x'.repeat(1_500)) })
	expect(anna.closedWith).toBe(REFUSALS.rate.code)
})

test('what was said while the room was loaded is heard in its order, and weighs no more afterwards', async () => {
	const world = createRelayWorld({ limits: { waitingBytes: 2_000 } })
	const anna = world.connect('anna')
	for (const room of ['c.1', 'c.2', 'c.3']) {
		anna.say(room, open)
		anna.say(room, { kind: 'update', update: edit('a', 'x'.repeat(1_500)) })
		await world.time.pass(10)
		expect(anna.of('durable', room)).toMatchObject([{ count: 1, position: 1 }])
	}
})

test('one that takes nothing away is closed; the others go on', async () => {
	const world = createRelayWorld({ limits: { stuckBytes: MB } })
	const [anna, ben] = [await world.enter('anna', ROOM), await world.enter('ben', ROOM)]
	ben.buffered = MB + 1
	anna.say(ROOM, { kind: 'update', update: edit('a', 1) })
	expect(ben.closedWith).toBe(REFUSALS.rate.code)
	await world.time.pass(10)
	expect(anna.of('durable')).toHaveLength(1)
})

test('a large past is no sign of being stuck, and the next room waits until it was taken away', async () => {
	const world = createRelayWorld({ limits: { stuckBytes: 10_000, slowBytes: 1_000, roomIdleMs: 300 } })
	const anna = await world.enter('anna', ROOM)
	anna.say(ROOM, { kind: 'update', update: edit('a', 'x'.repeat(20_000)) })
	await world.time.pass(10)
	const carla = world.connect('carla')
	carla.say(ROOM, open)
	await world.time.settle()
	carla.buffered = 20_100
	carla.say('c.2', open)
	anna.say(ROOM, { kind: 'update', update: edit('b', 2) })
	await world.time.pass(1_000)
	expect(carla.closedWith).toBeUndefined()
	expect(valuesOf(carla.doc(ROOM))).toMatchObject({ b: 2 })
	expect(carla.of('opened', 'c.2')).toEqual([])
	carla.buffered = 0
	await world.time.pass(100)
	expect(carla.of('opened', 'c.2')).toHaveLength(1)
	carla.buffered = 10_001
	anna.say(ROOM, { kind: 'update', update: edit('c', 3) })
	expect(carla.closedWith).toBe(REFUSALS.rate.code)
})

test('one who asks by state vector again and again gets one answer at a time', async () => {
	const world = createRelayWorld({ limits: { slowBytes: 1_000 } })
	const anna = await world.enter('anna', ROOM)
	anna.buffered = 2_000
	for (let n = 0; n < 50; n += 1) anna.say(ROOM, { kind: 'step1', vector: Uint8Array.of(0) })
	await world.time.pass(1_000)
	expect(anna.of('step2')).toEqual([])
	anna.buffered = 0
	await world.time.pass(1_000)
	expect(anna.of('step2')).toHaveLength(1)
})

test('silence is broken by a heartbeat, in the words of each client; a heartbeat is answered', async () => {
	const world = createRelayWorld()
	const many = world.connect('anna')
	const plain = world.connect('ben', { room: ROOT })
	await world.time.settle()
	const before = plain.heard.length
	await world.time.pass(20_000)
	expect(many.of('heartbeat').length).toBeGreaterThan(0)
	expect(many.of('heartbeat').length).toBeLessThan(5)
	expect(plain.heard.slice(before).map(({ message }) => message)).toContainEqual({
		kind: 'awareness',
		update: Uint8Array.of(0)
	})
	expect(plain.of('heartbeat')).toEqual([])
	const beats = many.of('heartbeat').length
	many.say('', heartbeat)
	expect(many.of('heartbeat')).toHaveLength(beats + 1)
})

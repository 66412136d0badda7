/** What rests: tails that are merged, rooms that leave memory, and presence that is never stored. */
import { expect, test } from 'vitest'
import * as Y from 'yjs'
import { ok, refuse } from '#lib/core/result.ts'
import { readAwareness, writeAwareness } from '../../../../server/relay/awareness.ts'
import type { RelayMerger } from '../../../../server/relay/relay.ts'
import {
	createRelayWorld,
	edit,
	mergerHere,
	valuesOf,
	type Device,
	type RelayWorld
} from '../../../support/relay-world.ts'

const ROOM = 'c.ca0000000001.2026-11'
const ROOT = 'w.b00k00000001'
const open = { kind: 'open', epoch: '', position: 0 } as const

async function writeMany(world: RelayWorld, device: Device, count: number, from = 0) {
	for (let n = from; n < from + count; n += 1) device.say(ROOM, { kind: 'update', update: edit(`k${n}`, n) })
	await world.time.pass(50)
}
const rowsOf = (world: RelayWorld) => {
	const kept = world.disk.contents().rooms.get(ROOM)
	return { snapshot: kept?.snapshot?.position, entries: kept?.entries.length }
}

test('a long tail is merged into the snapshot while the room goes on', async () => {
	let release = () => {}
	const merged: number[] = []
	const merger: RelayMerger = {
		...mergerHere,
		async merge(updates) {
			merged.push(updates.length)
			await new Promise<void>((resolve) => (release = resolve))
			return mergerHere.merge(updates)
		}
	}
	const world = createRelayWorld({ merger, limits: { tailUpdates: 10, keptUpdates: 3 } })
	const anna = await world.enter('anna', ROOM)
	await writeMany(world, anna, 11)
	expect(rowsOf(world)).toEqual({ snapshot: undefined, entries: 11 })
	await writeMany(world, anna, 2, 11)
	expect(anna.of('durable').at(-1)).toMatchObject({ count: 13 })
	release()
	await world.time.settle()
	expect(rowsOf(world)).toEqual({ snapshot: 11, entries: 5 })
	const ben = await world.enter('ben', ROOM)
	expect(valuesOf(ben.doc(ROOM))).toEqual(valuesOf(world.stored(ROOM)))
	expect(Object.keys(valuesOf(ben.doc(ROOM)))).toHaveLength(13)
	expect(merged).toEqual([11])
})

test('only what is on disk is merged', async () => {
	const merged: number[] = []
	const merger: RelayMerger = {
		...mergerHere,
		async merge(updates) {
			merged.push(updates.length)
			return mergerHere.merge(updates)
		}
	}
	const world = createRelayWorld({ merger, fsyncMs: 20, limits: { tailUpdates: 4, commitUpdates: 5 } })
	await writeMany(world, await world.enter('anna', ROOM), 8)
	await world.time.pass(200)
	expect(merged).toEqual([5])
	expect(rowsOf(world)).toMatchObject({ snapshot: 5 })
	expect(Object.keys(valuesOf(world.stored(ROOM)))).toHaveLength(8)
})

test('a snapshot that cannot be read is not served, is reported, and stays as it is', async () => {
	const world = createRelayWorld({ limits: { tailUpdates: 2 } })
	await writeMany(world, await world.enter('anna', ROOM), 1)
	await world.disk.open().saveSnapshot(ROOM, { position: 1, update: Uint8Array.of(1, 2, 3) }, 0)
	const again = createRelayWorld({ disk: world.disk, limits: { tailUpdates: 2 } })
	const anna = await again.enter('anna', ROOM)
	expect(again.reports).toHaveLength(1)
	await writeMany(again, anna, 5, 1)
	expect(anna.of('durable').at(-1)).toMatchObject({ count: 5 })
	expect(rowsOf(again).snapshot).toBe(1)
})

test('a merger that answers with what cannot be read is not believed', async () => {
	const merger: RelayMerger = {
		...mergerHere,
		merge: async () => ok({ update: Uint8Array.of(1, 2, 3), malformed: [] })
	}
	const world = createRelayWorld({ merger, limits: { tailUpdates: 2 } })
	await writeMany(world, await world.enter('anna', ROOM), 5)
	expect(rowsOf(world)).toEqual({ snapshot: undefined, entries: 5 })
	expect(world.reports).toHaveLength(1)
})

test('bytes count as well: a part of the snapshot, and never for little', async () => {
	const world = createRelayWorld({ limits: { tailBytesLeast: 1_000, tailPart: 0.5 } })
	const anna = await world.enter('anna', ROOM)
	const write = async (key: string, bytes: number) => {
		anna.say(ROOM, { kind: 'update', update: edit(key, 'x'.repeat(bytes)) })
		await world.time.pass(10)
	}
	await write('a', 900)
	expect(rowsOf(world).snapshot).toBeUndefined()
	await write('b', 9_000)
	expect(rowsOf(world).snapshot).toBe(2)
	await write('c', 4_000)
	expect(rowsOf(world).snapshot).toBe(2)
	await write('d', 4_000)
	expect(rowsOf(world).snapshot).toBe(4)
})

test('a merger or a disk that fails is reported, and asked again later, not with every update', async () => {
	let isBroken = true
	let asked = 0
	const merger: RelayMerger = {
		...mergerHere,
		async merge(updates) {
			asked += 1
			if (asked === 2) throw new Error('out of memory')
			return isBroken ? refuse('failed', 'the thread ended') : mergerHere.merge(updates)
		}
	}
	const world = createRelayWorld({ merger, limits: { tailUpdates: 5 } })
	const anna = await world.enter('anna', ROOM)
	await writeMany(world, anna, 40)
	expect(asked).toBe(1)
	expect(world.reports).toHaveLength(1)
	await world.time.pass(60_000)
	await writeMany(world, anna, 40, 40)
	expect(asked).toBe(2)
	expect(world.reports.at(-1)).toContain('out of memory')
	isBroken = false
	await world.time.pass(60_000)
	await writeMany(world, anna, 1, 80)
	expect(rowsOf(world).snapshot).toBe(81)
	expect(anna.of('durable').at(-1)).toMatchObject({ count: 81 })
})

test('an update that cannot be merged is left out and named; a snapshot that cannot be is never replaced', async () => {
	let malformed: readonly number[] = [1]
	const merger: RelayMerger = {
		...mergerHere,
		merge: async (updates) =>
			ok({
				update: Y.mergeUpdates(updates.filter((_, n) => !malformed.includes(n))),
				malformed
			})
	}
	const world = createRelayWorld({ merger, limits: { tailUpdates: 2 } })
	const anna = await world.enter('anna', ROOM)
	await writeMany(world, anna, 3)
	expect(rowsOf(world).snapshot).toBe(3)
	expect(world.reports).toHaveLength(1)
	expect(world.reports[0]).toContain('the update at 2')
	malformed = [0]
	await writeMany(world, anna, 3, 3)
	expect(rowsOf(world).snapshot).toBe(3)
	expect(world.reports).toHaveLength(2)
})

test('a long tail that was left by a crash is merged when its room is loaded', async () => {
	const world = createRelayWorld({ limits: { tailUpdates: 1_000 } })
	await writeMany(world, await world.enter('anna', ROOM), 20)
	const again = createRelayWorld({ disk: world.disk, limits: { tailUpdates: 5 } })
	await again.enter('anna', ROOM)
	expect(rowsOf(again).snapshot).toBe(20)
})

test('a room that nobody uses leaves memory, and not before what it accepted is on disk', async () => {
	const world = createRelayWorld({ fsyncMs: 5_000, limits: { roomIdleMs: 1_000 } })
	const anna = await world.enter('anna', ROOM)
	anna.say(ROOM, { kind: 'update', update: edit('a', 1) })
	anna.drop()
	await world.time.pass(4_000)
	expect(world.relay.counts()).toMatchObject({ connections: 0, rooms: 1, waiting: 1 })
	await world.time.pass(4_000)
	expect(world.relay.counts()).toEqual({ connections: 0, rooms: 0, documents: 0, bytes: 0, waiting: 0 })
	// Nothing is left that would have to be looked after.
	expect(world.time.timers).toBe(0)
	expect(valuesOf((await world.enter('ben', ROOM)).doc(ROOM))).toEqual({ a: 1 })
	expect(world.relay.counts().bytes).toBeGreaterThan(0)
})

test('a room somebody sits in stays, however quiet it is', async () => {
	const world = createRelayWorld({ limits: { roomIdleMs: 1_000 } })
	const anna = await world.enter('anna', ROOM)
	await world.time.pass(60_000)
	const ben = await world.enter('ben', ROOM)
	ben.say(ROOM, { kind: 'update', update: edit('a', 1) })
	expect(valuesOf(anna.doc(ROOM))).toEqual({ a: 1 })
})

const presence = (client: number, clock: number, state: unknown) =>
	({
		kind: 'awareness',
		update: writeAwareness([{ client, clock, state: JSON.stringify(state) }])
	}) as const

function presentIn(device: Device, room: string): Record<number, unknown> {
	const present: Record<number, unknown> = {}
	for (const { update } of device.of('awareness', room)) {
		const entries = readAwareness(update)
		if (!entries.ok) throw new Error(entries.message)
		for (const { client, state } of entries.value) present[client] = JSON.parse(state)
	}
	return present
}

test('who is here is told to the others in a root room, under the name of the account', async () => {
	const world = createRelayWorld()
	const anna = await world.enter('anna', ROOT)
	anna.say(ROOT, presence(7, 1, { day: '2026-11-02', user: { id: 'ben', name: 'Ben' } }))
	const ben = await world.enter('ben', ROOT)
	const said = { day: '2026-11-02', user: { id: 'anna', name: 'ANNA' } }
	expect(presentIn(ben, ROOT)).toEqual({ 7: said })
	const plain = world.connect('carla', { room: ROOT })
	await world.time.settle()
	expect(presentIn(plain, ROOT)).toEqual({ 7: said })
	anna.drop()
	await world.time.pass(100)
	expect(presentIn(ben, ROOT)).toEqual({ 7: null })
	expect(world.headOf(ROOT)).toBe(0)
})

test('elsewhere nobody is told who is here', async () => {
	const world = createRelayWorld()
	for (const room of [ROOM, `${ROOT}.clients`]) {
		const [anna, ben] = [await world.enter('anna', room), await world.enter('ben', room)]
		anna.say(room, presence(7, 1, { day: null }))
		ben.say(room, { kind: 'query-awareness' })
		await world.time.pass(1_000)
		expect(ben.of('awareness')).toEqual([])
		expect(anna.closedWith).toBeUndefined()
	}
})

test('presence is spared a connection that is slow, and told when it is not any more', async () => {
	const world = createRelayWorld({ limits: { slowBytes: 1_000 } })
	const [anna, ben] = [await world.enter('anna', ROOT), await world.enter('ben', ROOT)]
	ben.buffered = 2_000
	anna.say(ROOT, presence(7, 1, { day: 'one' }))
	await world.time.pass(1_000)
	anna.say(ROOT, presence(7, 2, { day: 'two' }))
	await world.time.pass(1_000)
	expect(ben.of('awareness')).toEqual([])
	ben.buffered = 0
	await world.time.pass(100)
	expect(presentIn(ben, ROOT)).toMatchObject({ 7: { day: 'two' } })
})

test('awareness that cannot be read closes the connection', async () => {
	const world = createRelayWorld()
	const anna = world.connect('anna')
	anna.say(ROOT, open)
	await world.time.settle()
	anna.say(ROOT, { kind: 'awareness', update: Uint8Array.of(5, 1) })
	expect(anna.closedWith).toBe(4422)
})

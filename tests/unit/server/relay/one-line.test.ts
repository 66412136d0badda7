/** One connection, many rooms: opening, following, and what is acknowledged when. */
import { expect, test } from 'vitest'
import * as Y from 'yjs'
import { createRelayWorld, edit, valuesOf } from '../../../support/relay-world.ts'

const ROOM = 'c.ca0000000001.2026-11'

test('what one writes the other hears at once, and the writer is told when it is on disk', async () => {
	const world = createRelayWorld()
	const anna = await world.enter('anna', ROOM)
	const ben = await world.enter('ben', ROOM)
	expect(anna.of('opened')).toMatchObject([{ access: 'write', position: 0 }])
	anna.say(ROOM, { kind: 'update', update: edit('a', 1) })
	expect(valuesOf(ben.doc(ROOM))).toEqual({ a: 1 })
	expect(anna.of('durable')).toEqual([])
	await world.time.pass(2)
	expect(anna.of('durable')).toEqual([{ kind: 'durable', count: 1, position: 1 }])
	expect(anna.of('news')).toEqual([])
	expect(valuesOf(world.stored(ROOM))).toEqual({ a: 1 })
})

test('a plain y-websocket client is greeted, answered and told, in its own words only', async () => {
	const world = createRelayWorld()
	const anna = await world.enter('anna', ROOM)
	anna.say(ROOM, { kind: 'update', update: edit('a', 1) })
	const stock = world.connect('ben', { room: ROOM })
	stock.say('', { kind: 'step1', vector: Y.encodeStateVector(new Y.Doc()) })
	await world.time.pass(5)
	expect(valuesOf(stock.doc())).toEqual({ a: 1 })
	const [greeting] = stock.of('step1')
	expect(Y.decodeStateVector(greeting?.vector ?? new Uint8Array()).size).toBe(1)
	stock.say('', { kind: 'update', update: edit('b', 2) })
	anna.say(ROOM, { kind: 'update', update: edit('c', 3) })
	await world.time.pass(5)
	expect(valuesOf(anna.doc(ROOM))).toEqual({ b: 2 })
	expect(valuesOf(world.stored(ROOM))).toEqual({ a: 1, b: 2, c: 3 })
	expect(new Set(stock.heard.map(({ message }) => message.kind))).toEqual(
		new Set(['step1', 'step2', 'update'])
	)
})

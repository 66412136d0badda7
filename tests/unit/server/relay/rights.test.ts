/** Who may what: when a room is opened, on every update, and when it changes under way. */
import { expect, test } from 'vitest'
import { REFUSALS } from '#lib/core/wire/refusal.ts'
import { createRelayWorld, edit, valuesOf } from '../../../support/relay-world.ts'

const ROOM = 'c.ca0000000001.2026-11'
const BUSY = 'b.ca0000000001.2026-11'
const open = { kind: 'open', epoch: '', position: 0 } as const

test('a room that may not be seen is refused, and not one byte of it goes out', async () => {
	const world = createRelayWorld()
	const anna = await world.enter('anna', ROOM)
	world.grant('ben', 'none')
	const ben = await world.enter('ben', ROOM)
	anna.say(ROOM, { kind: 'update', update: edit('a', 1) })
	ben.say(ROOM, { kind: 'step1', vector: Uint8Array.of(0) })
	ben.say(ROOM, { kind: 'update', update: edit('b', 1) })
	await world.time.pass(10)
	expect(ben.heard.map(({ message }) => message)).toMatchObject([
		{ kind: 'refused', code: 'forbidden', update: 0 }
	])
	expect(ben.closedWith).toBeUndefined()
	expect(valuesOf(world.stored(ROOM))).toEqual({ a: 1 })
	expect(world.connect('ben', { room: ROOM }).closedWith).toBe(REFUSALS.forbidden.code)
})

test('a reader follows; what it writes is refused by its number, and what counts behind it is right', async () => {
	const world = createRelayWorld()
	world.grant('ben', 'read')
	const [anna, ben] = [await world.enter('anna', ROOM), await world.enter('ben', ROOM)]
	expect(ben.of('opened')).toMatchObject([{ access: 'read' }])
	ben.say(ROOM, { kind: 'update', update: edit('b', 1) })
	ben.say(ROOM, { kind: 'update', update: edit('c', 1) })
	anna.say(ROOM, { kind: 'update', update: edit('a', 1) })
	await world.time.pass(10)
	expect(ben.of('refused')).toMatchObject([
		{ code: 'forbidden', update: 1 },
		{ code: 'forbidden', update: 2 }
	])
	expect(valuesOf(ben.doc(ROOM))).toEqual({ a: 1 })
	expect(anna.of('news')).toEqual([])
	expect(valuesOf(world.stored(ROOM))).toEqual({ a: 1 })
})

test('an update is judged by the rights of now, also before anybody said that they changed', async () => {
	const world = createRelayWorld()
	const anna = await world.enter('anna', ROOM)
	world.grantQuietly('anna', 'read')
	anna.say(ROOM, { kind: 'update', update: edit('a', 1) })
	expect(anna.of('refused')).toMatchObject([{ code: 'forbidden', update: 1 }])
	world.grantQuietly('anna', 'none')
	anna.say(ROOM, { kind: 'update', update: edit('a', 1) })
	expect(anna.of('refused').at(-1)).toMatchObject({ code: 'forbidden', update: 0 })
	await world.time.pass(10)
	expect(world.headOf(ROOM)).toBe(0)
})

test('whoever loses a room is out at once, of that room only', async () => {
	const world = createRelayWorld()
	const [anna, ben] = [await world.enter('anna', ROOM), await world.enter('ben', ROOM)]
	ben.say('c.2', open)
	const plain = world.connect('ben', { room: ROOM })
	await world.time.settle()
	world.grant(`ben ${ROOM}`, 'none')
	expect(ben.of('refused', ROOM)).toMatchObject([{ code: 'forbidden', update: 0 }])
	expect(plain.closedWith).toBe(REFUSALS.forbidden.code)
	const heard = ben.heard.length
	anna.say(ROOM, { kind: 'update', update: edit('a', 1) })
	expect(ben.heard).toHaveLength(heard)
	anna.say('c.2', open)
	await world.time.settle()
	anna.say('c.2', { kind: 'update', update: edit('a', 1) })
	expect(ben.of('news', 'c.2')).toHaveLength(1)
})

test('a right that becomes less or more shuts the room; asked again, it says what is allowed', async () => {
	const world = createRelayWorld()
	const anna = await world.enter('anna', ROOM)
	for (const access of ['read', 'write'] as const) {
		world.grant('anna', access)
		expect(anna.of('refused').at(-1)).toMatchObject({ code: 'forbidden', update: 0 })
		// On its way while the room was shut: counted by nobody, offered anew after `opened`.
		anna.say(ROOM, { kind: 'update', update: edit('late', 1) })
		anna.say(ROOM, open)
		await world.time.pass(10)
		expect(anna.of('opened').at(-1)).toMatchObject({ access })
	}
	expect(anna.of('durable')).toEqual([])
	world.tell({ member: 'anna' })
	expect(anna.of('refused')).toHaveLength(2)
})

test('a stock client is told nothing it does not know: what it may not write is left out', async () => {
	const world = createRelayWorld()
	const anna = world.connect('anna', { room: ROOM })
	await world.time.settle()
	world.grant('anna', 'read')
	anna.say('', { kind: 'update', update: edit('a', 1) })
	world.grant('anna', 'write')
	anna.say('', { kind: 'update', update: edit('b', 1) })
	await world.time.pass(10)
	expect(anna.closedWith).toBeUndefined()
	expect(anna.heard.map(({ message }) => message.kind)).toEqual(['step1'])
	expect(valuesOf(world.stored(ROOM))).toEqual({ b: 1 })
})

test('rights that change while the room is loaded count when it is there', async () => {
	const world = createRelayWorld()
	const anna = world.connect('anna')
	anna.say(ROOM, open)
	world.grant('anna', 'read')
	await world.time.settle()
	expect(anna.of('opened')).toMatchObject([{ access: 'read' }])
	anna.say('c.2', open)
	world.grant('anna', 'none')
	await world.time.settle()
	expect(anna.of('opened', 'c.2')).toEqual([])
	expect(anna.of('refused', 'c.2')).toMatchObject([{ code: 'forbidden', update: 0 }])
})

test('a session that ends takes its own connections with it', () => {
	const world = createRelayWorld()
	const here = world.connect('anna', 'many', { session: 'one' })
	const there = world.connect('anna', 'many', { session: 'two' })
	const ben = world.connect('ben')
	world.tell({ member: 'anna', session: 'one', ended: true })
	expect(here.closedWith).toBe(REFUSALS.unauthenticated.code)
	expect(there.closedWith).toBeUndefined()
	world.tell({ member: 'anna', ended: true })
	expect(there.closedWith).toBe(REFUSALS.unauthenticated.code)
	expect(ben.closedWith).toBeUndefined()
})

test('busy times are written by the server alone', async () => {
	const world = createRelayWorld()
	const anna = await world.enter('anna', BUSY)
	expect(anna.of('opened')).toMatchObject([{ access: 'read' }])
	anna.say(BUSY, { kind: 'update', update: edit('a', 1) })
	expect(anna.of('refused')).toMatchObject([{ code: 'forbidden', update: 1 }])
	const update = edit('busy', 'all day')
	const written = world.relay.write(BUSY, update)
	await world.time.pass(10)
	expect(await written).toEqual({ ok: true, value: 1 })
	expect(valuesOf(anna.doc(BUSY))).toEqual({ busy: 'all day' })
	const again = world.relay.write(BUSY, update)
	await world.time.pass(10)
	expect(await again).toEqual({ ok: true, value: 1 })
	expect(world.headOf(BUSY)).toBe(1)
	expect(await world.relay.write(BUSY, Uint8Array.of(9))).toMatchObject({ ok: false, why: 'malformed' })
})

test('a gate that throws lets nobody in', async () => {
	const world = createRelayWorld({
		gate: {
			identify: async () => undefined,
			accessTo() {
				throw new Error('no table')
			},
			onchange: () => () => undefined
		}
	})
	const anna = await world.enter('anna', ROOM)
	expect(anna.of('refused')).toMatchObject([{ code: 'forbidden', update: 0 }])
	expect(world.reports[0]).toContain('no table')
})

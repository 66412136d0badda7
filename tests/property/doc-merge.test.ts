import * as fc from 'fast-check'
import { describe, expect, it, vi } from 'vitest'
import type { Groups } from '#lib/core/appointment/appointment.ts'
import { editDetails, moveAppointment, setStatus } from '#lib/doc/edit/change.ts'
import { createAppointment } from '#lib/doc/edit/create.ts'
import { deleteAppointment, restoreAppointment } from '#lib/doc/edit/remove.ts'
import { readAppointment, readOverride } from '#lib/doc/month.ts'
import type { UndoPart } from '#lib/doc/write.ts'
import { ACTS, anyAct, shareBook, tryAct } from '../support/acts.ts'
import { at, random, timed, titled } from '../support/salon.ts'
import { bookOf, CALENDAR, createWorld, rawOf, type Device } from '../support/world.ts'

// Whole worlds of devices, hundreds of times: slow where many tests share a core.
vi.setConfig({ testTimeout: 60_000 })

const choices = fc.array(fc.nat(), { minLength: 30, maxLength: 60 })
const NOVEMBER = 'c.team.2026-11'

/** Every register that was written at once holds, whole, what one of the devices wrote. */
function expectWhole(device: Device, parts: readonly UndoPart[]): void {
	const written = Map.groupBy(parts, (part) => `${part.room} ${part.map} ${part.id}`)
	for (const [first, ...others] of written.values()) {
		if (!first) continue
		const present = device.docOf(first.room).getMap(first.map).get(first.id)
		expect([first, ...others].map((part) => part.after)).toContainEqual(present)
	}
}

const names = Object.keys(ACTS)
const pairs = names.flatMap((first, at) => names.slice(at).map((second) => [first, second] as const))

describe('I2: two devices at once', () => {
	it.each(pairs)('%s and %s: all replicas hold the same whole values', (first, second) => {
		fc.assert(
			fc.property(ACTS[first]!, ACTS[second]!, choices, fc.boolean(), (one, other, order, higher) => {
				const world = createWorld(higher ? [1, 2, 3] : [2, 1, 3])
				const shared = shareBook(world)
				const [a, b, c] = world.devices as readonly [Device, Device, Device]
				const steps = [tryAct(a, one, shared, 0), tryAct(b, other, shared, 1)]
				world.settleShuffled(order)
				expect(bookOf(b)).toEqual(bookOf(a))
				expect(bookOf(c)).toEqual(bookOf(a))
				expect(rawOf(b)).toEqual(rawOf(a))
				expectWhole(
					c,
					steps.flatMap((step) => step?.parts ?? [])
				)
			}),
			{ numRuns: 12 }
		)
	})

	it('whatever is done by whom, however updates are delayed, repeated and reordered on the way', () => {
		const turn = fc.record({ who: fc.nat(2), act: anyAct, order: fc.option(choices) })
		fc.assert(
			fc.property(fc.array(turn, { minLength: 3, maxLength: 12 }), choices, (turns, last) => {
				const world = createWorld([7, 3, 5])
				const shared = shareBook(world)
				turns.forEach(({ who, act, order }, n) => {
					tryAct(world.devices[who] as Device, act, shared, n)
					if (order) world.settleShuffled(order)
				})
				world.settleShuffled(last)
				const [a, b, c] = world.devices as readonly [Device, Device, Device]
				expect(bookOf(b)).toEqual(bookOf(a))
				expect(bookOf(c)).toEqual(bookOf(a))
				expect(
					[a, b, c].every((device) =>
						[...device.docs.values()].every((doc) => doc.store.pendingStructs === null)
					)
				).toBe(true)
			}),
			{ numRuns: 60 }
		)
	})
})

/** Two devices share a book; the second has the higher client id. */
function pair() {
	const world = createWorld([1, 2])
	const shared = shareBook(world)
	const [low, high] = world.devices as readonly [Device, Device]
	return {
		world,
		low,
		high,
		...shared,
		read: (device: Device): Groups =>
			readAppointment(device.docOf(NOVEMBER), CALENDAR, shared.single) as Groups
	}
}

describe('what wins', () => {
	it('two moves at once: the higher client id’s move wins whole', () => {
		const { world, low, high, single, read } = pair()
		high.edit((context) => moveAppointment(context, single, timed(at(24, 10), 30, ['ben'])))
		low.nowMs += 5000
		low.edit((context) => moveAppointment(context, single, timed(at(25, 11), 90, ['room-1'])))
		world.settle()
		expect([read(low).when, read(high).when]).toEqual([
			timed(at(24, 10), 30, ['ben']),
			timed(at(24, 10), 30, ['ben'])
		])
	})

	it('a move after having seen the other’s move wins, whatever the client ids', () => {
		const { world, low, high, single, read } = pair()
		high.edit((context) => moveAppointment(context, single, timed(at(24, 10))))
		world.settle()
		low.edit((context) => moveAppointment(context, single, timed(at(25, 11))))
		world.settle()
		expect(read(high).when).toEqual(timed(at(25, 11)))
	})

	it('a move and a status at once: both hold', () => {
		const { world, low, high, single, read } = pair()
		low.edit((context) => moveAppointment(context, single, timed(at(24, 10))))
		high.edit((context) => setStatus(context, single, 'arrived'))
		world.settle()
		expect(read(low)).toMatchObject({ when: timed(at(24, 10)), state: { status: 'arrived' } })
		expect(read(high)).toEqual(read(low))
	})

	it('a move and a deletion at once: it is deleted, and restored it is where it was moved to', () => {
		const { world, low, high, single, read } = pair()
		low.edit((context) => deleteAppointment(context, single))
		high.edit((context) => moveAppointment(context, single, timed(at(24, 10))))
		world.settle()
		expect(read(high)).toMatchObject({ state: { status: 'deleted' }, when: timed(at(24, 10)) })
		low.edit((context) => restoreAppointment(context, single))
		world.settle()
		expect(read(high)).toMatchObject({ state: { status: 'booked' }, when: timed(at(24, 10)) })
	})

	it('a status and a deletion at once: the higher client id’s wins whole', () => {
		const { world, low, high, single, read } = pair()
		low.edit((context) => deleteAppointment(context, single))
		high.edit((context) => setStatus(context, single, 'arrived'))
		world.settle()
		expect([read(low).state.status, read(high).state.status]).toEqual(['arrived', 'arrived'])
	})

	it('a note and a client at once: both hold', () => {
		const { world, low, high, single, read } = pair()
		const who = { ...read(low).who, name: 'Anna Weber' }
		low.edit((context) => editDetails(context, single, { note: 'ring twice' }))
		high.edit((context) => editDetails(context, single, { who }))
		world.settle()
		expect(read(low)).toMatchObject({ note: 'ring twice', who })
	})

	it('two moves into different months at once: one wins whole, the other’s hint dangles and harms nobody', () => {
		const { world, low, high, single, read } = pair()
		const december = timed(at(23 + 15, 9))
		const january = timed(at(23 + 45, 9))
		low.edit((context) => moveAppointment(context, single, december))
		high.edit((context) => moveAppointment(context, single, january))
		world.settle()
		expect(read(low).when).toEqual(january)
		expect(bookOf(low)).toEqual(bookOf(high))
		expect(bookOf(low)).toMatchObject({
			'c.team.2026-12': { guests: [single], appointments: {} },
			'c.team.2027-01': { guests: [single], appointments: {} }
		})
	})

	it('two overrides of one date at once: group by group, each whole', () => {
		const { world, low, high, untouched } = pair()
		low.edit((context) => setStatus(context, untouched, 'cancelled', 'ill'))
		high.edit((context) => editDetails(context, untouched, { note: 'bring keys' }))
		world.settle()
		expect(readOverride(low.docOf(NOVEMBER), CALENDAR, untouched)).toMatchObject({
			state: { status: 'cancelled', reason: 'ill' },
			note: 'bring keys'
		})
	})

	it('the series and one of its dates at once: the date keeps what it says (I4)', () => {
		const { world, low, high, series, touched } = pair()
		const before = readOverride(low.docOf(NOVEMBER), CALENDAR, touched)
		low.edit((context) => editDetails(context, series, { note: 'for all', ...titled('Course') }))
		high.edit((context) => moveAppointment(context, touched, timed(at(18, 9), 60)))
		world.settle()
		expect(readOverride(low.docOf(NOVEMBER), CALENDAR, touched)).toEqual({
			...before,
			when: timed(at(18, 9), 60)
		})
	})

	it('the same import on two devices at once: nothing is doubled', () => {
		const { world, low, high } = pair()
		for (const device of [low, high]) {
			device.edit((context) => createAppointment(context, random(77), timed(at(26, 9)), titled('Imported')))
		}
		world.settle()
		expect(bookOf(low)).toEqual(bookOf(high))
		const months = bookOf(low) as Record<string, { appointments: object }>
		expect(Object.keys(months[NOVEMBER]!.appointments)).toHaveLength(2)
	})
})

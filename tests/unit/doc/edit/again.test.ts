import { describe, expect, it } from 'vitest'
import { wallOf } from '#lib/core/time/wall.ts'
import { assertAgain } from '#lib/doc/edit/again.ts'
import { createAppointment } from '#lib/doc/edit/create.ts'
import { setStatus } from '#lib/doc/edit/change.ts'
import { readAppointment } from '#lib/doc/month.ts'
import { CALENDAR, createWorld, type Device } from '../../../support/world.ts'

const ROOM = 'c.team.2026-11'
const when = {
	start: wallOf(2026, 11, 24, 9),
	end: wallOf(2026, 11, 24, 10),
	zone: 'Europe/Berlin',
	allDay: false,
	resources: []
}

/** The device whose edit came first has the higher client id: its value stands although the other's is later. */
function overruled() {
	const world = createWorld([9, 1])
	const [early, late] = world.devices as [Device, Device]
	const { id } = early.edit((context) => createAppointment(context, 'k3v9k3v9k3v9', when)).edit
	world.settle()
	early.edit((context) => setStatus(context, id, 'confirmed'))
	late.nowMs += 1000
	const { step } = late.edit((context) => setStatus(context, id, 'arrived'))
	world.settle()
	const mine = { room: ROOM, map: 'state', id, value: step.parts[0]?.after ?? true } as const
	const statusOf = (device: Device) => readAppointment(device.docOf(ROOM), CALENDAR, id)?.state.status
	return { world, early, late, id, mine, statusOf }
}

describe('assertAgain()', () => {
	it('puts the later value back that an earlier one overruled', () => {
		const { world, early, late, mine, statusOf } = overruled()
		expect(statusOf(late)).toBe('confirmed')
		late.edit(() => assertAgain(late.docOf, [mine]))
		world.settle()
		expect([statusOf(early), statusOf(late)]).toEqual(['arrived', 'arrived'])
	})

	it('leaves a value alone that is later still and arrived while it waited for its turn', () => {
		const { world, early, late, id, mine, statusOf } = overruled()
		early.nowMs += 5000
		early.edit((context) => setStatus(context, id, 'completed'))
		world.settle()
		expect(late.edit(() => assertAgain(late.docOf, [mine])).edit.writes).toEqual([])
		expect([statusOf(early), statusOf(late)]).toEqual(['completed', 'completed'])
	})

	it('writes nothing where the value stands already', () => {
		const { world, late, mine } = overruled()
		late.edit(() => assertAgain(late.docOf, [mine]))
		world.settle()
		expect(late.edit(() => assertAgain(late.docOf, [mine])).edit.writes).toEqual([])
	})
})

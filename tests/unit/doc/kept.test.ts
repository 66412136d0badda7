import { describe, expect, it } from 'vitest'
import { registerOf } from '#lib/doc/record.ts'
import { createAppointment } from '#lib/doc/edit/create.ts'
import { setStatus } from '#lib/doc/edit/change.ts'
import { groupsIn, nameIn } from '#lib/doc/kept.ts'
import type { Register } from '#lib/doc/registers.ts'
import { at, random, timed, titled } from '../../support/salon.ts'
import { createWorld, type Device } from '../../support/world.ts'

const device = createWorld([1]).devices[0] as Device
const when = timed(at(3, 9), 60)
const { id } = device.edit((context) => createAppointment(context, random(1), when, titled('Colour'))).edit
device.edit((context) => setStatus(context, id, 'arrived'))
const kept = (map: 'born' | 'state'): Register => {
	const register = registerOf(device.docOf('c.team.2026-11'), map, id)
	if (!register) throw new Error(`Nothing in ${map}`)
	return register
}

describe('groupsIn()', () => {
	it('tells every group of a birth, and one of a register', () => {
		expect(groupsIn('born', id, kept('born'))).toMatchObject({ when, what: { title: 'Colour' } })
		expect(groupsIn('state', id, kept('state'))).toMatchObject({ state: { status: 'arrived' } })
	})

	it('tells nothing of what is cleared, cannot be read, or is no group', () => {
		const [version, ...rest] = kept('state')
		const stamp = rest.slice(0, 1)
		expect(groupsIn('state', id, [version, ...stamp] as unknown as Register)).toEqual({})
		expect(groupsIn('when', id, kept('state'))).toEqual({})
		expect(groupsIn('guests', id, kept('state'))).toEqual({})
	})
})

describe('nameIn()', () => {
	it('is empty for what has no name', () => {
		expect(nameIn('state', kept('state'))).toBe('')
		expect(nameIn('resources', kept('state'))).toBe('')
	})
})

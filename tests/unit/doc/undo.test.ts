import { beforeEach, describe, expect, it } from 'vitest'
import { editDetails, moveAppointment, setStatus } from '#lib/doc/edit/change.ts'
import { createAppointment, createSeries } from '#lib/doc/edit/create.ts'
import { deleteAppointment } from '#lib/doc/edit/remove.ts'
import { readAppointment, readOverride } from '#lib/doc/month.ts'
import { planUndo, roomsOfStep, type UndoPlan } from '#lib/doc/undo.ts'
import type { UndoStep } from '#lib/doc/write.ts'
import { at, random, timed, titled, TUESDAYS } from '../../support/salon.ts'
import { bookOf, CALENDAR, createWorld, type Device, type World } from '../../support/world.ts'

const NOVEMBER = 'c.team.2026-11'
let world: World
let ada: Device
let ben: Device
let id: string

beforeEach(() => {
	world = createWorld([1, 2])
	;[ada, ben] = world.devices as [Device, Device]
	id = ada.edit((context) => createAppointment(context, random(1), timed(at(23, 9)), titled('Cut'))).edit.id
	world.settle()
})

function undo(device: Device, step: UndoStep): UndoPlan & { readonly step: UndoStep } {
	const planned = planUndo(device.context, step)
	if (!planned.ok) throw new Error(planned.message)
	return { ...planned.value, step: device.apply(planned.value.edit) }
}
const read = (device = ada) => readAppointment(device.docOf(NOVEMBER), CALENDAR, id)

describe('planUndo()', () => {
	it('writes back the earlier time', () => {
		const before = bookOf(ada)
		ada.edit((context) => moveAppointment(context, id, timed(at(24, 9))))
		const { step } = ada.edit((context) => moveAppointment(context, id, timed(at(25, 9))))
		undo(ada, step)
		expect(read()?.when).toEqual(timed(at(24, 9)))
		expect(bookOf(ada)).not.toEqual(before)
	})

	it('goes back step by step, and forth again, over several edits of one register', () => {
		const steps = [24, 25, 26].map(
			(day) => ada.edit((context) => moveAppointment(context, id, timed(at(day, 9)))).step
		)
		const redos = [...steps].reverse().map((step, n) => {
			const { kept, step: redo } = undo(ada, step)
			expect(kept).toEqual([])
			expect(read()?.when).toEqual(timed(at(25 - n, 9)))
			return redo
		})
		for (const [n, redo] of redos.reverse().entries()) {
			expect(undo(ada, redo).kept).toEqual([])
			expect(read()?.when).toEqual(timed(at(24 + n, 9)))
		}
	})

	it('clears the register where there was none', () => {
		const before = bookOf(ada)
		const { step } = ada.edit((context) => moveAppointment(context, id, timed(at(24, 9))))
		expect(undo(ada, step).edit).toMatchObject({ what: 'undo', writes: [{ map: 'when', value: [1] }] })
		expect(bookOf(ada)).toEqual(before)
	})

	it('of a creation deletes, and its redo brings the record back', () => {
		const { edit, step } = ada.edit((context) => createAppointment(context, random(2), timed(at(26, 9))))
		const before = bookOf(ada)
		const undone = undo(ada, step)
		const stateOf = () => readAppointment(ada.docOf(NOVEMBER), CALENDAR, edit.id)?.state.status
		expect(stateOf()).toBe('deleted')
		const redone = undo(ada, undone.step)
		expect(redone.edit.what).toBe('redo')
		expect(bookOf(ada)).toEqual(before)
		undo(ada, redone.step)
		expect(stateOf()).toBe('deleted')
	})

	it('of a created series deletes the series', () => {
		const { edit, step } = ada.edit((context) => createSeries(context, random(3), TUESDAYS))
		expect(undo(ada, step).edit.writes).toMatchObject([{ room: 'c.team', map: 'state', id: edit.id }])
	})

	it('of a deletion leads back to the earlier state', () => {
		ada.edit((context) => setStatus(context, id, 'confirmed'))
		const before = bookOf(ada)
		const { step } = ada.edit((context) => deleteAppointment(context, id))
		undo(ada, step)
		expect(bookOf(ada)).toEqual(before)
	})

	it('of one date of a series: it inherits again', () => {
		const series = ada.edit((context) => createSeries(context, random(3), TUESDAYS)).edit.id
		const key = `${series}@2026-11-24`
		const { step } = ada.edit((context) => moveAppointment(context, key, timed(at(25, 9), 60)))
		undo(ada, step)
		expect(readOverride(ada.docOf(NOVEMBER), CALENDAR, key)).toBeUndefined()
	})

	it('leaves the hint of a move across months, which harms nobody', () => {
		const { step } = ada.edit((context) => moveAppointment(context, id, timed(at(23 + 15, 9))))
		expect(roomsOfStep(step)).toEqual([NOVEMBER])
		undo(ada, step)
		expect(read()?.when).toEqual(timed(at(23, 9)))
	})
})

describe('what a colleague changed since', () => {
	it('stays, and is reported with whose it is (I7)', () => {
		const { step } = ada.edit((context) =>
			editDetails(context, id, { when: timed(at(24, 9)), note: 'window' })
		)
		world.settle()
		ben.edit((context) => moveAppointment(context, id, timed(at(25, 9))))
		world.settle()
		const { kept } = undo(ada, step)
		expect(kept).toEqual([{ room: NOVEMBER, map: 'when', id, device: 'd1', by: '' }])
		expect(read()).toMatchObject({ when: timed(at(25, 9)), note: '' })
	})

	it('says by name who set a status', () => {
		const { step } = ada.edit((context) => setStatus(context, id, 'confirmed'))
		world.settle()
		ben.edit((context) => setStatus(context, id, 'arrived'))
		world.settle()
		expect(undo(ada, step).kept).toMatchObject([{ map: 'state', device: 'd1', by: 'd1' }])
		expect(read()?.state.status).toBe('arrived')
	})

	it('is not overwritten by the undo of a creation: what a colleague works on stays', () => {
		const { edit, step } = ada.edit((context) => createAppointment(context, random(2), timed(at(26, 9))))
		world.settle()
		ben.edit((context) => moveAppointment(context, edit.id, timed(at(27, 9))))
		world.settle()
		expect(undo(ada, step).kept).toMatchObject([{ map: 'born', id: edit.id, device: 'd1' }])
		expect(readAppointment(ada.docOf(NOVEMBER), CALENDAR, edit.id)?.state.status).toBe('booked')
	})

	it('stays where it won against ours, although it was made at the same time', () => {
		const { step } = ada.edit((context) => moveAppointment(context, id, timed(at(24, 9))))
		ben.edit((context) => moveAppointment(context, id, timed(at(25, 9))))
		world.settle()
		expect(undo(ada, step).kept).toHaveLength(1)
		expect(read()?.when).toEqual(timed(at(25, 9)))
	})
})

describe('what cannot be undone', () => {
	it('is reported where a register is gone', () => {
		const { step } = ada.edit((context) => setStatus(context, id, 'arrived'))
		ada.docOf(NOVEMBER).getMap('state').delete(id)
		expect(undo(ada, step).kept).toEqual([{ room: NOVEMBER, map: 'state', id, device: '', by: '' }])
	})

	it('is refused while a document is not open', () => {
		const { step } = ada.edit((context) => setStatus(context, id, 'arrived'))
		expect(planUndo({ ...ada.context, docOf: () => undefined }, step)).toMatchObject({
			ok: false,
			why: 'not-open'
		})
	})
})

describe('what a newer client wrote', () => {
	it('comes back with the undo and stays with the deletion of a creation (I8)', () => {
		const november = ada.docOf(NOVEMBER)
		november.getMap('note').set(id, [2, 'old', 'signed', [1, 0, 'newer']])
		const { step } = ada.edit((context) => editDetails(context, id, { note: 'new' }))
		undo(ada, step)
		expect((november.getMap('note').get(id) as unknown[]).slice(0, -1)).toEqual([2, 'old', 'signed'])
		const made = ada.edit((context) => createAppointment(context, random(2), timed(at(26, 9))))
		november.getMap('state').set(made.edit.id, [3, 'booked', '', '', '', 'by robot', [1, 0, 'd0']])
		undo(ada, made.step)
		expect((november.getMap('state').get(made.edit.id) as unknown[]).at(-2)).toBe('by robot')
	})
})

import { beforeEach, describe, expect, it } from 'vitest'
import { readSeries } from '#lib/doc/base.ts'
import { setStatus } from '#lib/doc/edit/change.ts'
import { createAppointment, createSeries } from '#lib/doc/edit/create.ts'
import { deleteAppointment, deleteSeries, restoreAppointment } from '#lib/doc/edit/remove.ts'
import { readAppointment, readOverride } from '#lib/doc/month.ts'
import { at, random, timed, TUESDAYS } from '../../../support/salon.ts'
import { CALENDAR, createWorld, type Device } from '../../../support/world.ts'

let device: Device
let id: string
let series: string
beforeEach(() => {
	device = createWorld([1]).devices[0] as Device
	id = device.edit((context) => createAppointment(context, random(1), timed(at(23, 9)))).edit.id
	series = device.edit((context) => createSeries(context, random(2), TUESDAYS)).edit.id
})
const stateOf = () => readAppointment(device.docOf('c.team.2026-11'), CALENDAR, id)?.state
const overrideOf = (key: string) => readOverride(device.docOf('c.team.2026-11'), CALENDAR, key)
const seriesState = () => readSeries(device.docOf('c.team'), CALENDAR, series)?.state

describe('deleteAppointment()', () => {
	it('is a status: the record stays, with who did it', () => {
		device.edit((context) => deleteAppointment(context, id))
		expect(stateOf()).toEqual({ status: 'deleted', reason: '', by: 'd0' })
	})

	it('once more changes nothing', () => {
		device.edit((context) => deleteAppointment(context, id))
		expect(deleteAppointment(device.context, id)).toMatchObject({ value: { writes: [] } })
	})

	it('of a date of a series takes away this date only', () => {
		device.edit((context) => deleteAppointment(context, `${series}@2026-11-24`))
		expect(overrideOf(`${series}@2026-11-24`)?.state?.status).toBe('deleted')
		expect(seriesState()?.status).toBe('booked')
	})

	it('refuses what is not there', () => {
		expect(deleteAppointment(device.context, '202611-gone')).toMatchObject({ why: 'not-found' })
		expect(restoreAppointment(device.context, '202611-gone')).toMatchObject({ why: 'not-found' })
	})
})

describe('deleteSeries()', () => {
	it('is reached from the series and from any of its dates', () => {
		device.edit((context) => deleteSeries(context, `${series}@2026-11-24`))
		expect(seriesState()?.status).toBe('deleted')
		device.edit((context) => restoreAppointment(context, series))
		expect(seriesState()?.status).toBe('booked')
		device.edit((context) => deleteSeries(context, series))
		expect(seriesState()?.status).toBe('deleted')
	})
})

describe('restoreAppointment()', () => {
	it('leads back to the status and reason it had', () => {
		device.edit((context) => setStatus(context, id, 'no-show', 'no call'))
		device.edit((context) => deleteAppointment(context, id))
		device.edit((context) => restoreAppointment(context, id))
		expect(stateOf()).toEqual({ status: 'no-show', reason: 'no call', by: 'd0' })
	})

	it('leads back to what was born where no status was ever set', () => {
		device.edit((context) => deleteAppointment(context, id))
		device.edit((context) => restoreAppointment(context, id))
		expect(stateOf()).toEqual({ status: 'booked', reason: '', by: '' })
	})

	it('of a date of a series: it inherits again', () => {
		const key = `${series}@2026-11-24`
		device.edit((context) => deleteAppointment(context, key))
		device.edit((context) => restoreAppointment(context, key))
		expect(overrideOf(key)).toBeUndefined()
	})

	it('of what is not deleted changes nothing', () => {
		expect(restoreAppointment(device.context, id)).toMatchObject({ value: { writes: [] } })
	})
})

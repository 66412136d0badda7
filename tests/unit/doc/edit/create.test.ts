import { beforeEach, describe, expect, it } from 'vitest'
import { EMPTY_GROUPS } from '#lib/core/appointment/appointment.ts'
import { HOUR, wallOf } from '#lib/core/time/wall.ts'
import { readSeries } from '#lib/doc/base.ts'
import { setStatus } from '#lib/doc/edit/change.ts'
import { copyAppointment, createAppointment, createSeries } from '#lib/doc/edit/create.ts'
import { checkWhen, monthsTouched } from '#lib/doc/edit/time.ts'
import { readAppointment, readGuests } from '#lib/doc/month.ts'
import { allDay, at, random, timed, titled, TUESDAYS } from '../../../support/salon.ts'
import { CALENDAR, createWorld, type Device } from '../../../support/world.ts'

let device: Device
beforeEach(() => {
	device = createWorld([1]).devices[0] as Device
})
const read = (id: string) =>
	readAppointment(device.docOf(`c.team.${id.slice(0, 4)}-${id.slice(4, 6)}`), CALENDAR, id)

describe('createAppointment()', () => {
	it('is one register, with the home month in the id', () => {
		const { edit, step } = device.edit((context) => createAppointment(context, random(7), timed(at(23, 9))))
		expect(edit.id).toBe(`202611-${random(7)}`)
		expect(step.parts.map((part) => part.map)).toEqual(['born'])
		expect(read(edit.id)).toEqual({
			...EMPTY_GROUPS,
			id: edit.id,
			calendar: CALENDAR,
			when: timed(at(23, 9))
		})
	})

	it('writes no defaults: an empty appointment is its time and a clock', () => {
		device.edit((context) => createAppointment(context, random(7), timed(at(23, 9))))
		const born = device
			.docOf('c.team.2026-11')
			.getMap('born')
			.get(`202611-${random(7)}`) as unknown[]
		expect(born.slice(1, -1)).toEqual([
			['2026-11-23T09:00', '2026-11-23T09:30', 'Europe/Berlin', ['anna']],
			['booked']
		])
	})

	it('hints at itself in every further month it touches', () => {
		const when = allDay(at(20), wallOf(2027, 1, 1))
		const { edit } = device.edit((context) => createAppointment(context, random(1), when))
		expect(readGuests(device.docOf('c.team.2026-12'))).toEqual([edit.id])
		expect(device.docs.has('c.team.2027-01')).toBe(false)
	})

	it('refuses a time that cannot be, and names it', () => {
		const plan = createAppointment(
			device.context,
			random(1),
			{ ...timed(at(23, 9)), end: at(22, 9) },
			titled('Cut')
		)
		expect(plan).toMatchObject({
			why: 'bad-time',
			message: 'Cannot book "Cut": end 2026-11-22 09:00 is before start 2026-11-23 09:00'
		})
	})
})

describe('checkWhen()', () => {
	const why = (when: Parameters<typeof checkWhen>[0]) => {
		const checked = checkWhen(when, 'move', 'A')
		return checked.ok ? '' : checked.message.replace('Cannot move "A": ', '')
	}

	it('accepts a span without length, but no all-day entry without a day', () => {
		expect(why(timed(at(23, 9), 0))).toBe('')
		expect(why(allDay(at(23), at(24)))).toBe('')
		expect(why(allDay(at(23), at(23)))).toBe('it must last at least one day from 2026-11-23')
	})

	it('refuses all-day times within a day', () => {
		expect(why(allDay(at(23, 1), at(24)))).toBe('an all-day entry begins and ends at midnight')
		expect(why(allDay(at(23), at(24, 1)))).toBe('an all-day entry begins and ends at midnight')
	})

	it('refuses what is no date, an all-day end before its start, and more than ten years', () => {
		expect(why({ ...timed(at(23)), end: NaN as never })).toBe('start and end must be dates that exist')
		expect(why(allDay(at(23), at(22)))).toBe('end 2026-11-22 is before start 2026-11-23')
		expect(why(allDay(at(23), wallOf(2040, 1, 1)))).toContain('ten years are the most')
	})
})

describe('monthsTouched()', () => {
	it('leaves the end out and goes over years', () => {
		expect(monthsTouched(at(30, 23), wallOf(2026, 12, 1))).toEqual(['2026-11'])
		expect(monthsTouched(at(30, 23), wallOf(2027, 1, 1, 1))).toEqual(['2026-11', '2026-12', '2027-01'])
		expect(monthsTouched(wallOf(2026, 12, 1), wallOf(2026, 12, 1))).toEqual(['2026-12'])
	})
})

describe('createSeries()', () => {
	it('lies in the base of the calendar', () => {
		const { edit } = device.edit((context) =>
			createSeries(context, random(2), TUESDAYS, { ...titled('Class'), note: 'n' })
		)
		expect(edit.id).toBe(`s-${random(2)}`)
		expect(readSeries(device.docOf('c.team'), CALENDAR, edit.id)).toEqual({
			...EMPTY_GROUPS,
			...titled('Class'),
			note: 'n',
			id: edit.id,
			calendar: CALENDAR,
			time: TUESDAYS
		})
	})
})

describe('copyAppointment()', () => {
	it('takes details, client and note along, and begins the status anew', () => {
		const groups = {
			...titled('Cut'),
			who: { ...EMPTY_GROUPS.who, name: 'Anna' },
			note: 'short',
			more: { ...EMPTY_GROUPS.more, reminders: [10], source: { uid: 'u', sequence: 1, hash: 'h' } }
		}
		const { id } = device.edit((context) =>
			createAppointment(context, random(1), timed(at(23, 9)), groups)
		).edit
		device.edit((context) => setStatus(context, id, 'completed'))
		const copy = device.edit((context) => copyAppointment(context, random(2), id, timed(at(25, 9)))).edit
		expect(read(copy.id)).toEqual({
			...groups,
			id: copy.id,
			calendar: CALENDAR,
			when: timed(at(25, 9)),
			state: EMPTY_GROUPS.state,
			more: { ...groups.more, source: null }
		})
	})

	it('of a date of a series is a single appointment', () => {
		const { id } = device.edit((context) => createSeries(context, random(2), TUESDAYS, titled('Class'))).edit
		const copy = device.edit((context) =>
			copyAppointment(context, random(3), `${id}@2026-11-24`, timed(at(25, 9), 60))
		)
		expect(read(copy.edit.id)?.what.title).toBe('Class')
	})

	it('refuses what is gone, and a time that cannot be', () => {
		expect(copyAppointment(device.context, random(2), '202611-gone', timed(at(25)))).toMatchObject({
			why: 'not-found'
		})
		const { id } = device.edit((context) => createAppointment(context, random(1), timed(at(23, 9)))).edit
		const bad = { ...timed(at(25)), end: (at(25) - HOUR) as never }
		expect(copyAppointment(device.context, random(2), id, bad)).toMatchObject({ why: 'bad-time' })
	})
})

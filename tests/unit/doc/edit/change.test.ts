import { beforeEach, describe, expect, it } from 'vitest'
import { EMPTY_GROUPS } from '#lib/core/appointment/appointment.ts'
import { wallOf } from '#lib/core/time/wall.ts'
import { editDetails, moveAppointment, setStatus } from '#lib/doc/edit/change.ts'
import { createAppointment, createSeries } from '#lib/doc/edit/create.ts'
import { roomsToEdit, type EditContext } from '#lib/doc/edit/plan.ts'
import { readAppointment, readGuests, readOverride } from '#lib/doc/month.ts'
import { at, random, timed, titled, TUESDAYS } from '../../../support/salon.ts'
import { CALENDAR, createWorld, type Device } from '../../../support/world.ts'

const NOVEMBER = 'c.team.2026-11'
const DECEMBER = 'c.team.2026-12'
let device: Device
let id: string

beforeEach(() => {
	device = createWorld([1]).devices[0] as Device
	id = device.edit((context) => createAppointment(context, random(1), timed(at(23, 9)), titled('Stand-up')))
		.edit.id
})

const read = () => readAppointment(device.docOf(NOVEMBER), CALENDAR, id)

describe('moveAppointment()', () => {
	it('changes the time and nothing else, in one register', () => {
		const before = read()
		const { edit, step } = device.edit((context) =>
			moveAppointment(context, id, timed(at(24, 10), 45, ['ben']))
		)
		expect(edit).toMatchObject({ what: 'move', writes: [{ room: NOVEMBER, map: 'when', id }] })
		expect(read()).toEqual({ ...before, when: timed(at(24, 10), 45, ['ben']) })
		expect(step.parts).toHaveLength(1)
	})

	it('writes nothing where nothing moves', () => {
		const { edit } = device.edit((context) => moveAppointment(context, id, timed(at(23, 9))))
		expect(edit.writes).toEqual([])
	})

	it('refuses an end before the start and says so', () => {
		const when = { ...timed(at(23, 9, 30)), end: at(23, 9) }
		expect(moveAppointment(device.context, id, when)).toEqual({
			ok: false,
			why: 'bad-time',
			message: 'Cannot move "Stand-up": end 09:00 is before start 09:30'
		})
	})

	it('across months: the record stays at home, every month it touches gets a hint, and the hint comes first', () => {
		const order: string[] = []
		for (const room of [NOVEMBER, DECEMBER]) device.docOf(room).on('update', () => order.push(room))
		device.edit((context) => moveAppointment(context, id, timed(wallOf(2026, 12, 3, 9))))
		expect(order).toEqual([DECEMBER, NOVEMBER])
		expect(readGuests(device.docOf(DECEMBER))).toEqual([id])
		expect(read()?.when.start).toBe(wallOf(2026, 12, 3, 9))
		expect(readAppointment(device.docOf(DECEMBER), CALENDAR, id)).toBeUndefined()
	})

	it('over a turn of the month: both months know it', () => {
		const when = { ...timed(at(30, 22)), end: wallOf(2026, 12, 1, 6) }
		device.edit((context) => moveAppointment(context, id, when))
		expect(readGuests(device.docOf(DECEMBER))).toEqual([id])
	})

	it('does not write a hint twice', () => {
		const december = (hour: number) => timed(wallOf(2026, 12, 3, hour))
		device.edit((context) => moveAppointment(context, id, december(9)))
		let updates = 0
		device.docOf(DECEMBER).on('update', () => updates++)
		device.edit((context) => moveAppointment(context, id, december(11)))
		expect(updates).toBe(0)
	})

	it('refuses an id that is nowhere, and a document that is not open', () => {
		for (const gone of ['202611-gone', 'nonsense', 's-gone', 's-gone@2026-11-03', '202611-x@2026-11-03']) {
			expect(moveAppointment(device.context, gone, timed(at(23, 9)))).toMatchObject({ why: 'not-found' })
		}
		const closed: EditContext = { ...device.context, docOf: () => undefined }
		expect(moveAppointment(closed, id, timed(at(24, 9)))).toMatchObject({ why: 'not-open' })
		const half: EditContext = {
			...device.context,
			docOf: (room) => (room === NOVEMBER ? device.docOf(room) : undefined)
		}
		expect(moveAppointment(half, 's-a@2026-11-03', timed(at(24, 9)))).toMatchObject({ why: 'not-open' })
	})
})

describe('setStatus()', () => {
	it('says who set it', () => {
		device.edit((context) => setStatus(context, id, 'cancelled', 'ill'))
		expect(read()?.state).toEqual({ status: 'cancelled', reason: 'ill', by: 'd0' })
	})

	it('the same status once more is nobody’s edit', () => {
		device.edit((context) => setStatus(context, id, 'arrived'))
		const other: EditContext = { ...device.context, by: 'somebody else' }
		expect(setStatus(other, id, 'arrived')).toMatchObject({ value: { writes: [] } })
	})

	it('deleted is deleting', () => {
		device.edit((context) => setStatus(context, id, 'arrived'))
		device.edit((context) => setStatus(context, id, 'deleted'))
		expect(read()?.state).toMatchObject({ status: 'deleted', was: 'arrived' })
	})
})

describe('editDetails()', () => {
	it('writes the groups that differ, as one action', () => {
		const groups = {
			when: timed(at(25, 8)),
			what: { ...EMPTY_GROUPS.what, title: 'Stand-up' },
			who: { ...EMPTY_GROUPS.who, name: 'Anna Weber' },
			note: 'window seat',
			more: { ...EMPTY_GROUPS.more, reminders: [60] },
			state: { status: 'confirmed' as const, reason: '', by: 'Ada' }
		}
		const { edit, step } = device.edit((context) => editDetails(context, id, groups))
		expect(edit.writes.map((write) => write.map)).toEqual(['when', 'state', 'who', 'note', 'more'])
		expect(new Set(step.parts.map((part) => part.after.at(-1))).size).toBe(1)
		expect(read()).toEqual({ id, calendar: CALENDAR, ...groups })
	})

	it('can empty a note', () => {
		device.edit((context) => editDetails(context, id, { note: 'x' }))
		device.edit((context) => editDetails(context, id, { note: '' }))
		expect(read()?.note).toBe('')
	})

	it('names an untitled appointment', () => {
		device.edit((context) => editDetails(context, id, { what: EMPTY_GROUPS.what }))
		const bad = { ...timed(at(23, 9)), zone: 'Mars/Base' }
		expect(editDetails(device.context, id, { when: bad })).toMatchObject({
			message:
				'Cannot change "Untitled": there is no time zone "Mars/Base": an IANA name such as Europe/Berlin would do'
		})
	})
})

describe('one date of a series', () => {
	let key: string
	let series: string

	beforeEach(() => {
		series = device.edit((context) => createSeries(context, random(2), TUESDAYS, titled('Class'))).edit.id
		key = `${series}@2026-11-24`
	})
	const override = () => readOverride(device.docOf(NOVEMBER), CALENDAR, key)

	it('is moved by an override in the month of its original date', () => {
		device.edit((context) => moveAppointment(context, key, timed(at(25, 9), 60)))
		expect(override()).toEqual({ key, calendar: CALENDAR, when: timed(at(25, 9), 60) })
	})

	it('hints at itself in a month it is moved to', () => {
		device.edit((context) => moveAppointment(context, key, timed(wallOf(2026, 12, 1, 9), 60)))
		expect(readGuests(device.docOf(DECEMBER))).toEqual([key])
	})

	it('writes only what differs from the series', () => {
		const same = device.edit((context) => editDetails(context, key, titled('Class')))
		expect(same.edit.writes).toEqual([])
		device.edit((context) => editDetails(context, key, titled('Exam')))
		expect(override()?.what?.title).toBe('Exam')
	})

	it('keeps its status and notes when the series changes (I4)', () => {
		device.edit((context) => setStatus(context, key, 'arrived'))
		device.edit((context) => editDetails(context, key, { note: 'brought a friend' }))
		const before = override()
		device.edit((context) => editDetails(context, series, { note: 'for all', ...titled('Course') }))
		device.edit((context) => setStatus(context, series, 'confirmed'))
		expect(override()).toEqual(before)
	})

	it('needs the base and its month', () => {
		expect(roomsToEdit(CALENDAR, key)).toEqual([NOVEMBER, 'c.team'])
		expect(roomsToEdit(CALENDAR, series)).toEqual(['c.team'])
		expect(roomsToEdit(CALENDAR, id)).toEqual([NOVEMBER])
	})

	it('a whole series has no one time to move', () => {
		expect(moveAppointment(device.context, series, timed(at(25, 9)))).toMatchObject({
			why: 'bad-time',
			message: 'Cannot move "Class": a series has rules, not one time'
		})
	})
})

describe('what a newer client wrote', () => {
	it('stays: unknown fields of a register, of the birth it replaces, and of the series an override is made from (I8)', () => {
		const november = device.docOf(NOVEMBER)
		const clock = [1, 0, 'newer']
		november
			.getMap('born')
			.set('202611-n', [2, ['2026-11-23T09:00', '2026-11-23T10:00', 'UTC', [], 'desk 4'], clock])
		november.getMap('state').set('202611-n', [3, 'booked', '', '', '', 'by robot', clock])
		device
			.docOf('c.team')
			.getMap('born')
			.set('s-n', [
				2,
				['UTC', 0, [['2026-11-03T09:00', [], [], 0]]],
				[],
				['A', '', '', '', '', '', 'new'],
				clock
			])
		device.edit((context) => moveAppointment(context, '202611-n', timed(at(24, 9))))
		device.edit((context) => setStatus(context, '202611-n', 'arrived'))
		device.edit((context) => editDetails(context, 's-n@2026-11-03', titled('B')))
		const [moved, set] = ['when', 'state'].map((map) => november.getMap(map).get('202611-n') as unknown[])
		expect([moved?.[0], moved?.at(-2)]).toEqual([2, 'desk 4'])
		expect([set?.[0], set?.at(-2)]).toEqual([3, 'by robot'])
		expect((november.getMap('what').get('s-n@2026-11-03') as unknown[]).at(-2)).toBe('new')
	})
})

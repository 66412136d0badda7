import * as Y from 'yjs'
import { beforeEach, describe, expect, it } from 'vitest'
import { EMPTY_GROUPS } from '#lib/core/appointment/appointment.ts'
import { expand } from '#lib/core/recurrence/expand.ts'
import { occurrencesOf } from '#lib/core/recurrence/occurrences.ts'
import type { SeriesTime } from '#lib/core/recurrence/series.ts'
import { dayOf, DAY, formatDay, formatWall, HOUR, plus, wallOf } from '#lib/core/time/wall.ts'
import { editDetails, setStatus } from '#lib/doc/edit/change.ts'
import { createSeries } from '#lib/doc/edit/create.ts'
import { restoreAppointment } from '#lib/doc/edit/remove.ts'
import { changeInScope, deleteInScope, detach, endSeries } from '#lib/doc/edit/scope.ts'
import { createBookIndex } from '#lib/doc/index/book-index.ts'
import { readRecords } from '#lib/doc/room-records.ts'
import { decodeProjection, encodeProjection } from '#lib/doc/projection.ts'
import { planUndo } from '#lib/doc/undo.ts'
import { at, random, timed, titled, TUESDAYS } from '../../../support/salon.ts'
import { createWorld, type Device } from '../../../support/world.ts'

let device: Device
let id: string
const begin = (time: SeriesTime) => {
	device = createWorld([1]).devices[0] as Device
	id = device.edit((context) => createSeries(context, random(2), time)).edit.id
}
beforeEach(() => begin(TUESDAYS))
const key = (day: number) => `${id}@2026-11-${String(day).padStart(2, '0')}`
const base = () => readRecords(device.docOf('c.team'), 'c.team')!.series[0]!

function shown(days = 60, zone = 'Europe/Berlin') {
	const records = [...device.docs].map(([room, doc]) => readRecords(doc, room)!)
	const overrides = records.flatMap((one) => one.overrides)
	const window = { start: dayOf(at(1)), end: (dayOf(at(1)) + days) as never }
	return occurrencesOf(base(), overrides, window, zone)
}
const starts = (days?: number) => shown(days).map((one) => formatWall(one.start).slice(5))

describe('changeInScope()', () => {
	it('of a series with 500 dates that say something themselves writes one register of less than 1 KB', () => {
		begin({ ...TUESDAYS, segments: [{ ...TUESDAYS.segments[0]!, rules: ['FREQ=DAILY'] }] })
		for (let day = 0; day < 500; day++) {
			const date = formatDay(dayOf(plus(at(3), day * DAY)))
			device.edit((context) => setStatus(context, `${id}@${date}`, 'completed'))
		}
		const sizes: number[] = []
		for (const doc of device.docs.values())
			doc.on('update', (update: Uint8Array) => sizes.push(update.length))
		device.edit((context) =>
			changeInScope(context, key(3), 'all', { groups: { when: timed(at(5, 11), 60, ['bea']) } })
		)
		expect(sizes).toHaveLength(1)
		expect(sizes[0]).toBeLessThan(200)
		const all = shown(600)
		expect(all.filter((one) => one.appointment.state.status === 'completed')).toHaveLength(500)
		expect(all.every((one) => !one.series?.detached)).toBe(true)
	})

	it('counts in the tail what is left of COUNT, and the head keeps what lies before', () => {
		begin({ ...TUESDAYS, segments: [{ ...TUESDAYS.segments[0]!, rules: ['FREQ=WEEKLY;COUNT=5'] }] })
		device.edit((context) =>
			changeInScope(context, key(17), 'following', { groups: { when: timed(at(18, 10), 60) } })
		)
		expect(starts()).toEqual(['11-03T09:00', '11-10T09:00', '11-18T10:00', '11-25T10:00', '12-02T10:00'])
		expect(base().time.segments[1]?.rules).toEqual(['FREQ=WEEKLY;COUNT=3'])
	})

	it('takes the second Tuesday to the second Wednesday, and moves UNTIL along', () => {
		const rules = ['FREQ=MONTHLY;UNTIL=20270112T090000;BYDAY=2TU']
		begin({ ...TUESDAYS, segments: [{ ...TUESDAYS.segments[0]!, from: at(10, 9), rules }] })
		device.edit((context) =>
			changeInScope(context, key(10), 'all', { groups: { when: timed(at(11, 9), 60) } })
		)
		expect(starts(90)).toEqual(['11-11T09:00', '12-09T09:00', '01-13T09:00'])
	})

	it('keeps the ends of months where they are when only the time of day moves', () => {
		for (const [from, rule, wanted] of [
			[at(30, 9), 'FREQ=MONTHLY;BYMONTHDAY=30', ['11-30T11:00', '12-30T11:00', '01-30T11:00', '03-30T11:00']],
			[
				at(30, 9),
				'FREQ=MONTHLY;BYMONTHDAY=-1',
				['11-30T11:00', '12-31T11:00', '01-31T11:00', '02-28T11:00', '03-31T11:00']
			]
		] as const) {
			begin({ ...TUESDAYS, segments: [{ ...TUESDAYS.segments[0]!, from, rules: [rule] }] })
			device.edit((context) =>
				changeInScope(context, key(30), 'all', { groups: { when: timed(at(30, 11), 60) } })
			)
			expect(starts(160)).toEqual(wanted)
		}
	})

	it('keeps a leap day a leap day when its hour changes, and takes 29 February to every 1 March', () => {
		const from = wallOf(2028, 2, 29, 9)
		const leap = `s-${random(2)}@2028-02-29`
		const years = () =>
			expand(base().time, { start: from, end: wallOf(2037, 1, 1) }).dates.map((one) =>
				formatDay(dayOf(one.start))
			)
		for (const [to, wanted] of [
			[plus(from, HOUR), ['2028-02-29', '2032-02-29', '2036-02-29']],
			[plus(from, DAY), [2028, 2029, 2030, 2031, 2032, 2033, 2034, 2035, 2036].map((year) => `${year}-03-01`)]
		] as const) {
			begin({ ...TUESDAYS, segments: [{ ...TUESDAYS.segments[0]!, from, rules: ['FREQ=YEARLY'] }] })
			device.edit((context) => changeInScope(context, leap, 'all', { groups: { when: timed(to, 60) } }))
			expect(years()).toEqual(wanted)
		}
	})

	it('stays at its time of the wall across daylight saving, also where it was moved, and for who looks from elsewhere', () => {
		device.edit((context) =>
			changeInScope(context, key(10), 'following', { groups: { when: timed(at(11, 8), 60) } })
		)
		const march = shown(180).filter(
			({ start: when }) => formatWall(when).startsWith('2027-03') || formatWall(when).startsWith('2027-04')
		)
		expect(new Set(march.map((one) => formatWall(one.start).slice(11)))).toEqual(new Set(['08:00']))
		const inTokyo = shown(180, 'Asia/Tokyo').filter(({ appointment }) => appointment.when.start > at(120))
		expect(new Set(inTokyo.map((one) => formatWall(one.start).slice(11)))).toEqual(
			new Set(['15:00', '16:00'])
		)
	})

	it('makes a series all-day and back, and what dates say stays on them', () => {
		device.edit((context) => editDetails(context, key(10), { note: 'x' }))
		const allDay = { ...timed(at(3), 24 * 60), allDay: true }
		device.edit((context) => changeInScope(context, key(3), 'all', { groups: { when: allDay } }))
		expect(
			shown().map(({ start: when, appointment: { note } }) => [formatDay(dayOf(when)), note])[1]
		).toEqual(['2026-11-10', 'x'])
		expect(shown().every(({ appointment, series }) => appointment.when.allDay && !series?.detached)).toBe(
			true
		)
		device.edit((context) =>
			changeInScope(context, key(3), 'all', { groups: { when: timed(at(3, 10), 60) } })
		)
		expect(starts(20)).toEqual(['11-03T10:00', '11-10T10:00', '11-17T10:00'])
		expect(shown()[1]?.appointment.note).toBe('x')
	})

	it('shows the date it was asked for on where it was put, and leaves every other that was moved', () => {
		for (const day of [10, 17])
			device.edit((context) => editDetails(context, key(day), { when: timed(at(day + 1, 14), 60) }))
		device.edit((context) =>
			changeInScope(context, key(10), 'following', {
				groups: { when: timed(at(11, 15), 60), ...titled('new') }
			})
		)
		expect(starts(27)).toEqual(['11-03T09:00', '11-11T15:00', '11-18T14:00', '11-24T10:00'])
		expect(
			shown()
				.map((one) => one.appointment.what.title)
				.slice(0, 3)
		).toEqual(['', 'new', 'new'])
	})

	it('leaves dates that other rules no longer name as single ones', () => {
		device.edit((context) => editDetails(context, key(24), { note: 'x' }))
		device.edit((context) =>
			changeInScope(context, key(10), 'following', { groups: {}, rules: ['FREQ=WEEKLY;INTERVAL=4;BYDAY=TU'] })
		)
		expect(
			shown(50).map(({ series, start: when }) => [formatWall(when).slice(5, 10), series?.detached])
		).toEqual([
			['11-03', false],
			['11-10', false],
			['11-24', true],
			['12-08', false]
		])
	})

	it('with no rules any more it repeats no more after the date', () => {
		device.edit((context) => changeInScope(context, key(17), 'following', { groups: {}, rules: [] }))
		expect(starts()).toEqual(['11-03T09:00', '11-10T09:00', '11-17T09:00'])
	})

	it('refuses what cannot be: another zone of a part, a rule without dates, other rules of one date', () => {
		const refused = (scope: 'one' | 'following', change: Parameters<typeof changeInScope>[3]) =>
			expect(changeInScope(device.context, key(17), scope, change)).toMatchObject({ why: 'bad-time' })
		refused('following', { groups: { when: { ...timed(at(17, 9), 60), zone: 'Asia/Tokyo' } } })
		refused('following', { groups: {}, rules: ['FREQ=SOMETIMES'] })
		refused('following', { groups: {}, rules: ['FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30'] })
		refused('one', { groups: {}, rules: ['FREQ=DAILY'] })
	})

	it('is taken back by one undo, and writes nothing where nothing differs', () => {
		const before = starts()
		const { step } = device.edit((context) =>
			changeInScope(context, key(17), 'following', { groups: { when: timed(at(18, 10), 60), note: 'x' } })
		)
		const undo = planUndo(device.context, step)
		if (!undo.ok) throw new Error(undo.message)
		device.apply(undo.value.edit)
		expect(starts()).toEqual(before)
		expect(base()).not.toHaveProperty('later')
		const same = {
			groups: { when: timed(at(17, 9), 60), state: { ...EMPTY_GROUPS.state, by: 'me' }, note: '' }
		}
		expect(changeInScope(device.context, key(17), 'following', same)).toMatchObject({ value: { writes: [] } })
	})
})

describe('deleteInScope()', () => {
	it('from a date on lies in the bin, also behind a projection, and brings all back as it was', () => {
		device.edit((context) => setStatus(context, key(24), 'confirmed'))
		device.edit((context) => deleteInScope(context, key(17), 'following'))
		expect(starts()).toEqual(['11-03T09:00', '11-10T09:00'])
		const index = createBookIndex({ viewZone: 'Europe/Berlin' })
		for (const [room, doc] of device.docs) index.open(room, doc)
		const records = readRecords(device.docOf('c.team'), 'c.team')!
		expect(decodeProjection(encodeProjection(records))).toEqual(records)
		expect(records.deletedAt.has(`${id}~2026-11-17`)).toBe(true)
		const week = { start: dayOf(at(17)), end: dayOf(at(25)) }
		expect(index.occurrences(week)).toEqual([])
		expect(index.bin().map((one) => [one.key, one.start])).toEqual([[`${id}~2026-11-17`, at(17, 9)]])
		device.edit((context) => restoreAppointment(context, `${id}~2026-11-17`))
		expect(index.bin()).toEqual([])
		expect(index.occurrences(week).map((one) => one.appointment.state.status)).toEqual([
			'booked',
			'confirmed'
		])
	})

	it('of dates that a larger deletion took away too stays when that one is restored, whatever came between', () => {
		device.edit((context) => deleteInScope(context, key(24), 'following'))
		device.edit((context) => deleteInScope(context, key(17), 'following'))
		device.edit((context) => changeInScope(context, key(3), 'all', { groups: { when: timed(at(3, 9), 90) } }))
		device.edit((context) => restoreAppointment(context, `${id}~2026-11-17`))
		expect(starts()).toEqual(['11-03T09:00', '11-10T09:00', '11-17T09:00'])
	})

	it('from the first date on is the whole series', () => {
		device.edit((context) => deleteInScope(context, key(3), 'following'))
		expect(base().state.status).toBe('deleted')
	})
})

describe('detach() and endSeries()', () => {
	it('makes a date an appointment of its own in one edit', () => {
		device.edit((context) => editDetails(context, key(17), { note: 'x' }))
		const { edit } = device.edit((context) => detach(context, random(5), key(17)))
		const month = readRecords(device.docOf('c.team.2026-11'), 'c.team.2026-11')!
		expect(month.appointments).toMatchObject([{ id: edit.id, note: 'x', when: { start: at(17, 9) } }])
		expect(starts(27)).toEqual(['11-03T09:00', '11-10T09:00', '11-24T09:00'])
	})

	it('ends after so many dates, on a day or never, over what was parted before', () => {
		device.edit((context) =>
			changeInScope(context, key(17), 'following', { groups: { when: timed(at(17, 9), 90) } })
		)
		const ends = (end: Parameters<typeof endSeries>[2]) => {
			device.edit((context) => endSeries(context, id, end))
			return starts(50).length
		}
		expect(ends({ count: 4 })).toBe(4)
		expect(ends({ until: plus(at(17, 9), HOUR) })).toBe(3)
		expect(ends('never')).toBe(7)
		expect(endSeries(device.context, id, { count: 0 })).toMatchObject({ ok: false })
		expect(endSeries(device.context, id, { until: at(1) })).toMatchObject({ ok: false })
	})

	it('travels as an update others can read', () => {
		device.edit((context) => changeInScope(context, key(17), 'following', { groups: { note: 'x' } }))
		const doc = new Y.Doc()
		Y.applyUpdate(doc, Y.encodeStateAsUpdate(device.docOf('c.team')))
		expect(readRecords(doc, 'c.team')!.series[0]).toEqual(base())
	})
})

describe('what cannot be done', () => {
	const groups = { when: timed(at(4, 9), 60) }
	it('is refused with a reason, and nothing is written', () => {
		const { context } = refusals()
		expect(changeInScope(context, key(3), 'one', { groups, rules: [] })).toMatchObject({ why: 'bad-time' })
		expect(changeInScope(context, key(4), 'all', { groups: {} })).toMatchObject({ ok: true })
		expect(changeInScope(context, 's-nobody@2026-11-03', 'all', { groups })).toMatchObject({
			why: 'not-found'
		})
		expect(changeInScope(context, '202611-nobody', 'all', { groups })).toMatchObject({ why: 'not-found' })
		const backwards = { when: { ...timed(at(4, 9), 60), end: at(4, 8) } }
		expect(changeInScope(context, key(3), 'all', { groups: backwards })).toMatchObject({ why: 'bad-time' })
		const elsewhere = { when: { ...timed(at(10, 9), 60), zone: 'Asia/Tokyo' } }
		expect(changeInScope(context, key(10), 'following', { groups: elsewhere })).toMatchObject({
			why: 'bad-time'
		})
		for (const act of [
			deleteInScope(context, 's-nobody@2026-11-03', 'all'),
			endSeries(context, 's-nobody', 'never')
		])
			expect(act).toMatchObject({ why: 'not-found' })
		expect(detach(context, random(5), 's-nobody@2026-11-03')).toMatchObject({ why: 'not-found' })
	})

	it('waits for the documents that are not open', () => {
		const { context } = refusals()
		const closed = { ...context, docOf: () => undefined }
		for (const act of [
			changeInScope(closed, key(3), 'all', { groups }),
			deleteInScope(closed, key(3), 'following'),
			detach(closed, random(5), key(3)),
			endSeries(closed, key(3), 'never')
		])
			expect(act).toMatchObject({ ok: false, why: 'not-open' })
	})
})

/** What an edit is planned with, without one being made. */
function refusals() {
	let context: Parameters<typeof changeInScope>[0] | undefined
	device.edit((given) => {
		context = given
		return setStatus(given, key(3), 'confirmed')
	})
	if (!context) throw new Error('No edit was planned')
	return { context }
}

import { beforeEach, describe, expect, it, vi } from 'vitest'
import * as Y from 'yjs'
import { addDays, dayOf, wallOf, type Day, type Span } from '#lib/core/time/wall.ts'
import { editDetails, moveAppointment, setStatus } from '#lib/doc/edit/change.ts'
import { createAppointment, createSeries } from '#lib/doc/edit/create.ts'
import { deleteAppointment, deleteSeries, restoreAppointment } from '#lib/doc/edit/remove.ts'
import { createBookIndex, type BookIndex, type IndexChange } from '#lib/doc/index/book-index.ts'
import { readRecords } from '#lib/doc/room-records.ts'
import { allDay, at, random, timed, titled, TUESDAYS } from '../../../support/salon.ts'
import { createWorld, type Device } from '../../../support/world.ts'

const NOVEMBER = 'c.team.2026-11'
const DECEMBER = 'c.team.2026-12'
const days = (from: number, to: number): Span<Day> => ({ start: dayOf(at(from)), end: dayOf(at(to)) })
const WEEK = days(23, 30)

let device: Device
let index: BookIndex
let n: number
let heard: IndexChange[]

beforeEach(() => {
	device = createWorld([1]).devices[0] as Device
	index = createBookIndex({ viewZone: 'Europe/Berlin' })
	for (const room of ['c.team', NOVEMBER, DECEMBER]) index.open(room, device.docOf(room))
	n = 0
	heard = []
	index.subscribe((change) => heard.push(change))
})
const book = (when: Parameters<typeof createAppointment>[2], groups = {}) =>
	device.edit((context) => createAppointment(context, random(++n), when, groups)).edit.id
const keys = (range = WEEK) => index.occurrences(range).map((occurrence) => occurrence.key)

describe('occurrences()', () => {
	it('come by start, the longer first, then by key', () => {
		const [b, a, long, first] = [
			timed(at(24, 9)),
			timed(at(24, 9)),
			timed(at(24, 9), 90),
			timed(at(23, 20))
		].map((when) => book(when))
		expect(keys()).toEqual([first, long, b, a])
	})

	it('show what goes on into the range, and leave out what ended at its midnight', () => {
		const night = book({ ...timed(at(22, 22)), end: at(23, 6) })
		book({ ...timed(at(22, 22)), end: at(23) })
		const fair = book(allDay(at(10), at(24)))
		const leave = book(allDay(at(1), wallOf(2027, 1, 10)))
		const later = book(timed(at(23, 7)))
		expect(keys()).toEqual([leave, fair, night, later])
		expect(keys(days(24, 25))).toEqual([leave])
		expect(keys({ start: WEEK.start, end: WEEK.start })).toEqual([])
	})

	it('are in the zone of the views', () => {
		const key = book({ ...timed(at(25, 20)), zone: 'America/New_York' })
		expect(index.find(key)).toMatchObject({ start: at(26, 2), end: at(26, 2, 30) })
		expect(keys(days(25, 26))).toEqual([])
		index.setViewZone('America/New_York')
		expect(index.viewZone).toBe('America/New_York')
		expect(keys(days(25, 26))).toEqual([key])
		const { version } = index
		index.setViewZone('America/New_York')
		expect(index.version).toBe(version)
	})

	it('hold the dates of series with what differs on them', () => {
		const series = device.edit((context) => createSeries(context, random(9), TUESDAYS, titled('Class'))).edit
			.id
		const key = `${series}@2026-11-24`
		expect(keys()).toEqual([key])
		device.edit((context) => setStatus(context, key, 'arrived'))
		device.edit((context) => moveAppointment(context, key, timed(wallOf(2026, 12, 3, 9), 60)))
		expect(keys()).toEqual([])
		const moved = index.occurrences({ start: dayOf(wallOf(2026, 12, 3)), end: dayOf(wallOf(2026, 12, 4)) })
		expect(moved).toMatchObject([
			{ key, appointment: { state: { status: 'arrived' } }, series: { overridden: true } }
		])
		expect(index.seriesOf(key)?.id).toBe(series)
		expect(index.override(key)?.state?.status).toBe('arrived')
		device.edit((context) => deleteSeries(context, key))
		expect(keys({ start: dayOf(at(1)), end: dayOf(wallOf(2026, 12, 31)) })).toEqual([])
		device.edit((context) => restoreAppointment(context, series))
		expect(keys(days(10, 11))).toEqual([`${series}@2026-11-10`])
	})

	it('of a series are laid out anew when somebody has looked over more than three years of them', () => {
		device.edit((context) => createSeries(context, random(9), TUESDAYS))
		const before = index.occurrences(WEEK)
		const far = (year: number): Span<Day> => ({
			start: dayOf(wallOf(year, 1, 1)),
			end: dayOf(wallOf(year + 1, 12, 31))
		})
		expect(index.occurrences(far(2030)).length).toBeGreaterThan(100)
		expect(index.occurrences(far(2034)).length).toBeGreaterThan(100)
		expect(index.occurrences(WEEK)).toEqual(before)
	})
})

describe('an edit', () => {
	it('does not touch what did not change: arrays, occurrences and groups stay the same objects', () => {
		const [mine, other] = [book(timed(at(24, 9)), titled('A')), book(timed(at(24, 11)), titled('B'))]
		book(timed(at(27, 9)))
		const [tuesday, friday] = [index.occurrences(days(24, 25)), index.occurrences(days(27, 28))]
		const conflicts = index.conflicts(days(27, 28))
		const [before, untouched] = [index.find(mine), index.find(other)]
		device.edit((context) => setStatus(context, mine, 'arrived'))
		expect(index.occurrences(days(27, 28))).toBe(friday)
		expect(index.conflicts(days(27, 28))).toBe(conflicts)
		expect(index.occurrences(days(24, 25))).not.toBe(tuesday)
		expect(index.find(other)).toBe(untouched)
		const after = index.find(mine)
		expect(after).not.toBe(before)
		for (const group of ['when', 'what', 'who', 'more'] as const) {
			expect(after?.appointment[group]).toBe(before?.appointment[group])
		}
	})

	it('reads the touched record again and nothing else, however many there are', () => {
		const readsOfAnEdit = (records: number, status: string): number => {
			while (n < records) book(timed(at(1 + (n % 28), 9 + (n % 8))))
			index.occurrences(days(1, 30))
			const patched: string[] = []
			const get = vi.spyOn(Y.Map.prototype, 'get')
			const stop = index.subscribe(() => patched.push(`${get.mock.calls.length}`))
			const doc = device.docOf(NOVEMBER)
			const id = `202611-${random(5)}`
			const before = get.mock.calls.length
			doc.getMap('state').set(id, [1, status, [1_795_000_000_000 + records, 0, 'x']])
			stop()
			get.mockRestore()
			expect(patched).toHaveLength(1)
			return Number(patched[0]) - before
		}
		const few = readsOfAnEdit(20, 'arrived')
		expect(readsOfAnEdit(400, 'confirmed')).toBe(few)
		expect(few).toBeLessThanOrEqual(12)
	})

	it('is heard of once, with the days it left and came to', () => {
		const id = book(timed(at(24, 9)))
		heard = []
		device.edit((context) => moveAppointment(context, id, timed(at(27, 9))))
		expect(heard).toEqual([{ days: [days(24, 25), days(27, 28)], guestsOf: [] }])
	})

	it('is not heard of where nothing differs', () => {
		const id = book(timed(at(24, 9)))
		heard = []
		const doc = device.docOf(NOVEMBER)
		doc.getMap('when').set(id, 'malformed')
		doc.getMap('futures').set(id, 'unknown')
		doc.getMap('note').set('202611-nobody', [1, 'zombie', [1, 0, 'x']])
		expect(heard).toEqual([])
	})

	it('into another month tells that more rooms may be needed', () => {
		const id = book(timed(at(24, 9)))
		heard = []
		device.edit((context) => moveAppointment(context, id, timed(wallOf(2026, 12, 2, 9))))
		expect(heard.map((change) => change.guestsOf)).toEqual([[DECEMBER], []])
		expect(index.guestsOf(DECEMBER)).toEqual([id])
	})
})

describe('conflicts()', () => {
	it('are marked on both, and go when one moves away', () => {
		const [a, b] = [book(timed(at(24, 9), 60)), book(timed(at(24, 9, 30)))]
		expect(index.conflicts(WEEK)).toEqual(
			new Map([
				[a, [b]],
				[b, [a]]
			])
		)
		expect(index.overlaps(WEEK)).toMatchObject([{ resource: 'anna', a: { key: a }, b: { key: b } }])
		const before = [index.conflicts(WEEK), index.overlaps(WEEK)]
		book(timed(at(24, 20)))
		expect([index.conflicts(WEEK), index.overlaps(WEEK)]).toEqual(before)
		expect(index.overlaps(WEEK)).toBe(before[1])
		expect(index.conflicts(WEEK)).toBe(before[0])
		device.edit((context) => moveAppointment(context, b, timed(at(24, 9, 30), 30, ['ben'])))
		expect(index.conflicts(WEEK).size).toBe(0)
	})

	it('over several days are told once; one with two others names both', () => {
		const long = book({ ...timed(at(23, 22)), end: at(25, 2) })
		const other = book({ ...timed(at(24, 1)), end: at(25, 1) })
		const third = book(timed(at(24, 9)))
		expect(index.overlaps(WEEK)).toHaveLength(3)
		expect(index.conflicts(WEEK).get(long)).toEqual([other, third])
	})

	it('of a very long one are worked out anew over all its days', () => {
		const leave = book(allDay(at(1), wallOf(2027, 1, 10), ['anna']))
		const day = book(allDay(at(25), at(26), ['anna']))
		expect(index.conflicts(WEEK).get(leave)).toEqual([day])
		device.edit((context) => deleteAppointment(context, leave))
		expect(index.conflicts(WEEK).size).toBe(0)
	})
})

describe('occurrencesOf()', () => {
	it('are those of one resource, and stay while nothing of it changes', () => {
		const annas = book(timed(at(24, 9)))
		const bens = book(timed(at(24, 9), 30, ['ben']))
		const before = index.occurrencesOf('anna', WEEK)
		expect(before.map((occurrence) => occurrence.key)).toEqual([annas])
		device.edit((context) => editDetails(context, bens, { note: 'x' }))
		expect(index.occurrencesOf('anna', WEEK)).toBe(before)
	})
})

describe('rooms', () => {
	it('come from projections first, and keep all identities when their document opens behind', () => {
		const id = book(timed(at(24, 9)))
		const records = readRecords(device.docOf(NOVEMBER), NOVEMBER)
		const painted = createBookIndex({ viewZone: 'Europe/Berlin' })
		painted.setRecords(NOVEMBER, records!)
		const before = painted.occurrences(WEEK)
		const stop = painted.open(NOVEMBER, device.docOf(NOVEMBER))
		expect(painted.occurrences(WEEK)).toBe(before)
		painted.setRecords(NOVEMBER, { ...records!, appointments: [] })
		expect(painted.occurrences(WEEK)).toBe(before)
		stop()
		painted.setRecords(NOVEMBER, { ...records!, appointments: [] })
		expect(painted.occurrences(WEEK)).toEqual([])
		expect(painted.appointment(id)).toBeUndefined()
	})

	it('are forgotten with all that was in them', () => {
		const id = book(timed(at(24, 9)))
		expect(index.has(NOVEMBER)).toBe(true)
		index.removeRoom(NOVEMBER)
		expect([index.has(NOVEMBER), index.recordsOf(NOVEMBER), index.find(id)]).toEqual([
			false,
			undefined,
			undefined
		])
		book(timed(at(24, 9)))
		expect(keys()).toEqual([])
		index.removeRoom('c.team.2020-01')
	})

	it('give back their records, as a projection needs them', () => {
		const id = book(timed(at(24, 9)))
		device.edit((context) => createSeries(context, random(9), TUESDAYS))
		device.edit((context) => setStatus(context, `s-${random(9)}@2026-11-24`, 'arrived'))
		device.edit((context) => deleteAppointment(context, id))
		for (const room of ['c.team', NOVEMBER])
			expect(index.recordsOf(room)).toEqual(readRecords(device.docOf(room), room))
	})

	it('that are none of a calendar, and records in a foreign document, are not believed', () => {
		const doc = new Y.Doc()
		doc.getMap('born').set('202611-x', [1, ['2026-11-24T09:00', '2026-11-24T10:00', 'UTC'], [1, 0, 'x']])
		index.open('w.salon', doc)
		index.open('c.team.2026-10', doc)
		expect(index.appointment('202611-x')).toBeUndefined()
		expect(readRecords(doc, 'w.salon')).toBeUndefined()
	})

	it('opened twice are followed once', () => {
		const stop = index.open(NOVEMBER, device.docOf(NOVEMBER))
		heard = []
		book(timed(at(24, 9)))
		expect(heard).toHaveLength(1)
		stop()
		book(timed(at(25, 9)))
		expect(keys()).toHaveLength(1)
	})
})

describe('finding', () => {
	it('by uid, after it changed too', () => {
		const more = (uid: string) => ({
			reminders: [],
			fields: {},
			template: '',
			source: { uid, sequence: 0, hash: '' }
		})
		const id = book(timed(at(24, 9)), { more: more('u1') })
		expect(index.idsOfUid('u1')).toEqual([id])
		device.edit((context) => editDetails(context, id, { more: more('u2') }))
		expect([index.idsOfUid('u1'), index.idsOfUid('u2'), index.idsOfUid('u3')]).toEqual([[], [id], []])
	})

	it('a date of a series far from what is shown, and none that the rule does not yield', () => {
		const series = device.edit((context) => createSeries(context, random(9), TUESDAYS)).edit.id
		expect(index.find(`${series}@2029-01-02`)?.start).toBe(wallOf(2029, 1, 2, 9))
		expect(index.find(`${series}@2029-01-03`)).toBeUndefined()
		expect(index.find('s-gone@2029-01-02')).toBeUndefined()
		expect(index.series(series)?.time).toEqual(TUESDAYS)
	})

	it('what was deleted, latest first: appointments, dates and series', () => {
		const id = book(timed(at(24, 9)))
		const series = device.edit((context) => createSeries(context, random(9), TUESDAYS)).edit.id
		const key = `${series}@2026-11-24`
		for (const one of [id, key, series]) {
			device.nowMs += 1000
			device.edit((context) => deleteAppointment(context, one))
		}
		expect(index.bin().map((occurrence) => [occurrence.key, occurrence.start])).toEqual([
			[series, at(3, 9)],
			[key, at(24, 9)],
			[id, at(24, 9)]
		])
		expect(keys()).toEqual([])
		device.edit((context) => restoreAppointment(context, id))
		expect(index.bin()).toHaveLength(2)
	})
})

describe('a listener that throws', () => {
	it('does not silence the document (yjs#799): the bug is reported outside of it', () => {
		const bugs: unknown[] = []
		const guarded = createBookIndex({ viewZone: 'UTC', onBug: (bug) => bugs.push(bug) })
		guarded.open(NOVEMBER, device.docOf(NOVEMBER))
		guarded.subscribe(() => {
			throw new Error('view')
		})
		let after = 0
		guarded.subscribe(() => after++)
		book(timed(at(24, 9)))
		book(timed(at(25, 9)))
		expect([bugs.length, after, guarded.occurrences(WEEK).length]).toEqual([2, 2, 2])
	})

	it('is thrown later where nobody takes it', () => {
		const later = vi.spyOn(globalThis, 'queueMicrotask').mockImplementation(() => undefined)
		const stop = index.subscribe(() => {
			throw new Error('view')
		})
		book(timed(at(24, 9)))
		const [act] = later.mock.calls.at(-1) ?? []
		later.mockRestore()
		stop()
		expect(act).toThrow('view')
	})
})

it('addDays() and the index agree on the first day of a range', () => {
	const id = book(timed(at(24, 0)))
	expect(keys({ start: dayOf(at(24)), end: addDays(dayOf(at(24)), 1) })).toEqual([id])
})

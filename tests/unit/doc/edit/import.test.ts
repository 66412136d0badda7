import { beforeEach, describe, expect, it } from 'vitest'
import { EMPTY_GROUPS, type Groups } from '#lib/core/appointment/appointment.ts'
import type { ImportedEvent, ImportedSeries, ImportedSingle } from '#lib/core/ical/import.ts'
import { wallOf } from '#lib/core/time/wall.ts'
import { setStatus } from '#lib/doc/edit/change.ts'
import { importPlan, recordsOfPlan, roomsToImport } from '#lib/doc/edit/import.ts'
import type { EditContext } from '#lib/doc/edit/plan.ts'
import { planUndo } from '#lib/doc/undo.ts'
import { readAppointment, readGuests, readOverride } from '#lib/doc/month.ts'
import { readSeries } from '#lib/doc/base.ts'
import { at, timed, TUESDAYS } from '../../../support/salon.ts'
import { bookOf, CALENDAR, createWorld, type Device } from '../../../support/world.ts'

const source = (uid: string, hash = 'h') => ({ ...EMPTY_GROUPS.more, source: { uid, sequence: 0, hash } })
const single = (id: string, groups: Partial<Groups> = {}): ImportedSingle => ({
	kind: 'single',
	uid: id,
	id,
	title: id,
	start: at(23, 9),
	allDay: false,
	remarks: [],
	groups: { ...EMPTY_GROUPS, when: timed(at(23, 9)), more: source(id), ...groups }
})
const weekly = (id: string, overrides: ImportedSeries['overrides'] = []): ImportedSeries => ({
	kind: 'series',
	uid: id,
	id,
	title: id,
	start: at(3, 9),
	allDay: false,
	remarks: [],
	time: TUESDAYS,
	groups: { ...EMPTY_GROUPS, more: source(id) },
	overrides
})
const moved = {
	key: 's-a@2026-11-24',
	original: at(24, 9),
	groups: { when: timed(wallOf(2026, 12, 1, 9), 60), note: 'moved' }
}

let device: Device
beforeEach(() => {
	device = createWorld([1]).devices[0] as Device
})
const recordsOf = (
	fresh: readonly ImportedEvent[],
	changed: readonly { id: string; event: ImportedEvent }[] = []
) =>
	recordsOfPlan(CALENDAR, {
		fresh,
		changed: changed.map((one) => ({ keep: [], followAgain: [], takenOut: [], ...one }))
	})
const run = (...plan: Parameters<typeof recordsOf>) =>
	device.edit((context) => importPlan(context, recordsOf(...plan)))
const NOVEMBER = 'c.team.2026-11'

describe('importPlan()', () => {
	it('holds appointments, series and overrides in one edit, with the hints they need', () => {
		const { edit } = run([single('202611-a'), weekly('s-a', [moved])])
		expect(edit.what).toBe('import')
		expect(readAppointment(device.docOf(NOVEMBER), CALENDAR, '202611-a')?.when).toEqual(timed(at(23, 9)))
		expect(readSeries(device.docOf('c.team'), CALENDAR, 's-a')?.time).toEqual(TUESDAYS)
		expect(readOverride(device.docOf(NOVEMBER), CALENDAR, moved.key)).toEqual({
			key: moved.key,
			calendar: CALENDAR,
			...moved.groups
		})
		expect(readGuests(device.docOf('c.team.2026-12'))).toEqual([moved.key])
	})

	it('the same file twice plans nothing', () => {
		run([single('202611-a'), weekly('s-a', [moved])])
		expect(run([single('202611-a'), weekly('s-a', [moved])]).edit.writes).toEqual([])
	})

	it('lets a date say what the series said until then, when the series changes in the same edit', () => {
		run([weekly('s-a')])
		const key = 's-a@2026-11-24'
		const { note } = EMPTY_GROUPS
		const event = weekly('s-a', [{ key, original: at(24, 9), groups: { note } }])
		run([], [{ id: 's-a', event: { ...event, groups: { ...event.groups, note: 'new' } } }])
		expect(readSeries(device.docOf('c.team'), CALENDAR, 's-a')?.note).toBe('new')
		expect(readOverride(device.docOf(NOVEMBER), CALENDAR, key)?.note).toBe(note)
	})

	it('writes only the groups that differ, under the id the book knows', () => {
		run([single('202611-a')])
		device.edit((context) => setStatus(context, '202611-a', 'booked', 'by hand'))
		const event = single('202611-b', {
			when: timed(wallOf(2026, 12, 2, 9)),
			state: { status: 'booked', reason: 'by hand', by: 'd0' }
		})
		const { edit } = run([], [{ id: '202611-a', event }])
		expect(edit.writes.map(({ map, id }) => [map, id])).toEqual([
			['guests', '202611-a'],
			['when', '202611-a'],
			['more', '202611-a']
		])
	})

	it('keys the overrides of a changed series under the id the book knows', () => {
		run([weekly('s-old')])
		run([], [{ id: 's-old', event: weekly('s-a', [moved]) }])
		expect(readOverride(device.docOf(NOVEMBER), CALENDAR, 's-old@2026-11-24')?.note).toBe('moved')
		const again = { ...moved, groups: { note: 'again' } }
		run([], [{ id: 's-old', event: weekly('s-a', [again]) }])
		expect(readOverride(device.docOf(NOVEMBER), CALENDAR, 's-old@2026-11-24')).toMatchObject({
			...moved.groups,
			note: 'again'
		})
	})

	it('a single event that became a series takes the place of the single one', () => {
		run([single('202611-a')])
		run([], [{ id: '202611-a', event: weekly('s-a') }])
		expect(readAppointment(device.docOf(NOVEMBER), CALENDAR, '202611-a')?.state.status).toBe('deleted')
		expect(readSeries(device.docOf('c.team'), CALENDAR, 's-a')).toBeDefined()
	})

	it('is undone as one', () => {
		const before = bookOf(device)
		const { step } = run([single('202611-a'), single('202611-b'), weekly('s-a', [moved])])
		const undo = planUndo(device.context, step)
		if (undo.ok) device.apply(undo.value.edit)
		expect(undo).toMatchObject({ ok: true, value: { kept: [] } })
		expect(readAppointment(device.docOf(NOVEMBER), CALENDAR, '202611-b')?.state.status).toBe('deleted')
		expect(readSeries(device.docOf('c.team'), CALENDAR, 's-a')?.state.status).toBe('deleted')
		expect(before).toEqual({})
	})

	it('refuses a time that cannot be, and names the appointment', () => {
		const bad = { ...timed(at(23, 9)), end: at(22, 9) }
		const named = single('202611-a', { when: bad, what: { ...EMPTY_GROUPS.what, title: 'Cut' } })
		expect(importPlan(device.context, recordsOf([named]))).toMatchObject({ why: 'bad-time' })
		const override = { ...moved, groups: { when: bad } }
		expect(importPlan(device.context, recordsOf([weekly('s-a', [override])]))).toMatchObject({
			why: 'bad-time'
		})
	})

	it('refuses an override of a series that is nowhere, and replacing what is gone', () => {
		const { overrides } = recordsOf([weekly('s-a', [moved])])
		const nothing = { appointments: [], series: [], overrides: [] }
		expect(importPlan(device.context, { ...nothing, overrides })).toMatchObject({ why: 'not-found' })
		expect(importPlan(device.context, { ...nothing, replaced: ['202611-x'] })).toMatchObject({
			why: 'not-found'
		})
	})

	it('says which rooms it needs, and is refused without them', () => {
		const records = recordsOf(
			[single('202611-a'), weekly('s-a', [moved])],
			[{ id: '202610-x', event: weekly('s-b') }]
		)
		expect([...roomsToImport(device.context, records)].sort()).toEqual([
			'c.team',
			'c.team.2026-10',
			'c.team.2026-11',
			'c.team.2026-12'
		])
		expect(roomsToImport(device.context, recordsOf([single('202611-a')]))).toEqual([NOVEMBER])
		const closed: EditContext = { ...device.context, docOf: () => undefined }
		for (const fresh of [[single('202611-a')], [weekly('s-a')]]) {
			expect(importPlan(closed, recordsOf(fresh))).toMatchObject({ why: 'not-open' })
		}
		const onlyBase: EditContext = {
			...device.context,
			docOf: (room) => (room === 'c.team' ? device.docOf(room) : undefined)
		}
		expect(importPlan(onlyBase, recordsOf([weekly('s-a', [moved])]))).toMatchObject({ why: 'not-open' })
	})
})

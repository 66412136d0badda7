import { describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import { EMPTY_GROUPS } from '#lib/core/appointment/appointment.ts'
import { wallOf } from '#lib/core/time/wall.ts'
import { readAppointment, readAppointments, readGuests, readOverride, readOverrides } from '#lib/doc/month.ts'

const ID = '202611-k3v9x0000000'
const CLOCK = [1_795_000_000_000, 0, 'tab']
const LATER = [1_795_000_000_001, 0, 'tab']
const WHEN = ['2026-11-23T14:30', '2026-11-23T15:00', 'Europe/Berlin', ['anna']]

function monthWith(content: Readonly<Record<string, Readonly<Record<string, unknown>>>>): Y.Doc {
	const doc = new Y.Doc()
	for (const [map, registers] of Object.entries(content)) {
		for (const [id, value] of Object.entries(registers)) doc.getMap(map).set(id, value)
	}
	return doc
}
const born = { [ID]: [1, WHEN, ['confirmed'], ['Cut'], CLOCK] }

describe('readAppointment()', () => {
	it('is what was born, with empty groups where nothing was said', () => {
		expect(readAppointment(monthWith({ born }), 'team', ID)).toEqual({
			...EMPTY_GROUPS,
			id: ID,
			calendar: 'team',
			when: {
				start: wallOf(2026, 11, 23, 14, 30),
				end: wallOf(2026, 11, 23, 15),
				zone: 'Europe/Berlin',
				allDay: false,
				resources: ['anna']
			},
			state: { status: 'confirmed', reason: '', by: '' },
			what: { ...EMPTY_GROUPS.what, title: 'Cut' }
		})
	})

	it('is overlaid by the registers that exist, group by group', () => {
		const doc = monthWith({
			born,
			when: { [ID]: [1, '2026-11-24T09:00', '2026-11-24T09:30', 'UTC', [], LATER] },
			note: { [ID]: [1, 'bring the photo', LATER] }
		})
		const read = readAppointment(doc, 'team', ID)
		expect(read?.when.start).toBe(wallOf(2026, 11, 24, 9))
		expect(read?.note).toBe('bring the photo')
		expect(read?.what.title).toBe('Cut')
	})

	it('is all-day where both ends are bare dates', () => {
		const doc = monthWith({ born: { [ID]: [1, ['2026-11-23', '2026-11-25', 'UTC'], CLOCK] } })
		expect(readAppointment(doc, 'team', ID)?.when).toMatchObject({ allDay: true, end: wallOf(2026, 11, 25) })
	})

	it('inherits again where a register was cleared', () => {
		const doc = monthWith({ born, state: { [ID]: [1, LATER] } })
		expect(readAppointment(doc, 'team', ID)?.state.status).toBe('confirmed')
	})

	it('ignores a malformed register and shows the record from what is good', () => {
		const bad = [
			'text',
			[],
			[1, '2026-02-31T10:00', '2026-02-31T11:00', 'UTC', LATER],
			[1, '2026-11-24T10:00', '2026-11-24T09:00', 'UTC', LATER],
			[1, '2026-11-24T10:00', '2026-11-24T11:00', '', LATER],
			[1, '2026-11-24T10:00', '2026-11-24T11:00', 7, LATER],
			[1, '2026-11-24T10:00', '2026-11-24T11:00', 'UTC', 'anna', LATER],
			[1, '2026-11-24T10:00', '2026-11-24T11:00', 'UTC']
		]
		for (const when of bad) {
			const doc = monthWith({ born, when: { [ID]: when }, state: { [ID]: [1, 'asleep', LATER] } })
			const read = readAppointment(doc, 'team', ID)
			expect(read?.when.start).toBe(wallOf(2026, 11, 23, 14, 30))
			expect(read?.state.status).toBe('confirmed')
		}
	})

	it('keeps a good time although it was born with a malformed one', () => {
		const doc = monthWith({ born: { [ID]: [1, ['soon'], CLOCK] }, when: { [ID]: [1, ...WHEN, LATER] } })
		expect(readAppointment(doc, 'team', ID)?.when.start).toBe(wallOf(2026, 11, 23, 14, 30))
	})

	it('does not exist without a birth, with a malformed one, or where nothing tells its time', () => {
		expect(readAppointment(monthWith({ when: { [ID]: [1, ...WHEN, CLOCK] } }), 'team', ID)).toBeUndefined()
		expect(readAppointment(monthWith({ born: { [ID]: 'x' } }), 'team', ID)).toBeUndefined()
		expect(readAppointment(monthWith({ born: { [ID]: [1, ['soon'], CLOCK] } }), 'team', ID)).toBeUndefined()
		expect(readAppointment(monthWith({ born: { [ID]: [1, 'x', CLOCK] } }), 'team', ID)).toBeUndefined()
	})

	it('is never a series or an override', () => {
		for (const id of ['s-abc', 's-abc@2026-11-23', 'nonsense']) {
			expect(readAppointment(monthWith({ born: { [id]: born[ID] } }), 'team', id)).toBeUndefined()
		}
	})
})

describe('readAppointments()', () => {
	it('reads all that exist', () => {
		const doc = monthWith({ born: { ...born, '202611-b': [1, WHEN, CLOCK], '202611-c': 'broken' } })
		expect(readAppointments(doc, 'team').map((one) => one.id)).toEqual([ID, '202611-b'])
	})
})

describe('readOverride()', () => {
	const KEY = 's-abc@2026-11-23'

	it('holds the groups that differ and no others', () => {
		const doc = monthWith({ state: { [KEY]: [1, 'arrived', CLOCK] }, note: { [KEY]: [1, 'late', CLOCK] } })
		expect(readOverride(doc, 'team', KEY)).toEqual({
			key: KEY,
			calendar: 'team',
			state: { status: 'arrived', reason: '', by: '' },
			note: 'late'
		})
		expect(readOverrides(doc, 'team')).toHaveLength(1)
	})

	it('is nothing once all its registers were cleared or are malformed', () => {
		const doc = monthWith({ state: { [KEY]: [1, CLOCK] }, note: { [KEY]: [1, 7, CLOCK] } })
		expect(readOverride(doc, 'team', KEY)).toBeUndefined()
		expect(readOverrides(doc, 'team')).toEqual([])
		expect(readOverride(doc, 'team', ID)).toBeUndefined()
	})

	it('takes an empty note for a note: the series has one, this date has none', () => {
		expect(readOverride(monthWith({ note: { [KEY]: [1, '', CLOCK] } }), 'team', KEY)?.note).toBe('')
	})
})

describe('readGuests()', () => {
	it('lists hints with an id that leads somewhere', () => {
		const doc = monthWith({
			guests: { [ID]: true, 's-abc@2026-10-31': true, nonsense: true, '202610-x': 'yes' }
		})
		expect([...readGuests(doc)].sort()).toEqual([ID, 's-abc@2026-10-31'])
	})
})

import { describe, expect, it } from 'vitest'
import { EMPTY_GROUPS, type When } from '#lib/core/appointment/appointment.ts'
import { occurrenceOf } from '#lib/core/appointment/occurrence.ts'
import { STATUSES, type Status } from '#lib/core/appointment/status.ts'
import { hardOverlaps, overlapHard } from '#lib/core/overlap/overlap.ts'
import { wallOf } from '#lib/core/time/wall.ts'
import { allDay, at, timed } from '../../../support/salon.ts'

const one = (id: string, when: When, status: Status = 'booked') =>
	occurrenceOf(
		{ ...EMPTY_GROUPS, id: `202611-${id}`, calendar: 'team', when, state: { status, reason: '', by: '' } },
		'Europe/Berlin'
	)
const clash = (a: When, b: When) => overlapHard(one('a', a), one('b', b)).length > 0

describe('overlapHard()', () => {
	it('is half-open: one may begin when the other ends', () => {
		expect(clash(timed(at(23, 9), 30), timed(at(23, 9, 30)))).toBe(false)
		expect(clash(timed(at(23, 9), 31), timed(at(23, 9, 30)))).toBe(true)
	})

	it('names each resource both hold, once', () => {
		const a = one('a', timed(at(23, 9), 30, ['anna', 'room-1', 'anna']))
		expect(overlapHard(a, one('b', timed(at(23, 9), 30, ['room-1', 'anna', 'ben'])))).toEqual([
			'anna',
			'room-1'
		])
		expect(overlapHard(a, one('b', timed(at(23, 9), 30, ['ben'])))).toEqual([])
		expect(overlapHard(a, one('b', timed(at(23, 9), 30, [])))).toEqual([])
	})

	it('counts only what occupies', () => {
		const busy = STATUSES.filter(
			(status) => overlapHard(one('a', timed(at(23, 9))), one('b', timed(at(23, 9)), status)).length > 0
		)
		expect(busy).toEqual(['requested', 'booked', 'confirmed', 'arrived', 'in-service', 'completed'])
	})

	it('an entry without length clashes with what is strictly around it, and never with another such', () => {
		const moment = timed(at(23, 9), 0)
		expect(clash(moment, timed(at(23, 8, 30), 60))).toBe(true)
		expect(clash(moment, timed(at(23, 9)))).toBe(false)
		expect(clash(moment, timed(at(23, 8, 30), 30))).toBe(false)
		expect(clash(moment, moment)).toBe(false)
	})

	it('all-day entries clash among themselves and leave timed ones alone', () => {
		expect(clash(allDay(at(23), at(25), ['laser']), allDay(at(24), at(25), ['laser']))).toBe(true)
		expect(clash(allDay(at(23), at(24), ['laser']), allDay(at(24), at(25), ['laser']))).toBe(false)
		expect(clash(allDay(at(23), at(24), ['anna']), timed(at(23, 9)))).toBe(false)
	})

	it('compares the dates of all-day entries, whatever their zones', () => {
		const newYork = { ...allDay(at(24), at(25), ['laser']), zone: 'America/New_York' }
		const auckland = { ...newYork, zone: 'Pacific/Auckland' }
		expect(clash(newYork, allDay(at(25), at(26), ['laser']))).toBe(false)
		expect(clash(newYork, auckland)).toBe(true)
		expect(hardOverlaps([one('a', newYork), one('b', auckland)])).toHaveLength(1)
		expect(hardOverlaps([one('a', newYork), one('b', allDay(at(25), at(26), ['laser']))])).toEqual([])
	})

	it('compares moments, not what clocks show: 09:00 in New York is 15:00 in Berlin', () => {
		const newYork = { ...timed(at(23, 9)), zone: 'America/New_York' }
		expect(clash(newYork, timed(at(23, 9)))).toBe(false)
		expect(clash(newYork, timed(at(23, 15)))).toBe(true)
	})

	it('knows the two passes of the hour when the clocks go back', () => {
		const berlin = timed(wallOf(2026, 10, 25, 2, 15))
		const second = { ...timed(wallOf(2026, 10, 25, 1, 15)), zone: 'UTC' }
		expect(clash(berlin, second)).toBe(false)
		expect(clash(berlin, { ...timed(wallOf(2026, 10, 25, 0, 30)), zone: 'UTC' })).toBe(true)
	})
})

describe('hardOverlaps()', () => {
	it('puts the earlier first, and of two at once the one with the smaller key', () => {
		const all = [one('c', timed(at(23, 9))), one('b', timed(at(23, 9))), one('a', timed(at(23, 9, 15)))]
		expect(hardOverlaps(all).map(({ a, b }) => [a.key, b.key])).toEqual([
			['202611-b', '202611-c'],
			['202611-b', '202611-a'],
			['202611-c', '202611-a']
		])
	})

	it('of nothing is nothing', () => {
		expect(hardOverlaps([])).toEqual([])
	})
})

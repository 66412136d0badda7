import { describe, expect, it } from 'vitest'
import { dayOf, type Day, type Span } from '#lib/core/time/wall.ts'
import { roomsFor, type KnownOfRooms } from '#lib/doc/index/rooms-needed.ts'
import { lengthOf, mergeSpans, missingFrom } from '#lib/doc/index/spans.ts'
import { at } from '../../../support/salon.ts'

const days = (from: number, to: number): Span<Day> => ({ start: dayOf(at(from)), end: dayOf(at(to)) })
const nobody: KnownOfRooms = { guestsOf: () => [], daysOfLongestDate: 0 }

describe('roomsFor()', () => {
	it('are the base and the months of the range', () => {
		expect(roomsFor('team', days(9, 16), nobody)).toEqual(['c.team', 'c.team.2026-11'])
	})

	it('are two days wider: what is shown on the second may lie on the last of another zone', () => {
		expect(roomsFor('team', days(2, 8), nobody)).toContain('c.team.2026-10')
		expect(roomsFor('team', days(3, 8), nobody)).not.toContain('c.team.2026-10')
		expect(roomsFor('team', days(24, 29), nobody)).not.toContain('c.team.2026-12')
		expect(roomsFor('team', days(24, 30), nobody)).toContain('c.team.2026-12')
		expect(roomsFor('team', days(1, 8), nobody)).toContain('c.team.2026-10')
		expect(roomsFor('team', days(24, 31), nobody)).toContain('c.team.2026-12')
	})

	it('are the homes of the guests too', () => {
		const guestsOf = (room: string) => (room === 'c.team.2026-11' ? ['202603-x', 's-a@2026-01-05'] : [])
		expect(roomsFor('team', days(9, 16), { ...nobody, guestsOf })).toEqual([
			'c.team',
			'c.team.2026-11',
			'c.team.2026-03',
			'c.team.2026-01'
		])
	})

	it('go as far back as a date of a series lasts', () => {
		expect(roomsFor('team', days(9, 16), { ...nobody, daysOfLongestDate: 5 })).toEqual([
			'c.team',
			'c.team.2026-11'
		])
		expect(roomsFor('team', days(9, 16), { ...nobody, daysOfLongestDate: 40 })).toEqual([
			'c.team',
			'c.team.2026-09',
			'c.team.2026-10',
			'c.team.2026-11'
		])
	})
})

describe('spans of days', () => {
	const span = (start: number, end: number) => ({ start: start as Day, end: end as Day })

	it('join where they overlap or meet', () => {
		expect(mergeSpans([span(5, 7), span(1, 3), span(3, 4), span(6, 6), span(2, 3), span(9, 9)])).toEqual([
			span(1, 4),
			span(5, 7)
		])
	})

	it('know what is missing', () => {
		const covered = [span(2, 4), span(6, 8)]
		expect(missingFrom(covered, span(0, 10))).toEqual([span(0, 2), span(4, 6), span(8, 10)])
		expect(missingFrom(covered, span(3, 7))).toEqual([span(4, 6)])
		expect(missingFrom(covered, span(2, 4))).toEqual([])
		expect(missingFrom(covered, span(9, 10))).toEqual([span(9, 10)])
		expect(lengthOf(covered)).toBe(4)
	})
})

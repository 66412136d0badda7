import { initialsOf, linesOf, UNASSIGNED } from '#lib/views/interaction/lines.ts'
import { describe, expect, test } from 'vitest'
import { pretend, resource } from './pretend-occurrence.ts'

const resources = [resource('mia', 'Mia'), resource('room', 'Room 1')]

describe('linesOf()', () => {
	test('gives each resource a line in order, also when nothing stands there', () => {
		const lines = linesOf(resources, [])
		expect(lines.map(({ id, name, count }) => [id, name, count])).toEqual([
			['mia', 'Mia', 0],
			['room', 'Room 1', 0]
		])
	})

	test('an appointment with several resources stands on each line once', () => {
		const both = pretend({ resources: ['mia', 'room', 'mia'] })
		expect(linesOf(resources, [both]).map(({ timed }) => timed)).toEqual([[both], [both]])
	})

	test('the line of the unassigned is there when there are some, at the end', () => {
		const nobodys = pretend({ resources: [] })
		const lines = linesOf(resources, [pretend(), nobodys])
		expect(lines.map(({ id }) => id)).toEqual(['mia', 'room', UNASSIGNED])
		expect(lines[2]).toMatchObject({ name: 'Unassigned', resource: undefined, timed: [nobodys], count: 1 })
	})

	test('what belongs to somebody who is not shown is not shown', () => {
		const lines = linesOf(resources, [pretend({ resources: ['hidden'] })])
		expect(lines.map(({ timed }) => timed.length)).toEqual([0, 0])
	})

	test('all-day ones are apart, and the order stays', () => {
		const [a, b, c] = [
			pretend({ key: 'a' }),
			pretend({ key: 'b', allDay: true, to: 24 }),
			pretend({ key: 'c' })
		]
		expect(linesOf(resources, [a, b, c])[0]).toMatchObject({ timed: [a, c], allDay: [b], count: 3 })
	})

	test('only what takes place is counted', () => {
		const all = [
			pretend({ key: 'a' }),
			pretend({ key: 'b', status: 'cancelled' }),
			pretend({ key: 'c', status: 'no-show' })
		]
		expect(linesOf(resources, all)[0]?.count).toBe(1)
	})
})

describe('initialsOf()', () => {
	test.each([
		['Mia', 'M'],
		['Anna Weber', 'AW'],
		['anna maria weber', 'AW'],
		['  Room   1 ', 'R1'],
		['🌿 Spa', '🌿S'],
		['ליאת', 'ל'],
		['', '']
	])('%j has %j', (name, initials) => {
		expect(initialsOf(name)).toBe(initials)
	})
})

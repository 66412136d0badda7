import { initialsOf, keepLines, linesOf, UNASSIGNED } from '#lib/views/interaction/lines.ts'
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

describe('keepLines()', () => {
	const a = pretend({ key: 'a' })
	const b = pretend({ key: 'b', resources: ['room'] })
	const holiday = pretend({ key: 'h', resources: ['room'], allDay: true, to: 24 })
	const last = linesOf(resources, [a, b])

	test('keeps the lines on which nothing changed', () => {
		const moved = pretend({ key: 'b', resources: ['room'], from: 11, to: 12 })
		const next = keepLines(last, linesOf(resources, [a, moved]))
		expect(next[0]).toBe(last[0])
		expect(next[1]).not.toBe(last[1])
		expect(next[1]?.timed).toEqual([moved])
	})

	test('sees what came, what went, and what lasts all day', () => {
		expect(keepLines(last, linesOf(resources, [a]))[1]?.timed).toEqual([])
		expect(keepLines(last, linesOf(resources, [a, b, holiday]))[1]?.allDay).toEqual([holiday])
		expect(keepLines(last, linesOf([resource('mia', 'Mia M.')], [a, b])).map(({ name }) => name)).toEqual([
			'Mia M.'
		])
	})

	test('follows the order and number of the next', () => {
		const turned = [...resources].reverse()
		expect(keepLines(last, linesOf(turned, [a, b]))).toEqual([last[1], last[0]])
		expect(keepLines([], last)).toEqual(last)
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

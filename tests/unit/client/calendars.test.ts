import { describe, expect, test } from 'vitest'
import { calendarsOf, mainCalendar, readable } from '#lib/client/calendars.ts'
import type { CalendarView } from '#lib/core/account/membership.ts'
import type { Workspace } from '#lib/core/workspace/workspace.ts'

const workspace: Workspace = {
	id: 'w',
	about: { name: 'Salon', zone: 'UTC', demo: false },
	resources: [],
	services: [],
	calendars: [
		{ id: 'salon', name: 'Salon', colour: 'teal', kind: 'shared' },
		{ id: 'training', name: 'Training', colour: 'coral', kind: 'shared' }
	]
}
const right = (id: string, level: CalendarView['level'], owner?: string): CalendarView => ({
	id,
	kind: owner === undefined ? 'shared' : 'personal',
	owner,
	level
})

describe('calendarsOf()', () => {
	test('without an account everything belongs to whoever holds the device', () => {
		const calendars = calendarsOf(workspace, undefined, '')
		expect(calendars.map(({ id, level }) => [id, level])).toEqual([
			['salon', 'manage'],
			['training', 'manage']
		])
		expect(mainCalendar(calendars)).toBe('salon')
	})

	test('with one, what there is a right to: shared ones first, then the own, then those of others', () => {
		const rights = [
			right('of-ben', 'busy', 'ben'),
			right('of-ada', 'manage', 'ada'),
			right('training', 'write'),
			right('elsewhere', 'read')
		]
		const calendars = calendarsOf(workspace, rights, 'ada')
		expect(calendars.map(({ id, name, isOwn }) => [id, name, isOwn])).toEqual([
			['training', 'Training', false],
			['of-ada', 'Personal', true],
			['of-ben', 'Personal calendar of a colleague', false]
		])
		expect(readable(calendars)).toEqual(['training', 'of-ada'])
		expect(mainCalendar(calendars)).toBe('training')
	})

	test('the calendar to book in is one that may be written, shared before personal', () => {
		const of = (...rights: CalendarView[]) => mainCalendar(calendarsOf(workspace, rights, 'ada'))
		expect(of(right('salon', 'read'), right('training', 'write'))).toBe('training')
		expect(of(right('salon', 'read'), right('of-ada', 'manage', 'ada'))).toBe('of-ada')
		expect(of(right('salon', 'read'))).toBe('salon')
		expect(of()).toBe('')
	})
})

import { describe, expect, it } from 'vitest'
import { baseRoom, clientsRoom, homeRoom, monthRoom, roomOfCalendar, rootRoom } from '#lib/doc/rooms.ts'

describe('homeRoom()', () => {
	it('is found from an id alone', () => {
		expect(homeRoom('team', '202611-abc')).toBe('c.team.2026-11')
		expect(homeRoom('team', 's-abc@2026-12-31')).toBe('c.team.2026-12')
		expect(homeRoom('team', 's-abc')).toBe('c.team')
	})
})

describe('roomOfCalendar()', () => {
	it('is the inverse of the names, for ids with dots too', () => {
		for (const calendar of ['team', 'a.b', 'x.2026']) {
			expect(roomOfCalendar(baseRoom(calendar))).toEqual({ calendar, month: undefined })
			expect(roomOfCalendar(monthRoom(calendar, '2026-11'))).toEqual({ calendar, month: '2026-11' })
		}
	})

	it('knows no other rooms', () => {
		expect(roomOfCalendar(rootRoom('w'))).toBeUndefined()
		expect(roomOfCalendar(clientsRoom('w'))).toBeUndefined()
	})
})

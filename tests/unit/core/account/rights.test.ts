import { describe, expect, it } from 'vitest'
import { LEVELS, levelOf, reaches, type Level } from '#lib/core/account/level.ts'
import { keepsAnOwner, mayChange, mayGive, ROLES } from '#lib/core/account/role.ts'
import {
	busyAccess,
	calendarAccess,
	clientsAccess,
	parseRoom,
	rootAccess
} from '#lib/core/account/room-rights.ts'

describe('parseRoom()', () => {
	it.each([
		['w.abc', { kind: 'root', workspace: 'abc' }],
		['w.abc.clients', { kind: 'clients', workspace: 'abc' }],
		['c.abc', { kind: 'base', calendar: 'abc' }],
		['c.abc.2026-11', { kind: 'month', calendar: 'abc', month: '2026-11' }],
		['b.abc.2026-01', { kind: 'busy', calendar: 'abc', month: '2026-01' }]
	])('reads %s', (name, room) => expect(parseRoom(name)).toEqual(room))

	it.each([
		'',
		'w',
		'w.',
		'w.a.b',
		'w.a.clients.x',
		'c.',
		'c.a.2026-00',
		'c.a.2026-13',
		'c.a.26-01',
		'b.a',
		'x.a',
		' w.a',
		'w.a\n',
		'c.a.2026-11.x'
	])('knows no room %j', (name) => expect(parseRoom(name)).toBeUndefined())
})

describe('levelOf()', () => {
	const grants = [undefined, ...LEVELS]
	const shared = { kind: 'shared', isOwn: false } as const
	const personal = { kind: 'personal', isOwn: false } as const

	it('gives nothing to whoever is no member, whatever the list says', () => {
		for (const granted of grants)
			for (const kind of ['shared', 'personal'] as const)
				for (const isOwn of [true, false])
					expect(levelOf({ role: undefined, kind, isOwn, granted })).toBe('none')
	})

	it('is manage for owners and admins in a shared calendar, whatever the list says', () => {
		for (const granted of grants) {
			expect(levelOf({ ...shared, role: 'owner', granted })).toBe('manage')
			expect(levelOf({ ...shared, role: 'admin', granted })).toBe('manage')
		}
	})

	it('is what the list says for members and viewers, and else what the role gives', () => {
		for (const granted of LEVELS) {
			expect(levelOf({ ...shared, role: 'member', granted })).toBe(granted)
			expect(levelOf({ ...shared, role: 'viewer', granted })).toBe(granted)
		}
		expect(levelOf({ ...shared, role: 'member', granted: undefined })).toBe('write')
		expect(levelOf({ ...shared, role: 'viewer', granted: undefined })).toBe('read')
	})

	it('makes a personal calendar its owner’s alone, until they share it', () => {
		for (const role of ROLES) {
			expect(levelOf({ kind: 'personal', isOwn: true, role, granted: 'none' })).toBe('manage')
			expect(levelOf({ ...personal, role, granted: undefined })).toBe('none')
			expect(levelOf({ ...personal, role, granted: 'busy' })).toBe('busy')
		}
	})
})

describe('levels and rooms', () => {
	const table: readonly (readonly [Level, string, string])[] = [
		['none', 'none', 'none'],
		['busy', 'none', 'read'],
		['read', 'read', 'read'],
		['write', 'write', 'read'],
		['manage', 'write', 'read']
	]
	it.each(table)('%s opens the months for %s and the busy times for %s', (level, months, busy) => {
		expect(calendarAccess(level)).toBe(months)
		expect(busyAccess(level)).toBe(busy)
	})

	it('each level holds those before it', () => {
		LEVELS.forEach((level, index) =>
			LEVELS.forEach((wanted, other) => expect(reaches(level, wanted)).toBe(index >= other))
		)
	})

	it('roles open the root and the clients', () => {
		expect([undefined, ...ROLES].map(rootAccess)).toEqual(['none', 'write', 'write', 'read', 'read'])
		expect([undefined, ...ROLES].map(clientsAccess)).toEqual(['none', 'write', 'write', 'write', 'read'])
	})
})

describe('roles', () => {
	it('nobody gives or changes what is above them, and members and viewers nothing', () => {
		for (const other of ROLES) {
			expect(mayGive('owner', other)).toBe(true)
			expect(mayChange('owner', other)).toBe(true)
			expect(mayGive('admin', other)).toBe(other !== 'owner')
			expect(mayChange('admin', other)).toBe(other !== 'owner')
			for (const actor of ['member', 'viewer'] as const) {
				expect(mayGive(actor, other)).toBe(false)
				expect(mayChange(actor, other)).toBe(false)
			}
		}
	})

	it('keepsAnOwner() sees whether one is left', () => {
		const one = [
			{ member: 'ada', role: 'owner' },
			{ member: 'ben', role: 'admin' }
		] as const
		expect(keepsAnOwner(one, 'ada', 'admin')).toBe(false)
		expect(keepsAnOwner(one, 'ada', undefined)).toBe(false)
		expect(keepsAnOwner(one, 'ada', 'owner')).toBe(true)
		expect(keepsAnOwner(one, 'ben', undefined)).toBe(true)
		expect(keepsAnOwner([...one, { member: 'cleo', role: 'owner' }], 'ada', 'viewer')).toBe(true)
	})
})

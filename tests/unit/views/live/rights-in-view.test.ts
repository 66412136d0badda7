/** What may be changed: both words count, that of the rights kept here and that of the connection. */
import { expect, test } from 'vitest'
import type { BookCalendar } from '#lib/client/calendars.ts'
import { RightsInView } from '#lib/views/live/rights-in-view.svelte.ts'
import { pretend } from '../pretend-occurrence.ts'

const calendar = (id: string, level: BookCalendar['level']): BookCalendar => ({
	id,
	name: id,
	colour: 'teal',
	kind: 'shared',
	level,
	owner: undefined,
	isOwn: false
})
const rights = (level: BookCalendar['level'], mayWrite?: boolean) =>
	new RightsInView({
		book: { calendars: [calendar('c', level), calendar('other', 'write')] },
		live: () => (mayWrite === undefined ? undefined : { mayWrite: (id) => id !== 'c' || mayWrite })
	})

test.each([
	['manage', true, true],
	['write', true, true],
	['write', false, false],
	['read', true, false],
	['busy', true, false],
	['write', undefined, true],
	['read', undefined, false]
] as const)('level %s, the connection says %s: may change is %s', (level, mayWrite, expected) => {
	expect(rights(level, mayWrite).mayChange(pretend())).toBe(expected)
	expect(rights(level, mayWrite).mayWrite('c')).toBe(expected)
	expect(rights(level, mayWrite).mayWrite('other')).toBe(true)
})

test('the answer stays the same function while no right changed', () => {
	const asked = rights('read', true)
	expect(asked.mayChange).toBe(asked.mayChange)
})

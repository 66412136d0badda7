/** What a change of a series sends: little, however many of its dates say something themselves. */
import { describe, expect, it } from 'vitest'
import { EMPTY_GROUPS } from '#lib/core/appointment/appointment.ts'
import { expand } from '#lib/core/recurrence/expand.ts'
import { overrideKey } from '#lib/core/appointment/ids.ts'
import type { SeriesTime } from '#lib/core/recurrence/series.ts'
import { HOUR, plus, wallOf } from '#lib/core/time/wall.ts'
import { setStatus } from '#lib/doc/edit/change.ts'
import { createSeries } from '#lib/doc/edit/create.ts'
import type { EditContext, Planned } from '#lib/doc/edit/plan.ts'
import { changeInScope, deleteInScope } from '#lib/doc/edit/scope.ts'
import { random, timed } from '../support/salon.ts'
import { createWorld, type Device } from '../support/world.ts'

const OVERRIDES = 500
const MOST_BYTES = 1024

const FROM = wallOf(2025, 1, 1, 9)
const DAILY: SeriesTime = {
	zone: 'Europe/Berlin',
	allDay: false,
	segments: [
		{ from: FROM, rules: ['FREQ=DAILY'], excludedRules: [], duration: HOUR, resources: ['anna', 'room-1'] }
	],
	excluded: [],
	added: []
}

/** A year and a half of dates with a status each, and what the others have not seen yet. */
function lived(): { readonly device: Device; readonly peer: Device; readonly key: string } {
	const [device, peer] = createWorld([1, 2]).devices as [Device, Device]
	const { edit } = device.edit((context) => createSeries(context, random(2), DAILY))
	const id = edit.writes[0]!.id
	const dates = expand(DAILY, { start: FROM, end: wallOf(2027, 1, 1) }).dates
	const keys = dates.map(({ original }) => overrideKey(id, original))
	for (const key of keys.slice(0, OVERRIDES)) device.edit((context) => setStatus(context, key, 'completed'))
	peer.inbox.splice(0)
	return { device, peer, key: keys[OVERRIDES + 20]! }
}

const WHEN = {
	...timed(plus(FROM, (OVERRIDES + 20) * 24 * HOUR), 60, ['anna', 'room-1']),
	zone: 'Europe/Berlin'
}
const LATER = { ...WHEN, start: plus(WHEN.start, 2 * HOUR), end: plus(WHEN.end, 2 * HOUR) }
const CHANGES: Readonly<
	Record<string, (context: EditContext, key: string, scope: 'following' | 'all') => Planned>
> = {
	time: (context, key, scope) => changeInScope(context, key, scope, { groups: { when: LATER } }),
	people: (context, key, scope) =>
		changeInScope(context, key, scope, { groups: { when: { ...WHEN, resources: ['mia', 'room-1'] } } }),
	rule: (context, key, scope) =>
		changeInScope(context, key, scope, { groups: {}, rules: ['FREQ=WEEKLY;BYDAY=MO,WE,FR'] }),
	status: (context, key, scope) =>
		changeInScope(context, key, scope, { groups: { state: { status: 'confirmed', reason: '', by: 'd0' } } }),
	what: (context, key, scope) =>
		changeInScope(context, key, scope, {
			groups: { what: { ...EMPTY_GROUPS.what, title: 'Physiotherapy', service: 'back' } }
		}),
	deletion: deleteInScope
}

describe.each(['following', 'all'] as const)('a change of %s, with 500 dates that have a status', (scope) => {
	it.each(Object.keys(CHANGES))('sends less than 1 KB in one update: %s', (name) => {
		const { device, peer, key } = lived()
		device.edit((context) => CHANGES[name]!(context, key, scope))
		const bytes = peer.inbox.map(({ update }) => update.byteLength)
		expect(bytes).toHaveLength(1)
		expect(bytes[0]).toBeLessThan(MOST_BYTES)
	})
})

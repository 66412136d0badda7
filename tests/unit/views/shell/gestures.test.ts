import { describe, expect, it } from 'vitest'
import { EMPTY_GROUPS, type When } from '#lib/core/appointment/appointment.ts'
import type { Occurrence } from '#lib/core/appointment/occurrence.ts'
import { wallOf } from '#lib/core/time/wall.ts'
import { toInstant } from '#lib/core/time/zone.ts'
import type { Gesture } from '#lib/views/calendar/gesture.ts'
import { movedTo } from '#lib/views/shell/gestures.ts'
import { shownOccurrences, shownResources } from '#lib/views/sidebar/visibility.svelte.ts'
import { exchangeOrder } from '#lib/views/settings/order.ts'
import type { Resource } from '#lib/core/workspace/workspace.ts'

const ZONE = 'Europe/Berlin'
const occurrence = (when: Partial<When> = {}): Occurrence => {
	const whole: When = {
		start: wallOf(2026, 11, 24, 9),
		end: wallOf(2026, 11, 24, 10),
		zone: ZONE,
		allDay: false,
		resources: ['mia', 'room'],
		...when
	}
	return {
		key: '202611-a',
		appointment: { ...EMPTY_GROUPS, id: '202611-a', calendar: 'c', when: whole },
		start: whole.start,
		end: whole.end,
		from: toInstant(whole.start, whole.zone),
		to: toInstant(whole.end, whole.zone)
	}
}
const span = { start: wallOf(2026, 11, 25, 14), end: wallOf(2026, 11, 25, 15) }
const moved = (
	rest: Partial<Extract<Gesture, { kind: 'move' }>> = {}
): Extract<Gesture, { kind: 'move' }> => ({
	kind: 'move',
	key: '202611-a',
	span,
	allDay: false,
	copy: false,
	...rest
})

describe('movedTo()', () => {
	it('keeps the resources where no column was left', () => {
		expect(movedTo(occurrence(), moved(), ZONE)).toEqual({
			...span,
			allDay: false,
			zone: ZONE,
			resources: ['mia', 'room']
		})
	})

	it('exchanges the person and keeps the room beside', () => {
		const { resources } = movedTo(occurrence(), moved({ resource: { from: 'mia', to: 'jonas' } }), ZONE)
		expect(resources).toEqual(['jonas', 'room'])
	})

	it('assigns what was unassigned, never doubles whom it has already', () => {
		const to = (from: string | undefined, target: string, has: readonly string[]) =>
			movedTo(occurrence({ resources: has }), moved({ resource: { from, to: target } }), ZONE).resources
		expect(to(undefined, 'mia', [])).toEqual(['mia'])
		expect(to('mia', 'room', ['mia', 'room'])).toEqual(['room'])
		expect(to('mia', '', ['mia', 'room'])).toEqual(['room'])
	})

	it('gives the times in the zone of the appointment, but dates in none', () => {
		const london = occurrence({ zone: 'Europe/London' })
		expect(movedTo(london, moved(), ZONE).start).toBe(wallOf(2026, 11, 25, 13))
		expect(movedTo(london, moved({ allDay: true }), ZONE).start).toBe(span.start)
	})
})

const resource = (id: string, order: number, archived = false): Resource => ({
	id,
	kind: 'staff',
	name: id,
	colour: 'teal',
	order,
	archived
})

describe('what is shown', () => {
	const all = [resource('mia', 0), resource('jonas', 1), resource('gone', 2, true)]

	it('leaves out the hidden and the archived; one singled out stands alone', () => {
		const ids = (hidden: readonly string[], single?: string) =>
			shownResources(all, new Set(hidden), single).map(({ id }) => id)
		expect(ids([])).toEqual(['mia', 'jonas'])
		expect(ids(['mia'])).toEqual(['jonas'])
		expect(ids(['mia'], 'mia')).toEqual(['mia'])
	})

	it('keeps an appointment as long as one of its people is shown, and the unassigned always', () => {
		const list = [occurrence(), occurrence({ resources: ['jonas'] }), occurrence({ resources: [] })]
		expect(shownOccurrences(list, new Set(), undefined)).toBe(list)
		expect(shownOccurrences(list, new Set(['mia']), undefined)).toHaveLength(3)
		expect(shownOccurrences(list, new Set(['mia', 'room']), undefined)).toHaveLength(2)
		expect(shownOccurrences(list, new Set(), 'jonas')).toHaveLength(1)
	})

	it('exchanges two neighbours and writes only whose place changed', () => {
		const [mia, jonas] = all
		expect(exchangeOrder(all, mia, jonas)).toEqual([resource('jonas', 0), resource('mia', 1)])
		expect(exchangeOrder(all, mia, undefined)).toEqual([])
	})
})

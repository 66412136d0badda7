import type { Grid } from '#lib/core/layout/proposal.ts'
import {
	clashesOf,
	clickAt,
	gestureOf,
	ghostOf,
	sameGhost,
	type Ghost,
	type Grip,
	type Place
} from '#lib/views/interaction/ghost.ts'
import { describe, expect, test } from 'vitest'
import { at, pretend, span } from './pretend-occurrence.ts'

const grid: Grid = { bounds: span(0, 24), slotMinutes: 15 }
const week: Grid = { bounds: span(0, 168), slotMinutes: 15 }
/** Columns: Ada, Mia, then those that nobody has. */
const lines = ['ada', 'mia', undefined]
const place = (line: number, hour: number, allDay = false): Place => ({ line, wall: at(hour), allDay })
/** In a view without a strip. */
const along = (line: number, hour: number): Place => ({ line, wall: at(hour), allDay: undefined })
const one = pretend()
const grip = (kind: 'move' | 'start' | 'end', from = place(1, 9.5), occurrence = one): Grip => ({
	kind,
	at: from,
	occurrence
})
const drag = (from: Grip, to: Place, copy = false): Ghost => ghostOf(from, to, copy, grid, lines)

describe('a lift', () => {
	test('shifts nothing, wherever the card was gripped', () => {
		for (const kind of ['move', 'start', 'end'] as const) {
			const ghost = drag(grip(kind, place(1, 9.87)), place(1, 9.87))
			expect(ghost.span).toEqual(span(9, 10))
			expect(gestureOf(ghost, lines)).toBeUndefined()
		}
	})

	test('shifts nothing either when the card is off the grid', () => {
		const odd = pretend({ from: 9.1, to: 9.9 })
		const ghost = drag(grip('move', place(1, 9.5), odd), place(1, 9.55))
		expect(gestureOf(ghost, lines)).toBeUndefined()
	})
})

describe('a move', () => {
	test('in time keeps the duration', () => {
		const ghost = drag(grip('move'), place(1, 11.5))
		expect(gestureOf(ghost, lines)).toEqual({
			kind: 'move',
			key: one.key,
			span: span(11, 12),
			allDay: false,
			copy: false
		})
	})

	test('to another column says from whom to whom', () => {
		expect(gestureOf(drag(grip('move'), place(0, 9.5)), lines)).toMatchObject({
			span: span(9, 10),
			resource: { from: 'mia', to: 'ada' }
		})
	})

	test('cannot end with nobody: it stays in its column there', () => {
		const ghost = drag(grip('move'), place(2, 11.5))
		expect(ghost.line).toBe(1)
		expect(gestureOf(ghost, lines)).toMatchObject({ span: span(11, 12) })
		expect(gestureOf(ghost, lines)).not.toHaveProperty('resource')
	})

	test('takes what nobody has to somebody', () => {
		const nobodys = pretend({ resources: [] })
		const ghost = drag(grip('move', place(2, 9.5), nobodys), place(0, 9.5))
		expect(gestureOf(ghost, lines)).toMatchObject({ resource: { from: undefined, to: 'ada' } })
	})

	test('with a modifier copies', () => {
		expect(gestureOf(drag(grip('move'), place(0, 9.5), true), lines)).toMatchObject({ copy: true })
	})

	test('into the strip makes it last all day', () => {
		expect(gestureOf(drag(grip('move'), place(1, 0, true)), lines)).toMatchObject({
			span: span(0, 24),
			allDay: true
		})
	})

	test('out of the strip makes it an hour', () => {
		const holiday = pretend({ from: 0, to: 24, allDay: true })
		const ghost = drag(grip('move', place(1, 0, true), holiday), place(1, 11.1))
		expect(gestureOf(ghost, lines)).toMatchObject({ span: span(11, 12), allDay: false })
	})

	test('along the strip, or where there is none, goes by whole days', () => {
		const holiday = pretend({ from: 0, to: 48, allDay: true })
		const from = grip('move', along(1, 5), holiday)
		const ghost = ghostOf(from, along(1, 31), false, week, lines)
		expect(ghost.span).toEqual(span(24, 72))
		expect(ghost.allDay).toBe(true)
		expect(drag(grip('move', place(1, 0, true), holiday), place(0, 0, true)).span).toEqual(span(0, 48))
	})

	test('where there is no strip a timed one stays timed', () => {
		const ghost = ghostOf(grip('move', along(1, 9.5)), along(0, 33.5), false, week, lines)
		expect(ghost).toMatchObject({ span: span(33, 34), allDay: false, line: 0 })
	})
})

describe('a pull at an edge', () => {
	test('moves that edge and stays in its column', () => {
		expect(drag(grip('end'), place(0, 10.5))).toMatchObject({ span: span(9, 11), line: 1, copy: false })
		expect(drag(grip('start'), place(0, 9), true)).toMatchObject({
			span: span(8.5, 10),
			line: 1,
			copy: false
		})
	})

	test('of what lasts all day goes by whole days', () => {
		const holiday = pretend({ from: 0, to: 24, allDay: true })
		const ghost = ghostOf(grip('end', along(1, 23), holiday), along(1, 48), false, week, lines)
		expect(ghost).toMatchObject({ span: span(0, 48), allDay: true })
	})
})

describe('a drawing', () => {
	test('makes a new one in the column where it began', () => {
		const ghost = drag({ kind: 'draw', at: place(0, 9.1) }, place(1, 10.1))
		expect(gestureOf(ghost, lines)).toEqual({
			kind: 'create',
			span: span(9, 10.25),
			allDay: false,
			resource: 'ada'
		})
	})

	test('among those that nobody has makes one without a resource', () => {
		const ghost = drag({ kind: 'draw', at: place(2, 9) }, place(2, 10))
		expect(gestureOf(ghost, lines)).toEqual({ kind: 'create', span: span(9, 10), allDay: false })
	})

	test('in the strip makes one for the day', () => {
		const ghost = drag({ kind: 'draw', at: place(0, 0, true) }, place(0, 12))
		expect(gestureOf(ghost, lines)).toMatchObject({ kind: 'create', span: span(0, 24), allDay: true })
	})
})

describe('clickAt()', () => {
	test('makes one of the usual length in that slot', () => {
		const gesture = clickAt(place(1, 9.3), 30, grid, lines)
		expect(gesture).toEqual({ kind: 'create', span: span(9.25, 9.75), allDay: false, resource: 'mia' })
	})

	test('in the strip makes one for the day', () => {
		expect(clickAt(place(2, 0, true), 30, grid, lines)).toEqual({
			kind: 'create',
			span: span(0, 24),
			allDay: true
		})
	})
})

describe('sameGhost()', () => {
	const ghost = drag(grip('move'), place(1, 11.5))

	test('is true for what looks the same', () => {
		expect(sameGhost(ghost, drag(grip('move'), place(1, 11.52)))).toBe(true)
	})

	test.each([
		['time', drag(grip('move'), place(1, 12.5))],
		['length', drag(grip('end'), place(1, 11.5))],
		['column', drag(grip('move'), place(0, 11.5))],
		['strip', drag(grip('move'), place(1, 0, true))],
		['copy', drag(grip('move'), place(1, 11.5), true)]
	])('is false for another %s', (_, other) => {
		expect(sameGhost(ghost, other)).toBe(false)
	})
})

describe('clashesOf()', () => {
	const others = [
		one,
		pretend({ key: 'before', from: 10, to: 11 }),
		pretend({ key: 'inside', from: 11.25, to: 11.5 }),
		pretend({ key: 'after', from: 12, to: 13 }),
		pretend({ key: 'called-off', from: 11, to: 12, status: 'cancelled' }),
		pretend({ key: 'holiday', from: 0, to: 24, allDay: true })
	]

	test('names those that it would overlap hard: half-open, not cancelled, not all day, not itself', () => {
		const ghost = drag(grip('move'), place(1, 11.5))
		expect([...clashesOf(ghost, others)]).toEqual(['inside'])
		expect([...clashesOf(drag(grip('end'), place(1, 9.75)), others)]).toEqual(['before'])
	})

	test('a copy clashes with its original', () => {
		expect([...clashesOf(drag(grip('move'), place(1, 10), true), others)]).toEqual([one.key, 'before'])
	})

	test('what lasts all day clashes with nobody', () => {
		expect(clashesOf(drag(grip('move'), place(1, 0, true)), others).size).toBe(0)
	})
})

import { describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import type { Clock } from '#lib/core/clock/clock.ts'
import { createDeviceClock } from '#lib/core/clock/device-clock.ts'
import { keepSame, sameValue } from '#lib/doc/same.ts'
import { knowMaps, touchedIds } from '#lib/doc/touched.ts'
import { applyEdit, clockOfStep, isEditOrigin, roomsOfEdit, type Edit } from '#lib/doc/write.ts'

const NOVEMBER = 'c.team.2026-11'
const DECEMBER = 'c.team.2026-12'

function bench(nowMs = 1000) {
	const docs = new Map<string, Y.Doc>()
	const docOf = (room: string) => docs.get(room) ?? docs.set(room, new Y.Doc()).get(room)!
	return { docOf, clock: createDeviceClock({ device: 'tab', nowMs: () => nowMs }) }
}
const EDIT: Edit = {
	what: 'move',
	writes: [
		{ room: NOVEMBER, map: 'when', id: 'a', value: [1, 'x'] },
		{ room: DECEMBER, map: 'guests', id: 'a', value: true },
		{ room: NOVEMBER, map: 'note', id: 'a', value: [1, 'n'] }
	]
}

describe('applyEdit()', () => {
	it('is one transaction for each document, hints before the truth, with an origin that says who and what', () => {
		const on = bench()
		const order: unknown[] = []
		for (const room of [NOVEMBER, DECEMBER]) {
			on.docOf(room).on('afterTransaction', ({ origin }: Y.Transaction) => order.push([room, origin]))
		}
		applyEdit(on, EDIT, 'Ada')
		const origin = { kind: 'edit', what: 'move', by: 'Ada', device: 'tab' }
		expect(order).toEqual([
			[DECEMBER, origin],
			[NOVEMBER, origin]
		])
		expect(isEditOrigin(origin)).toBe(true)
		for (const other of [null, 'edit', { kind: 'x' }, undefined]) expect(isEditOrigin(other)).toBe(false)
	})

	it('hands back what was there and what is there now', () => {
		const on = bench()
		const earlier = [1, 'old', [5, 0, 'other']]
		on.docOf(NOVEMBER).getMap('note').set('a', earlier)
		const step = applyEdit(on, EDIT, 'Ada')
		expect(step).toEqual({
			what: 'move',
			device: 'tab',
			parts: [
				{ room: NOVEMBER, map: 'when', id: 'a', before: undefined, after: [1, 'x', [1000, 0, 'tab']] },
				{ room: NOVEMBER, map: 'note', id: 'a', before: earlier, after: [1, 'n', [1000, 0, 'tab']] }
			]
		})
		expect(clockOfStep(step)).toEqual([1000, 0, 'tab'])
		expect(clockOfStep({ ...step, parts: [] })).toBeUndefined()
	})

	it('is later than every clock of the record, also of the groups it does not write', () => {
		const on = bench()
		const ahead: Clock = [30_000, 7, 'other']
		on.docOf(NOVEMBER).getMap('born').set('a', [1, 'x', ahead])
		expect(clockOfStep(applyEdit(on, EDIT, 'Ada'))).toEqual([30_000, 8, 'tab'])
	})

	it('names its rooms once', () => {
		expect(roomsOfEdit(EDIT)).toEqual([NOVEMBER, DECEMBER])
	})
})

describe('touchedIds()', () => {
	it('tells records from guests and passes over maps of newer clients', () => {
		const doc = new Y.Doc()
		knowMaps(doc)
		const seen: unknown[] = []
		doc.on('afterTransaction', (transaction) => seen.push(touchedIds(transaction)))
		doc.transact(() => {
			doc.getMap('born').set('a', 1)
			doc.getMap('time').set('s-b', 1)
			doc.getMap('guests').set('c', true)
			doc.getMap('future').set('d', 1)
			doc.getArray('born-list').push([1])
		})
		expect(seen).toEqual([{ ids: new Set(['a', 's-b']), guests: new Set(['c']) }])
	})
})

describe('sameValue()', () => {
	it('compares by content', () => {
		expect(sameValue({ a: [1, { b: null }] }, { a: [1, { b: null }] })).toBe(true)
		const different: readonly [unknown, unknown][] = [
			[{ a: 1 }, { a: 2 }],
			[{ a: 1 }, { a: 1, b: 1 }],
			[{ a: undefined }, { b: undefined }],
			[[1], { 0: 1 }],
			[null, {}],
			[{}, null],
			['1', 1],
			[[1, 2], [1]]
		]
		for (const [a, b] of different) expect(sameValue(a, b)).toBe(false)
	})
})

describe('keepSame()', () => {
	it('keeps what equals, whole or in parts', () => {
		const before = { a: { x: 1 }, b: { x: 2 } }
		expect(keepSame(undefined, before)).toBe(before)
		expect(keepSame(before, { a: { x: 1 }, b: { x: 2 } })).toBe(before)
		const next = keepSame(before, { a: { x: 1 }, b: { x: 3 } })
		expect([next.a === before.a, next.b]).toEqual([true, { x: 3 }])
	})
})

import { describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import { HOUR, wallOf } from '#lib/core/time/wall.ts'
import { readAllSeries, readSeries } from '#lib/doc/base.ts'

const CLOCK = [1_795_000_000_000, 0, 'tab']
const TIME = ['Europe/Berlin', 0, [['2026-11-03T09:00', ['FREQ=WEEKLY'], [], HOUR, ['anna']]]]

function baseWith(content: Readonly<Record<string, Readonly<Record<string, unknown>>>>): Y.Doc {
	const doc = new Y.Doc()
	for (const [map, registers] of Object.entries(content)) {
		for (const [id, value] of Object.entries(registers)) doc.getMap(map).set(id, value)
	}
	return doc
}

describe('readSeries()', () => {
	it('reads rules, dates taken out and dates added', () => {
		const added = ['2026-11-06T10:00', ['2026-11-07T10:00', 2 * HOUR]]
		const doc = baseWith({
			born: { 's-a': [1, [...TIME, ['2026-11-10T09:00'], added], [], ['Class'], CLOCK] }
		})
		expect(readSeries(doc, 'team', 's-a')).toMatchObject({
			id: 's-a',
			calendar: 'team',
			what: { title: 'Class' },
			time: {
				zone: 'Europe/Berlin',
				allDay: false,
				segments: [
					{
						from: wallOf(2026, 11, 3, 9),
						rules: ['FREQ=WEEKLY'],
						excludedRules: [],
						duration: HOUR,
						resources: ['anna']
					}
				],
				excluded: [wallOf(2026, 11, 10, 9)],
				added: [{ start: wallOf(2026, 11, 6, 10) }, { start: wallOf(2026, 11, 7, 10), duration: 2 * HOUR }]
			}
		})
	})

	it('is overlaid by its registers', () => {
		const doc = baseWith({ born: { 's-a': [1, TIME, CLOCK] }, state: { 's-a': [1, 'deleted', CLOCK] } })
		expect(readSeries(doc, 'team', 's-a')?.state.status).toBe('deleted')
	})

	it('does not exist without a readable time', () => {
		const segment = ['2026-11-03T09:00', [], [], HOUR]
		const bad: unknown[] = [
			['', 0, [segment]],
			['UTC', 0, []],
			['UTC', 0],
			['UTC', 2, [segment]],
			['UTC', 0, [['soon', [], [], HOUR]]],
			['UTC', 0, [['2026-11-03T09:00', [], [], -1]]],
			['UTC', 0, [['2026-11-03T09:00', [], []]]],
			['UTC', 0, [segment, ['2026-10-03T09:00', [], [], HOUR]]],
			['UTC', 0, [segment], 'x'],
			['UTC', 0, [segment], [3]],
			['UTC', 0, [segment], [], 'x'],
			['UTC', 0, [segment], [], [['2026-11-03T09:00', 'x']]]
		]
		for (const time of bad) {
			expect(readSeries(baseWith({ born: { 's-a': [1, time, CLOCK] } }), 'team', 's-a')).toBeUndefined()
		}
		expect(readSeries(baseWith({ time: { 's-a': [1, ...TIME, CLOCK] } }), 'team', 's-a')).toBeUndefined()
	})

	it('knows series only', () => {
		const doc = baseWith({ born: { '202611-x': [1, TIME, CLOCK], 's-a': [1, TIME, CLOCK] } })
		expect(readAllSeries(doc, 'team').map((series) => series.id)).toEqual(['s-a'])
	})
})

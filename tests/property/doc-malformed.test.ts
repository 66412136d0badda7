/**
 * Whatever lies in a document (another program's, another version's, a malicious colleague's): the index and the
 * projection never throw, and what is shown is in order and finite.
 */
import * as fc from 'fast-check'
import { describe, expect, it, vi } from 'vitest'
import * as Y from 'yjs'
import { addDays, dayOf, formatWall, wallOf, type Day, type Span } from '#lib/core/time/wall.ts'
import { createBookIndex } from '#lib/doc/index/book-index.ts'
import { byTime } from '#lib/doc/index/days.ts'
import { decodeProjection, encodeProjection } from '#lib/doc/projection.ts'
import { at } from '../support/salon.ts'

vi.setConfig({ testTimeout: 60_000 })

const NOVEMBER = 'c.team.2026-11'
const BASE = 'c.team'

const id = fc.constantFrom(
	...['202611-a', '202611-b', 's-a', 's-a@2026-11-10', 's-a@2026-11-10T14:00', 's-a@2026-02-31', 's-a@', '@'],
	...[
		'@2026-11-10',
		'__proto__',
		'constructor',
		'toString',
		'',
		'202613-x',
		'000000-x',
		'202512-foreign',
		's-',
		's-@@'
	]
)

const wallText = fc.constantFrom(
	...['2026-11-10T09:00', '2026-11-10T10:00', '2026-11-10', '2026-11-12', '0001-01-01', '0000-01-01T00:00'],
	...['9999-12-31', '9999-12-31T23:59', '2026-02-31', '2026-11-10T25:00', '٢٠٢٦-١١-١٠T09:00', '20261110']
)
const nasty = fc.oneof(
	fc.constantFrom(
		null,
		true,
		-1,
		0,
		1e300,
		-1e300,
		2 ** 53,
		'x',
		'x'.repeat(20_000),
		'😀\u202e',
		'__proto__'
	),
	wallText,
	fc.constantFrom('booked', 'deleted', 'arrived', 'from-the-future', 'Europe/Berlin', 'Mars/Olympus', 'UTC'),
	fc.constantFrom([], [[]], ['anna'], [1], ['anna', null], {}, { a: 'b' }, { a: 1 }, { ['__proto__']: 'x' })
)
const segment = fc.tuple(
	wallText,
	fc.constantFrom(
		['FREQ=DAILY'],
		['FREQ=SECONDLY'],
		['FREQ=YEARLY;BYMONTHDAY=31;BYMONTH=2'],
		['nonsense'],
		[],
		'FREQ'
	),
	fc.constantFrom([], ['FREQ=WEEKLY'], [7]),
	fc.constantFrom(0, 3_600_000, 86_400_000, 1e15, 1e300, -5, 'long'),
	fc.constantFrom([], ['anna'], 'anna')
)
const body = fc.oneof(
	{ weight: 2, arbitrary: fc.array(nasty, { maxLength: 7 }) },
	{
		weight: 3,
		arbitrary: fc.tuple(
			wallText,
			wallText,
			fc.constantFrom('UTC', 'Europe/Berlin', 'Nowhere/At_All', ''),
			nasty
		)
	},
	{
		weight: 3,
		arbitrary: fc.tuple(
			fc.constantFrom('UTC', 'Europe/Berlin', 'Nowhere/At_All'),
			fc.constantFrom(0, 1, 2),
			fc.array(segment, { minLength: 1, maxLength: 2 }),
			fc.oneof(fc.array(wallText, { maxLength: 3 }), nasty),
			fc.oneof(
				fc.array(wallText, { maxLength: 3 }),
				fc.array(fc.tuple(wallText, fc.constant(1e300)), { maxLength: 2 })
			)
		)
	}
)
const clock = fc.oneof(
	{ weight: 4, arbitrary: fc.constant([1_795_000_000_000, 0, 'd']) },
	fc.constantFrom([1e308, 1e308, ''], [NaN, 0, 'd'], [0], 'clock', null)
)
const version = fc.oneof({ weight: 5, arbitrary: fc.constant(1) }, fc.constantFrom(0, 2, 99, 1.5, '1', null))
const register = fc.tuple(version, body, clock).map(([first, inner, last]) => [first, ...inner, last])
const birth = fc
	.tuple(version, fc.array(fc.oneof(body, nasty), { maxLength: 7 }), clock)
	.map(([first, bodies, last]) => [first, ...bodies, last])
const entry = fc.record({
	map: fc.constantFrom(
		'born',
		'born',
		'when',
		'time',
		'state',
		'what',
		'who',
		'note',
		'more',
		'guests',
		'unknown'
	),
	id,
	value: fc.oneof({ weight: 4, arbitrary: register }, { weight: 4, arbitrary: birth }, nasty)
})

const RANGES: readonly Span<Day>[] = [
	{ start: dayOf(at(1)), end: dayOf(at(30)) },
	...[0, 1, 9999].map((year) => ({
		start: dayOf(wallOf(year, 12, 1)),
		end: addDays(dayOf(wallOf(year, 12, 1)), 40)
	}))
]

describe('a document with anything in it', () => {
	it('is shown as far as it can be meant, and nothing throws', () => {
		fc.assert(
			fc.property(
				fc.array(entry, { minLength: 1, maxLength: 12 }),
				fc.constantFrom('Europe/Berlin', 'America/New_York'),
				(entries, viewZone) => {
					const bugs: unknown[] = []
					const index = createBookIndex({ viewZone, onBug: (bug) => bugs.push(bug) })
					for (const room of [BASE, NOVEMBER]) {
						const doc = new Y.Doc()
						index.open(room, doc)
						doc.transact(() => entries.forEach(({ map, id, value }) => doc.getMap(map).set(id, value)))
					}
					expect(bugs).toEqual([])
					for (const range of RANGES) {
						const shown = index.occurrences(range)
						expect(shown).toEqual(shown.toSorted(byTime))
						for (const { start, end, from, to } of shown) {
							expect([start, end, from, to].every(Number.isFinite)).toBe(true)
							expect(end).toBeGreaterThanOrEqual(start)
							expect(formatWall(start)).toMatch(/^-?\d+-\d\d-\d\dT/)
						}
						index.conflicts(range)
						index.overlaps(range)
					}
					index.bin()
					for (const room of [BASE, NOVEMBER]) {
						const records = index.recordsOf(room)
						if (records) expect(decodeProjection(structuredClone(encodeProjection(records)))).toEqual(records)
					}
				}
			),
			{ numRuns: 400 }
		)
	})
})

import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { EMPTY_GROUPS } from '#lib/core/appointment/appointment.ts'
import { occurrenceOf, type Occurrence } from '#lib/core/appointment/occurrence.ts'
import { STATUSES } from '#lib/core/appointment/status.ts'
import { hardOverlaps, overlapHard } from '#lib/core/overlap/overlap.ts'
import { DAY, HOUR, type Wall } from '#lib/core/time/wall.ts'

const START = Date.UTC(2026, 9, 24)

/** A few hours over two days with a change of the clocks, so that many meet. */
const occurrences: fc.Arbitrary<readonly Occurrence[]> = fc
	.array(
		fc.record({
			from: fc.nat(40),
			length: fc.nat(6),
			allDay: fc.boolean(),
			zone: fc.constantFrom('Europe/Berlin', 'UTC', 'Australia/Lord_Howe'),
			resources: fc.array(fc.constantFrom('a', 'b', 'c'), { maxLength: 3 }),
			status: fc.constantFrom(...STATUSES)
		}),
		{ maxLength: 25 }
	)
	.map((all) =>
		all.map(({ from, length, allDay, zone, resources, status }, n) => {
			const unit = allDay ? DAY : HOUR / 2
			const start = (START + (allDay ? from % 3 : from) * unit) as Wall
			const end = (start + (allDay ? (length % 3) + 1 : length) * unit) as Wall
			const state = { status, reason: '', by: '' }
			const when = { start, end, zone, allDay, resources }
			return occurrenceOf(
				{ ...EMPTY_GROUPS, id: `202610-${n}`, calendar: 'team', when, state },
				'Europe/Berlin'
			)
		})
	)

const name = (resource: string, a: Occurrence, b: Occurrence) =>
	[resource, ...[a.key, b.key].sort()].join(' ')

describe('hardOverlaps()', () => {
	it('equals asking every pair', () => {
		fc.assert(
			fc.property(occurrences, (all) => {
				const pairs = all.flatMap((a, at) => all.slice(at + 1).map((b) => [a, b] as const))
				const expected = pairs.flatMap(([a, b]) => overlapHard(a, b).map((resource) => name(resource, a, b)))
				const found = hardOverlaps(all).map(({ resource, a, b }) => name(resource, a, b))
				expect([...found].sort()).toEqual(expected.sort())
			}),
			{ numRuns: 300 }
		)
	})

	it('does not depend on the order it is given, and comes soonest first', () => {
		fc.assert(
			fc.property(occurrences, (all) => {
				const found = hardOverlaps(all)
				expect(hardOverlaps([...all].reverse())).toEqual(found)
				for (const { a, b } of found) expect(a.from).toBeLessThanOrEqual(b.from)
				const starts = found.map(({ a }) => a.from)
				expect(starts).toEqual([...starts].sort((x, y) => x - y))
			})
		)
	})
})

describe('overlapHard()', () => {
	it('is symmetric, and nothing clashes with itself', () => {
		fc.assert(
			fc.property(occurrences, (all) => {
				for (const a of all) {
					expect(overlapHard(a, a)).toEqual([])
					for (const b of all) expect([...overlapHard(a, b)].sort()).toEqual([...overlapHard(b, a)].sort())
				}
			})
		)
	})
})

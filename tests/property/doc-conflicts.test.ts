/**
 * I3 on one device: the index marks both of two that hold a resource at the same time, and nobody else, whatever was
 * moved, cancelled, deleted or undone before, in every range of days that shows one of them.
 */
import * as fc from 'fast-check'
import { describe, expect, it, vi } from 'vitest'
import { STATUSES } from '#lib/core/appointment/status.ts'
import { overlapHard } from '#lib/core/overlap/overlap.ts'
import { addDays, dayOf, HOUR, MINUTE, wallOf, type Day, type Span, type Wall } from '#lib/core/time/wall.ts'
import { moveAppointment, setStatus } from '#lib/doc/edit/change.ts'
import { createAppointment, createSeries } from '#lib/doc/edit/create.ts'
import { createBookIndex, type BookIndex } from '#lib/doc/index/book-index.ts'
import { planUndo } from '#lib/doc/undo.ts'
import type { UndoStep } from '#lib/doc/write.ts'
import { random, TUESDAYS } from '../support/salon.ts'
import { createWorld, type Device } from '../support/world.ts'

vi.setConfig({ testTimeout: 60_000 })

/** The nights of the autumn change of the clocks: repeated hours, midnights, days of 25 hours. */
const FIRST = wallOf(2026, 10, 24, 18)
const when = fc
	.record({
		half: fc.nat(80),
		halves: fc.nat(20),
		allDay: fc.boolean(),
		zone: fc.constantFrom('Europe/Berlin', 'America/New_York'),
		resources: fc.uniqueArray(fc.constantFrom('anna', 'ben', 'room'), { maxLength: 3 })
	})
	.map(({ half, halves, allDay, ...rest }) => {
		const from = (FIRST + half * 30 * MINUTE) as Wall
		if (!allDay) return { start: from, end: (from + halves * 30 * MINUTE) as Wall, allDay, ...rest }
		const start = (dayOf(from) * 24 * HOUR) as Wall
		return { start, end: (start + (1 + (halves % 3)) * 24 * HOUR) as Wall, allDay, ...rest }
	})

const act = fc.oneof(
	{ weight: 3, arbitrary: fc.record({ kind: fc.constant('create' as const), when }) },
	{ weight: 3, arbitrary: fc.record({ kind: fc.constant('move' as const), when, pick: fc.nat(9) }) },
	fc.record({ kind: fc.constant('status' as const), status: fc.constantFrom(...STATUSES), pick: fc.nat(9) }),
	fc.record({ kind: fc.constant('undo' as const) })
)
type Act = typeof act extends fc.Arbitrary<infer One> ? One : never

function createHands(device: Device, series: string) {
	const keys = [`${series}@2026-10-24`, `${series}@2026-10-25`]
	const steps: UndoStep[] = []
	const keyAt = (pick: number) => keys[pick % keys.length] as string
	return (one: Act, n: number) => {
		device.nowMs += 1000
		switch (one.kind) {
			case 'create': {
				const { edit, step } = device.edit((context) => createAppointment(context, random(n), one.when))
				keys.push(edit.id)
				return steps.push(step)
			}
			case 'move':
				return steps.push(device.edit((context) => moveAppointment(context, keyAt(one.pick), one.when)).step)
			case 'status':
				return steps.push(device.edit((context) => setStatus(context, keyAt(one.pick), one.status)).step)
			case 'undo': {
				const step = steps.pop()
				const planned = step && planUndo(device.context, step)
				if (planned?.ok) device.apply(planned.value.edit)
				return steps.length
			}
			default:
				return one satisfies never
		}
	}
}

/** All pairs of what is shown in the days, looked at one by one. */
function expected(index: BookIndex, range: Span<Day>): ReadonlySet<string> {
	const shown = index.occurrences(range)
	const pairs = new Set<string>()
	for (const a of shown)
		for (const b of shown) if (overlapHard(a, b).length > 0) pairs.add(`${a.key} ${b.key}`)
	return pairs
}

const marked = (index: BookIndex, range: Span<Day>): ReadonlySet<string> =>
	new Set([...index.conflicts(range)].flatMap(([key, others]) => others.map((other) => `${key} ${other}`)))

const day = dayOf(FIRST)
const RANGES: readonly Span<Day>[] = [
	...[-1, 0, 1, 2, 3].map((from) => ({ start: addDays(day, from), end: addDays(day, from + 1) })),
	{ start: addDays(day, -7), end: addDays(day, 14) }
]

describe('marks of conflicts', () => {
	it('are on both and on nobody else, after every edit and every undo, in every range', () => {
		fc.assert(
			fc.property(
				fc.array(act, { minLength: 2, maxLength: 14 }),
				fc.constantFrom('Europe/Berlin', 'America/New_York'),
				(acts, viewZone) => {
					const [device] = createWorld([1]).devices as readonly [Device]
					const segments = TUESDAYS.segments.map((one) => ({
						...one,
						from: wallOf(2026, 10, 20, 23, 30),
						rules: ['FREQ=DAILY']
					}))
					const { edit } = device.edit((context) =>
						createSeries(context, random(1), { ...TUESDAYS, segments })
					)
					const take = createHands(device, edit.id)
					const index = createBookIndex({ viewZone })
					for (const [n, one] of acts.entries()) {
						take(one, 100 + n)
						for (const [room, doc] of device.docs) if (!index.has(room)) index.open(room, doc)
						for (const range of RANGES) {
							const marks = marked(index, range)
							expect(marks).toEqual(expected(index, range))
							for (const { resource, a, b } of index.overlaps(range)) {
								expect(overlapHard(a, b)).toContain(resource)
								expect(marks.has(`${b.key} ${a.key}`)).toBe(true)
								expect(a.from).toBeLessThanOrEqual(b.from)
							}
						}
					}
				}
			),
			{ numRuns: 150 }
		)
	})
})

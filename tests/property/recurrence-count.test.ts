/** COUNT against a walk that counts every start from DTSTART, in whatever steps it is asked. */
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { createCounter } from '#lib/core/recurrence/counted.ts'
import { prepareRule, walkRule, type PreparedRule } from '#lib/core/recurrence/rule-walk.ts'
import { DAY, plus, wallOf } from '#lib/core/time/wall.ts'
import { oddRule, plainRule, wall } from './recurrence.arbitrary.ts'

const END = wallOf(2060, 1, 1)

function lastByWalking(prepared: PreparedRule, count: number): number {
	let last = Infinity
	let found = 0
	walkRule(prepared, { start: prepared.start, end: END }, (start) => {
		found += 1
		if (found === count) last = start
		return found < count
	})
	return last
}

it('ends a rule at its COUNT-th start, however the windows are asked for', () => {
	fc.assert(
		fc.property(
			fc.oneof({ weight: 3, arbitrary: plainRule }, oddRule),
			wall(),
			fc.integer({ min: 1, max: 700 }),
			fc.array(fc.nat({ max: 9000 }), { maxLength: 3 }),
			(rule, from, count, ahead) => {
				const prepared = prepareRule({ ...rule, count }, from)
				const counter = createCounter(prepared)
				const last = lastByWalking(prepared, count)
				for (const days of ahead) {
					const end = plus(from, days * DAY)
					const told = counter.upTo(end).last
					// A window that ends before the last start need not know it.
					expect(last < end ? told : Math.min(told, last)).toBe(last)
				}
				expect(counter.upTo(END).last).toBe(last)
			}
		),
		{ numRuns: 500 }
	)
}, 60_000)

import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { compareClocks, FUTURE_MS, type Clock } from '#lib/core/clock/clock.ts'
import { createDeviceClock } from '#lib/core/clock/device-clock.ts'

const HOUR = 3_600_000

describe('createDeviceClock()', () => {
	it('never gives a clock twice and each later than the one before, however the wall clock jumps', () => {
		const step = fc.record({
			now: fc.integer({ min: 0, max: 10 * HOUR }),
			seen: fc.array(fc.tuple(fc.nat(20 * HOUR), fc.nat(3), fc.constantFrom('b', 'c')), { maxLength: 2 })
		})
		fc.assert(
			fc.property(fc.array(step, { minLength: 2 }), (steps) => {
				let now = 0
				const clock = createDeviceClock({ device: 'a', nowMs: () => now })
				let before: Clock | undefined
				for (const { now: next, seen } of steps) {
					now = next
					const given = clock.next(seen)
					if (before) expect(compareClocks(given, before)).toBeGreaterThan(0)
					before = given
				}
			})
		)
	})

	it('is later than everything seen that is not from the future', () => {
		const clock = createDeviceClock({ device: 'a', nowMs: () => 1000 })
		expect(
			clock.next([
				[1000 + FUTURE_MS, 4, 'b'],
				[5, 0, 'c']
			])
		).toEqual([1000 + FUTURE_MS, 5, 'a'])
	})

	it('does not follow a device whose clock is a year ahead', () => {
		const clock = createDeviceClock({ device: 'a', nowMs: () => 1000 })
		expect(clock.next([[1000 + 9000 * HOUR, 4, 'b']])[0]).toBe(1000 + FUTURE_MS)
		const unharmed = createDeviceClock({ device: 'c', nowMs: () => 1000 + 2 * FUTURE_MS })
		expect(unharmed.next([[1000 + FUTURE_MS, 1, 'a']])).toEqual([1000 + 2 * FUTURE_MS, 0, 'c'])
	})

	it('goes on behind its last clock of an earlier run when the wall clock was set back', () => {
		const clock = createDeviceClock({ device: 'a', nowMs: () => 1000, last: [9 * HOUR, 2, 'a'] })
		expect(clock.next([])).toEqual([9 * HOUR, 3, 'a'])
		expect(clock.device).toBe('a')
	})
})

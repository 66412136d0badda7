import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
	clampClock,
	compareClocks,
	FUTURE_MS,
	later,
	sameClock,
	tick,
	type Clock
} from '#lib/core/clock/clock.ts'

const clock: fc.Arbitrary<Clock> = fc.tuple(fc.nat(3), fc.nat(3), fc.constantFrom('a', 'b'))

describe('compareClocks()', () => {
	it('is a total order: antisymmetric, transitive, and zero only for the same clock', () => {
		fc.assert(
			fc.property(clock, clock, clock, (a, b, c) => {
				expect(Math.sign(compareClocks(a, b))).toBe(-Math.sign(compareClocks(b, a)) + 0)
				if (compareClocks(a, b) <= 0 && compareClocks(b, c) <= 0)
					expect(compareClocks(a, c)).toBeLessThanOrEqual(0)
				expect(sameClock(a, b)).toBe(a.join() === b.join())
			})
		)
	})

	it('asks the milliseconds first, then the counter, then the device', () => {
		expect(compareClocks([2, 0, 'a'], [1, 9, 'b'])).toBeGreaterThan(0)
		expect(compareClocks([1, 2, 'a'], [1, 1, 'b'])).toBeGreaterThan(0)
		expect(compareClocks([1, 1, 'b'], [1, 1, 'a'])).toBeGreaterThan(0)
	})
})

describe('tick()', () => {
	it('is later than what was seen, whatever the wall clock says', () => {
		fc.assert(
			fc.property(clock, fc.nat(5), (seen, now) => {
				expect(compareClocks(tick(seen, now, 'me'), seen)).toBeGreaterThan(0)
			})
		)
	})

	it('is the wall clock where nothing was seen', () => {
		expect(tick(undefined, 7, 'me')).toEqual([7, 0, 'me'])
	})
})

describe('later()', () => {
	it('is one of the two and not before either', () => {
		fc.assert(
			fc.property(clock, clock, (a, b) => {
				const found = later(a, b)
				expect([a, b]).toContain(found)
				expect(compareClocks(found, a)).toBeGreaterThanOrEqual(0)
				expect(compareClocks(found, b)).toBeGreaterThanOrEqual(0)
			})
		)
		expect(later(undefined, [1, 1, 'a'])).toEqual([1, 1, 'a'])
	})
})

describe('clampClock()', () => {
	it('leaves a clock that is at most a minute ahead', () => {
		const near: Clock = [1000 + FUTURE_MS, 3, 'b']
		expect(clampClock(near, 1000)).toBe(near)
	})

	it('takes a clock from further ahead for one of a minute ahead', () => {
		expect(clampClock([1001 + FUTURE_MS, 3, 'b'], 1000)).toEqual([1000 + FUTURE_MS, 0, 'b'])
	})
})

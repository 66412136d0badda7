import { expect, it } from 'vitest'
import { createRateLimits } from '../../../server/http/rate-limit.ts'

function limits() {
	let now = 0
	return { limits: createRateLimits(() => now), pass: (ms: number) => void (now += ms) }
}
const RATE = { max: 2, seconds: 10 }

it('allows so many in a window, says how long to wait, and begins anew', () => {
	const { limits: rates, pass } = limits()
	expect([rates.take('a', RATE), rates.take('a', RATE)]).toEqual([0, 0])
	pass(4_000)
	expect(rates.take('a', RATE)).toBe(6)
	expect(rates.take('b', RATE)).toBe(0)
	pass(5_999)
	expect(rates.take('a', RATE)).toBe(1)
	pass(1)
	expect(rates.take('a', RATE)).toBe(0)
})

it('forgives', () => {
	const { limits: rates } = limits()
	rates.take('a', RATE)
	rates.take('a', RATE)
	rates.forgive('a')
	expect(rates.take('a', RATE)).toBe(0)
})

it('keeps no more than so many windows, the oldest go first', () => {
	const { limits: rates } = limits()
	rates.take('first', { max: 1, seconds: 1_000 })
	for (let index = 0; index < 50_000; index += 1) rates.take(`key ${index}`, RATE)
	expect(rates.take('first', { max: 1, seconds: 1_000 })).toBe(0)
	expect(rates.take('key 49999', { max: 1, seconds: 10 })).toBeGreaterThan(0)
})

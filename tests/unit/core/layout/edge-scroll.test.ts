import { EDGE, edgeSpeed, TOP_SPEED } from '#lib/core/layout/edge-scroll.ts'
import { describe, expect, test } from 'vitest'

const speed = (position: number) => edgeSpeed(position, 100, 900)

describe('edgeSpeed()', () => {
	test('is nothing in the middle, up to the edges', () => {
		expect(speed(500)).toBe(0)
		expect(speed(100 + EDGE)).toBe(0)
		expect(speed(900 - EDGE)).toBe(0)
	})

	test('goes back at the start and on at the end', () => {
		expect(speed(110)).toBeLessThan(0)
		expect(speed(890)).toBeGreaterThan(0)
	})

	test('is a quarter of the top at half the depth', () => {
		expect(speed(900 - EDGE / 2)).toBeCloseTo(TOP_SPEED / 4)
		expect(speed(100 + EDGE / 2)).toBeCloseTo(-TOP_SPEED / 4)
	})

	test('is at its top at the very edge and beyond', () => {
		expect(speed(100)).toBe(-TOP_SPEED)
		expect(speed(-400)).toBe(-TOP_SPEED)
		expect(speed(900)).toBe(TOP_SPEED)
		expect(speed(2000)).toBe(TOP_SPEED)
	})

	test('leaves half of a small room still', () => {
		expect(edgeSpeed(50, 0, 100)).toBe(0)
		expect(edgeSpeed(26, 0, 100)).toBe(0)
		expect(edgeSpeed(12.5, 0, 100)).toBeCloseTo(-TOP_SPEED / 4)
	})

	test('is nothing where there is no room', () => {
		expect(edgeSpeed(5, 10, 10)).toBe(0)
		expect(edgeSpeed(5, 10, 0)).toBe(0)
	})
})

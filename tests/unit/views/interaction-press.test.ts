import {
	distance,
	edgeAt,
	liftsByHold,
	MOUSE_SLOP,
	pressMoved,
	reachOf,
	TOUCH_SLOP,
	wantedSpeed
} from '#lib/views/interaction/press.ts'
import { describe, expect, test } from 'vitest'

const from = { x: 100, y: 100 }
const moved = (type: string, by: number) => pressMoved(type, from, { x: 100, y: 100 + by })

describe('pressMoved()', () => {
	test('a mouse lifts as soon as it clearly moves', () => {
		expect(moved('mouse', MOUSE_SLOP)).toBe('wait')
		expect(moved('mouse', MOUSE_SLOP + 1)).toBe('lift')
		expect(moved('mouse', -200)).toBe('lift')
	})

	test.each(['touch', 'pen'])('a %s that moves before the hold scrolls, and never lifts', (type) => {
		expect(moved(type, TOUCH_SLOP)).toBe('wait')
		expect(moved(type, TOUCH_SLOP + 1)).toBe('let-go')
		expect(moved(type, -300)).toBe('let-go')
	})

	test('the way counts, not its direction', () => {
		expect(distance(from, { x: 103, y: 104 })).toBe(5)
		expect(pressMoved('touch', from, { x: 108, y: 108 })).toBe('let-go')
	})
})

describe('liftsByHold()', () => {
	test('is for all but the mouse', () => {
		expect(['mouse', 'touch', 'pen', ''].map(liftsByHold)).toEqual([false, true, true, true])
	})
})

describe('wantedSpeed()', () => {
	const speed = (...xs: number[]) => {
		const path = xs.map((x) => ({ x, y: 0 }))
		const { low, high } = path.slice(1).reduce((reach, at) => reachOf(at, reach), reachOf(path[0] ?? from))
		return wantedSpeed(700, xs.at(-1) ?? 0, low.x, high.x)
	}

	test('what is lifted beside an edge stays, and so does what is carried along it', () => {
		expect([speed(380), speed(380, 375, 383), speed(380, 384)]).toEqual([0, 0, 0])
	})

	test('a hand that goes to the edge, or comes back to it, scrolls', () => {
		expect([speed(300, 380), speed(380, 200, 380)]).toEqual([700, 700])
	})

	test('towards the other side as well', () => {
		expect([wantedSpeed(-700, 5, 5, 100), wantedSpeed(-700, 5, 5, 12)]).toEqual([-700, 0])
	})
})

describe('edgeAt()', () => {
	test('finds the ends of a box and leaves the middle', () => {
		expect([0, 6, 7, 50, 93, 94, 100].map((at) => edgeAt(at, 100))).toEqual([
			'start',
			'start',
			undefined,
			undefined,
			undefined,
			'end',
			'end'
		])
	})

	test('leaves a third of a short box to move it by', () => {
		expect([0, 4, 5, 7, 9, 12].map((at) => edgeAt(at, 12))).toEqual([
			'start',
			undefined,
			undefined,
			undefined,
			'end',
			'end'
		])
	})
})

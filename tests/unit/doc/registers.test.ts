import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Clock } from '#lib/core/clock/clock.ts'
import { tableOf, text, flag } from '#lib/doc/fields.ts'
import {
	bodyOf,
	CLEARED,
	clockOf,
	isCleared,
	overwrite,
	parseRegister,
	SHAPE_VERSION,
	stamp,
	trim,
	unstamped,
	type Plain
} from '#lib/doc/registers.ts'

const CLOCK: Clock = [1_795_000_000_000, 2, 'tab']
const codec = tableOf<{ readonly a: string; readonly b: boolean }>({ a: text, b: flag })

describe('parseRegister()', () => {
	it('takes a version, fields and a clock', () => {
		const register = parseRegister([1, 'x', CLOCK])
		expect(register && [bodyOf(register), clockOf(register), isCleared(register)]).toEqual([
			['x'],
			CLOCK,
			false
		])
	})

	it('takes a clock that a newer client made longer', () => {
		expect(parseRegister([1, 'x', [...CLOCK, 'more']])).toBeDefined()
	})

	it('takes anything else for absent and throws at nothing', () => {
		const bad: unknown[] = [
			undefined,
			null,
			'x',
			{},
			[],
			[1],
			[CLOCK],
			['1', CLOCK],
			[0, CLOCK],
			[1.5, CLOCK]
		]
		bad.push(
			[1, 'x'],
			[1, ['1', 0, 'd']],
			[1, [1, '0', 'd']],
			[1, [1, 0, 3]],
			[1, [1, 0]],
			[1, [NaN, 0, 'd']]
		)
		for (const raw of bad) expect(parseRegister(raw)).toBeUndefined()
		fc.assert(fc.property(fc.anything(), (raw) => void parseRegister(raw)))
	})
})

describe('a cleared register', () => {
	it('is a version and a clock alone', () => {
		expect(isCleared(stamp(CLEARED, CLOCK))).toBe(true)
	})
})

describe('unstamped()', () => {
	it('is undone by stamp()', () => {
		const register = stamp([1, 'x', 0], CLOCK)
		expect(stamp(unstamped(register), CLOCK)).toEqual(register)
	})
})

describe('overwrite()', () => {
	const plain = fc.oneof(fc.string(), fc.integer(), fc.boolean(), fc.constant(null), fc.array(fc.nat()))

	it('keeps what a newer client put behind the fields we know, and its version (I8)', () => {
		fc.assert(
			fc.property(
				fc.string(),
				fc.boolean(),
				fc.array(plain, { minLength: 1 }),
				fc.nat(9),
				(a, b, unknown, ahead) => {
					const version = SHAPE_VERSION + ahead
					const [kept, ...fields] = overwrite(codec, { a, b }, { version, body: ['old', 1, ...unknown] })
					expect(kept).toBe(version)
					expect(fields).toEqual([a, b ? 1 : 0, ...unknown])
				}
			)
		)
	})

	it('reads back as it was written, over anything', () => {
		fc.assert(
			fc.property(fc.string(), fc.boolean(), fc.array(plain), (a, b, body) => {
				const [, ...fields] = overwrite(codec, { a, b }, { version: 1, body })
				expect(codec.decode(fields)).toEqual({ a, b })
			})
		)
	})

	it('writes our version over nothing, without empty positions at the end, but never an empty register', () => {
		expect(overwrite(codec, { a: 'x', b: false }, undefined)).toEqual([SHAPE_VERSION, 'x'])
		expect(overwrite(codec, { a: '', b: false }, undefined)).toEqual([SHAPE_VERSION, ''])
		expect(overwrite(codec, { a: '', b: true }, undefined)).toEqual([SHAPE_VERSION, '', 1])
	})
})

describe('trim()', () => {
	it('takes away every kind of emptiness, and only from the end', () => {
		const empty: Plain[] = ['', 0, false, null, [], {}]
		expect(trim(['x', ...empty], 0)).toEqual(['x'])
		expect(trim([...empty, 'x'], 0)).toEqual([...empty, 'x'])
		expect(trim(empty, 2)).toEqual(['', 0])
		expect(trim([[0], { a: '' }, true], 0)).toEqual([[0], { a: '' }, true])
	})
})

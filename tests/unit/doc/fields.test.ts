import { describe, expect, it } from 'vitest'
import {
	flag,
	listOf,
	number,
	numbers,
	oneOf,
	required,
	tableOf,
	text,
	texts,
	textsByName
} from '#lib/doc/fields.ts'

describe('fields', () => {
	it('take their own kind and refuse the others', () => {
		expect([text.read('x'), text.read(1)]).toEqual(['x', undefined])
		expect([number.read(1.5), number.read('1'), number.read(Infinity)]).toEqual([1.5, undefined, undefined])
		expect([numbers.read([1, 2]), numbers.read([1, 'x']), numbers.read(1)]).toEqual([
			[1, 2],
			undefined,
			undefined
		])
		expect([texts.read(['x']), texts.read([1]), texts.read('x')]).toEqual([['x'], undefined, undefined])
		expect([textsByName.read({ a: 'x' }), textsByName.read({ a: 1 })]).toEqual([{ a: 'x' }, undefined])
		for (const raw of [null, 'x', ['x']]) expect(textsByName.read(raw)).toBeUndefined()
	})

	it('flag is written as a number and read as either', () => {
		expect([flag.write(true), flag.write(false)]).toEqual([1, 0])
		expect([true, 1, false, 0, 2, 'x'].map((raw) => flag.read(raw))).toEqual([
			true,
			true,
			false,
			false,
			undefined,
			undefined
		])
	})

	it('oneOf() knows its names only', () => {
		expect([oneOf(['a', 'b']).read('b'), oneOf(['a', 'b']).read('c')]).toEqual(['b', undefined])
	})
})

describe('tableOf()', () => {
	const table = tableOf<{ readonly name: string; readonly size: number }>({
		name: required(text),
		size: number
	})

	it('fills what is missing at the end with the empty value', () => {
		expect(table.decode(['x'])).toEqual({ name: 'x', size: 0 })
	})

	it('refuses a body without what is required, or with a field of another kind', () => {
		expect(table.decode([])).toBeUndefined()
		expect(table.decode(['x', 'y'])).toBeUndefined()
	})

	it('passes over what is behind the fields it knows', () => {
		expect(table.decode(['x', 1, 'newer'])).toEqual({ name: 'x', size: 1 })
	})

	it('lies in lists', () => {
		const list = listOf(table)
		expect(list.write([{ name: 'x', size: 2 }])).toEqual([['x', 2]])
		expect(list.read([['x', 2], ['y']])).toEqual([
			{ name: 'x', size: 2 },
			{ name: 'y', size: 0 }
		])
		for (const raw of ['x', ['x'], [[]], [['x', 'y']]]) expect(list.read(raw)).toBeUndefined()
	})
})

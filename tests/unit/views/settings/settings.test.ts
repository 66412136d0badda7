import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Resource } from '#lib/core/workspace/workspace.ts'
import { LOCALES } from '#lib/views/settings/locales.ts'
import { newId } from '#lib/views/settings/new-id.ts'
import { exchangeOrder } from '#lib/views/settings/order.ts'

const person = (id: string, order: number): Resource => ({
	id,
	kind: 'staff',
	name: id,
	colour: 'teal',
	order,
	archived: false
})

/** As the workspace sorts them. */
const inOrder = (resources: readonly Resource[]) =>
	[...resources].sort((a, b) => a.order - b.order || a.name.localeCompare(b.name))
const written = (resources: readonly Resource[], changed: readonly Resource[]) =>
	inOrder(resources.map((one) => changed.find(({ id }) => id === one.id) ?? one)).map(({ id }) => id)

describe('exchangeOrder()', () => {
	const teams = fc
		.array(fc.integer({ min: 0, max: 4 }), { minLength: 2, maxLength: 8 })
		.map((orders) => inOrder(orders.map((order, n) => person(`p${n}`, order))))

	test('two change places and nobody else moves, also where orders were equal', () => {
		fc.assert(
			fc.property(teams, fc.nat(), (team, at) => {
				const first = at % (team.length - 1)
				const [a, b] = [team[first], team[first + 1]]
				const wanted = team.map(({ id }) => (id === a?.id ? b?.id : id === b?.id ? a?.id : id))
				expect(written(team, exchangeOrder(team, a, b))).toEqual(wanted)
			})
		)
	})

	test('writes only those whose place changes', () => {
		const team = [person('a', 0), person('b', 1), person('c', 2)]
		expect(exchangeOrder(team, team[0], team[1]).map(({ id }) => id)).toEqual(['b', 'a'])
	})

	test('the first does not go up, the last does not go down', () => {
		const team = [person('a', 0)]
		expect(exchangeOrder(team, team[0], undefined)).toEqual([])
		expect(exchangeOrder(team, undefined, team[0])).toEqual([])
	})
})

test('newId() never gives an id twice and says what it is for', () => {
	const ids = Array.from({ length: 500 }, () => newId('r'))
	expect(new Set(ids).size).toBe(500)
	expect(ids.every((id) => /^r-[0-9a-z]+$/.test(id))).toBe(true)
})

test('every way to write dates is one the browser knows, listed once', () => {
	const values = LOCALES.map(({ value }) => value)
	expect(Intl.DateTimeFormat.supportedLocalesOf(values)).toEqual(values)
	expect(new Set(values).size).toBe(values.length)
})

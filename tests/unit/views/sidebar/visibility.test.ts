import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Occurrence } from '#lib/core/appointment/occurrence.ts'
import { shownOccurrences, VisibilityState } from '#lib/views/sidebar/visibility.svelte.ts'

const PEOPLE = ['mia', 'jonas', 'room'].map((id) => ({ id }))
const CALENDARS = ['salon', 'mine', 'theirs'].map((id) => ({ id }))

const store = () => {
	const stored = new Map<string, string>()
	return {
		getItem: (key: string) => stored.get(key) ?? null,
		setItem: (key: string, value: string) => void stored.set(key, value),
		removeItem: (key: string) => void stored.delete(key)
	}
}
const hiddenOf = (visibility: VisibilityState, among: readonly { readonly id: string }[]) =>
	among.filter(({ id }) => visibility.hidden.has(id)).map(({ id }) => id)

const step = fc.record({
	group: fc.constantFrom(PEOPLE, CALENDARS),
	at: fc.nat(2),
	only: fc.boolean()
})

describe('VisibilityState', () => {
	test('what is done to people leaves the calendars alone, and the reverse; a reload shows the same', () => {
		fc.assert(
			fc.property(fc.array(step, { maxLength: 20 }), (steps) => {
				const kept = store()
				const visibility = new VisibilityState('w', kept)
				for (const { group, at, only } of steps) {
					const others = group === PEOPLE ? CALENDARS : PEOPLE
					const before = hiddenOf(visibility, others)
					const { id } = group[at]!
					if (only) {
						const wasAlone = hiddenOf(visibility, group).length === 2 && !visibility.hidden.has(id)
						visibility.only(id, group)
						expect(hiddenOf(visibility, group)).toHaveLength(wasAlone ? 0 : 2)
						expect(visibility.hidden.has(id)).toBe(false)
					} else {
						const was = visibility.hidden.has(id)
						visibility.toggle(id)
						expect(visibility.hidden.has(id)).toBe(!was)
					}
					expect(hiddenOf(visibility, others)).toEqual(before)
				}
				expect(new VisibilityState('w', kept).hidden).toEqual(visibility.hidden)
			})
		)
	})
})

describe('shownOccurrences()', () => {
	const of = (calendar: string, ...resources: readonly string[]) =>
		({ appointment: { calendar, when: { resources } } }) as unknown as Occurrence
	const list = [of('salon', 'mia'), of('mine', 'mia'), of('mine'), of('salon', 'jonas')]

	test('leaves out all of a hidden calendar, also where one person is singled out', () => {
		expect(shownOccurrences(list, new Set(['mine']), undefined)).toEqual([list[0], list[3]])
		expect(shownOccurrences(list, new Set(['mine']), 'mia')).toEqual([list[0]])
		expect(shownOccurrences(list, new Set(['mine', 'jonas']), undefined)).toEqual([list[0]])
		expect(shownOccurrences(list, new Set(), undefined)).toBe(list)
	})
})

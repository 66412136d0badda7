/** What a view shows of the others, and that nothing is drawn again that did not change. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Person } from '#lib/client/live/live.ts'
import type { Day } from '#lib/core/time/wall.ts'
import { COLOURS } from '#lib/core/workspace/colour.ts'
import { sayDoing } from '#lib/views/presence/doing.ts'
import { ghostsOf, heldBy, NOBODY, sayNames } from '#lib/views/presence/presence.ts'
import { boardGhosts } from '#lib/views/presence/board-ghosts.ts'
import { at } from '../pretend-occurrence.ts'

const BERLIN = 'Europe/Berlin'
const person = (wish: Partial<Person> & Pick<Person, 'name'>): Person => ({
	id: wish.name,
	colour: 'teal',
	day: undefined,
	holds: undefined,
	drag: undefined,
	...wish
})
const drag = (key: string, from = 9, to = 10, rest: Partial<NonNullable<Person['drag']>['to']> = {}) => ({
	key,
	to: { start: at(from), end: at(to), allDay: false, zone: BERLIN, resources: ['mia'], ...rest }
})

const persons = fc.uniqueArray(
	fc.record({
		name: fc.constantFrom('Ada', 'Ben', 'Cem', 'Dora'),
		colour: fc.constantFrom(...COLOURS),
		holds: fc.option(fc.constantFrom('a', 'b', 'c'), { nil: undefined }),
		dragged: fc.option(
			fc.record({ key: fc.constantFrom('a', 'b', 'c'), from: fc.integer({ min: 0, max: 20 }) }),
			{
				nil: undefined
			}
		)
	}),
	{ selector: ({ name }) => name }
)
const peopleOf = (some: typeof persons extends fc.Arbitrary<infer Some> ? Some : never): readonly Person[] =>
	some.map(({ name, colour, holds, dragged }) =>
		person({ name, colour, holds, drag: dragged && drag(dragged.key, dragged.from, dragged.from + 1) })
	)

describe('heldBy()', () => {
	it('marks exactly what somebody holds or drags', () => {
		fc.assert(
			fc.property(persons, (some) => {
				const people = peopleOf(some)
				const wanted = new Set(people.flatMap(({ holds, drag }) => drag?.key ?? holds ?? []))
				expect(new Set(heldBy(people, NOBODY).keys())).toEqual(wanted)
			})
		)
	})

	it('gives the same marks again as the same objects, and the same map where none changed', () => {
		fc.assert(
			fc.property(persons, persons, (one, other) => {
				const before = heldBy(peopleOf(one), NOBODY)
				expect(heldBy(peopleOf(one), before)).toBe(before)
				const after = heldBy(peopleOf(other), before)
				expect(after).toEqual(heldBy(peopleOf(other), NOBODY))
				for (const [key, mark] of after) {
					const known = before.get(key)
					if (known?.words !== mark.words || known.colour !== mark.colour) continue
					if (known.initials === mark.initials) expect(mark).toBe(known)
				}
			})
		)
	})

	it('changes no mark while somebody drags on', () => {
		const before = heldBy([person({ name: 'Ben', drag: drag('a', 9) })], NOBODY)
		expect(heldBy([person({ name: 'Ben', drag: drag('a', 10) })], before)).toBe(before)
	})

	it('says who moves it before who has it open', () => {
		const held = heldBy(
			[person({ name: 'Ada', holds: 'a' }), person({ name: 'Ben', drag: drag('a') })],
			NOBODY
		)
		expect(held.get('a')).toMatchObject({ names: 'Ben', initials: 'B+1', words: 'Ben is moving it' })
	})

	it('says that several have it open', () => {
		const held = heldBy([person({ name: 'Ada', holds: 'a' }), person({ name: 'Ben', holds: 'a' })], NOBODY)
		expect(held.get('a')?.words).toBe('Ada and Ben have it open')
	})

	it('draws a colour that this version does not know as slate', () => {
		expect(heldBy([person({ name: 'Ada', holds: 'a', colour: 'glitter' })], NOBODY).get('a')?.colour).toBe(
			'slate'
		)
	})
})

describe('ghostsOf()', () => {
	it('gives the same array while nobody moved', () => {
		fc.assert(
			fc.property(persons, (some) => {
				const before = ghostsOf(peopleOf(some), BERLIN, [])
				expect(ghostsOf(peopleOf(some), BERLIN, before)).toBe(before)
			})
		)
	})

	it('keeps the ghost of who holds still beside one who moves', () => {
		const still = person({ name: 'Ada', drag: drag('a') })
		const before = ghostsOf([still, person({ name: 'Ben', drag: drag('b', 9) })], BERLIN, [])
		const after = ghostsOf([{ ...still }, person({ name: 'Ben', drag: drag('b', 11) })], BERLIN, before)
		expect(after[0]).toBe(before[0])
		expect(after[1]?.span.start).toBe(at(11))
	})

	it('shows it in the zone of the view, whole days on their dates', () => {
		const [timed] = ghostsOf(
			[person({ name: 'Ada', drag: drag('a', 9, 10, { zone: 'Europe/London' }) })],
			BERLIN,
			[]
		)
		expect(timed?.span).toEqual({ start: at(10), end: at(11) })
		const whole = drag('a', 0, 24, { zone: 'Asia/Tokyo', allDay: true })
		expect(ghostsOf([person({ name: 'Ada', drag: whole })], BERLIN, [])[0]?.span).toEqual({
			start: at(0),
			end: at(24)
		})
	})
})

describe('boardGhosts()', () => {
	const lines = [{ id: 'mia' }, { id: 'room' }, { id: '' }]
	const linesOf = (resources: readonly string[]) => {
		const ghosts = ghostsOf([person({ name: 'Ada', drag: drag('a', 9, 10, { resources }) })], BERLIN, [])
		return boardGhosts(ghosts, lines, () => undefined).map(({ ghost }) => ghost.line)
	}

	it('stands in each line of its people and rooms that is shown', () => {
		expect(linesOf(['room', 'mia', 'hidden'])).toEqual([0, 1])
	})

	it('stands with the unassigned where nobody has it', () => {
		expect(linesOf([])).toEqual([2])
	})
})

describe('words', () => {
	it('sayNames() names two and counts more', () => {
		expect([['Ada'], ['Ada', 'Ben'], ['Ada', 'Ben', 'Cem']].map(sayNames)).toEqual([
			'Ada',
			'Ada and Ben',
			'Ada and 2 others'
		])
	})

	it('sayDoing() says the busiest thing, also of what is not read here', () => {
		const words = { sayDay: () => 'Tue 24 Nov', nameOf: (key: string) => (key === 'a' ? 'Anna' : undefined) }
		const day = 20_781 as Day
		expect(sayDoing({ day, holds: 'b', drag: drag('a') }, words)).toBe('moves Anna · Tue 24 Nov')
		expect(sayDoing({ day, holds: 'b', drag: undefined }, words)).toBe('has an appointment open · Tue 24 Nov')
		expect(sayDoing({ day, holds: undefined, drag: undefined }, words)).toBe('looks at Tue 24 Nov')
		expect(sayDoing({ day: undefined, holds: undefined, drag: undefined }, words)).toBe('has the book open')
	})
})

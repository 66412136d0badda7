import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { AppointmentId } from '#lib/core/appointment/appointment.ts'
import { DAY, HOUR, MINUTE, startOfDay, type Day, type Wall } from '#lib/core/time/wall.ts'
import { diffCards, sizeOf } from '#lib/views/calendar/card-diff.ts'
import { CardMaker } from '#lib/views/calendar/card-maker.ts'
import {
	cardOf,
	classesOf,
	dayOfMore,
	moreCard,
	spanOf,
	toEventInput,
	type DrawnCard
} from '#lib/views/calendar/event-input.ts'
import { neighbourOf } from '#lib/views/calendar/neighbour.ts'
import { clickedSpan, monthAnchor, turnedDay, type EngineViewProps } from '#lib/views/calendar/options.ts'
import { swipeOf } from '#lib/views/calendar/swipe.ts'
import { monthGridRange } from '#lib/core/time/calendar.ts'
import { occurrence } from './occurrences.ts'

const TODAY = 20_782 as Day
const nine = startOfDay(TODAY) + 9 * HOUR
const settings = {
	firstWeekday: 1,
	slotMinutes: 15,
	dayStart: 480,
	dayEnd: 1140,
	weekNumbers: true,
	colourBy: 'person',
	density: 'compact',
	locale: 'en-GB',
	shortcuts: true
} as const
const NOBODY: EngineViewProps['resources'] = []
const props = (more: Partial<EngineViewProps> = {}): EngineViewProps => ({
	kind: 'week',
	range: { start: TODAY, end: (TODAY + 7) as Day },
	now: nine as Wall,
	occurrences: [],
	loaded: true,
	resources: NOBODY,
	hueOf: () => 'teal',
	conflicts: new Map(),
	selected: undefined,
	settings,
	ongesture: () => undefined,
	...more
})
const none = new Map<Day, number>()
const overlap = (key: AppointmentId) => new Map([[key, ['other']]])

describe('CardMaker', () => {
	it('gives the same card while occurrence and look are the same', () => {
		const maker = new CardMaker('en-GB')
		const shown = [occurrence({ key: 'a', start: nine }), occurrence({ key: 'b', start: nine })]
		const before = maker.cards(props(), { shown, more: none })
		const after = maker.cards(props(), {
			shown: [shown[0]!, occurrence({ key: 'b', start: nine + HOUR })],
			more: none
		})
		expect(after.get('a')).toBe(before.get('a'))
		expect(after.get('b')).not.toBe(before.get('b'))
	})

	it.each([
		['hue', { hueOf: () => 'coral' as const }],
		['overlap', { conflicts: overlap('a') }],
		[
			'name of a resource',
			{
				resources: [
					{ id: 'r', kind: 'staff', name: 'Mia', colour: 'teal', order: 0, archived: false }
				] as const
			}
		]
	])('makes a card anew when its %s changes', (_, change) => {
		const maker = new CardMaker('en-GB')
		const shown = [occurrence({ key: 'a', start: nine })]
		const before = maker.cards(props(), { shown, more: none }).get('a')
		expect(maker.cards(props(change), { shown, more: none }).get('a')).not.toBe(before)
	})
})

const shared = new CardMaker('en-GB')
function card(key: string, name: string, start = nine): DrawnCard {
	const made = occurrence({ key, start, name })
	return cardOf(made, shared.content(made, props()))
}
const byKey = (cards: readonly DrawnCard[]) => new Map(cards.map((each) => [each.key, each]))
const books = fc
	.array(
		fc.record({
			key: fc.constantFrom('a', 'b', 'c', 'd', 'e'),
			name: fc.constantFrom('Anna', 'Ben'),
			hour: fc.nat(3)
		})
	)
	.map((all) => byKey(all.map(({ key, name, hour }) => card(key, name, nine + hour * HOUR))))

describe('diffCards()', () => {
	it('turns any book into any other, and only by what differs', () => {
		fc.assert(
			fc.property(books, books, (before, after) => {
				const { added, removed, changed } = diffCards(before, after)
				const result = new Map(before)
				for (const key of removed) expect(result.delete(key)).toBe(true)
				for (const { before: old, after: now } of changed) {
					expect(result.get(now.key)).toBe(old)
					expect(JSON.stringify(old)).not.toBe(JSON.stringify(now))
					result.set(now.key, now)
				}
				for (const each of added) {
					expect(result.has(each.key)).toBe(false)
					result.set(each.key, each)
				}
				const plain = (cards: typeof after) => [...cards.values()].map((each) => JSON.stringify(each)).sort()
				expect(plain(result)).toEqual(plain(after))
			})
		)
	})

	it('finds nothing to do between equal books', () => {
		fc.assert(
			fc.property(
				books,
				(book) =>
					sizeOf(diffCards(book, new Map([...book].map(([key, each]) => [key, structuredClone(each)])))) === 0
			)
		)
	})
})

describe('cardOf() and toEventInput()', () => {
	it('tells FullCalendar wall times as UTC and gets them back', () => {
		const { span } = card('a', 'Anna')
		const { start, end } = toEventInput(card('a', 'Anna'))
		expect(spanOf({ start: new Date(Number(start)), end: new Date(Number(end)), allDay: false })).toEqual(
			span
		)
		expect(span).toEqual({ start: nine, end: nine + HOUR })
	})

	it('never hands over an end that is not after the start', () => {
		const content = card('a', 'Anna').content as never
		expect(cardOf(occurrence({ start: nine, hours: 0 }), content).span.end).toBe(nine + 1)
		const midnight = startOfDay(TODAY)
		expect(cardOf(occurrence({ start: midnight, hours: 0, allDay: true }), content).span.end).toBe(
			midnight + DAY
		)
	})

	it('makes "+n more" a card that is no appointment', () => {
		const more = moreCard(TODAY, 7)
		expect(dayOfMore(more.key)).toBe(TODAY)
		expect(dayOfMore('202611-abc')).toBeUndefined()
		expect(toEventInput(more).editable).toBe(false)
		expect(classesOf(more)).toBe('more')
	})
})

describe('neighbourOf()', () => {
	const cards = [
		card('a', 'A'),
		card('b', 'B', nine + HOUR),
		card('c', 'C', nine + DAY + 2 * HOUR),
		card('d', 'D', nine + DAY)
	]

	it('walks along the day and to the nearest hour of the day beside it', () => {
		expect(neighbourOf(cards, 'a', 'down')).toBe('b')
		expect(neighbourOf(cards, 'b', 'up')).toBe('a')
		expect(neighbourOf(cards, 'b', 'down')).toBeUndefined()
		expect(neighbourOf(cards, 'a', 'right')).toBe('d')
		expect(neighbourOf(cards, 'c', 'left')).toBe('b')
		expect(neighbourOf(cards, 'a', 'left')).toBeUndefined()
	})

	it('reaches "+n more" after the last of its day', () => {
		expect(neighbourOf([...cards, moreCard(TODAY, 3)], 'b', 'down')).toBe(moreCard(TODAY, 3).key)
	})
})

describe('clickedSpan()', () => {
	it('is half an hour where an hour was clicked, a day in the all-day row, the opening in a month', () => {
		const noon = (nine + 3 * HOUR) as Wall
		const midnight = startOfDay(TODAY)
		expect(clickedSpan(noon, false, 'week', settings)).toEqual({
			span: { start: noon, end: noon + 30 * MINUTE },
			allDay: false
		})
		expect(clickedSpan(midnight, true, 'day', settings)).toEqual({
			span: { start: midnight, end: midnight + DAY },
			allDay: true
		})
		expect(clickedSpan(midnight, true, 'month', settings).span.start).toBe(midnight + 8 * HOUR)
	})
})

describe('monthAnchor() and turnedDay()', () => {
	it('finds the month of every grid, and the next and previous one', () => {
		fc.assert(
			fc.property(
				fc.integer({ min: 0, max: 60_000 }),
				fc.integer({ min: 1, max: 7 }),
				fc.boolean(),
				(day, firstWeekday, six) => {
					const range = monthGridRange(day as Day, firstWeekday, six ? 6 : undefined)
					const month = (each: Day) =>
						new Date(each * DAY).getUTCFullYear() * 12 + new Date(each * DAY).getUTCMonth()
					expect(month(monthAnchor(range))).toBe(month(day as Day))
					expect(month(turnedDay('month', range, 1))).toBe(month(day as Day) + 1)
					expect(month(turnedDay('month', range, -1))).toBe(month(day as Day) - 1)
				}
			)
		)
	})

	it('turns a week by its own length', () => {
		expect(turnedDay('week', { start: TODAY, end: (TODAY + 7) as Day }, -1)).toBe(TODAY - 7)
	})
})

describe('swipeOf()', () => {
	it.each([
		['a quick stroke to the left', -120, 10, 200, 1],
		['a quick stroke to the right', 120, -10, 200, -1],
		['a slow one', -120, 0, 500, 0],
		['a short one', -30, 0, 100, 0],
		['a slanting one', -120, 80, 200, 0]
	])('%s', (_, dx, dy, ms, steps) => expect(swipeOf(dx, dy, ms)).toBe(steps))
})

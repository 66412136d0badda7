import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { DAY, HOUR, dayOf, startOfDay, type Day } from '#lib/core/time/wall.ts'
import { capPerDay, daysOf, isWide } from '#lib/views/calendar/month-cap.ts'
import { inOrder, occurrence } from './occurrences.ts'

const FIRST = 20_000 as Day
const range = { start: FIRST, end: (FIRST + 14) as Day }
const at = (day: number, hour = 9) => startOfDay((FIRST + day) as Day) + hour * HOUR

const wishes = fc.array(
	fc.record({
		day: fc.integer({ min: -3, max: 16 }),
		hour: fc.integer({ min: 0, max: 23 }),
		hours: fc.constantFrom(0, 1, 3, 30, 72),
		allDay: fc.boolean()
	}),
	{ maxLength: 60 }
)
const made = wishes.map((all) =>
	inOrder(
		all.map(({ day, hour, hours, allDay }, key) =>
			occurrence({
				key: `k${key}`,
				start: at(day, allDay ? 0 : hour),
				hours: allDay ? Math.max(24, hours - (hours % 24)) : hours,
				allDay
			})
		)
	)
)
const rows = fc.integer({ min: 1, max: 8 })
const touching = (day: Day, all: readonly ReturnType<typeof occurrence>[]) =>
	all.filter((each) => daysOf(each).start <= day && day < daysOf(each).end)
const eachDay = Array.from({ length: 14 }, (_, away) => (FIRST + away) as Day)

describe('capPerDay()', () => {
	it('never fills a day beyond its rows, counting "+n more" as one', () => {
		fc.assert(
			fc.property(made, rows, (all, count) => {
				const { shown, more } = capPerDay(all, range, count)
				for (const day of eachDay) {
					expect(touching(day, shown).length + (more.has(day) ? 1 : 0)).toBeLessThanOrEqual(count)
				}
			})
		)
	})

	it('counts everything that is hidden, on every day it would have been', () => {
		fc.assert(
			fc.property(made, rows, (all, count) => {
				const { shown, more } = capPerDay(all, range, count)
				for (const day of eachDay) {
					expect(touching(day, shown).length + (more.get(day) ?? 0)).toBe(touching(day, all).length)
				}
			})
		)
	})

	it('hides nothing on a day that has room for all, unless it is hidden elsewhere', () => {
		fc.assert(
			fc.property(made, rows, (all, count) => {
				const { shown } = capPerDay(all, range, count)
				const keys = new Set(shown.map(({ key }) => key))
				for (const each of all) {
					const days = eachDay.filter((day) => touching(day, [each]).length > 0)
					const roomy = days.every((day) => touching(day, all).length <= count)
					expect(keys.has(each.key)).toBe(days.length > 0 && (roomy || keys.has(each.key)))
				}
			})
		)
	})

	it('prefers bars over several days to single appointments, and those by start', () => {
		const bar = occurrence({ key: 'bar', start: at(1, 0), hours: 48, allDay: true })
		const early = occurrence({ key: 'early', start: at(1, 8) })
		const late = occurrence({ key: 'late', start: at(1, 17) })
		const { shown, more } = capPerDay(
			[bar, early, late, occurrence({ key: 'last', start: at(1, 18) })],
			range,
			3
		)
		expect(shown.map(({ key }) => key)).toEqual(['bar', 'early'])
		expect([...more]).toEqual([[(FIRST + 1) as Day, 2]])
	})

	it('leaves out what lies outside of the range', () => {
		expect(capPerDay([occurrence({ start: at(-1) }), occurrence({ start: at(14) })], range, 3).shown).toEqual(
			[]
		)
	})
})

describe('daysOf()', () => {
	it('does not let an end at midnight reach into the next day', () => {
		expect(daysOf(occurrence({ start: at(0, 22), hours: 2 }))).toEqual({ start: FIRST, end: FIRST + 1 })
		expect(daysOf(occurrence({ start: at(0, 22), hours: 3 }))).toEqual({ start: FIRST, end: FIRST + 2 })
	})

	it('gives an appointment without length its day', () => {
		const none = occurrence({ start: at(0), hours: 0 })
		expect(daysOf(none)).toEqual({ start: dayOf(none.start), end: dayOf(none.start) + 1 })
		expect(isWide(none)).toBe(false)
		expect(isWide(occurrence({ start: FIRST * DAY, hours: 24, allDay: true }))).toBe(true)
	})
})

/** Random rules, series and windows for the laws of recurrence. */
import fc from 'fast-check'
import { EVERY, type Rule, type WeekdayPart } from '#lib/core/recurrence/rule.ts'
import type { SeriesTime } from '#lib/core/recurrence/series.ts'
import { DAY, MINUTE, plus, wallOf, type Span, type Wall } from '#lib/core/time/wall.ts'

export const START = wallOf(2019, 1, 1)

/** Whole minutes in some years, on every kind of day. */
export const wall = (years = 6): fc.Arbitrary<Wall> =>
	fc.integer({ min: 0, max: years * 365 * 96 }).map((quarters) => plus(START, quarters * 15 * MINUTE))

export const window = (days = 400, years = 12): fc.Arbitrary<Span<Wall>> =>
	fc.tuple(wall(years), fc.integer({ min: 1, max: days * 48 })).map(([start, halfHours]) => ({
		start,
		end: plus(start, halfHours * 30 * MINUTE)
	}))

const signed = (max: number) => fc.oneof(fc.integer({ min: 1, max }), fc.integer({ min: -max, max: -1 }))
const some = <T>(item: fc.Arbitrary<T>, maxLength = 3) =>
	fc.uniqueArray(item, { minLength: 1, maxLength, selector: (one) => JSON.stringify(one) })
const weekday = fc.integer({ min: 1, max: 7 })
const everyDay: fc.Arbitrary<WeekdayPart> = weekday.map((day) => ({ weekday: day, nth: 0 }))
const nthDay = (max: number): fc.Arbitrary<WeekdayPart> => fc.record({ weekday, nth: signed(max) })
const interval = fc.integer({ min: 1, max: 5 })
const parts = <T extends Partial<Rule>>(model: { [Key in keyof T]: fc.Arbitrary<T[Key]> }) => fc.record(model)

/** The rules of our own editor, without an end: those the plain path is for. */
export const plainRule: fc.Arbitrary<Rule> = fc
	.oneof(
		parts({
			frequency: fc.constant('DAILY' as const),
			interval,
			weekdays: fc.oneof(fc.constant([]), some(everyDay))
		}),
		parts({
			frequency: fc.constant('WEEKLY' as const),
			interval,
			weekStart: weekday,
			weekdays: fc.oneof(fc.constant([]), some(everyDay, 5))
		}),
		parts({
			frequency: fc.constant('MONTHLY' as const),
			interval,
			monthDays: fc.oneof(fc.constant([]), some(signed(31)))
		}),
		parts({
			frequency: fc.constant('MONTHLY' as const),
			interval,
			weekdays: some(fc.oneof(everyDay, nthDay(5)))
		}),
		parts({
			frequency: fc.constantFrom('YEARLY' as const, 'MONTHLY' as const),
			interval,
			months: some(fc.integer({ min: 1, max: 12 })),
			monthDays: some(signed(31))
		}),
		parts({
			frequency: fc.constantFrom('YEARLY' as const, 'MONTHLY' as const),
			interval,
			months: some(fc.integer({ min: 1, max: 12 })),
			weekdays: some(fc.oneof(everyDay, nthDay(5)))
		}),
		parts({
			frequency: fc.constant('YEARLY' as const),
			interval,
			monthDays: fc.oneof(fc.constant([]), some(signed(31)))
		})
	)
	.map((given) => ({ ...EVERY, ...given }))

const optional = <T>(item: fc.Arbitrary<T>): fc.Arbitrary<T[]> =>
	fc.oneof({ weight: 3, arbitrary: fc.constant<T[]>([]) }, { weight: 1, arbitrary: some(item) })

/** Days by any mixture of BY parts. */
export const oddRule: fc.Arbitrary<Rule> = fc
	.record({
		frequency: fc.constantFrom('YEARLY' as const, 'MONTHLY' as const, 'WEEKLY' as const, 'DAILY' as const),
		interval,
		weekStart: weekday,
		months: optional(fc.integer({ min: 1, max: 12 })),
		monthDays: optional(signed(31)),
		weekdays: optional(everyDay),
		weekNumbers: optional(signed(53)),
		yearDays: optional(signed(366)),
		hours: optional(fc.integer({ min: 0, max: 23 })),
		minutes: optional(fc.integer({ min: 0, max: 59 }))
	})
	.map((given) => ({
		...EVERY,
		...given,
		// The RFC allows week numbers in years only, and days of the year not in weeks and months.
		weekNumbers: given.frequency === 'YEARLY' ? given.weekNumbers : [],
		yearDays: given.frequency === 'YEARLY' ? given.yearDays : []
	}))

export const subDailyRule: fc.Arbitrary<Rule> = fc
	.record({
		frequency: fc.constantFrom('HOURLY' as const, 'MINUTELY' as const),
		interval: fc.integer({ min: 1, max: 50 }),
		weekdays: optional(everyDay),
		months: optional(fc.integer({ min: 1, max: 12 })),
		hours: optional(fc.integer({ min: 0, max: 23 })),
		minutes: optional(fc.integer({ min: 0, max: 59 }))
	})
	.map((given) => ({ ...EVERY, ...given }))

/** With BYSETPOS, COUNT or UNTIL on top. */
export const ended = (rule: fc.Arbitrary<Rule>): fc.Arbitrary<Rule> =>
	fc.oneof(
		rule,
		fc.tuple(rule, fc.integer({ min: 1, max: 200 })).map(([given, count]) => ({ ...given, count })),
		fc.tuple(rule, wall(10)).map(([given, at]): Rule => ({ ...given, until: { kind: 'wall', at } })),
		fc.tuple(rule, some(signed(4))).map(([given, positions]) => ({ ...given, positions }))
	)

export const anyRule = ended(fc.oneof(plainRule, oddRule, subDailyRule))

/** A series with one rule. */
export const seriesOf = (from: Wall, rules: readonly string[], duration = 45 * MINUTE): SeriesTime => ({
	zone: 'UTC',
	allDay: false,
	segments: [{ from, rules, excludedRules: [], duration, resources: [] }],
	excluded: [],
	added: []
})

/** One to three segments, some dates added and taken out, lengths up to three days. */
export const anySeries = (write: (rule: Rule) => string): fc.Arbitrary<SeriesTime> =>
	fc
		.record({
			starts: fc.uniqueArray(wall(4), { minLength: 1, maxLength: 3 }),
			rules: fc.array(fc.array(ended(fc.oneof(plainRule, oddRule)), { maxLength: 2 }), {
				minLength: 3,
				maxLength: 3
			}),
			excludedRules: optional(plainRule),
			durations: fc.array(fc.integer({ min: 0, max: 3 * 96 }), { minLength: 3, maxLength: 3 }),
			added: fc.array(fc.record({ start: wall(8), duration: fc.constantFrom(undefined, 0, DAY) }), {
				maxLength: 4
			}),
			excluded: fc.array(wall(8), { maxLength: 4 })
		})
		.map(({ starts, rules, excludedRules, durations, added, excluded }) => ({
			zone: 'Europe/Berlin',
			allDay: false,
			segments: starts
				.toSorted((a, b) => a - b)
				.map((from, index) => ({
					from,
					rules: rules[index]!.map(write),
					excludedRules: index === 0 ? excludedRules.map(write) : [],
					duration: durations[index]! * 15 * MINUTE,
					resources: []
				})),
			excluded,
			added: added.map(({ start, duration }) => (duration === undefined ? { start } : { start, duration }))
		}))

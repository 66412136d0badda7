/** Random records for laws: every field takes every kind of value it may have, emoji and right-to-left names among them. */
import * as fc from 'fast-check'
import type { Appointment, Groups, When } from '#lib/core/appointment/appointment.ts'
import { appointmentId, overrideKey, seriesId } from '#lib/core/appointment/ids.ts'
import { STATUSES } from '#lib/core/appointment/status.ts'
import type { Override, Series, SeriesTime } from '#lib/core/recurrence/series.ts'
import { DAY, MINUTE, wallOf, type Wall } from '#lib/core/time/wall.ts'
import { CALENDAR } from './world.ts'

export const ZONES = ['Europe/Berlin', 'UTC', 'America/New_York', 'Australia/Lord_Howe']

const words = fc.oneof(
	fc.constantFrom('', 'Anna Weber', 'شهرزاد', '💇🏽‍♀️ cut', 'Ütopia', '"', '\\', '\u0000', 'deleted', '1'),
	fc.string({ maxLength: 12, unit: 'grapheme' })
)

/** Between October 2026 and January 2027, in steps of five minutes. */
export const wall: fc.Arbitrary<Wall> = fc
	.integer({ min: 0, max: 120 * 288 })
	.map((step) => (wallOf(2026, 10, 1) + step * 5 * MINUTE) as Wall)

export const resources = fc.uniqueArray(fc.constantFrom('anna', 'ben', 'room-1', 'laser'), { maxLength: 3 })

export const timedWhen: fc.Arbitrary<When> = fc
	.record({
		start: wall,
		minutes: fc.oneof(fc.constant(0), fc.integer({ min: 5, max: 600 }), fc.integer({ min: 600, max: 5000 })),
		zone: fc.constantFrom(...ZONES),
		resources
	})
	.map(({ start, minutes, ...rest }) => ({
		start,
		end: (start + minutes * MINUTE) as Wall,
		allDay: false,
		...rest
	}))

export const allDayWhen: fc.Arbitrary<When> = fc
	.record({
		day: fc.integer({ min: 0, max: 120 }),
		days: fc.integer({ min: 1, max: 70 }),
		zone: fc.constantFrom(...ZONES),
		resources
	})
	.map(({ day, days, ...rest }) => {
		const start = (wallOf(2026, 10, 1) + day * DAY) as Wall
		return { start, end: (start + days * DAY) as Wall, allDay: true, ...rest }
	})

export const when: fc.Arbitrary<When> = fc.oneof({ weight: 5, arbitrary: timedWhen }, allDayWhen)

export const state: fc.Arbitrary<Groups['state']> = fc.record({
	status: fc.constantFrom(...STATUSES.filter((status) => status !== 'deleted')),
	reason: words,
	by: words
})
export const what: fc.Arbitrary<Groups['what']> = fc.record({
	title: words,
	serviceId: words,
	service: words,
	location: words,
	colour: words,
	price: words
})
export const who: fc.Arbitrary<Groups['who']> = fc.record({
	clientId: words,
	name: words,
	phone: words,
	email: words,
	attendees: fc.array(fc.record({ name: words, email: words }), { maxLength: 2 })
})
export const note: fc.Arbitrary<string> = fc.oneof(words, fc.constant('n'.repeat(10_000)))
export const more: fc.Arbitrary<Groups['more']> = fc.record({
	reminders: fc.array(fc.integer({ min: 0, max: 10_000 }), { maxLength: 2 }),
	fields: fc.dictionary(
		fc.string({ minLength: 1, maxLength: 5 }).filter((name) => name !== '__proto__'),
		words,
		{ maxKeys: 2, noNullPrototype: true }
	),
	template: words,
	source: fc.option(fc.record({ uid: words, sequence: fc.nat(9), hash: words }))
})

export const groups: fc.Arbitrary<Groups> = fc.record({ when, state, what, who, note, more })

export const randomText = fc.string({
	unit: fc.constantFrom(...'0123456789abcdefghjkmnpqrstvwxyz'),
	minLength: 12,
	maxLength: 12
})

export const appointment: fc.Arbitrary<Appointment> = fc
	.tuple(groups, randomText)
	.map(([all, random]) => ({ id: appointmentId(all.when.start, random), calendar: CALENDAR, ...all }))

const rule = fc.constantFrom(
	'FREQ=DAILY',
	'FREQ=WEEKLY;BYDAY=TU,TH',
	'FREQ=DAILY;INTERVAL=3;COUNT=20',
	'FREQ=MONTHLY;BYMONTHDAY=15'
)

export const seriesTime: fc.Arbitrary<SeriesTime> = fc
	.record({
		zone: fc.constantFrom(...ZONES),
		from: wall,
		rules: fc.array(rule, { minLength: 1, maxLength: 1 }),
		minutes: fc.integer({ min: 15, max: 300 }),
		resources,
		excluded: fc.array(wall, { maxLength: 2 }),
		added: fc.array(
			fc.oneof(
				wall.map((start) => ({ start })),
				fc.record({ start: wall, duration: fc.nat(600_000) })
			),
			{ maxLength: 2 }
		)
	})
	.map(({ zone, from, rules, minutes, resources: held, excluded, added }) => ({
		zone,
		allDay: false,
		segments: [{ from, rules, excludedRules: [], duration: minutes * MINUTE, resources: held }],
		excluded,
		added
	}))

export const series: fc.Arbitrary<Series> = fc
	.record({ time: seriesTime, random: randomText, state, what, who, note, more })
	.map(({ random, ...rest }) => ({ id: seriesId(random), calendar: CALENDAR, ...rest }))

/** An override of a date of the series, whether the rule yields it or not. */
export const overrideOf = (id: string): fc.Arbitrary<Override> =>
	fc
		.record({
			original: wall,
			parts: fc.record({ when: timedWhen, state, what, who, note, more }, { requiredKeys: [] })
		})
		.filter(({ parts }) => Object.keys(parts).length > 0)
		.map(({ original, parts }) => ({ key: overrideKey(id, original), calendar: CALENDAR, ...parts }))

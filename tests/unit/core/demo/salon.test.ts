import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { When } from '#lib/core/appointment/appointment.ts'
import { overrideKey, overrideParts } from '#lib/core/appointment/ids.ts'
import { occupies } from '#lib/core/appointment/status.ts'
import { salonDemo, type Salon } from '#lib/core/demo/salon.ts'
import { shiftOf, STAFF } from '#lib/core/demo/salon-team.ts'
import { isColour } from '#lib/core/workspace/colour.ts'
import {
	addDays,
	dayOf,
	formatMonth,
	minuteOfDay,
	MINUTE,
	overlaps,
	parseDay,
	startOfDay,
	type Day,
	type Span
} from '#lib/core/time/wall.ts'

const TODAY = (parseDay('2026-11-23') as { value: Day }).value
const wish = (seed: number, offset = 0) => ({ today: addDays(TODAY, offset), zone: 'Europe/Berlin', seed })
const INTENDED_CLASHES = 5

/** What holds time in the filled days: single appointments, and the series by their plain weekly or monthly rule. */
function held(salon: Salon): (Pick<When, 'resources'> & Span)[] {
	const singles = salon.appointments.filter(({ when, state }) => !when.allDay && occupies(state.status))
	const days = { start: addDays(salonToday(salon), -28), end: addDays(salonToday(salon), 63) }
	const overrides = new Map(salon.overrides.map((override) => [override.key, override]))
	const timed = salon.series.filter(({ time }) => !time.allDay)
	const dates = timed.flatMap((series) =>
		series.time.segments.flatMap((segment) =>
			daysOfRule(segment.rules[0]!, dayOf(segment.from), days).flatMap((day) => {
				const start = startOfDay(day) + minuteOfDay(segment.from) * MINUTE
				const override = overrides.get(overrideKey(series.id, start as never))
				if (!occupies(override?.state?.status ?? series.state.status)) return []
				return [override?.when ?? { start, end: start + segment.duration, resources: segment.resources }]
			})
		)
	)
	return [...singles.map(({ when }) => when), ...dates] as (Pick<When, 'resources'> & Span)[]
}

/** The salon does not say its today: its first completed day is 28 days before. */
const salonToday = (salon: Salon): Day =>
	addDays(
		Math.min(
			...salon.appointments.filter(({ when }) => !when.allDay).map(({ when }) => dayOf(when.start))
		) as Day,
		28
	)

/** An own small reading of the few rules the demo uses, apart from the code under test. */
function daysOfRule(rule: string, first: Day, days: Span<Day>): Day[] {
	const weekdays = /BYDAY=(.+)$/.exec(rule)![1]!.split(',')
	const every = Number(/INTERVAL=(\d)/.exec(rule)?.[1] ?? 1)
	const names = ['SU', 'MO', 'TU', 'WE', 'TH', 'FR', 'SA']
	const weekOf = (day: Day) => Math.floor((day + 3) / 7)
	const found: Day[] = []
	for (let day = Math.max(days.start, first) as Day; day < days.end; day = addDays(day, 1)) {
		const date = new Date(day * 86_400_000)
		const name = names[date.getUTCDay()]!
		const fits = rule.startsWith('FREQ=MONTHLY')
			? weekdays.includes(`${Math.ceil(date.getUTCDate() / 7)}${name}`)
			: weekdays.includes(name) && (weekOf(day) - weekOf(first)) % every === 0
		if (fits) found.push(day)
	}
	return found
}

function clashes(entries: readonly (Pick<When, 'resources'> & Span)[]): string[] {
	const found: string[] = []
	const sorted = entries.toSorted((a, b) => a.start - b.start)
	for (const [n, a] of sorted.entries()) {
		for (const b of sorted.slice(n + 1)) {
			if (b.start >= a.end) break
			const both = a.resources.filter((id) => b.resources.includes(id))
			if (overlaps(a, b)) found.push(...both)
		}
	}
	return found
}

describe('salonDemo()', () => {
	it('makes the same salon from the same wish, and another from another seed', () => {
		expect(salonDemo(wish(7))).toEqual(salonDemo(wish(7)))
		expect(salonDemo(wish(8))).not.toEqual(salonDemo(wish(7)))
	})

	it('is as large as promised, whatever the day', () => {
		fc.assert(
			fc.property(fc.integer(), fc.integer({ min: -400, max: 4000 }), (seed, offset) => {
				const salon = salonDemo(wish(seed, offset))
				expect(salon.appointments.length).toBeGreaterThan(2_000)
				expect(salon.appointments.length).toBeLessThan(3_000)
				expect(new Set(salon.appointments.map(({ id }) => id)).size).toBe(salon.appointments.length)
				expect(salon.resources.filter(({ kind }) => kind === 'staff')).toHaveLength(6)
				expect(salon.resources.filter(({ kind }) => kind === 'room')).toHaveLength(2)
			}),
			{ numRuns: 20 }
		)
	})

	it('books nobody and no room twice, except for the clashes that are meant', () => {
		fc.assert(
			fc.property(fc.integer(), fc.integer({ min: -400, max: 4000 }), (seed, offset) => {
				const found = clashes(held(salonDemo(wish(seed, offset))))
				expect(found).toHaveLength(INTENDED_CLASHES)
				expect(found.filter((id) => id === 'treatment-room')).toHaveLength(1)
			}),
			{ numRuns: 20 }
		)
	})

	it('keeps the working hours of everyone', () => {
		for (const entry of held(salonDemo(wish(3)))) {
			for (const member of STAFF.filter(({ id }) => entry.resources.includes(id))) {
				const shift = shiftOf(member, dayOf(entry.start))
				expect(shift, `${member.name} is off on ${new Date(entry.start).toISOString()}`).toBeDefined()
				expect(minuteOfDay(entry.start)).toBeGreaterThanOrEqual(shift!.start)
				expect(minuteOfDay(entry.end)).toBeLessThanOrEqual(shift!.end)
			}
		}
	})

	it('has a past that took place and a future that did not yet', () => {
		const { appointments } = salonDemo({ ...wish(5), nowMinute: 13 * 60 })
		const now = startOfDay(TODAY) + 13 * 60 * MINUTE
		const clients = appointments.filter(({ when }) => !when.allDay)
		const over = clients.filter(({ when }) => when.end <= now).map(({ state }) => state.status)
		const ahead = clients.filter(({ when }) => when.start > now).map(({ state }) => state.status)
		expect(new Set(over)).toEqual(new Set(['completed', 'no-show', 'cancelled']))
		const possible = ['requested', 'booked', 'confirmed', 'arrived', 'cancelled']
		expect([...new Set(ahead)].filter((status) => !possible.includes(status))).toEqual([])
		expect(ahead).toEqual(expect.arrayContaining(['requested', 'booked', 'confirmed', 'cancelled']))
		const running = clients.filter(({ when }) => when.start <= now && now < when.end)
		expect(running.length).toBeGreaterThan(0)
		expect(new Set(running.map(({ state }) => state.status))).toEqual(new Set(['in-service']))
	})

	it('refers only to what it has', () => {
		const { appointments, series, overrides, resources, services, calendars } = salonDemo(wish(11))
		const known = new Set(resources.map(({ id }) => id))
		const used = [
			...appointments.flatMap(({ when }) => when.resources),
			...series.flatMap(({ time }) => time.segments.flatMap((segment) => segment.resources)),
			...overrides.flatMap(({ when }) => when?.resources ?? [])
		]
		expect(used.filter((id) => !known.has(id))).toEqual([])
		const serviceIds = new Set(['', ...services.map(({ id }) => id)])
		expect(appointments.filter(({ what }) => !serviceIds.has(what.serviceId))).toEqual([])
		expect(
			overrides.filter(({ key }) => !series.some(({ id }) => id === overrideParts(key)?.series))
		).toEqual([])
		expect(calendars.map(({ id }) => id)).toEqual(['salon'])
		expect([...resources, ...services].filter(({ colour }) => !isColour(colour))).toEqual([])
	})

	it('puts every appointment into the month of its start', () => {
		for (const { id, when } of salonDemo(wish(2)).appointments) {
			expect(id.slice(0, 6)).toBe(formatMonth(dayOf(when.start)).replace('-', ''))
		}
	})

	it('shows what there is to see: all-day entries, called off and moved dates, names in many scripts', () => {
		const { appointments, overrides, series } = salonDemo(wish(4))
		expect(appointments.filter(({ when }) => when.allDay).length).toBeGreaterThanOrEqual(4)
		expect(overrides.some(({ when }) => when)).toBe(true)
		expect(overrides.some(({ state }) => state?.status === 'cancelled')).toBe(true)
		expect(series.some(({ time }) => time.segments[0]!.rules[0]!.startsWith('FREQ=MONTHLY'))).toBe(true)
		const names = appointments.map(({ who }) => who.name).join(' ')
		for (const script of [
			/\p{Script=Han}/u,
			/\p{Script=Arabic}/u,
			/\p{Script=Hebrew}/u,
			/\p{Script=Cyrillic}/u
		]) {
			expect(names).toMatch(script)
		}
	})
})

import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Appointment } from '#lib/core/appointment/appointment.ts'
import { checkCalendar } from '#lib/core/ical/decode.ts'
import type { ImportedEvent, ImportedSeries, ImportedSingle, ImportRead } from '#lib/core/ical/import.ts'
import { planImport, sourceOf, uidOf } from '#lib/core/ical/plan.ts'
import { readCalendar } from '#lib/core/ical/read.ts'
import { inherited } from '#lib/core/ical/read-overrides.ts'
import { originalOf } from '#lib/core/ical/write-series.ts'
import { writeCalendar, type CalendarContent } from '#lib/core/ical/write.ts'
import { wallOf, type Instant } from '#lib/core/time/wall.ts'
import { appointment, RESOURCES, series, SERVICES, type SeriesOfBook } from './ical.arbitrary.ts'

const STAMP = wallOf(2026, 11, 23) as number as Instant
const content = (appointments: readonly Appointment[], all: readonly SeriesOfBook[]): CalendarContent => ({
	name: 'Salon',
	zone: 'Europe/Berlin',
	appointments,
	series: all,
	resources: RESOURCES,
	stamp: STAMP
})

function read(text: string, zone = 'Europe/Berlin'): ImportRead {
	const steps = readCalendar(text, { zone, resources: RESOURCES, services: SERVICES })
	let last = -1
	for (let step = steps.next(), asked = 0; ; step = steps.next()) {
		expect(asked++).toBeLessThan(text.length + 10)
		if (step.done) return step.value
		// The progress never runs back.
		expect(step.value).toBeGreaterThanOrEqual(last)
		expect(step.value).toBeLessThanOrEqual(1)
		last = step.value
	}
}

const withoutSource = <Event extends ImportedEvent['groups']>(groups: Event): Event => ({
	...groups,
	more: { ...groups.more, source: null }
})

/** What the book holds, in the form an import has. */
function asImported({ series: one, overrides }: SeriesOfBook) {
	const { id, calendar: _calendar, time, ...groups } = one
	const changed = overrides.map(({ key, calendar: _, ...own }) => {
		const original = originalOf({ key, calendar: 'c' }, time)
		// A group that says what the series says is no difference.
		const usual = inherited(time, original, groups) as unknown as Record<string, unknown>
		const differing = Object.entries(own).filter(
			([name, group]) => JSON.stringify(order(group)) !== JSON.stringify(order(usual[name]))
		)
		return { key, original, groups: Object.fromEntries(differing) }
	})
	return { id, time, groups, overrides: changed.sort((a, b) => (a.key < b.key ? -1 : 1)) }
}

const order = (value: unknown): unknown =>
	typeof value !== 'object' || value === null || Array.isArray(value)
		? value
		: Object.fromEntries(
				Object.entries(value)
					.sort(([a], [b]) => (a < b ? -1 : 1))
					.map(([key, inner]) => [key, order(inner)])
			)

// A busy machine may need long; a hang is caught by the limit on steps.
const PATIENT = { timeout: 120_000 }

describe('writeCalendar() and readCalendar()', PATIENT, () => {
	it('bring single appointments back as they were', () => {
		fc.assert(
			fc.property(fc.uniqueArray(appointment, { selector: ({ id }) => id, maxLength: 3 }), (appointments) => {
				const { events, unreadable } = read(writeCalendar(content(appointments, [])))
				expect(unreadable).toEqual([])
				expect(
					events.map((event) => ({
						id: event.id,
						groups: withoutSource((event as ImportedSingle).groups),
						remarks: event.remarks
					}))
				).toEqual(appointments.map(({ id, calendar: _calendar, ...groups }) => ({ id, groups, remarks: [] })))
			}),
			{ numRuns: 100 }
		)
	})

	it('bring series back with their segments and overrides', () => {
		fc.assert(
			fc.property(series, (one) => {
				const { events, unreadable } = read(writeCalendar(content([], [one])))
				expect(unreadable).toEqual([])
				expect(
					events.map((event) => {
						const { id, time, groups, overrides } = event as ImportedSeries
						return { id, time, groups: withoutSource(groups), overrides }
					})
				).toEqual([asImported(one)])
				expect(events[0]?.remarks).toEqual([])
			}),
			{ numRuns: 100 }
		)
	})

	it('agree on the hash, so that a file of our own changes nothing', () => {
		fc.assert(
			fc.property(appointment, series, (one, other) => {
				const first = read(writeCalendar(content([one], [other])))
				const book = new Map(first.events.map((event) => [event.uid, { id: event.id, ...sourceOf(event) }]))
				const again = read(writeCalendar(content([one], [other])))
				const plan = planImport(again, (uid) => book.get(uid))
				expect(plan.unchanged.map(({ event, reason }) => [event.uid, reason])).toEqual([
					[uidOf(one), ''],
					[uidOf(other.series), '']
				])
				expect([...plan.fresh, ...plan.changed]).toEqual([])
			}),
			{ numRuns: 40 }
		)
	})

	it('write what was read as it was read: the second file equals the first', () => {
		fc.assert(
			fc.property(appointment, series, (one, other) => {
				const first = read(writeCalendar(content([one], [other])))
				const second = read(writeCalendar(contentOf(first)), 'Asia/Tokyo')
				expect(second.events).toEqual(first.events)
			}),
			{ numRuns: 40 }
		)
	})
})

/** An import as a book would hold it afterwards. */
export function contentOf({ events }: ImportRead): CalendarContent {
	const singles = events.filter((event) => event.kind === 'single')
	const many = events.filter((event) => event.kind === 'series')
	return content(
		singles.map(({ id, groups }) => ({ id, calendar: 'c', ...groups })),
		many.map(({ id, time, groups, overrides }) => ({
			series: { id, calendar: 'c', time, ...groups },
			overrides: overrides.map(({ key, groups: own }) => ({ key, calendar: 'c', ...own }))
		}))
	)
}

describe('readCalendar()', PATIENT, () => {
	it('never throws and never hangs, whatever is done to a file', () => {
		fc.assert(
			fc.property(
				appointment,
				series,
				fc.array(
					fc.record({
						at: fc.nat(),
						cut: fc.nat(60),
						put: fc.oneof(
							fc.string({ unit: 'binary', maxLength: 8 }),
							fc.constantFrom('\r\n', 'BEGIN:VEVENT\n', 'END:VEVENT\r\n', ':', ';', '99999999', '20260231')
						)
					}),
					{ maxLength: 6 }
				),
				(one, other, wounds) => {
					let text = writeCalendar(content([one], [other]))
					for (const { at, cut, put } of wounds) {
						const from = at % text.length
						text = text.slice(0, from) + put + text.slice(from + cut)
					}
					if (!checkCalendar(text).ok) return
					for (const { reason } of read(text).unreadable) expect(reason).not.toBe('')
				}
			),
			{ numRuns: 100 }
		)
	})

	it('loses no event to a broken neighbour (I8)', () => {
		fc.assert(
			fc.property(
				fc.uniqueArray(appointment, { selector: ({ id }) => id, minLength: 2, maxLength: 4 }),
				fc.nat(),
				fc.constantFrom('DTSTART:garbage', 'DTSTART;TZID=', 'RRULE:FREQ=NEVER', 'END:VALARM'),
				(appointments, place, poison) => {
					const text = writeCalendar(content(appointments, []))
					const at = place % appointments.length
					const parts = text.split('BEGIN:VEVENT\r\n')
					const broken = parts
						.map((part, index) => (index === at + 1 ? `${poison}\r\n${part}` : part))
						.join('BEGIN:VEVENT\r\n')
					const ids = read(broken).events.map(({ id }) => id)
					for (const [index, { id }] of appointments.entries()) if (index !== at) expect(ids).toContain(id)
				}
			)
		)
	})
})

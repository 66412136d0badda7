import { describe, expect, it } from 'vitest'
import { EMPTY_GROUPS, type Appointment, type When } from '#lib/core/appointment/appointment.ts'
import { hashOfSeries, hashOfSingle } from '#lib/core/ical/plan.ts'
import { inRange, writeCalendar, type CalendarContent } from '#lib/core/ical/write.ts'
import type { Override, Series, SeriesTime } from '#lib/core/recurrence/series.ts'
import { dayOf, HOUR, wallOf, type Instant } from '#lib/core/time/wall.ts'
import { readText, series as seriesIn, single, starts, wall } from './file.ts'

const STAMP = wallOf(2026, 11, 23, 12) as number as Instant
const WHEN: When = {
	start: wall('2026-11-23T09:00'),
	end: wall('2026-11-23T10:00'),
	zone: 'Europe/Berlin',
	allDay: false,
	resources: []
}
const appointment = (part: Partial<Appointment> = {}): Appointment => ({
	id: '202611-abc',
	calendar: 'c',
	when: WHEN,
	...EMPTY_GROUPS,
	...part
})
const TIME: SeriesTime = {
	zone: 'Europe/Berlin',
	allDay: false,
	segments: [{ from: WHEN.start, rules: ['FREQ=WEEKLY'], excludedRules: [], duration: HOUR, resources: [] }],
	excluded: [],
	added: []
}
const weekly = (part: Partial<Series> = {}): Series => ({
	id: 's-abc',
	calendar: 'c',
	time: TIME,
	...EMPTY_GROUPS,
	...part
})
const state = (status: 'deleted' | 'cancelled') => ({ status, reason: 'ill', by: '' })

function write(
	appointments: readonly Appointment[],
	series: readonly (readonly [Series, readonly Override[]])[] = []
) {
	const content = series.map(([one, overrides]) => ({ series: one, overrides }))
	return writeCalendar({
		name: 'Salon, upstairs',
		zone: 'Europe/Berlin',
		appointments,
		series: content,
		stamp: STAMP
	})
}
const lines = (text: string, start: string) =>
	text
		.replace(/\r\n /g, '')
		.split('\r\n')
		.filter((line) => line.startsWith(start))

describe('writeCalendar()', () => {
	it('writes a calendar other programs know', () => {
		const text = write([appointment({ what: { ...EMPTY_GROUPS.what, title: 'Cut' } })])
		expect(text.startsWith('BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Daybook//Daybook//EN\r\n')).toBe(true)
		expect(text.endsWith('END:VEVENT\r\nEND:VCALENDAR\r\n')).toBe(true)
		expect(text).not.toContain('METHOD')
		expect(text).toContain('X-WR-CALNAME:Salon\\, upstairs\r\n')
		expect(text).toContain(
			'UID:202611-abc@daybook\r\nDTSTAMP:20261123T120000Z\r\nSEQUENCE:0\r\nDTSTART;TZID=Europe/Berlin:20261123T090000\r\n'
		)
		expect(text.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/)
	})

	it('describes every zone that is used, once, and none for dates and UTC (I2)', () => {
		const at = (zone: string, allDay = false) =>
			appointment({ when: { ...WHEN, start: wall('2026-11-23'), end: wall('2026-11-24'), zone, allDay } })
		const text = write([
			at('Europe/Berlin'),
			at('Europe/Berlin'),
			at('Asia/Tokyo'),
			at('UTC'),
			at('America/New_York', true)
		])
		expect(lines(text, 'TZID:')).toEqual(['TZID:Europe/Berlin', 'TZID:Asia/Tokyo'])
		expect(
			lines(text, 'DTSTART')
				.filter((line) => !/^DTSTART:\w+0000$/.test(line))
				.slice(2)
		).toEqual([
			'DTSTART;TZID=Asia/Tokyo:20261123T000000',
			'DTSTART:20261123T000000Z',
			'DTSTART;VALUE=DATE:20261123'
		])
		expect(lines(text, 'DTEND;VALUE')).toEqual(['DTEND;VALUE=DATE:20261124'])
		expect(lines(text, 'X-DAYBOOK-ZONE')).toEqual(['X-DAYBOOK-ZONE:UTC', 'X-DAYBOOK-ZONE:America/New_York'])
	})

	it('leaves out what is deleted', () => {
		expect(
			write([appointment({ state: state('deleted') })], [[weekly({ state: state('deleted') }), []]])
		).not.toContain('VEVENT')
	})

	it('writes UNTIL in UTC, EXDATE for deleted dates, an override for a cancelled one', () => {
		const time = {
			...TIME,
			segments: [{ ...TIME.segments[0], rules: ['FREQ=WEEKLY;UNTIL=20261221T090000'] }]
		} as SeriesTime
		const overrides = [
			{ key: 's-abc@2026-12-07', calendar: 'c', state: state('cancelled') },
			{ key: 's-abc@2026-11-30', calendar: 'c', state: state('deleted') }
		]
		const text = write([], [[weekly({ time }), overrides]])
		expect(lines(text, 'RRULE:FREQ=WEEKLY')).toEqual(['RRULE:FREQ=WEEKLY;UNTIL=20261221T080000Z'])
		expect(lines(text, 'EXDATE')).toEqual(['EXDATE;TZID=Europe/Berlin:20261130T090000'])
		expect(lines(text, 'RECURRENCE-ID')).toEqual(['RECURRENCE-ID;TZID=Europe/Berlin:20261207T090000'])
		expect(lines(text, 'STATUS')).toEqual(['STATUS:CONFIRMED', 'STATUS:CANCELLED'])
		const found = seriesIn(readText(text))
		expect(starts(found, '2027-01-01').map((start) => start.slice(5, 10))).toEqual([
			'11-23',
			'12-07',
			'12-14',
			'12-21'
		])
		expect(found.overrides[0]?.groups).toEqual({ state: state('cancelled') })
	})

	it('writes each segment as a series of its own that ends before the next', () => {
		const next = { ...TIME.segments[0], from: wall('2026-12-14T11:00'), rules: ['FREQ=WEEKLY;COUNT=2'] }
		const time = { ...TIME, segments: [TIME.segments[0], next] } as SeriesTime
		const override = { key: 's-abc@2026-12-21', calendar: 'c', note: 'late' }
		const text = write([], [[weekly({ time }), [override]]])
		expect(lines(text, 'UID')).toEqual([
			'UID:s-abc@daybook',
			'UID:s-abc@daybook/20261214T110000',
			'UID:s-abc@daybook/20261214T110000'
		])
		expect(lines(text, 'RRULE:FREQ=WEEKLY')).toEqual([
			'RRULE:FREQ=WEEKLY;UNTIL=20261214T095959Z',
			'RRULE:FREQ=WEEKLY;COUNT=2'
		])
		const found = seriesIn(readText(text))
		expect(found.time).toEqual(time)
		expect(found.overrides).toMatchObject([{ key: 's-abc@2026-12-21', groups: { note: 'late' } }])
	})

	it('finds the date of an override by its key: with a time, or where the rule yields nothing', () => {
		const moved = { when: { ...WHEN, start: wall('2026-12-01T09:00'), end: wall('2026-12-01T10:00') } }
		const overrides = [
			{ key: 's-abc@2026-12-07T15:00', calendar: 'c', ...moved },
			{ key: 's-abc@2026-12-01', calendar: 'c', ...moved },
			{ key: 'odd', calendar: 'c', note: 'x' }
		]
		expect(lines(write([], [[weekly(), overrides]]), 'RECURRENCE-ID')).toEqual([
			'RECURRENCE-ID;TZID=Europe/Berlin:20261123T090000',
			'RECURRENCE-ID;TZID=Europe/Berlin:20261201T090000',
			'RECURRENCE-ID;TZID=Europe/Berlin:20261207T150000'
		])
	})

	it('passes over a rule nobody can read', () => {
		const time = {
			...TIME,
			segments: [
				{ ...TIME.segments[0], rules: ['NONSENSE', 'FREQ=DAILY'], excludedRules: ['X', 'FREQ=YEARLY'] }
			]
		} as SeriesTime
		const text = write([], [[weekly({ time }), []]])
		expect(lines(text, 'RRULE:FREQ=DAILY')).toHaveLength(1)
		expect([lines(text, 'EXRULE'), text.includes('NONSENSE')]).toEqual([['EXRULE:FREQ=YEARLY'], false])
	})

	it('writes dates with a length of their own as PERIOD, of UTC too', () => {
		for (const zone of ['UTC', 'Europe/Berlin']) {
			const time = {
				...TIME,
				zone,
				added: [{ start: wall('2026-11-25T09:00'), duration: 2 * HOUR }, { start: wall('2026-11-26T09:00') }]
			}
			const { overrides: _none, ...found } = seriesIn(readText(write([], [[weekly({ time }), []]])))
			expect(found.time).toEqual(time)
		}
	})

	it('counts the sequence on where a record was changed since it came', () => {
		const source = (hash: string) => ({ ...EMPTY_GROUPS.more, source: { uid: 'theirs', sequence: 4, hash } })
		const { id: _id, calendar: _calendar, ...groups } = appointment()
		const single_ = (hash: string) => lines(write([appointment({ more: source(hash) })]), 'SEQUENCE')[0]
		expect([single_(hashOfSingle(groups)), single_('before')]).toEqual(['SEQUENCE:4', 'SEQUENCE:5'])
		const same = hashOfSeries(TIME, { ...EMPTY_GROUPS }, [])
		const series_ = (hash: string) => lines(write([], [[weekly({ more: source(hash) }), []]]), 'SEQUENCE')[0]
		expect([series_(same), series_('before')]).toEqual(['SEQUENCE:4', 'SEQUENCE:5'])
		expect(single(readText(write([appointment({ more: source('') })]))).uid).toBe('theirs')
	})
})

describe('inRange()', () => {
	const span = (start: string, end: string, part: Partial<When> = {}) =>
		appointment({ id: start, when: { ...WHEN, start: wall(start), end: wall(end), ...part } })
	const content = (...appointments: readonly Appointment[]): CalendarContent => ({
		name: '',
		zone: 'Europe/Berlin',
		stamp: STAMP,
		appointments,
		series: [{ series: weekly(), overrides: [] }]
	})
	const days = { start: dayOf(wall('2026-11-23')), end: dayOf(wall('2026-11-24')) }

	it('keeps what touches the days, and series whole', () => {
		const kept = inRange(
			content(
				span('2026-11-22T23:00', '2026-11-23T00:00'),
				span('2026-11-22T23:00', '2026-11-23T00:01'),
				span('2026-11-23T00:00', '2026-11-23T00:00'),
				span('2026-11-23T23:59', '2026-11-25T00:00'),
				span('2026-11-24T00:00', '2026-11-24T01:00'),
				span('2026-11-22', '2026-11-23', { allDay: true, zone: 'Asia/Tokyo' }),
				span('2026-11-23', '2026-11-24', { allDay: true, zone: 'America/Los_Angeles' }),
				span('2026-11-24', '2026-11-25', { allDay: true })
			),
			days
		)
		expect(kept.appointments.map(({ id }) => id)).toEqual([
			'2026-11-22T23:00',
			'2026-11-23T00:00',
			'2026-11-23T23:59',
			'2026-11-23'
		])
		expect(kept.series).toHaveLength(1)
	})

	it('judges times of other zones as moments', () => {
		const tokyo = span('2026-11-23T07:30', '2026-11-23T07:45', { zone: 'Asia/Tokyo' })
		const late = span('2026-11-24T07:00', '2026-11-24T07:30', { zone: 'Asia/Tokyo' })
		expect(inRange(content(tokyo, late), days).appointments).toEqual([late])
	})
})

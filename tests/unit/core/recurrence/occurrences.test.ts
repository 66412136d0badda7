import { describe, expect, it } from 'vitest'
import { EMPTY_GROUPS, type When } from '#lib/core/appointment/appointment.ts'
import { overrideKey } from '#lib/core/appointment/ids.ts'
import { occurrenceOf, type Occurrence } from '#lib/core/appointment/occurrence.ts'
import { occurrenceAt, occurrencesOf } from '#lib/core/recurrence/occurrences.ts'
import type { Override, Series, SeriesTime } from '#lib/core/recurrence/series.ts'
import {
	DAY,
	dayOf,
	formatWall,
	HOUR,
	MINUTE,
	plus,
	wallOf,
	type Day,
	type Span,
	type Wall
} from '#lib/core/time/wall.ts'
import { toInstant } from '#lib/core/time/zone.ts'

const day = (year: number, month: number, date: number): Day => dayOf(wallOf(year, month, date))
const days = (from: Day, count: number): Span<Day> => ({ start: from, end: (from + count) as Day })
const BERLIN = 'Europe/Berlin'

function seriesAt(start: Wall, rule: string, more: Partial<SeriesTime> = {}, duration = HOUR): Series {
	const segment = { from: start, rules: [rule], excludedRules: [], duration, resources: ['ada'] }
	const time = { zone: BERLIN, allDay: false, segments: [segment], excluded: [], added: [], ...more }
	return { ...EMPTY_GROUPS, id: 's-cut', calendar: 'c', note: 'of the series', time }
}
const tuesdays = seriesAt(wallOf(2026, 11, 3, 9), 'FREQ=WEEKLY')
const WEEK = days(day(2026, 11, 23), 7)
const override = (date: Wall, groups: Partial<Override>): Override => ({
	key: overrideKey('s-cut', date),
	calendar: 'c',
	...groups
})
const when = (start: Wall, more: Partial<When> = {}): When => ({
	start,
	end: plus(start, HOUR),
	zone: BERLIN,
	allDay: false,
	resources: ['ben'],
	...more
})
const shown = (found: readonly Occurrence[]) => found.map(({ start }) => formatWall(start))

describe('occurrencesOf()', () => {
	it('gives each date the groups of the series, its key and its place', () => {
		const [one, ...rest] = occurrencesOf(tuesdays, [], WEEK, BERLIN)
		const start = wallOf(2026, 11, 24, 9)
		expect(rest).toEqual([])
		expect(one).toEqual({
			key: 's-cut@2026-11-24',
			appointment: {
				...EMPTY_GROUPS,
				note: 'of the series',
				id: 's-cut@2026-11-24',
				calendar: 'c',
				when: when(start, { resources: ['ada'] })
			},
			start,
			end: plus(start, HOUR),
			from: toInstant(start, BERLIN),
			to: toInstant(plus(start, HOUR), BERLIN),
			series: { id: 's-cut', original: start, overridden: false, detached: false }
		})
	})

	it('lays an override over its date, group by group', () => {
		const note = override(wallOf(2026, 11, 24), { note: 'only today' })
		const [one] = occurrencesOf(tuesdays, [note], WEEK, BERLIN)
		expect(one!.appointment).toMatchObject({
			note: 'only today',
			what: tuesdays.what,
			when: { resources: ['ada'] }
		})
		expect(one!.series).toMatchObject({ overridden: true, detached: false })
	})

	it('shows a date where it was moved to, and not where it was', () => {
		const moved = override(wallOf(2026, 11, 24), { when: when(wallOf(2026, 12, 2, 15)) })
		expect(shown(occurrencesOf(tuesdays, [moved], WEEK, BERLIN))).toEqual([])
		const next = occurrencesOf(tuesdays, [moved], days(day(2026, 11, 30), 7), BERLIN)
		expect(shown(next)).toEqual(['2026-12-01T09:00', '2026-12-02T15:00'])
		expect(next[1]).toMatchObject({
			key: 's-cut@2026-11-24',
			series: { original: wallOf(2026, 11, 24, 9), overridden: true, detached: false }
		})
	})

	it('shows once what was moved within the days', () => {
		const moved = override(wallOf(2026, 11, 24), { when: when(wallOf(2026, 11, 26, 15)) })
		expect(shown(occurrencesOf(tuesdays, [moved], WEEK, BERLIN))).toEqual(['2026-11-26T15:00'])
	})

	it('keeps what the rule no longer yields as detached, where it was or where it was moved to', () => {
		const stays = override(wallOf(2026, 11, 25), { note: 'a Wednesday of the old rule' })
		const moved = override(wallOf(2026, 8, 5), { when: when(wallOf(2026, 11, 27, 8)) })
		const elsewhere = override(wallOf(2026, 11, 18), { note: 'another week' })
		const found = occurrencesOf(tuesdays, [stays, moved, elsewhere], WEEK, BERLIN)
		expect(shown(found)).toEqual(['2026-11-24T09:00', '2026-11-25T09:00', '2026-11-27T08:00'])
		expect(found.map((one) => one.series?.detached)).toEqual([false, true, true])
		expect(found[1]!.appointment.when.resources).toEqual(['ada'])
	})

	it('keeps an override of a date that EXDATE took out as detached', () => {
		const cut = { ...tuesdays, time: { ...tuesdays.time, excluded: [wallOf(2026, 11, 24, 9)] } }
		const kept = override(wallOf(2026, 11, 24), { note: 'still there' })
		expect(occurrencesOf(cut, [], WEEK, BERLIN)).toEqual([])
		expect(occurrencesOf(cut, [kept], WEEK, BERLIN)[0]!.series).toMatchObject({ detached: true })
	})

	it('leaves out deleted dates unless they are asked for', () => {
		const gone = override(wallOf(2026, 11, 24), { state: { status: 'deleted', reason: '', by: '' } })
		expect(occurrencesOf(tuesdays, [gone], WEEK, BERLIN)).toEqual([])
		expect(shown(occurrencesOf(tuesdays, [gone], WEEK, BERLIN, { deleted: true }))).toEqual([
			'2026-11-24T09:00'
		])
		const all = { ...tuesdays, state: { ...tuesdays.state, status: 'deleted' as const } }
		expect(occurrencesOf(all, [], WEEK, BERLIN)).toEqual([])
	})

	it('names the second and later ones of a date with their time', () => {
		const twice = seriesAt(wallOf(2026, 11, 24, 9), 'FREQ=DAILY;BYHOUR=9,14;COUNT=2')
		const later: Override = { key: 's-cut@2026-11-24T14:00', calendar: 'c', note: 'the second' }
		const found = occurrencesOf(twice, [later], WEEK, BERLIN)
		expect(found.map(({ key, appointment }) => [key, appointment.note])).toEqual([
			['s-cut@2026-11-24', 'of the series'],
			['s-cut@2026-11-24T14:00', 'the second']
		])
		const lost: Override = { key: 's-cut@2026-11-25T16:00', calendar: 'c', note: 'lost' }
		expect(shown(occurrencesOf(twice, [lost], days(day(2026, 11, 25), 1), BERLIN))).toEqual([
			'2026-11-25T16:00'
		])
	})

	it('passes over keys that are not of the series', () => {
		const foreign: Override = {
			key: 's-other@2026-11-24',
			calendar: 'c',
			when: when(wallOf(2026, 11, 24, 8))
		}
		const broken: Override = { key: 's-cut', calendar: 'c', when: when(wallOf(2026, 11, 24, 8)) }
		expect(shown(occurrencesOf(tuesdays, [foreign, broken], WEEK, BERLIN))).toEqual(['2026-11-24T09:00'])
	})

	it('uses an expander of its own where one is given', () => {
		const none = { expand: () => ({ dates: [], problems: [] }) }
		expect(occurrencesOf(tuesdays, [], WEEK, BERLIN, none)).toEqual([])
	})
})

describe('occurrencesOf() across zones', () => {
	it('shows the days of the view, not those of the series (bug 18)', () => {
		const tokyo = seriesAt(wallOf(2026, 11, 2, 8), 'FREQ=MONTHLY;BYDAY=1MO', { zone: 'Asia/Tokyo' })
		expect(shown(occurrencesOf(tokyo, [], days(day(2026, 11, 1), 1), 'America/New_York'))).toEqual([
			'2026-11-01T18:00'
		])
		expect(occurrencesOf(tokyo, [], days(day(2026, 11, 2), 1), 'America/New_York')).toEqual([])
		expect(shown(occurrencesOf(tokyo, [], days(day(2026, 11, 2), 1), 'Asia/Tokyo'))).toEqual([
			'2026-11-02T08:00'
		])
	})

	it('keeps nine o’clock across the changes of the clocks, in its own zone (bug 17)', () => {
		const found = occurrencesOf(tuesdays, [], days(day(2027, 3, 16), 28), BERLIN)
		expect(shown(found).map((text) => text.slice(11))).toEqual(['09:00', '09:00', '09:00', '09:00'])
		expect(shown(occurrencesOf(tuesdays, [], days(day(2027, 3, 16), 21), 'UTC'))).toEqual([
			'2027-03-16T08:00',
			'2027-03-23T08:00',
			'2027-03-30T07:00'
		])
	})

	it('shifts a date in the spring gap and keeps it, with its length', () => {
		const night = seriesAt(wallOf(2026, 3, 28, 2, 30), 'FREQ=DAILY', {}, 45 * MINUTE)
		const found = occurrencesOf(night, [], days(day(2026, 3, 29), 1), BERLIN)
		expect(found.map(({ start, end }) => [formatWall(start), (end - start) / MINUTE])).toEqual([
			['2026-03-29T03:30', 45]
		])
		expect(found[0]!.series?.original).toBe(wallOf(2026, 3, 29, 2, 30))
	})

	it('shows all-day dates as bare dates in every zone (bug 20)', () => {
		const closed = seriesAt(wallOf(2026, 11, 3), 'FREQ=WEEKLY', { allDay: true }, DAY)
		for (const zone of ['Pacific/Pago_Pago', 'UTC', BERLIN, 'Pacific/Kiritimati']) {
			const found = occurrencesOf(closed, [], days(day(2026, 11, 24), 1), zone)
			expect(found.map(({ start, end }) => [formatWall(start), end - start])).toEqual([
				['2026-11-24T00:00', DAY]
			])
			expect(occurrencesOf(closed, [], days(day(2026, 11, 25), 1), zone)).toEqual([])
			expect(occurrencesOf(closed, [], days(day(2026, 11, 23), 1), zone)).toEqual([])
		}
	})
})

describe('occurrenceAt()', () => {
	it('gives one date by its key', () => {
		const one = occurrenceAt(tuesdays, 's-cut@2026-11-24', undefined, 'UTC')
		expect(one).toMatchObject({
			start: wallOf(2026, 11, 24, 8),
			series: { detached: false, overridden: false }
		})
		const note = override(wallOf(2026, 11, 24), { note: 'x', when: when(wallOf(2026, 11, 25, 10)) })
		expect(occurrenceAt(tuesdays, note.key, note, BERLIN)).toMatchObject({ start: wallOf(2026, 11, 25, 10) })
		expect(occurrenceAt(tuesdays, 's-cut@2026-11-25', undefined, BERLIN)!.series).toMatchObject({
			detached: true
		})
		expect(occurrenceAt(tuesdays, 's-cut@2020-01-01', undefined, BERLIN)!.start).toBe(wallOf(2020, 1, 1, 9))
		for (const key of ['s-cut', '202611-abc', 's-other@2026-11-24'])
			expect(occurrenceAt(tuesdays, key, undefined, BERLIN)).toBeUndefined()
	})
})

describe('occurrenceOf()', () => {
	const single = (one: When) => ({ ...EMPTY_GROUPS, id: '202611-x', calendar: 'c', when: one })

	it('shows an appointment in the zone of the view', () => {
		const ten = wallOf(2026, 11, 24, 10)
		const own = occurrenceOf(single(when(ten)), BERLIN)
		expect(own).toMatchObject({ key: '202611-x', start: ten, end: plus(ten, HOUR) })
		expect(own.series).toBeUndefined()
		expect(occurrenceOf(single(when(ten)), 'Asia/Kolkata')).toMatchObject({
			start: plus(ten, 4.5 * HOUR),
			from: own.from
		})
	})

	it('never ends before it begins, wherever the clocks change', () => {
		// Second pass of the doubled hour: clocks in Berlin show 02:30, then 02:15.
		const back = occurrenceOf(
			single(when(wallOf(2026, 10, 25, 0, 30), { zone: 'UTC', end: wallOf(2026, 10, 25, 1, 15) })),
			BERLIN
		)
		expect(back.end - back.start).toBe(45 * MINUTE)
		const gap = occurrenceOf(
			single(when(wallOf(2026, 3, 29, 2, 30), { end: wallOf(2026, 3, 29, 3) })),
			BERLIN
		)
		expect(gap.to - gap.from).toBe(30 * MINUTE)
	})

	it('keeps the dates of all-day appointments', () => {
		const start = wallOf(2026, 11, 24)
		const one = occurrenceOf(
			single(when(start, { allDay: true, end: plus(start, DAY), zone: 'Pacific/Apia' })),
			BERLIN
		)
		expect(one).toMatchObject({ start, end: plus(start, DAY), from: toInstant(start, 'Pacific/Apia') })
	})
})

import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
	parseDuration,
	parseOffset,
	parseStamp,
	writeDate,
	writeDateTime,
	writeDuration,
	writeOffset
} from '#lib/core/ical/stamp.ts'
import { DAY, HOUR, MINUTE, SECOND, wallOf, type Wall } from '#lib/core/time/wall.ts'

const wall = fc
	.integer({ min: wallOf(1600, 1, 1) / SECOND, max: wallOf(2200, 1, 1) / SECOND })
	.map((seconds) => (seconds * SECOND) as Wall)

describe('parseStamp()', () => {
	it('is the inverse of writeDateTime() and writeDate()', () => {
		fc.assert(
			fc.property(wall, (at) => {
				expect(parseStamp(writeDateTime(at))).toEqual({ ok: true, value: { wall: at, form: 'local' } })
				expect(parseStamp(`${writeDateTime(at)}Z`)).toEqual({ ok: true, value: { wall: at, form: 'utc' } })
				const midnight = (Math.floor(at / DAY) * DAY) as Wall
				expect(parseStamp(writeDate(at))).toEqual({ ok: true, value: { wall: midnight, form: 'date' } })
			})
		)
	})

	it.each([
		['2026-11-23T14:05:00Z', wallOf(2026, 11, 23, 14, 5), 'utc'],
		['2026-11-23', wallOf(2026, 11, 23), 'date'],
		['20261123T1405', wallOf(2026, 11, 23, 14, 5), 'local'],
		['20261123t140500z', wallOf(2026, 11, 23, 14, 5), 'utc'],
		['20261123T140500.000Z', wallOf(2026, 11, 23, 14, 5), 'utc'],
		['20161231T235960Z', wallOf(2016, 12, 31, 23, 59, 59), 'utc'],
		['20261123Z', wallOf(2026, 11, 23), 'date'],
		[' 20261123 ', wallOf(2026, 11, 23), 'date']
	] as const)('reads %j', (text, at, form) => {
		expect(parseStamp(text)).toEqual({ ok: true, value: { wall: at, form } })
	})

	it.each([
		['20260231', 'There is no 2026-02-31'],
		['20250229T100000', 'There is no 2025-02-29'],
		['20261301', 'There is no 2026-13-01'],
		['20260101T250000', '25:00'],
		['20260101T106000', '10:60'],
		['tomorrow', '"tomorrow" is not a date'],
		['', '"" is not a date'],
		['20260101T10', 'is not a date']
	])('refuses %j by name', (text, says) => {
		const refused = parseStamp(text)
		expect(refused).toMatchObject({ ok: false, why: 'no-such-time' })
		expect(refused.ok ? '' : refused.message).toContain(says)
	})
})

describe('parseDuration()', () => {
	it('is the inverse of writeDuration()', () => {
		fc.assert(
			fc.property(fc.integer({ min: -5_000_000, max: 5_000_000 }), (seconds) => {
				const read = parseDuration(writeDuration(seconds * SECOND))
				expect((read?.days ?? NaN) + (read?.time ?? NaN)).toBe(seconds * SECOND)
			})
		)
	})

	it.each([
		['P1W', 7 * DAY, 0],
		['P1DT2H', DAY, 2 * HOUR],
		['-PT15M', 0, -15 * MINUTE],
		['+PT1H30M10S', 0, HOUR + 30 * MINUTE + 10 * SECOND],
		['-P1DT1S', -DAY, -SECOND],
		['pt5m', 0, 5 * MINUTE],
		['P15DT5H0M20S', 15 * DAY, 5 * HOUR + 20 * SECOND]
	])('keeps days and hours of %s apart', (text, days, time) => {
		const read = parseDuration(text)
		expect((read?.days ?? NaN) + 0).toBe(days)
		expect((read?.time ?? NaN) + 0).toBe(time)
	})

	it.each(['P', 'PT', '', '15M', 'PT15', 'P1Y', '20260101T000000Z', 'PT-5M'])('refuses %j', (text) => {
		expect(parseDuration(text)).toBeUndefined()
	})
})

describe('parseOffset()', () => {
	it('is the inverse of writeOffset()', () => {
		fc.assert(
			fc.property(fc.integer({ min: -50_000, max: 50_000 }), (seconds) => {
				expect(parseOffset(writeOffset(seconds * SECOND))).toBe(seconds * SECOND + 0)
			})
		)
	})

	it.each([
		['+0530', 5 * HOUR + 30 * MINUTE],
		['-0800', -8 * HOUR],
		['+00:19:32', 19 * MINUTE + 32 * SECOND],
		['+0000', 0]
	])('reads %s', (text, ms) => expect(parseOffset(text)).toBe(ms))

	it('writes zero as a plus', () => expect(writeOffset(0)).toBe('+0000'))

	it.each(['0530', '+5', '', '+05300', 'UTC'])('refuses %j', (text) =>
		expect(parseOffset(text)).toBeUndefined()
	)
})

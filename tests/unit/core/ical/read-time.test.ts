import { describe, expect, it } from 'vitest'
import { readComponent } from '#lib/core/ical/content.ts'
import { readEventTime, startAsWritten } from '#lib/core/ical/read-time.ts'
import { DAY, formatWall, HOUR, type Wall } from '#lib/core/time/wall.ts'

const context = { book: 'Europe/Berlin', locate: (zone: string, wall: Wall) => ({ zone, wall }) }

function component(lines: readonly string[]) {
	const text = ['BEGIN:VEVENT', ...lines, 'END:VEVENT'].join('\r\n')
	return readComponent(text, { name: 'VEVENT', from: 0, to: text.length, line: 1, closed: 'yes' })
}
const read = (lines: readonly string[], repeats = false) => readEventTime(component(lines), context, repeats)

/** `2026-11-23T09:00 - 2026-11-23T10:00 Europe/Berlin`, or why not. */
function said(lines: readonly string[], repeats = false): string {
	const time = read(lines, repeats)
	if (!time.ok) return time.message
	const { start, end, zone, allDay } = time.value
	return `${formatWall(start)} - ${formatWall(end)} ${zone}${allDay ? ' all day' : ''}`
}

describe('readEventTime()', () => {
	it.each([
		[
			'with a zone',
			['DTSTART;TZID=Asia/Tokyo:20261123T090000', 'DTEND;TZID=Asia/Tokyo:20261123T100000'],
			'2026-11-23T09:00 - 2026-11-23T10:00 Asia/Tokyo'
		],
		[
			'floating',
			['DTSTART:20261123T090000', 'DTEND:20261123T100000'],
			'2026-11-23T09:00 - 2026-11-23T10:00 Europe/Berlin'
		],
		[
			'in UTC',
			['DTSTART:20261123T090000Z', 'DTEND:20261123T100000Z'],
			'2026-11-23T10:00 - 2026-11-23T11:00 Europe/Berlin'
		],
		[
			'in two zones',
			['DTSTART;TZID=Europe/Berlin:20261123T090000', 'DTEND;TZID=Europe/London:20261123T090000'],
			'2026-11-23T09:00 - 2026-11-23T10:00 Europe/Berlin'
		],
		[
			'with an end in UTC',
			['DTSTART;TZID=Europe/Berlin:20261123T090000', 'DTEND:20261123T090000Z'],
			'2026-11-23T09:00 - 2026-11-23T10:00 Europe/Berlin'
		],
		['without an end', ['DTSTART:20261123T090000'], '2026-11-23T09:00 - 2026-11-23T09:00 Europe/Berlin'],
		[
			'with an empty end',
			['DTSTART:20261123T090000', 'DTEND:', 'DURATION:PT5M'],
			'2026-11-23T09:00 - 2026-11-23T09:05 Europe/Berlin'
		],
		[
			'with a duration',
			['DTSTART:20261123T090000', 'DURATION:PT1H30M'],
			'2026-11-23T09:00 - 2026-11-23T10:30 Europe/Berlin'
		],
		[
			'with a date as end',
			['DTSTART:20261123T090000', 'DTEND;VALUE=DATE:20261124'],
			'2026-11-23T09:00 - 2026-11-24T00:00 Europe/Berlin'
		]
	])('reads a time %s', (_, lines, expected) => expect(said(lines)).toBe(expected))

	it.each([
		['without an end', ['DTSTART;VALUE=DATE:20261123'], '2026-11-23T00:00 - 2026-11-24T00:00'],
		[
			'with an exclusive end',
			['DTSTART;VALUE=DATE:20261123', 'DTEND;VALUE=DATE:20261126'],
			'2026-11-23T00:00 - 2026-11-26T00:00'
		],
		[
			'that ends on its own day',
			['DTSTART;VALUE=DATE:20261123', 'DTEND;VALUE=DATE:20261123'],
			'2026-11-23T00:00 - 2026-11-24T00:00'
		],
		['with a duration', ['DTSTART:20261123', 'DURATION:P2D'], '2026-11-23T00:00 - 2026-11-25T00:00'],
		[
			'with a duration in hours',
			['DTSTART:20261123', 'DURATION:PT48H'],
			'2026-11-23T00:00 - 2026-11-25T00:00'
		],
		[
			'with a time as end',
			['DTSTART:20261123', 'DTEND:20261124T000000Z'],
			'2026-11-23T00:00 - 2026-11-24T00:00'
		],
		[
			'whatever TZID it has',
			['DTSTART;TZID=Asia/Tokyo;VALUE=DATE:20261123'],
			'2026-11-23T00:00 - 2026-11-24T00:00'
		]
	])('reads a date %s', (_, lines, expected) => expect(said(lines)).toBe(`${expected} Europe/Berlin all day`))

	it('counts days on the wall and hours in the world over a change of the clocks', () => {
		expect(said(['DTSTART:20260328T200000', 'DURATION:P1D'])).toContain('2026-03-29T20:00 ')
		expect(said(['DTSTART:20260328T200000', 'DURATION:PT24H'])).toContain('2026-03-29T21:00 ')
		expect(said(['DTSTART:20260328T200000', 'DURATION:P1DT1H'])).toContain('2026-03-29T21:00 ')
	})

	it('keeps the length over the hour that the autumn repeats', () => {
		expect(said(['DTSTART:20261025T023000', 'DURATION:PT45M'])).toContain('02:30 - 2026-10-25T03:15 ')
		expect(said(['DTSTART:20261025T023000', 'DTEND:20261025T011500Z'])).toContain('02:30 - 2026-10-25T03:15 ')
		expect(said(['DTSTART:20261025T023000', 'DURATION:-PT45M'])).toContain('is before the start')
		expect(said(['DTSTART:20260329T020000', 'DURATION:PT45M'])).toContain('02:00 - 2026-03-29T03:45 ')
	})

	it('leaves a rule that was written for UTC in UTC', () => {
		expect(said(['DTSTART:20261123T090000Z'], true)).toBe('2026-11-23T09:00 - 2026-11-23T09:00 UTC')
	})

	it('keeps a moment in UTC that falls into the hour the autumn repeats', () => {
		// 01:30Z is the second 02:30 of that night in Berlin, which a wall time cannot say.
		expect(said(['DTSTART:20261025T003000Z', 'DTEND:20261025T010000Z'])).toContain(
			'2026-10-25T00:30 - 2026-10-25T01:00 UTC'
		)
		expect(said(['DTSTART:20261025T001500Z', 'DTEND:20261025T003000Z'])).toContain(
			'02:15 - 2026-10-25T02:30 Europe/Berlin'
		)
	})

	it('takes our own word for a zone that DTSTART cannot carry', () => {
		expect(said(['DTSTART:20261123T090000Z', 'X-DAYBOOK-ZONE:UTC'])).toContain('09:00 UTC')
		expect(said(['DTSTART:20261123', 'X-DAYBOOK-ZONE:Asia/Tokyo'])).toContain('Asia/Tokyo all day')
		expect(said(['DTSTART:20261123', 'X-DAYBOOK-ZONE:Nowhere'])).toContain('Europe/Berlin all day')
	})

	it.each([
		[['SUMMARY:x'], 'It has no DTSTART'],
		[['SUMMARY:x', 'DTSTART:20260231T090000'], 'Line 3, DTSTART: There is no 2026-02-31'],
		[['DTSTART:20260228T090000', 'DTEND:20260229T090000'], 'Line 3, DTEND: There is no 2026-02-29'],
		[['DTSTART:20260228', 'DTEND:garbage'], 'Line 3, DTEND: "garbage" is not a date'],
		[
			['DTSTART:20260228T090000', 'DTEND:20260228T080000'],
			'Line 3: the end 20260228T080000 is before the start 20260228T090000'
		],
		[['DTSTART:20260228T090000', 'DURATION:-PT1H'], 'Line 3: the end -PT1H is before the start'],
		[['DTSTART:20260228T090000', 'DURATION:P99999999999D'], 'it ends after the year 9999'],
		[['DTSTART:20260228', 'DURATION:P999999999999999999D'], 'it ends after the year 9999'],
		[['DTSTART:20260228T090000', 'DURATION:long'], 'Line 3: "long" is not a duration']
	])('refuses %j', (lines, says) => expect(said(lines)).toContain(says))
})

describe('bug 20: all-day appointments a day early, or of 23 or 25 hours', () => {
	const zones = [
		'Pacific/Pago_Pago',
		'America/St_Johns',
		'UTC',
		'Europe/Berlin',
		'Asia/Tokyo',
		'Pacific/Kiritimati'
	]
	it.each(zones)('stay dates for a book in %s', (book) => {
		for (const days of [1, 2, 3]) {
			// Over both changes of the clocks of 2026.
			for (const first of ['20260328', '20261024', '20260307', '20261031']) {
				const lines = [`DTSTART;VALUE=DATE:${first}`, `DURATION:P${days}D`]
				const time = readEventTime(component(lines), { ...context, book }, false)
				if (!time.ok) throw new Error(time.message)
				expect(formatWall(time.value.start)).toBe(`${first.replace(/(....)(..)(..)/, '$1-$2-$3')}T00:00`)
				expect(time.value.end - time.value.start).toBe(days * DAY)
				expect(time.value.start % DAY).toBe(0)
			}
		}
	})
})

describe('bug 17: an hour wrong after a change of the clocks', () => {
	it.each([2020, 2021, 2022, 2023, 2024, 2025, 2026, 2027, 2028, 2029, 2030])(
		'%d: wall time stays',
		(year) => {
			for (const zone of ['Europe/Berlin', 'America/New_York', 'Australia/Lord_Howe', 'Asia/Tokyo']) {
				for (const month of ['01', '03', '04', '07', '10', '11']) {
					const time = read([`DTSTART;TZID=${zone}:${year}${month}29T090000`, 'DURATION:PT1H'])
					expect(time).toMatchObject({ ok: true, value: { zone } })
					if (time.ok)
						expect([time.value.start % DAY, time.value.end - time.value.start]).toEqual([9 * HOUR, HOUR])
				}
			}
		}
	)
})

describe('startAsWritten()', () => {
	it.each([
		['DTSTART:20261123T090500', '2026-11-23 09:05'],
		['DTSTART;VALUE=DATE:20261123', '2026-11-23'],
		['DTSTART:20260231', '20260231'],
		['SUMMARY:none', '']
	])('%s', (lineText, expected) => expect(startAsWritten(component([lineText]))).toBe(expected))
})

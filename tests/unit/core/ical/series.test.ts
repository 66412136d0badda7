import { describe, expect, it } from 'vitest'
import { formatWall, HOUR, MINUTE } from '#lib/core/time/wall.ts'
import { event, moments, read, series, starts, wall } from './file.ts'

const AT = 'DTSTART;TZID=Europe/Berlin:20261123T090000'
const weekly = (...lines: readonly string[]) => event('UID:a', 'SUMMARY:Class', AT, 'DURATION:PT1H', ...lines)
const date = (original: string, ...lines: readonly string[]) =>
	event('UID:a', 'SUMMARY:Class', `RECURRENCE-ID${original}`, ...lines)
const days = (found: Parameters<typeof starts>[0], until = '2027-03-01') =>
	starts(found, until).map((start) => start.slice(5))

describe('bug 19: UNTIL read as local time', () => {
	it.each(['Asia/Tokyo', 'Pacific/Auckland', 'America/New_York', 'Europe/Berlin'])(
		'%s keeps the last date, and no more',
		(zone) => {
			const lines = (until: string) =>
				event('UID:a', `DTSTART;TZID=${zone}:20261102T090000`, `RRULE:FREQ=WEEKLY;UNTIL=${until}`)
			const last = new Date(`${moments(series(read(lines('20261130'))), '2027-01-01').at(-1)}Z`)
			const utc = (ms: number) =>
				new Date(last.getTime() + ms)
					.toISOString()
					.replace(/[-:]|\.000/g, '')
					.slice(0, 13) + '00Z'
			const count = (until: string) => starts(series(read(lines(until))), '2027-01-01').length
			expect(count('20261130')).toBe(5)
			expect(count(utc(0))).toBe(5)
			expect(count('20261130T090000')).toBe(5)
			expect(count('20261130T085959')).toBe(4)
			expect(count(utc(-HOUR))).toBe(4)
			expect(count(utc(24 * HOUR))).toBe(5)
		}
	)

	it('of an all-day series is a date, whatever time stands with it', () => {
		for (const until of ['20261126', '20261126T000000Z', '20261126T235959Z', '20261126T090000']) {
			const found = series(
				read(event('UID:a', 'DTSTART;VALUE=DATE:20261123', `RRULE:FREQ=DAILY;UNTIL=${until}`))
			)
			expect(days(found)).toHaveLength(4)
			expect(found.time.segments[0]?.rules).toEqual(['FREQ=DAILY;UNTIL=20261126'])
		}
	})
})

describe('bug 18: the first Monday of Tokyo', () => {
	it('stays a Monday of Tokyo', () => {
		const found = series(
			read(event('UID:a', 'DTSTART;TZID=Asia/Tokyo:20260105T080000', 'RRULE:FREQ=MONTHLY;BYDAY=1MO;COUNT=3'))
		)
		expect(found.time.zone).toBe('Asia/Tokyo')
		expect(starts(found, '2027-01-01')).toEqual(['2026-01-05T08:00', '2026-02-02T08:00', '2026-03-02T08:00'])
		expect(moments(found, '2027-01-01')[0]).toBe('2026-01-04T23:00')
	})
})

describe('bug 17: a weekly series over the changes of the clocks', () => {
	it('stays at nine', () => {
		const found = series(
			read(event('UID:a', 'DTSTART;TZID=Europe/Berlin:20260301T090000', 'RRULE:FREQ=WEEKLY;COUNT=40'))
		)
		expect(new Set(starts(found, '2027-06-01').map((start) => start.slice(11)))).toEqual(new Set(['09:00']))
		expect(new Set(moments(found, '2027-06-01').map((at) => at.slice(11)))).toEqual(
			new Set(['08:00', '07:00'])
		)
	})

	it('moves where its rule is in UTC, and that is said', () => {
		const found = series(read(event('UID:a', 'DTSTART:20260301T080000Z', 'RRULE:FREQ=WEEKLY')))
		expect(found.time.zone).toBe('UTC')
		expect(found.remarks).toEqual([
			'It repeats in UTC: by the clock on the wall it moves when the clocks change.'
		])
	})
})

describe('EXDATE', () => {
	it.each([
		['as a time with a zone', 'EXDATE;TZID=Europe/Berlin:20261124T090000'],
		['in UTC', 'EXDATE:20261124T080000Z'],
		['in another zone', 'EXDATE;TZID=Asia/Tokyo:20261124T170000'],
		['as a date', 'EXDATE;VALUE=DATE:20261124'],
		['floating', 'EXDATE:20261124T090000'],
		['in a list', 'EXDATE;TZID=Europe/Berlin:20261124T090000,20261124T090000,']
	])('takes out a date %s', (_, line) => {
		const found = series(read(weekly('RRULE:FREQ=DAILY;COUNT=3', line)))
		expect(days(found)).toEqual(['11-23T09:00', '11-25T09:00'])
		expect(found.time.excluded.map(formatWall)).toEqual(['2026-11-24T09:00'])
	})

	it('as a date takes out every start of the day', () => {
		const found = series(read(weekly('RRULE:FREQ=DAILY;COUNT=6;BYHOUR=9,15', 'EXDATE;VALUE=DATE:20261124')))
		expect(days(found)).toEqual(['11-23T09:00', '11-23T15:00', '11-25T09:00', '11-25T15:00'])
	})

	it('as a date without a start takes the time of the series', () => {
		const found = series(read(weekly('RRULE:FREQ=WEEKLY', 'EXDATE;VALUE=DATE:20261124')))
		expect(found.time.excluded.map(formatWall)).toEqual(['2026-11-24T09:00'])
	})

	it('as a time of an all-day series takes its date', () => {
		const found = series(
			read(
				event('UID:a', 'DTSTART;VALUE=DATE:20261123', 'RRULE:FREQ=DAILY;COUNT=3', 'EXDATE:20261124T000000Z')
			)
		)
		expect(days(found)).toEqual(['11-23T00:00', '11-25T00:00'])
	})

	it('that cannot be read is said', () => {
		const found = series(read(weekly('RRULE:FREQ=WEEKLY', 'EXDATE:tomorrow')))
		expect(found.remarks).toEqual([
			'Line 9, EXDATE: "tomorrow" is not a date or time; this exception was left out.'
		])
	})
})

describe('RDATE', () => {
	it('alone has DTSTART as the first date', () => {
		const found = series(read(weekly('RDATE;TZID=Europe/Berlin:20261201T090000,20261203T090000')))
		expect(days(found)).toEqual(['11-23T09:00', '12-01T09:00', '12-03T09:00'])
		expect(found.time.segments[0]?.rules).toEqual([])
	})

	it('has a length of its own as PERIOD', () => {
		const found = series(
			read(
				weekly(
					'RRULE:FREQ=WEEKLY;COUNT=1',
					'RDATE;VALUE=PERIOD:20261201T080000Z/20261201T083000Z,20261202T080000Z/PT2H',
					'RDATE;VALUE=PERIOD;TZID=Europe/Berlin:20261201T090000/PT45M',
					'RDATE;TZID=Europe/Berlin:20261201T090000'
				)
			)
		)
		expect(found.time.added.map(({ start, duration = 0 }) => [formatWall(start), duration / MINUTE])).toEqual(
			[
				['2026-12-01T09:00', 30],
				['2026-12-02T09:00', 120]
			]
		)
	})

	it('of an all-day series is a date', () => {
		const found = series(
			read(
				event('UID:a', 'DTSTART;VALUE=DATE:20261123', 'RDATE;VALUE=DATE:20261125', 'RDATE:20261127T100000')
			)
		)
		expect(days(found)).toEqual(['11-23T00:00', '11-25T00:00', '11-27T00:00'])
	})

	it.each([
		'RDATE:x',
		'RDATE;VALUE=PERIOD:20261201T080000Z/x',
		'RDATE;VALUE=PERIOD:20261201T080000Z/20261201T070000Z'
	])('%s is said and left out', (line) => {
		const found = series(read(weekly('RRULE:FREQ=WEEKLY;COUNT=2', line)))
		expect(found.time.added).toEqual([])
		expect(found.remarks[0]).toContain('this date was left out')
	})
})

describe('rules', () => {
	it('may be several, with commas and semicolons too many, and empty ones', () => {
		const found = series(
			read(
				weekly(
					'RRULE:FREQ=MONTHLY;BYMONTH=1,2,;COUNT=2;',
					'RRULE:FREQ=YEARLY',
					'RRULE:',
					'EXRULE:FREQ=DAILY;COUNT=1'
				)
			)
		)
		expect(found.time.segments[0]?.rules).toEqual(['FREQ=MONTHLY;COUNT=2;BYMONTH=1,2', 'FREQ=YEARLY'])
		expect(found.time.segments[0]?.excludedRules).toEqual(['FREQ=DAILY;COUNT=1'])
	})
})

describe('RECURRENCE-ID', () => {
	const base = weekly('RRULE:FREQ=DAILY;COUNT=5')

	it.each([
		['in the zone', ';TZID=Europe/Berlin:20261124T090000'],
		['in UTC', ':20261124T080000Z'],
		['as a date', ';VALUE=DATE:20261124']
	])('is found %s', (_, original) => {
		const found = series(
			read(base, date(original, 'DTSTART;TZID=Europe/Berlin:20261124T120000', 'DURATION:PT1H'))
		)
		expect(found.overrides.map(({ key, original: at }) => [key.slice(-10), formatWall(at)])).toEqual([
			['2026-11-24', '2026-11-24T09:00']
		])
	})

	it('in UTC is moved into the zone of its series', () => {
		const found = series(
			read(base, date(':20261124T080000Z', 'DTSTART:20261124T110000Z', 'DTEND:20261124T120000Z'))
		)
		expect(found.overrides[0]?.groups.when).toMatchObject({
			start: wall('2026-11-24T12:00'),
			zone: 'Europe/Berlin'
		})
	})

	it('of an all-day series keeps its dates', () => {
		const all = event('UID:a', 'DTSTART;VALUE=DATE:20261123', 'X-DAYBOOK-ZONE:Asia/Tokyo', 'RRULE:FREQ=DAILY')
		const found = series(
			read(all, event('UID:a', 'RECURRENCE-ID;VALUE=DATE:20261124', 'DTSTART;VALUE=DATE:20261125'))
		)
		expect(found.overrides[0]?.groups.when).toMatchObject({
			start: wall('2026-11-25'),
			allDay: true,
			zone: 'Asia/Tokyo'
		})
		const timed = series(read(base, date(';VALUE=DATE:20261124', 'DTSTART;VALUE=DATE:20261124')))
		expect(timed.overrides[0]?.groups.when).toMatchObject({ allDay: true, zone: 'Europe/Berlin' })
	})

	it('of a second start of the day has the time in its key', () => {
		const twice = weekly('RRULE:FREQ=DAILY;BYHOUR=9,15;COUNT=4')
		const found = series(
			read(twice, date(';TZID=Europe/Berlin:20261123T150000', 'DTSTART;TZID=Europe/Berlin:20261123T160000'))
		)
		expect(found.overrides[0]?.key).toMatch(/@2026-11-23T15:00$/)
	})

	it('that the rule does not yield is kept whole, beside the date it does', () => {
		const found = series(
			read(
				base,
				date(';TZID=Europe/Berlin:20261124T110000', 'DTSTART;TZID=Europe/Berlin:20261124T110000'),
				date(';TZID=Europe/Berlin:20270101T090000', 'DTSTART;TZID=Europe/Berlin:20270101T090000', 'garbage')
			)
		)
		expect(found.overrides.map(({ key }) => key.split('@')[1])).toEqual(['2026-11-24T11:00', '2027-01-01'])
		expect(found.overrides.every(({ groups }) => Object.keys(groups).length === 6)).toBe(true)
		expect(found.remarks).toEqual(['Line 21 is no property and was left out: garbage'])
	})

	it('makes a series of an event that does not repeat', () => {
		const found = series(
			read(
				weekly(),
				date(
					';TZID=Europe/Berlin:20261123T090000',
					'DTSTART;TZID=Europe/Berlin:20261123T100000',
					'DURATION:PT1H'
				)
			)
		)
		expect(days(found)).toEqual(['11-23T09:00'])
		expect(found.overrides).toHaveLength(1)
	})
})

describe('THISANDFUTURE', () => {
	const following = (original: string, ...lines: readonly string[]) =>
		date(`;RANGE=THISANDFUTURE;TZID=Europe/Berlin:${original}`, ...lines)
	const later = (hour: string, day = '20261125') => [
		`DTSTART;TZID=Europe/Berlin:${day}T${hour}0000`,
		'DURATION:PT2H'
	]

	it('is a segment with the new time and length', () => {
		const found = series(
			read(
				weekly('RRULE:FREQ=DAILY;COUNT=5', 'EXDATE;TZID=Europe/Berlin:20261126T090000'),
				following('20261125T090000', ...later('11'))
			)
		)
		expect(days(found)).toEqual(['11-23T09:00', '11-24T09:00', '11-25T11:00', '11-27T11:00'])
		expect(found.time.segments.map(({ rules, duration }) => [rules[0], duration / HOUR])).toEqual([
			['FREQ=DAILY;UNTIL=20261125T085959', 1],
			['FREQ=DAILY;COUNT=3', 2]
		])
		expect(found.remarks).toEqual([])
	})

	it('moves UNTIL, added dates and later overrides along', () => {
		const found = series(
			read(
				weekly('RRULE:FREQ=DAILY;UNTIL=20261127T080000Z', 'RDATE;TZID=Europe/Berlin:20261201T090000'),
				following('20261125T090000', ...later('08')),
				date(
					';TZID=Europe/Berlin:20261126T090000',
					'DTSTART;TZID=Europe/Berlin:20261126T200000',
					'DURATION:PT2H'
				)
			)
		)
		expect(days(found)).toEqual([
			'11-23T09:00',
			'11-24T09:00',
			'11-25T08:00',
			'11-26T08:00',
			'11-27T08:00',
			'12-01T08:00'
		])
		expect(found.overrides.map(({ original }) => formatWall(original))).toEqual(['2026-11-26T08:00'])
	})

	it('twice makes two segments, an endless rule stays endless', () => {
		const found = series(
			read(
				weekly('RRULE:FREQ=DAILY'),
				following('20261127T090000', ...later('07', '20261127')),
				following('20261125T090000', ...later('11'))
			)
		)
		expect(days(found, '2026-11-30')).toEqual([
			'11-23T09:00',
			'11-24T09:00',
			'11-25T11:00',
			'11-26T11:00',
			'11-27T07:00',
			'11-28T07:00',
			'11-29T07:00'
		])
	})

	it('cancelled ends the series', () => {
		const found = series(
			read(weekly('RRULE:FREQ=DAILY'), following('20261125T090000', ...later('09'), 'STATUS:CANCELLED'))
		)
		expect(days(found)).toEqual(['11-23T09:00', '11-24T09:00'])
	})

	it('says which texts it cannot keep', () => {
		const found = series(
			read(weekly('RRULE:FREQ=DAILY'), following('20261125T090000', ...later('09')).replace('Class', 'Other'))
		)
		expect(found.remarks).toEqual([
			'Later dates have other texts in the file; those of the series were kept.'
		])
	})

	it.each([
		['another day', 'RRULE:FREQ=DAILY', later('09', '20261126'), 'moves to another day'],
		['times in the rule', 'RRULE:FREQ=DAILY;BYHOUR=9', later('11'), 'has its times in the rule'],
		['another zone', 'RRULE:FREQ=DAILY', ['DTSTART;TZID=Asia/Tokyo:20261125T090000'], 'has another zone'],
		['nothing readable', 'RRULE:FREQ=DAILY', [], 'is not inside the series']
	])('with %s changes one date, and says so', (_, rule, lines, says) => {
		const found = read(weekly(rule), following('20261125T090000', ...lines)).events[0]
		expect(found?.remarks[0]).toBe(
			`“This and following” from 2026-11-25 ${says}: only that one date was changed.`
		)
		expect(found?.kind === 'series' && found.time.segments).toHaveLength(1)
	})

	it('leaves rules that are over as they are', () => {
		const found = series(
			read(
				weekly('RRULE:FREQ=DAILY;COUNT=2', 'RRULE:FREQ=DAILY;UNTIL=20261124T080000Z', 'RRULE:FREQ=WEEKLY'),
				following('20261130T090000', ...later('11', '20261130'))
			)
		)
		expect(found.time.segments.map(({ rules }) => rules)).toEqual([
			['FREQ=DAILY;COUNT=2', 'FREQ=DAILY;UNTIL=20261124T090000', 'FREQ=WEEKLY;UNTIL=20261130T085959'],
			['FREQ=WEEKLY']
		])
	})
})

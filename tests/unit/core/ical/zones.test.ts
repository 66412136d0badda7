import { describe, expect, it } from 'vitest'
import { readComponent } from '#lib/core/ical/content.ts'
import { readFileZone } from '#lib/core/ical/file-zone.ts'
import { writeZone } from '#lib/core/ical/write-zone.ts'
import { findZone, zoneByName } from '#lib/core/ical/zones.ts'
import { DAY, formatWall, HOUR, MINUTE, wallOf, type Instant, type Wall } from '#lib/core/time/wall.ts'
import { toInstant, toWall } from '#lib/core/time/zone.ts'
import { calendar, event, read, readText, single } from './file.ts'

const YEARS = { first: 2024, last: 2027 }
const context = { book: 'Europe/Berlin', calendar: '', years: YEARS }

function fileZone(lines: readonly string[], years = YEARS) {
	const text = lines.join('\r\n')
	return readFileZone(
		readComponent(text, { name: 'VTIMEZONE', from: 0, to: text.length, line: 1, closed: 'yes' }),
		years
	)
}
const zone = (tzid: string, ...observances: readonly string[]) => [
	'BEGIN:VTIMEZONE',
	`TZID:${tzid}`,
	...observances,
	'END:VTIMEZONE'
]
const observance = (kind: string, from: string, to: string, start: string, ...more: readonly string[]) => [
	`BEGIN:${kind}`,
	`DTSTART:${start}`,
	`TZOFFSETFROM:${from}`,
	`TZOFFSETTO:${to}`,
	...more,
	`END:${kind}`
]
const BRITISH = [
	...observance('STANDARD', '+0100', '+0000', '16011028T020000', 'RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=10'),
	...observance('DAYLIGHT', '+0000', '+0100', '16010325T010000', 'RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=3')
]

describe('writeZone() and readFileZone()', () => {
	const zones = [
		'Europe/Berlin',
		'America/New_York',
		'Asia/Tokyo',
		'Australia/Lord_Howe',
		'Africa/Casablanca',
		'Africa/Cairo',
		'America/Santiago',
		'Asia/Jerusalem',
		'Asia/Tehran',
		'America/Sao_Paulo',
		'Asia/Kathmandu',
		'Pacific/Apia',
		'Europe/Dublin',
		'America/St_Johns'
	]
	it.each(zones)('%s has the offsets of the platform, around every change too', (name) => {
		const years = { first: 2005, last: 2030 }
		const read = fileZone(writeZone(name, years), years)
		for (let at = wallOf(2005, 1, 2); at < wallOf(2030, 12, 31); at = (at + 31 * HOUR) as Wall) {
			const instant = toInstant(at, name)
			// The hour a change skips or repeats belongs to both.
			if (toWall(instant, name) !== at || toWall((instant + HOUR) as Instant, name) !== at + HOUR) continue
			if (toWall((instant - 2 * HOUR) as Instant, name) !== at - 2 * HOUR) continue
			expect([formatWall(at), read?.offsetAt(at)]).toEqual([formatWall(at), at - instant])
		}
	})

	it('are few lines: rules for what comes back every year, without an end where it goes on', () => {
		const lines = writeZone('Europe/Berlin', { first: 2020, last: 2036 })
		expect(lines.filter((line) => line.startsWith('RRULE'))).toEqual([
			'RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU',
			'RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU'
		])
		expect(lines.length).toBeLessThan(30)
		expect(writeZone('Africa/Casablanca', { first: 2020, last: 2060 }).length).toBeLessThan(160)
	})

	it('hold beyond the years that were written', () => {
		const read = fileZone(writeZone('America/New_York', { first: 2026, last: 2036 }), {
			first: 2040,
			last: 2045
		})
		expect(read?.offsetAt(wallOf(2045, 7, 1))).toBe(-4 * HOUR)
		expect(read?.offsetAt(wallOf(2045, 12, 1))).toBe(-5 * HOUR)
	})

	it('end a rule where the zone stopped', () => {
		const lines = writeZone('America/Sao_Paulo', { first: 2010, last: 2030 })
		expect(lines.some((line) => line.includes('UNTIL=') && line.endsWith('Z'))).toBe(true)
		expect(fileZone(lines)?.offsetAt(wallOf(2026, 1, 1))).toBe(-3 * HOUR)
	})

	it('have one observance where nothing ever changes', () => {
		expect(writeZone('Asia/Kolkata', { first: 2026, last: 2026 })).toEqual(
			zone(
				'Asia/Kolkata',
				'BEGIN:STANDARD',
				'DTSTART:20260101T000000',
				'TZOFFSETFROM:+0530',
				'TZOFFSETTO:+0530',
				'TZNAME:+0530',
				'END:STANDARD'
			)
		)
	})

	it('keep within years that have zones', () => {
		expect(writeZone('UTC', { first: 1604, last: 9000 })[3]).toBe('DTSTART:19000101T000000')
		expect(writeZone('Asia/Tokyo', { first: 9000, last: 9999 })[3]).toBe('DTSTART:22000101T000000')
	})
})

describe('readFileZone()', () => {
	it('reads RDATE, the first offset before all, and passes over what it cannot read', () => {
		const read = fileZone(
			zone(
				'X',
				...observance('STANDARD', '+0100', '+0200', '20250101T000000', 'RDATE:20260101T000000,garbage'),
				...observance('DAYLIGHT', '+0200', '+0100', '20250601T000000'),
				...observance('STANDARD', 'x', 'y', '20250101T000000'),
				'BEGIN:OTHER',
				'END:OTHER'
			)
		)
		expect([2024, 2025, 2026].map((year) => (read?.offsetAt(wallOf(year, 3, 1)) ?? 0) / HOUR)).toEqual([
			1, 2, 2
		])
		expect((read?.offsetAt(wallOf(2025, 7, 1)) ?? 0) / HOUR).toBe(1)
	})

	it('is undefined without any offset', () => {
		expect(fileZone(zone('X'))).toBeUndefined()
		expect(fileZone(zone('X', ...observance('STANDARD', '', '', 'x')))).toBeUndefined()
	})

	it('believes TZOFFSETTO where TZOFFSETFROM is missing', () => {
		expect(
			fileZone(
				zone('X', 'BEGIN:STANDARD', 'DTSTART:19700101T000000', 'TZOFFSETTO:+0530', 'END:STANDARD')
			)?.offsetAt(wallOf(2026, 1, 1))
		).toBe(5.5 * HOUR)
	})

	it('knows the last change of a rule that ended long ago', () => {
		const old = zone(
			'X',
			...observance('STANDARD', '+0000', '+0100', '19700101T000000'),
			...observance(
				'DAYLIGHT',
				'+0100',
				'+0200',
				'19800401T000000',
				'RRULE:FREQ=YEARLY;UNTIL=19900401T000000'
			)
		)
		expect(fileZone(old)?.offsetAt(wallOf(2026, 1, 1))).toBe(2 * HOUR)
	})
})

describe('zoneByName()', () => {
	it.each([
		['Europe/Berlin', 'Europe/Berlin'],
		['europe/berlin', 'Europe/Berlin'],
		['Europe/Kiev', 'Europe/Kyiv'],
		['Asia/Calcutta', 'Asia/Kolkata'],
		['US/Eastern', 'America/New_York'],
		['/freeassociation.sourceforge.net/Europe/Berlin', 'Europe/Berlin'],
		[
			'/freeassociation.sourceforge.net/Tzfile/America/Argentina/Buenos_Aires',
			'America/Argentina/Buenos_Aires'
		],
		['/mozilla.org/20070129_1/America/New_York', 'America/New_York'],
		['custom_Pacific/Fiji', 'Pacific/Fiji'],
		['W. Europe Standard Time', 'Europe/Berlin'],
		['"Tokyo Standard Time"', 'Asia/Tokyo'],
		['FLE Standard Time', 'Europe/Kyiv'],
		['UTC+11', 'Etc/GMT-11'],
		['(UTC+01:00) Amsterdam, Berlin, Bern, Rome', 'Europe/Amsterdam'],
		['(GMT) Dublin, Edinburgh, Lisbon, London', 'Europe/Dublin'],
		['(UTC-03:30) Newfoundland, St Johns', 'America/St_Johns'],
		['(UTC+05:45) Kathmandu', 'Asia/Kathmandu'],
		['(UTC+09:00) Berlin', undefined],
		['Customized Time Zone', undefined],
		['', undefined]
	])('%s is %s', (name, expected) => expect(zoneByName(name)).toBe(expected))
})

describe('findZone() (I3)', () => {
	it('believes a name that is known and agrees', () => {
		expect(findZone('Europe/London', fileZone(zone('Europe/London', ...BRITISH)), context)).toMatchObject({
			zone: 'Europe/London',
			remark: ''
		})
		expect(findZone('Europe/London', undefined, context)).toMatchObject({ zone: 'Europe/London', remark: '' })
	})

	it('believes the rules where the name contradicts them: GMT that is British time', () => {
		const found = findZone('GMT', fileZone(zone('GMT', ...BRITISH)), context)
		expect(found).toEqual({
			zone: 'Europe/London',
			byOffset: false,
			remark: 'The file says “GMT” but keeps the time of Europe/London; that was used.'
		})
	})

	it('believes the rules where the name says nothing', () => {
		const custom = fileZone(
			writeZone('America/New_York', YEARS).map((line) =>
				line.replace('America/New_York', 'Customized Time Zone')
			)
		)
		expect(findZone('Customized Time Zone', custom, context)).toMatchObject({
			zone: 'America/New_York',
			remark: ''
		})
		const near = fileZone(writeZone('Europe/Vienna', YEARS))
		// The book's own zone is meant before all that keep the same time.
		expect(findZone('x', near, { ...context, book: 'Europe/Rome' }).zone).toBe('Europe/Rome')
		expect(findZone('x', near, { ...context, book: 'Asia/Tokyo', calendar: 'Europe/Oslo' }).zone).toBe(
			'Europe/Oslo'
		)
	})

	it('uses the location libical writes', () => {
		const located = fileZone(zone('x', 'X-LIC-LOCATION:Europe/London', ...BRITISH))
		expect(findZone('x', located, context)).toMatchObject({ zone: 'Europe/London', remark: '' })
	})

	it('believes a place whose summer the writer forgot', () => {
		const winter = fileZone(
			zone('Europe/Berlin', ...observance('STANDARD', '+0100', '+0100', '19700101T000000'))
		)
		expect(findZone('Europe/Berlin', winter, context)).toMatchObject({ zone: 'Europe/Berlin', remark: '' })
	})

	it('keeps a name whose rules fit nothing, and says so', () => {
		const odd = fileZone(
			zone('Europe/Berlin', ...observance('STANDARD', '+0717', '+0717', '19700101T000000'))
		)
		expect(findZone('Europe/Berlin', odd, context).remark).toContain(
			'fit no known zone; Europe/Berlin was used'
		)
	})

	it('falls back on X-WR-TIMEZONE, then on the book, never on the machine', () => {
		expect(findZone('Nowhere', undefined, { ...context, calendar: 'Asia/Tokyo' })).toMatchObject({
			zone: 'Asia/Tokyo',
			remark: '“Nowhere” is no known zone; its times were read in the calendar’s zone, Asia/Tokyo.'
		})
		expect(findZone('Nowhere', undefined, context)).toMatchObject({ zone: 'Europe/Berlin', byOffset: false })
		const odd = fileZone(zone('Nowhere', ...observance('STANDARD', '-0741', '-0741', '16010101T000000')))
		expect(findZone('Nowhere', odd, context)).toMatchObject({ zone: 'Europe/Berlin', byOffset: true })
	})

	it('takes the closest zone where rules are almost one', () => {
		// Berlin, but with its winter from the middle of September.
		const almost = fileZone(
			zone(
				'Almost',
				...observance(
					'STANDARD',
					'+0200',
					'+0100',
					'19700101T000000',
					'RRULE:FREQ=YEARLY;BYMONTH=9;BYMONTHDAY=15'
				),
				...observance(
					'DAYLIGHT',
					'+0100',
					'+0200',
					'19700329T020000',
					'RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU'
				)
			)
		)
		const found = findZone('Almost', almost, context)
		expect(found).toMatchObject({ byOffset: true })
		expect(found.remark).toContain('is closest to the file’s own rules')
	})
})

describe('times of a file', () => {
	it('are the same moments where only the file knows the zone', () => {
		const text = calendar(
			...zone('Nowhere/Middle', ...observance('STANDARD', '-0741', '-0741', '16010101T000000')),
			event('UID:a', 'DTSTART;TZID=Nowhere/Middle:20230306T134200', 'DURATION:PT1H')
		)
		const found = readText(text)
		const { when } = single(found).groups
		expect(toInstant(when.start, when.zone)).toBe(Date.UTC(2023, 2, 6, 21, 23))
		expect([when.zone, when.end - when.start]).toEqual(['Europe/Berlin', HOUR])
		expect(found.remarks).toEqual([
			'“Nowhere/Middle” is no known zone; its times were turned into those of this book’s zone, Europe/Berlin.'
		])
	})

	it('say each remark about a zone once, and an unknown X-WR-TIMEZONE', () => {
		const found = read(
			'X-WR-TIMEZONE:Moon',
			event('UID:a', 'DTSTART;TZID=Mars:20260101T090000'),
			event('UID:b', 'DTSTART;TZID=Mars:20260101T090000')
		)
		expect(found.remarks).toHaveLength(2)
		expect(found.remarks[0]).toBe('X-WR-TIMEZONE “Moon” is no known zone.')
	})

	it('are read for a book whose own zone is unknown here', () => {
		expect(
			single(readText(calendar(event('UID:a', 'DTSTART:20260101T090000')), { zone: 'Moon/Base' })).groups.when
				.zone
		).toBe('UTC')
	})

	it('judge a VTIMEZONE by the years that use it', () => {
		const once = writeZone('Africa/Casablanca', { first: 2019, last: 2019 })
		const found = readText(
			calendar(
				...once,
				event('UID:a', 'DTSTART;TZID=Africa/Casablanca:20190301T090000'),
				event('UID:b', 'DTSTART:20261231T000000'),
				event('UID:c', 'DTSTART:00010101T000000')
			)
		)
		expect(found.remarks).toEqual([])
		expect(found.events[0]).toMatchObject({ groups: { when: { zone: 'Africa/Casablanca' } } })
		expect(DAY / MINUTE).toBe(1440)
	})
})

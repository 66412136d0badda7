import { describe, expect, it } from 'vitest'
import { canonicalZone, isZone, offsetAt, tableOf, toInstant, toWall } from '#lib/core/time/zone.ts'
import { DAY, formatWall, HOUR, MINUTE, wallOf, type Instant, type Wall } from '#lib/core/time/wall.ts'

const utc = (text: string) => Date.parse(text) as Instant

describe('toInstant()', () => {
	it('shifts a time of the spring gap forward by the gap', () => {
		expect(toInstant(wallOf(2026, 3, 29, 2, 30), 'Europe/Berlin')).toBe(utc('2026-03-29T01:30Z'))
		expect(toInstant(wallOf(2026, 10, 4, 2, 15), 'Australia/Lord_Howe')).toBe(utc('2026-10-03T15:45Z'))
	})

	it('takes the first of a time that comes twice in autumn', () => {
		expect(toInstant(wallOf(2026, 10, 25, 2, 30), 'Europe/Berlin')).toBe(utc('2026-10-25T00:30Z'))
		expect(toInstant(wallOf(2026, 11, 1, 1, 30), 'America/New_York')).toBe(utc('2026-11-01T05:30Z'))
	})

	it('moves the day that Samoa left out to the next one', () => {
		const left = toInstant(wallOf(2011, 12, 30, 12), 'Pacific/Apia')
		expect(formatWall(toWall(left, 'Pacific/Apia'))).toBe('2011-12-31T12:00')
	})

	it('knows the seconds of local mean time', () => {
		expect(offsetAt(utc('1890-01-01T00:00Z'), 'Europe/Paris')).toBe(9 * MINUTE + 21_000)
	})

	it('answers to the ends of time without an error', () => {
		for (const end of [-8.64e15, 8.64e15]) {
			expect(Number.isFinite(toInstant(end as Wall, 'Europe/Berlin'))).toBe(true)
			expect(Number.isFinite(toWall(end as Instant, 'Europe/Berlin'))).toBe(true)
		}
	})
})

describe('a zone of which very much is asked', () => {
	it('answers alike however far and however often, and does not grow with it', () => {
		const zone = 'Europe/Berlin'
		const before = toInstant(wallOf(2026, 7, 1, 9), zone)
		for (let year = 1; year < 9999; year += 3) toInstant(wallOf(year, 7, 1, 9), zone)
		for (const beyond of [1e16, -1e16, 1e300, -1e300]) {
			expect(Number.isFinite(toInstant(beyond as Wall, zone))).toBe(true)
			expect(Number.isFinite(toWall(beyond as Instant, zone))).toBe(true)
		}
		expect(toInstant(wallOf(2026, 7, 1, 9), zone)).toBe(before)
	})

	it('forgets names that were made up, and knows the real ones after them', () => {
		for (let n = 0; n < 2_500; n++) expect(isZone(`Made_Up/${n}`)).toBe(false)
		expect(toInstant(wallOf(2026, 7, 1, 9), 'Made_Up/1')).toBe(utc('2026-07-01T09:00Z'))
		expect(canonicalZone('Europe/Kiev')).toBe('Europe/Kyiv')
	})
})

describe('zones by name', () => {
	it('are known by their present and former names, in any case', () => {
		expect(canonicalZone('Europe/Kiev')).toBe('Europe/Kyiv')
		expect(canonicalZone('Europe/Kyiv')).toBe('Europe/Kyiv')
		expect(canonicalZone('Asia/Calcutta')).toBe('Asia/Kolkata')
		expect(canonicalZone('US/Eastern')).toBe('America/New_York')
		expect(canonicalZone('europe/berlin')).toBe('Europe/Berlin')
		for (const name of ['UTC', 'Etc/UTC', 'GMT', 'Zulu']) expect(canonicalZone(name)).toBe('UTC')
	})

	it('are refused where they are none, with offsets among them', () => {
		for (const name of ['', 'Mars/Olympus', '+02:00', 'W. Europe Standard Time', '12', 'Europe'])
			expect(isZone(name)).toBe(false)
	})

	it('are read as UTC where the platform has no data, so that the record is still shown', () => {
		const noon = wallOf(2026, 7, 1, 12)
		expect(toInstant(noon, 'Mars/Olympus')).toBe(noon)
		expect(toWall(noon as number as Instant, 'Mars/Olympus')).toBe(noon)
		expect(offsetAt(noon as number as Instant, 'Mars/Olympus')).toBe(0)
	})

	it('have one table each', () => {
		expect(tableOf('Europe/Berlin')).toBe(tableOf('Europe/Berlin'))
		expect(tableOf('Europe/Berlin').offsetAt(utc('2026-07-01T00:00Z'))).toBe(2 * HOUR)
	})
})

describe('wall time across the changes of the clocks (I5)', () => {
	const ZONES = [
		'Europe/Berlin',
		'America/New_York',
		'America/St_Johns',
		'Australia/Lord_Howe',
		'America/Sao_Paulo'
	]
	const MORE = [
		'Africa/Casablanca',
		'Africa/Cairo',
		'Asia/Tehran',
		'Pacific/Chatham',
		'Asia/Kathmandu',
		'America/Havana'
	]

	it.each([...ZONES, ...MORE])('stays nine o’clock on every day of twenty years in %s', (zone) => {
		const moved: string[] = []
		for (let wall = wallOf(2010, 1, 1, 9); wall < wallOf(2030, 1, 1); wall = (wall + DAY) as Wall)
			if (toWall(toInstant(wall, zone), zone) !== wall) moved.push(formatWall(wall))
		expect(moved).toEqual([])
	})
})

/** Our table of offsets against Temporal itself, in every zone of the platform. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { canonicalZone, isZone, offsetAt, toInstant, toWall } from '#lib/core/time/zone.ts'
import { DAY, HOUR, wallOf, type Instant, type Wall } from '#lib/core/time/wall.ts'

const ZONES = Intl.supportedValuesOf('timeZone')
const FIRST = Date.UTC(1970, 0, 1)
const LAST = Date.UTC(2100, 11, 31)

const plainOf = (wall: Wall) => Temporal.PlainDateTime.from(new Date(wall).toISOString().slice(0, 23))
const byTemporal = (wall: Wall, zone: string) => plainOf(wall).toZonedDateTime(zone).epochMilliseconds

const wallByTemporal = (instant: number, zone: string) => {
	const zoned = Temporal.Instant.fromEpochMilliseconds(instant).toZonedDateTimeISO(zone)
	return Date.parse(`${zoned.toPlainDateTime().toString({ smallestUnit: 'millisecond' })}Z`)
}

const second = (from: number, to: number) =>
	fc.integer({ min: from / 1000, max: to / 1000 }).map((s) => s * 1000)
const zone = fc.constantFrom(...ZONES)

/** Every change of the clocks in a span. */
function changesOf(name: string, from: number, to: number): number[] {
	const found: number[] = []
	let at: Temporal.ZonedDateTime | null =
		Temporal.Instant.fromEpochMilliseconds(from).toZonedDateTimeISO(name)
	while ((at = at.getTimeZoneTransition('next')) && at.epochMilliseconds < to)
		found.push(at.epochMilliseconds)
	return found
}

describe('zone table', () => {
	it('equals Temporal at random times from 1970 to 2100', () => {
		fc.assert(
			fc.property(zone, second(FIRST, LAST), (name, ms) => {
				expect(toInstant(ms as Wall, name)).toBe(byTemporal(ms as Wall, name))
				expect(toWall(ms as Instant, name)).toBe(wallByTemporal(ms, name))
			}),
			{ numRuns: 2000 }
		)
	})

	it('equals Temporal far outside, where offsets have seconds or no rule is known', () => {
		fc.assert(
			fc.property(zone, second(Date.UTC(1000, 0, 1), Date.UTC(9000, 0, 1)), (name, ms) => {
				expect(toInstant(ms as Wall, name)).toBe(byTemporal(ms as Wall, name))
				expect(toWall(ms as Instant, name)).toBe(wallByTemporal(ms, name))
			}),
			{ numRuns: 1000 }
		)
	})

	it.each(ZONES)('equals Temporal around every change of the clocks in %s', (name) => {
		const wrong: string[] = []
		for (const change of changesOf(name, FIRST, Date.UTC(2040, 0, 1))) {
			for (const away of [-DAY, -HOUR, -1000, 0, 1000, HOUR / 2, HOUR, DAY]) {
				const instant = (change + away) as Instant
				const wall = wallByTemporal(instant, name) as Wall
				const nearWall = (change + offsetAt((change - 1000) as Instant, name) + away) as Wall
				if (toWall(instant, name) !== wall) wrong.push(`toWall ${instant}`)
				for (const one of [wall, nearWall])
					if (toInstant(one, name) !== byTemporal(one, name)) wrong.push(`toInstant ${one}`)
			}
		}
		expect(wrong).toEqual([])
	})

	it('leads back to the wall time it started from, or shifted forward out of a gap', () => {
		fc.assert(
			fc.property(zone, second(FIRST, LAST), (name, ms) => {
				const back = toWall(toInstant(ms as Wall, name), name)
				expect(back).toBeGreaterThanOrEqual(ms)
				if (back !== ms) expect(changesOf(name, ms - 2 * DAY, ms + 2 * DAY)).not.toEqual([])
			}),
			{ numRuns: 1000 }
		)
	})

	it('keeps every zone the platform lists under a name that means the same', () => {
		for (const name of ZONES) {
			const canonical = canonicalZone(name)!
			expect(isZone(canonical)).toBe(true)
			expect(canonicalZone(canonical)).toBe(canonical)
			for (const year of [1985, 2010, 2026]) {
				const wall = wallOf(year, 7, 1, 12)
				expect(toInstant(wall, canonical)).toBe(toInstant(wall, name))
			}
		}
	})
})

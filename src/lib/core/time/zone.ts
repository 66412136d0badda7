/**
 * The only bridge between wall time and instants. The platform's zone data is asked through the global `Temporal` (the
 * app loads a polyfill where it is missing), but only once for each zone and stretch of 400 days: one conversion by
 * Temporal takes about 3 µs and a paint makes thousands, a look-up in the table takes some 30 ns.
 *
 * What always holds: `toWall(toInstant(wall, zone), zone)` is `wall`, except in a spring gap, where it is shifted forward
 * by the length of the gap (RFC 5545 §3.3.5, Temporal's "compatible"); of a time that occurs twice the first is meant.
 */
import { DAY, type Instant, type Wall } from './wall.ts'

/** CLDR keeps the first name a zone ever had; people and newer files use the present one. */
const RENAMED: ReadonlyMap<string, string> = new Map([
	['Africa/Asmera', 'Africa/Asmara'],
	['America/Buenos_Aires', 'America/Argentina/Buenos_Aires'],
	['America/Catamarca', 'America/Argentina/Catamarca'],
	['America/Coral_Harbour', 'America/Atikokan'],
	['America/Cordoba', 'America/Argentina/Cordoba'],
	['America/Godthab', 'America/Nuuk'],
	['America/Indianapolis', 'America/Indiana/Indianapolis'],
	['America/Jujuy', 'America/Argentina/Jujuy'],
	['America/Louisville', 'America/Kentucky/Louisville'],
	['America/Mendoza', 'America/Argentina/Mendoza'],
	['Asia/Calcutta', 'Asia/Kolkata'],
	['Asia/Katmandu', 'Asia/Kathmandu'],
	['Asia/Rangoon', 'Asia/Yangon'],
	['Asia/Saigon', 'Asia/Ho_Chi_Minh'],
	['Atlantic/Faeroe', 'Atlantic/Faroe'],
	['Europe/Kiev', 'Europe/Kyiv'],
	['Pacific/Enderbury', 'Pacific/Kanton'],
	['Pacific/Ponape', 'Pacific/Pohnpei'],
	['Pacific/Truk', 'Pacific/Chuuk'],
	['Etc/UTC', 'UTC'],
	['Etc/GMT', 'UTC'],
	['GMT', 'UTC']
])
const FIRST_NAME: ReadonlyMap<string, string> = new Map([...RENAMED].map(([first, now]) => [now, first]))

/*
 * The maps below remember answers of pure functions of the platform's zone data, which is fixed while the program runs:
 * whoever asks gets the same with or without them.
 */
const canonicalNames = new Map<string, string | undefined>()
const tables = new Map<string, ZoneTable>()

/** There are some 600 names of zones; what is beyond was made up by a file, and is forgotten now and then. */
const MOST_NAMES = 2_000

function remember<Value>(known: Map<string, Value>, name: string, value: Value): Value {
	if (known.size >= MOST_NAMES) known.clear()
	known.set(name, value)
	return value
}

/**
 * The name by which this zone is stored and compared: `Asia/Calcutta` → `Asia/Kolkata`, `US/Eastern` →
 * `America/New_York`, `europe/berlin` → `Europe/Berlin`, `GMT` → `UTC`. Undefined for what is not an IANA name here;
 * bare offsets (`+02:00`) are not: they know no daylight saving.
 */
export function canonicalZone(name: string): string | undefined {
	return canonicalNames.has(name)
		? canonicalNames.get(name)
		: remember(canonicalNames, name, findCanonicalZone(name))
}

/** Whether this is an IANA name, present or former, that the platform has data for. */
export const isZone = (name: string): boolean => canonicalZone(name) !== undefined

function findCanonicalZone(name: string): string | undefined {
	const known = platformName(name)
	if (known === undefined) return undefined
	const linked = new Intl.DateTimeFormat('en', { timeZone: known }).resolvedOptions().timeZone
	return RENAMED.get(linked) ?? linked
}

/** The name the platform knows the zone by: older zone data has a renamed zone under its first name only. */
function platformName(name: string): string | undefined {
	if (!/^[a-z]/i.test(name)) return undefined
	return [name, FIRST_NAME.get(name)].find((one) => one !== undefined && isKnown(one))
}

function isKnown(name: string): boolean {
	try {
		return Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(name).timeZoneId !== ''
	} catch {
		return false
	}
}

/**
 * The moment at which clocks in the zone show this wall time. A name the platform has no data for is read as UTC, so
 * that a record of a device with newer zone data is still shown; who takes in a name checks it with `isZone`.
 */
export const toInstant = (wall: Wall, zone: string): Instant => tableOf(zone).toInstant(wall)

/** What clocks in the zone show at this moment. */
export const toWall = (instant: Instant, zone: string): Wall => tableOf(zone).toWall(instant)

/** Milliseconds that clocks in the zone are ahead of UTC at this moment. */
export const offsetAt = (instant: Instant, zone: string): number => tableOf(zone).offsetAt(instant)

export interface ZoneTable {
	toInstant(wall: Wall): Instant
	toWall(instant: Instant): Wall
	offsetAt(instant: Instant): number
}

/** The table of one zone: for loops that convert many times, without looking the zone up by name. */
export function tableOf(zone: string): ZoneTable {
	const found = tables.get(zone)
	if (found) return found
	const known = platformName(zone)
	return remember(tables, zone, known === undefined ? UTC : createZoneTable(known))
}

const UTC: ZoneTable = {
	toInstant: (wall) => wall as number as Instant,
	toWall: (instant) => instant as number as Wall,
	offsetAt: () => 0
}

/** The offsets that hold in one stretch of time, with enough around it for every wall time of the stretch. */
interface Stretch {
	/** `offsets[i]` holds before `instants[i]`, `offsets[i + 1]` from there on. */
	readonly offsets: readonly number[]
	readonly instants: readonly number[]
	/** The first wall time that is read with the new offset: after a gap its end, after an overlap its second end. */
	readonly walls: readonly number[]
}

/** More than a year: most stretches have two or three changes, which a plain search goes through fastest. */
const STRETCH = 400 * DAY
/** Offsets never exceed a day (Samoa and Kwajalein jumped a whole one). */
const MARGIN = 2 * DAY
/** The end of Temporal's and of `Date`'s time. */
const FARTHEST = 8.64e15
/** Five centuries: more than any book looks at; who asks for others (a typed year 275000) reads them anew. */
const MOST_STRETCHES = 500

function createZoneTable(zone: string): ZoneTable {
	const stretches = new Map<number, Stretch>()
	const stretchAt = (ms: number): Stretch => {
		// Beyond the end of time nothing changes any more.
		const index = Math.floor(Math.min(Math.max(ms, -FARTHEST), FARTHEST) / STRETCH)
		const found = stretches.get(index)
		if (found) return found
		const stretch = readStretch(zone, index * STRETCH - MARGIN, (index + 1) * STRETCH + MARGIN)
		if (stretches.size >= MOST_STRETCHES) stretches.clear()
		stretches.set(index, stretch)
		return stretch
	}
	const offsetAt = (instant: Instant): number => {
		const { offsets, instants } = stretchAt(instant)
		return offsets[countUpTo(instants, instant)] as number
	}
	return {
		offsetAt,
		toWall: (instant) => (instant + offsetAt(instant)) as Wall,
		toInstant: (wall) => {
			const { offsets, walls } = stretchAt(wall)
			return (wall - (offsets[countUpTo(walls, wall)] as number)) as Instant
		}
	}
}

/** How many of the ascending `points` are at or before `at`. */
function countUpTo(points: readonly number[], at: number): number {
	let count = 0
	while (count < points.length && (points[count] as number) <= at) count++
	return count
}

function readStretch(zone: string, from: number, to: number): Stretch {
	let at = zonedAt(Math.min(Math.max(from, -FARTHEST), FARTHEST), zone)
	const offsets = [offsetOf(at)]
	const instants: number[] = []
	const walls: number[] = []
	for (;;) {
		const next = at.getTimeZoneTransition('next')
		if (next === null || next.epochMilliseconds >= to) return { offsets, instants, walls }
		const before = offsetOf(at)
		const after = offsetOf(next)
		offsets.push(after)
		instants.push(next.epochMilliseconds)
		// In a gap and in the first pass of an overlap the wall time is read with the offset before the change.
		walls.push(next.epochMilliseconds + Math.max(before, after))
		at = next
	}
}

const zonedAt = (ms: number, zone: string) =>
	Temporal.Instant.fromEpochMilliseconds(ms).toZonedDateTimeISO(zone)
const offsetOf = (at: Temporal.ZonedDateTime): number => at.offsetNanoseconds / 1e6

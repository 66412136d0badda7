/**
 * Which IANA zone a TZID of a file means (rule I3): the file's own VTIMEZONE is believed over a name that is unknown or
 * contradicts it ("Customized Time Zone"; `GMT` that is British time); else the name, as IANA or Windows has it; else
 * X-WR-TIMEZONE; else the zone of the book, with a remark. Never the zone of the machine.
 */
import { findIana } from 'windows-iana'
import { canonicalZone, toWall } from '../time/zone.ts'
import { DAY, HOUR, wallOf, type Instant, type Wall } from '../time/wall.ts'
import type { FileZone } from './file-zone.ts'
import type { Years } from './write-zone.ts'

export interface ZoneContext {
	/** The zone of the book. */
	readonly book: string
	/** X-WR-TIMEZONE of the file, or empty. */
	readonly calendar: string
	/** First and last year in which the file has appointments. */
	readonly years: Years
}

export interface ZoneFound {
	/** Canonical IANA name. */
	readonly zone: string
	/** Empty where there is nothing to say. */
	readonly remark: string
	/** The zone is only near: a wall time is moved so that the moment is the one the file's own offsets give. */
	readonly byOffset: boolean
}

/** Below this share of equal offsets over the years a name contradicts its VTIMEZONE: GMT for London has 0.42. */
const BELIEVED = 0.75
/** From here on the rules are the same but for a year in which they changed and the file does not say so. */
const SAME = 0.95

/** The zone a TZID means. */
export function findZone(tzid: string, file: FileZone | undefined, context: ZoneContext): ZoneFound {
	const own = zoneByName(tzid)
	const named = own ?? zoneByName(file?.location ?? '')
	if (!file) return named ? found(named) : unknown(tzid, context, false)
	const walls = samples(context.years)
	const share = named ? agreement(file, named, walls) : 0
	if (named && (share >= BELIEVED || (share > 0 && isPlace(tzid) && isConstant(file, walls))))
		return found(named)
	const meant = bestMatch(file, walls, [context.book, zoneByName(context.calendar)])
	if (meant && meant.share >= SAME) {
		const contradicts = `The file says “${tzid}” but keeps the time of ${meant.zone}; that was used.`
		return found(meant.zone, own ? contradicts : '')
	}
	if (own) return found(own, `The file’s own rules for “${tzid}” fit no known zone; ${own} was used.`)
	if (!meant) return unknown(tzid, context, true)
	const near = `“${tzid}” is no known zone; ${meant.zone} is closest to the file’s own rules and was used.`
	return { ...found(meant.zone, near), byOffset: true }
}

const found = (zone: string, remark = ''): ZoneFound => ({ zone, remark, byOffset: false })

function unknown(tzid: string, { calendar, book }: ZoneContext, byOffset: boolean): ZoneFound {
	const zone = zoneByName(calendar) ?? book
	const whose = zone === book ? 'this book’s zone' : 'the calendar’s zone'
	const done = byOffset ? 'its times were turned into those of' : 'its times were read in'
	return { zone, remark: `“${tzid}” is no known zone; ${done} ${whose}, ${zone}.`, byOffset }
}

/** `Europe/Berlin` says more than a VTIMEZONE of which its writer left the summer out. */
const isPlace = (tzid: string) => /^[A-Za-z]+\/[A-Za-z_/-]+$/.test(tzid)
const isConstant = (file: FileZone, walls: readonly Wall[]) =>
	walls.every((wall) => file.offsetAt(wall) === file.offsetAt(walls[0] as Wall))

/** An IANA name, also with something before it or as an alias; a Windows name; a city in brackets of old Outlook. */
export function zoneByName(name: string): string | undefined {
	const text = name.trim().replace(/^"|"$/g, '')
	if (text === '') return undefined
	return ianaZone(text) ?? ianaZone(findIana(text)[0] ?? '') ?? offsetZone(text) ?? cityZone(text)
}

/** `Europe/Kiev`, `/freeassociation.sourceforge.net/Europe/Berlin`, `custom_America/New_York`. */
function ianaZone(text: string): string | undefined {
	const parts = text.replace(/^custom_/i, '').split('/')
	for (let from = 0; from < parts.length; from++) {
		const name = parts.slice(from).join('/')
		const zone = canonicalZone(name)
		if (zone) return zone
	}
	return undefined
}

/** `UTC+11`, `GMT-5`: whole hours have zones of their own, which count westwards. */
function offsetZone(text: string): string | undefined {
	const match = /^(?:UTC|GMT) ?([+-])0?(\d{1,2})(?::?00)?$/i.exec(text)
	return match ? canonicalZone(`Etc/GMT${match[1] === '+' ? '-' : '+'}${match[2]}`) : undefined
}

const OFFSET_FIRST = /^\((?:UTC|GMT)\s*([+-]\d{1,2})?(?::?(\d{2}))?\)\s*(.*)$/i

/** `(UTC+01:00) Amsterdam, Berlin, Bern`: the first zone named for one of the cities that has the offset in winter or summer. */
function cityZone(text: string): string | undefined {
	const match = OFFSET_FIRST.exec(text)
	if (!match) return undefined
	const hours = Number(match[1] ?? 0)
	const offset = (hours + (Math.sign(hours) || 1) * (Number(match[2] ?? 0) / 60)) * HOUR
	const cities = (match[3] as string).split(',').map((city) => city.trim().replaceAll(' ', '_').toLowerCase())
	return allZones().find((zone) => {
		const city = zone.slice(zone.lastIndexOf('/') + 1).toLowerCase()
		return (
			cities.includes(city) && [wallOf(2026, 1, 1), wallOf(2026, 7, 1)].some((at) => fits(zone, at, offset))
		)
	})
}

/** By their present names. */
const allZones = (): readonly string[] =>
	Intl.supportedValuesOf('timeZone').map((zone) => canonicalZone(zone) ?? zone)

const fits = (zone: string, wall: Wall, offset: number) => toWall((wall - offset) as Instant, zone) === wall

/** At most so many of the file's years are looked at, spread evenly: rules seldom change. */
const YEARS_LOOKED_AT = 5

/** Wall times a week apart: changes of the clocks of different zones are at least that far from each other. */
function samples({ first, last }: Years): readonly Wall[] {
	const step = Math.max(1, Math.ceil((last - first) / (YEARS_LOOKED_AT - 1)))
	const walls: Wall[] = []
	for (let year = last; year >= first; year -= step) {
		const start = wallOf(year, 1, 4, 12)
		for (let week = 0; week < 52; week++) walls.push((start + week * 7 * DAY) as Wall)
	}
	return walls
}

/** The share of wall times at which the zone has the offset the file says. */
const agreement = (file: FileZone, zone: string, walls: readonly Wall[]): number =>
	walls.filter((wall) => fits(zone, wall, file.offsetAt(wall))).length / walls.length

interface Match {
	readonly zone: string
	readonly share: number
}

/** The zone that agrees most; among equals the ones named first, then the large ones, then by name. */
function bestMatch(
	file: FileZone,
	walls: readonly Wall[],
	first: readonly (string | undefined)[]
): Match | undefined {
	let best: Match | undefined
	for (const zone of [...first, ...LARGE, ...allZones()]) {
		// A look at midwinter and midsummer spares the rest for most zones.
		if (
			!zone ||
			![walls[2], walls[26]].every((wall) => wall === undefined || fits(zone, wall, file.offsetAt(wall)))
		)
			continue
		const share = agreement(file, zone, walls)
		if (share > (best?.share ?? BELIEVED)) best = { zone, share }
		if (share === 1) break
	}
	return best
}

/** Where many zones keep the same time, the one most people mean. */
const LARGE = [
	'UTC',
	'Europe/London',
	'Europe/Berlin',
	'Europe/Athens',
	'Europe/Moscow',
	'America/New_York',
	'America/Chicago',
	'America/Denver',
	'America/Phoenix',
	'America/Los_Angeles',
	'America/Sao_Paulo',
	'Asia/Kolkata',
	'Asia/Shanghai',
	'Asia/Tokyo',
	'Australia/Sydney',
	'Australia/Brisbane',
	'Pacific/Auckland'
]

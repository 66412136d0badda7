/**
 * Series in every zone of the world, held against what the platform's own clocks show: `Intl.DateTimeFormat` is the only one
 * asked here, while the product asks Temporal.
 */
import { EMPTY_GROUPS } from '#lib/core/appointment/appointment.ts'
import { createExpander } from '#lib/core/recurrence/expand.ts'
import { occurrencesOf } from '#lib/core/recurrence/occurrences.ts'
import type { Series } from '#lib/core/recurrence/series.ts'
import {
	addDays,
	DAY,
	dayOf,
	formatWall,
	HOUR,
	MINUTE,
	plus,
	startOfDay,
	wallOf,
	type Day,
	type Wall
} from '#lib/core/time/wall.ts'

export const FIRST = dayOf(wallOf(2008, 1, 1))
export const END = dayOf(wallOf(2036, 1, 1))

/** The names that IANA keeps for what was written before, and zones without a place; `supportedValuesOf` leaves them out. */
const LINKS = `
	Africa/Asmara Africa/Timbuktu America/Argentina/Buenos_Aires America/Argentina/Catamarca
	America/Argentina/ComodRivadavia America/Argentina/Cordoba America/Argentina/Jujuy
	America/Argentina/Mendoza America/Atikokan America/Atka America/Ensenada America/Fort_Wayne
	America/Indiana/Indianapolis America/Kentucky/Louisville America/Knox_IN America/Montreal
	America/Nipigon America/Nuuk America/Pangnirtung America/Porto_Acre America/Rainy_River
	America/Rosario America/Santa_Isabel America/Shiprock America/Thunder_Bay America/Virgin
	America/Yellowknife Antarctica/South_Pole Asia/Ashkhabad Asia/Choibalsan Asia/Chongqing
	Asia/Chungking Asia/Dacca Asia/Harbin Asia/Ho_Chi_Minh Asia/Istanbul Asia/Kashgar Asia/Kathmandu
	Asia/Kolkata Asia/Macao Asia/Tel_Aviv Asia/Thimbu Asia/Ujung_Pandang Asia/Ulan_Bator Asia/Yangon
	Atlantic/Faroe Atlantic/Jan_Mayen Australia/ACT Australia/Canberra Australia/Currie Australia/LHI
	Australia/NSW Australia/North Australia/Queensland Australia/South Australia/Tasmania
	Australia/Victoria Australia/West Australia/Yancowinna Brazil/Acre Brazil/DeNoronha Brazil/East
	Brazil/West CET CST6CDT Canada/Atlantic Canada/Central Canada/Eastern Canada/Mountain
	Canada/Newfoundland Canada/Pacific Canada/Saskatchewan Canada/Yukon Chile/Continental
	Chile/EasterIsland Cuba EET EST EST5EDT Egypt Eire Etc/GMT Etc/GMT+0 Etc/GMT+1 Etc/GMT+10 Etc/GMT+11
	Etc/GMT+12 Etc/GMT+2 Etc/GMT+3 Etc/GMT+4 Etc/GMT+5 Etc/GMT+6 Etc/GMT+7 Etc/GMT+8 Etc/GMT+9 Etc/GMT-0
	Etc/GMT-1 Etc/GMT-10 Etc/GMT-11 Etc/GMT-12 Etc/GMT-13 Etc/GMT-14 Etc/GMT-2 Etc/GMT-3 Etc/GMT-4
	Etc/GMT-5 Etc/GMT-6 Etc/GMT-7 Etc/GMT-8 Etc/GMT-9 Etc/GMT0 Etc/Greenwich Etc/UCT Etc/UTC
	Etc/Universal Etc/Zulu Europe/Belfast Europe/Kyiv Europe/Nicosia Europe/Tiraspol Europe/Uzhgorod
	Europe/Zaporozhye GB GB-Eire GMT GMT+0 GMT-0 GMT0 Greenwich HST Hongkong Iceland Iran Israel Jamaica
	Japan Kwajalein Libya MET MST MST7MDT Mexico/BajaNorte Mexico/BajaSur Mexico/General NZ NZ-CHAT
	Navajo PRC PST8PDT Pacific/Chuuk Pacific/Johnston Pacific/Kanton Pacific/Pohnpei Pacific/Samoa
	Pacific/Yap Poland Portugal ROC ROK Singapore Turkey UCT US/Alaska US/Aleutian US/Arizona US/Central
	US/East-Indiana US/Eastern US/Hawaii US/Indiana-Starke US/Michigan US/Mountain US/Pacific US/Samoa
	UTC Universal W-SU WET Zulu
`

/** By which this platform knows zones: every one it lists, and the links. */
export const zoneNames = (): readonly string[] =>
	[...new Set([...Intl.supportedValuesOf('timeZone'), ...LINKS.trim().split(/\s+/)])].filter(isKnown)

function isKnown(timeZone: string): boolean {
	try {
		return new Intl.DateTimeFormat('en', { timeZone }).resolvedOptions().timeZone !== ''
	} catch {
		return false
	}
}

type Clock = (instant: number) => Wall

/** What `Intl` shows in the zone. */
export function clockOf(timeZone: string): Clock {
	const part = '2-digit'
	const shown = new Intl.DateTimeFormat('en-GB', {
		timeZone,
		year: 'numeric',
		month: part,
		day: part,
		hour: part,
		minute: part,
		second: part,
		hourCycle: 'h23'
	})
	return (instant) => {
		const [day, month, year, hour, minute, second] = shown.format(instant).split(/\D+/).map(Number) as Six
		return wallOf(year, month, day, hour, minute, second)
	}
}
type Six = [number, number, number, number, number, number]

/** Offsets are less than a day: this far away the other side of a change is seen. */
const BESIDE = 26 * HOUR

/** The first moment at which the clock shows this; out of a gap shifted forward by the gap (RFC 5545 §3.3.5). */
function momentOf(wall: Wall, clock: Clock): number {
	const [before, after] = [-BESIDE, BESIDE].map((away) => clock(wall + away) - (wall + away)) as [
		number,
		number
	]
	const shown = [wall - before, wall - after].filter((instant) => clock(instant) === wall)
	return shown.length > 0 ? Math.min(...shown) : wall - before
}

/** The days on whose clock something changes, found by looking every `step` days. */
export function changesOf(clock: Clock, step: number): readonly Day[] {
	const found: Day[] = []
	const offset = (day: Day) => clock(day * DAY) - day * DAY
	for (let day = FIRST; day < END; day = addDays(day, step)) {
		let [from, to] = [day, addDays(day, step)]
		if (offset(from) === offset(to)) continue
		while (to - from > 1) {
			const middle = addDays(from, Math.floor((to - from) / 2))
			if (offset(middle) === offset(from)) from = middle
			else to = middle
		}
		found.push(from)
	}
	return found
}

const EVERY_DAY = 'FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR,SA,SU'
/** The second is in the hour that most zones leave out or have twice. */
const TIMES = [9 * HOUR, 2 * HOUR + 30 * MINUTE]

function seriesAt(zone: string, time: number): Series {
	const from = plus(startOfDay(FIRST), time)
	const segment = {
		from,
		rules: [EVERY_DAY],
		excludedRules: [],
		duration: 45 * MINUTE,
		resources: [],
		shift: 0
	}
	const at = { zone, allDay: false, segments: [segment], excluded: [], added: [] }
	return { ...EMPTY_GROUPS, id: '200801-zones', calendar: 'c', time: at }
}

/** What is wrong on these days, in words; how many occurrences were looked at. */
export function wrongTimes(zone: string, clock: Clock, days: Iterable<Day>) {
	const { expand } = createExpander()
	const series = TIMES.map((time) => ({ time, series: seriesAt(zone, time) }))
	const wrong: string[] = []
	let seen = 0
	for (const day of days)
		for (const { time, series: one } of series) {
			const wall = plus(startOfDay(day), time)
			// In its own zone: a date out of a gap of a day is seen on the next one.
			const near = { start: addDays(day, -1), end: addDays(day, 3) }
			const date = occurrencesOf(one, [], near, zone, { expand }).find(
				({ series: place }) => place?.original === wall
			)
			seen += 1
			const moment = momentOf(wall, clock)
			if (date?.from !== moment || date.start !== clock(moment))
				wrong.push(`${zone} ${formatWall(wall)}: ${date ? formatWall(date.start) : 'not there'}`)
		}
	return { wrong, seen }
}

/** Appointments and series as a book could hold them, for the laws of import and export. */
import fc from 'fast-check'
import { EMPTY_GROUPS, type Appointment, type Groups, type When } from '#lib/core/appointment/appointment.ts'
import { overrideKey } from '#lib/core/appointment/ids.ts'
import { PICKED_STATUSES } from '#lib/core/appointment/status.ts'
import { withoutControls } from '#lib/core/ical/fold.ts'
import { startsOn } from '#lib/core/ical/occurrences.ts'
import { COLOURS } from '#lib/core/workspace/colour.ts'
import type { Override, Segment, Series, SeriesTime } from '#lib/core/recurrence/series.ts'
import { DAY, dayOf, MINUTE, plus, startOfDay, wallOf, type Wall } from '#lib/core/time/wall.ts'
import { toInstant, toWall } from '#lib/core/time/zone.ts'

export const ZONES = [
	'Europe/Berlin',
	'America/New_York',
	'Asia/Tokyo',
	'Australia/Lord_Howe',
	'Africa/Casablanca',
	'UTC'
]
export const RESOURCES = [
	{ id: 'r1', name: 'Анна, "Chef"' },
	{ id: 'r2', name: 'Room;2' },
	{ id: 'r:3', name: 'Laser' }
]
export const SERVICES = [{ id: 'v1', name: 'Haircut' }]

/** What a person can type: scripts that run the other way, emoji, everything iCalendar escapes, long lines. */
const typed = fc.oneof(
	fc.constant(''),
	fc.string({
		unit: fc.constantFrom(
			'a',
			'B',
			' ',
			',',
			';',
			':',
			'\\',
			'"',
			'^',
			'\n',
			'é',
			'ש',
			'ل',
			'漢',
			'💇',
			'👩‍🦰',
			'=',
			"'"
		),
		maxLength: 120
	}),
	fc.string({ unit: 'binary', maxLength: 30 }).map((text) => withoutControls(text).replaceAll('\r', '')),
	fc.lorem({ maxCount: 40 })
)
const id = fc.stringMatching(/^[0-9a-z]{12}$/)
const sorted = <Value extends number>(values: readonly Value[]) => [...new Set(values)].sort((a, b) => a - b)

const minuteWall = fc
	.integer({ min: wallOf(2019, 1, 1) / MINUTE, max: wallOf(2031, 1, 1) / MINUTE })
	.map((minutes) => (minutes * MINUTE) as Wall)
const resources = fc.subarray(RESOURCES.map((one) => one.id))

/** A wall time that exists: in a spring gap iCalendar and we both shift, and it would not come back as itself. */
const exists = (wall: Wall, zone: string) => toWall(toInstant(wall, zone), zone) === wall

export const when: fc.Arbitrary<When> = fc
	.record({
		start: minuteWall,
		minutes: fc.nat(3000),
		zone: fc.constantFrom(...ZONES),
		allDay: fc.boolean(),
		resources
	})
	.map(({ minutes, ...time }) => {
		if (!time.allDay) return { ...time, end: plus(time.start, minutes * MINUTE) }
		const start = startOfDay(dayOf(time.start))
		return { ...time, start, end: plus(start, (1 + (minutes % 4)) * DAY) }
	})
	.filter(({ start, end, zone }) => exists(start, zone) && exists(end, zone))

const address = fc.constantFrom('', 'anna@example.org', 'b+c@exämple.org')

export const groups: fc.Arbitrary<Omit<Groups, 'when'>> = fc.record({
	state: fc.record({ status: fc.constantFrom(...PICKED_STATUSES), reason: typed, by: typed }),
	what: fc
		.record({
			title: typed,
			serviceId: fc.constantFrom('', 'v1'),
			service: fc.constantFrom('', 'Haircut'),
			location: typed,
			colour: fc.constantFrom('', ...COLOURS),
			price: typed
		})
		.map((what) =>
			what.serviceId === ''
				? { ...what, service: what.service && 'Other, cut' }
				: { ...what, service: 'Haircut' }
		),
	who: fc.record({
		clientId: fc.oneof(fc.constant(''), id),
		name: typed,
		phone: typed,
		email: typed,
		attendees: fc.array(fc.record({ name: typed, email: address }), { maxLength: 3 })
	}),
	note: typed,
	more: fc.record({
		reminders: fc.uniqueArray(fc.nat(20_000), { maxLength: 3 }),
		fields: fc
			.dictionary(
				fc.oneof(
					fc.constantFrom('Categories', 'Link'),
					typed.filter((key) => key !== '__proto__')
				),
				typed,
				{
					maxKeys: 4,
					noNullPrototype: true
				}
			)
			.map(({ Categories, Link, ...rest }) => ({
				...rest,
				...(Categories ? { Categories } : {}),
				...(Link ? { Link } : {})
			})),
		template: typed,
		source: fc.constant(null)
	})
})

export const appointment: fc.Arbitrary<Appointment> = fc
	.record({ id, when, groups })
	.map(({ id: random, when: time, groups: rest }) => ({
		id: `202611-${random}`,
		calendar: 'c',
		when: time,
		...rest
	}))

const RULES = [
	'FREQ=DAILY',
	'FREQ=WEEKLY;BYDAY=MO,WE,FR',
	'FREQ=WEEKLY;INTERVAL=2',
	'FREQ=MONTHLY;BYDAY=-1FR',
	'FREQ=DAILY;COUNT=40',
	'FREQ=MONTHLY;BYMONTHDAY=31',
	'FREQ=YEARLY',
	'FREQ=WEEKLY;UNTIL=20280630T235959'
]

const segmentRules = fc.subarray(RULES, { maxLength: 2 })

/** One to three segments that follow each other by some months. */
export const seriesTime: fc.Arbitrary<SeriesTime> = fc
	.record({
		first: when,
		rules: fc.array(segmentRules, { minLength: 1, maxLength: 3 }),
		holds: fc.array(resources, { minLength: 3, maxLength: 3 }),
		gaps: fc.array(fc.integer({ min: 20, max: 200 }), { minLength: 3, maxLength: 3 }),
		more: fc.array(fc.record({ days: fc.nat(300), minutes: fc.option(fc.nat(500), { nil: undefined }) }), {
			maxLength: 3
		}),
		out: fc.array(fc.nat(300), { maxLength: 4 })
	})
	.map(({ first, rules, holds, gaps, more, out }) => {
		const { zone, allDay } = first
		let from = first.start
		const segments = rules.map((own, at): Segment => {
			const start = from
			from = plus(from, (gaps[at] as number) * DAY)
			const fit = own.map((rule) => (allDay ? rule.replace('T235959', '') : rule))
			const duration = first.end - first.start
			return {
				from: start,
				rules: fit,
				excludedRules: at === 1 ? ['FREQ=MONTHLY'] : [],
				duration,
				resources: holds[at] as string[]
			}
		})
		const firsts = segments.flatMap((segment) =>
			segment.rules.length === 0 ? [{ start: segment.from }] : []
		)
		const dates = more.map(({ days, minutes }) => {
			const start = plus(first.start, days * DAY + (allDay ? 0 : MINUTE))
			return minutes === undefined || allDay ? { start } : { start, duration: minutes * MINUTE }
		})
		const added = [...new Map([...dates, ...firsts].map((date) => [date.start, date])).values()]
		return {
			zone,
			allDay,
			segments,
			excluded: sorted(out.map((days) => plus(first.start, days * DAY))),
			added: added.sort((a, b) => a.start - b.start)
		}
	})
	.filter(({ zone, segments, added }) =>
		[
			...segments.map((one) => plus(one.from, one.duration)),
			...segments.map((one) => one.from),
			...(added as SeriesTime['added']).flatMap(({ start, duration = 0 }) => [start, plus(start, duration)])
		].every((wall) => exists(wall, zone))
	)

export interface SeriesOfBook {
	readonly series: Series
	readonly overrides: readonly Override[]
}

/** A series with dates that differ, some of them where the rule yields nothing. */
export const series: fc.Arbitrary<SeriesOfBook> = fc
	.record({
		id,
		time: seriesTime,
		groups,
		changes: fc.array(
			fc.record({
				days: fc.nat(400),
				when: fc.option(when),
				groups: fc.option(groups),
				names: fc.subarray(['state', 'what', 'who', 'note', 'more'] as const)
			}),
			{ maxLength: 4 }
		)
	})
	.map(({ id: random, time, groups: usual, changes }) => {
		const key = `s-${random}`
		const overrides = new Map<string, Override>()
		for (const change of changes) {
			const day = dayOf(plus((time.segments[0] as Segment).from, change.days * DAY))
			const start = startsOn(time, day)[0]
			// A date that is excluded and overridden at once is a contradiction no book makes.
			if (start === undefined || time.excluded.includes(start) || !exists(start, time.zone)) continue
			const other = change.groups ?? { ...EMPTY_GROUPS, note: 'Changed' }
			const own = Object.fromEntries(change.names.map((name) => [name, other[name]]))
			const moved =
				change.when &&
				(time.allDay
					? { ...change.when, zone: change.when.allDay ? time.zone : change.when.zone }
					: change.when)
			const override = {
				key: overrideKey(key, start),
				calendar: 'c',
				...own,
				...(moved ? { when: moved } : {})
			}
			if (moved && !exists(moved.start, moved.zone)) continue
			overrides.set(override.key, override)
		}
		return { series: { id: key, calendar: 'c', time, ...usual }, overrides: [...overrides.values()] }
	})

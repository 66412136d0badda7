/** The naive model of a series: each day stored separately, with what it inherits and what it says itself. */
import type { Occurrence } from '#lib/core/appointment/occurrence.ts'
import type { Status } from '#lib/core/appointment/status.ts'
import { DAY, formatDay, isoWeekday, type Day } from '#lib/core/time/wall.ts'

export interface Place {
	readonly start: number
	readonly duration: number
	readonly resource: string
}

export interface Said {
	state?: Status
	title?: string
	note?: string
}

interface StoredDay {
	/** What the rule gives; undefined: no date. */
	base: Place | undefined
	inherits: Required<Said>
	own: Said & { when?: Place }
}

export interface ModelRule {
	readonly unit: 'day' | 'week'
	readonly interval: number
	/** ISO weekdays, for weeks. */
	readonly weekdays: readonly number[]
}

export interface Seen {
	readonly start: number | undefined
	readonly duration: number | undefined
	readonly resource: string | undefined
	readonly state: string
	readonly title: string
	readonly note: string
}

/** Days looked at, from the first date on. */
export const DAYS = 60
/** A rule is followed further, for days move. */
const FAR_DAYS = 160

export const textOfRule = ({ unit, interval, weekdays }: ModelRule): string =>
	unit === 'day'
		? `FREQ=DAILY${interval === 1 ? '' : `;INTERVAL=${interval}`}`
		: `FREQ=WEEKLY${interval === 1 ? '' : `;INTERVAL=${interval}`};BYDAY=${weekdays.map((day) => ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'][day - 1]).join()}`

const dayOf = (ms: number) => Math.floor(ms / DAY)

/** The days of a rule, looked at one by one. */
function daysOfRule({ unit, interval, weekdays }: ModelRule, first: number): readonly number[] {
	const monday = (day: number) => day - (isoWeekday(day as Day) - 1)
	const matches = (day: number) => {
		if (unit === 'day') return (day - first) % interval === 0
		if (!weekdays.includes(isoWeekday(day as Day))) return false
		// Weeks are counted from that of the start.
		return ((monday(day) - monday(first)) / 7) % interval === 0
	}
	return Array.from({ length: FAR_DAYS }, (_, at) => first + at).filter(matches)
}

export function createModel(origin: number, rule: ModelRule, place: Omit<Place, 'start'>) {
	const first = dayOf(origin)
	const days = new Map<number, StoredDay>()
	const deletions = new Set<number>()
	/** What dates said before they were deleted. */
	const was = new Map<number, Status | undefined>()
	const UNSAID: Required<Said> = { state: 'booked', title: '', note: '' }
	for (let day = first - 20; day < first + FAR_DAYS; day++)
		days.set(day, { base: undefined, inherits: { ...UNSAID }, own: {} })
	const put = (from: number, shift: number, place: Omit<Place, 'start'>, by: ModelRule) => {
		for (const day of daysOfRule(by, dayOf(from))) {
			const start = day * DAY + (from - dayOf(from) * DAY)
			const stored = days.get(dayOf(start - shift))
			if (stored) stored.base = { ...place, start }
		}
	}
	put(origin, 0, place, rule)
	const timeOfDay = origin - first * DAY
	const get = (day: number) => days.get(day) as StoredDay
	const isFirst = (day: number) => ![...days].some(([other, { base }]) => base && other < day)
	const inScope = (day: number, all: boolean) =>
		[...days].filter(([other]) => all || isFirst(day) || other >= day)
	const isGone = (day: number) => [...deletions].some((from) => from <= day)
	const effective = (stored: StoredDay): Required<Said> => {
		const { when: _, ...said } = stored.own
		return { ...stored.inherits, ...said }
	}
	/** The first original of the first segment: where "all" by another rule begins. */
	let begin = origin

	return {
		isFirst,
		/** Days with a date of the rule that can be acted on. */
		dates: () =>
			[...days]
				.filter(([day, { base, own }]) => base && !isGone(day) && own.state !== 'deleted')
				.map(([day]) => day)
				.filter((day) => day < first + DAYS),
		base: (day: number) => get(day).base as Place,
		place: (day: number) => (get(day).own.when ?? get(day).base) as Place,
		deleted: () => [...deletions],
		deletedDates: () => [...days].filter(([, { own }]) => own.state === 'deleted').map(([day]) => day),
		sayOne(day: number, said: Said) {
			const stored = get(day)
			const before = effective(stored)
			for (const [name, value] of Object.entries(said))
				if (before[name as keyof Said] !== value) Object.assign(stored.own, { [name]: value as string })
		},
		/** A date that was put somewhere stays there, also where that is its usual time. */
		moveOne(day: number, place: Place) {
			get(day).own.when = place
		},
		sayFrom(day: number, all: boolean, said: Said) {
			for (const [, stored] of inScope(day, all)) Object.assign(stored.inherits, said)
			for (const name of Object.keys(said)) delete get(day).own[name as keyof Said]
		},
		moveFrom(day: number, all: boolean, by: number, change: Partial<Omit<Place, 'start'>>) {
			const { own } = get(day)
			for (const [, stored] of inScope(day, all))
				if (stored.base) stored.base = { ...stored.base, ...change, start: stored.base.start + by }
			if (own.when) own.when = { ...own.when, ...change, start: own.when.start + by }
		},
		ruleFrom(day: number, all: boolean, by: ModelRule) {
			const whole = all || isFirst(day)
			const base = get(day).base as Place
			const shift = base.start - (day * DAY + timeOfDay)
			const start = whole ? begin : day * DAY + timeOfDay
			const { start: _, ...place } = base
			for (const [, stored] of inScope(day, all)) stored.base = undefined
			put(start + shift, shift, place, by)
			const found = daysOfRule(by, dayOf(start + shift))[0] as number
			if (whole) begin = found * DAY + (start + shift - dayOf(start + shift) * DAY) - shift
		},
		/** Of the last original: an end after it is no shortening, and the rule goes on to it. */
		lastStart: () => [...days.values()].findLast(({ base }) => base)?.base?.start ?? -Infinity,
		endAt(start: number) {
			for (const stored of days.values())
				if (stored.base && stored.base.start > start) stored.base = undefined
		},
		deleteFrom(day: number, all: boolean) {
			deletions.add(all || isFirst(day) ? -Infinity : day)
		},
		restoreFrom: (from: number) => void deletions.delete(from),
		deleteOne(day: number) {
			const { own } = get(day)
			was.set(day, own.state)
			own.state = 'deleted'
		},
		restoreOne(day: number) {
			const { own } = get(day)
			const before = was.get(day)
			if (before === undefined) delete own.state
			else own.state = before
		},
		/** By original date. */
		seen(): ReadonlyMap<string, Seen> {
			const found = new Map<string, Seen>()
			for (const [day, stored] of days) {
				const { state, title, note } = effective(stored)
				if (day >= first + DAYS || isGone(day) || state === 'deleted') continue
				if (!stored.base && Object.keys(stored.own).length === 0) continue
				const place = stored.own.when ?? stored.base
				found.set(formatDay(day as Day), {
					start: place?.start,
					duration: place?.duration,
					resource: place?.resource,
					state,
					title,
					note
				})
			}
			return found
		}
	}
}

export type Model = ReturnType<typeof createModel>

/** What the book shows, as the model says it; of a date the rule no longer names only what it says, not where it lies. */
export function seenOf(occurrences: readonly Occurrence[], end: number): ReadonlyMap<string, Seen> {
	const found = new Map<string, Seen>()
	for (const { appointment, series, key } of occurrences) {
		const day = key.slice(key.indexOf('@') + 1)
		if (!series || series.original >= end) continue
		const { when, state, what, note } = appointment
		found.set(day, {
			start: when.start,
			duration: when.end - when.start,
			resource: when.resources[0],
			state: state.status,
			title: what.title,
			note
		})
	}
	return found
}

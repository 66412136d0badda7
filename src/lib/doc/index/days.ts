/**
 * Occurrences by day. Each lies in the bucket of the day it starts on and is noted in the days it goes on into; a bucket
 * is sorted when it is next asked for, so an edit costs two buckets and not the book.
 */
import type { AppointmentId } from '#lib/core/appointment/appointment.ts'
import type { Occurrence } from '#lib/core/appointment/occurrence.ts'
import { addDays, overlaps, type Day, type Span } from '#lib/core/time/wall.ts'
import { daysTouched } from './spans.ts'

/** Longer ones are kept in one list that every day looks through: leave, a sabbatical. There are few. */
const LONGEST_NOTED_DAYS = 40

export interface DayTable {
	/** Puts it in the place of the one with the same key, if there is one; returns the days that touches. */
	place(occurrence: Occurrence): readonly Span<Day>[]
	remove(key: AppointmentId): readonly Span<Day>[]
	get(key: AppointmentId): Occurrence | undefined
	/** Sorted; the same array while the day's bucket is the same. */
	startingOn(day: Day): readonly Occurrence[]
	/** Those that started earlier and touch the day, sorted. */
	goingOnInto(day: Day): readonly Occurrence[]
}

interface Bucket {
	readonly members: Map<AppointmentId, Occurrence>
	sorted: readonly Occurrence[] | undefined
}

const NONE: readonly Occurrence[] = []

export function createDayTable(): DayTable {
	const byKey = new Map<AppointmentId, Occurrence>()
	const starting = new Map<Day, Bucket>()
	const goingOn = new Map<Day, Bucket>()
	const long = new Map<AppointmentId, Occurrence>()

	function eachBucket(
		occurrence: Occurrence,
		days: Span<Day>,
		visit: (buckets: Map<Day, Bucket>, day: Day) => void
	) {
		visit(starting, days.start)
		if (isLong(days)) return
		for (let day = addDays(days.start, 1); day < days.end; day = addDays(day, 1)) visit(goingOn, day)
	}

	function takeOut(occurrence: Occurrence): Span<Day> {
		const days = daysTouched(occurrence)
		byKey.delete(occurrence.key)
		long.delete(occurrence.key)
		eachBucket(occurrence, days, (buckets, day) => removeFrom(buckets, day, occurrence.key))
		return days
	}

	return {
		place(occurrence) {
			const before = byKey.get(occurrence.key)
			if (before === occurrence) return []
			const left = before && takeOut(before)
			const days = daysTouched(occurrence)
			byKey.set(occurrence.key, occurrence)
			if (isLong(days)) long.set(occurrence.key, occurrence)
			eachBucket(occurrence, days, (buckets, day) => addTo(buckets, day, occurrence))
			return left ? [left, days] : [days]
		},
		remove(key) {
			const before = byKey.get(key)
			return before ? [takeOut(before)] : []
		},
		get: (key) => byKey.get(key),
		startingOn: (day) => sortedOf(starting.get(day)),
		goingOnInto(day) {
			const noted = sortedOf(goingOn.get(day))
			const today = { start: day, end: addDays(day, 1) }
			const through = [...long.values()].filter((one) => {
				const days = daysTouched(one)
				return days.start < day && overlaps(days, today)
			})
			return through.length === 0 ? noted : [...noted, ...through].sort(byTime)
		}
	}
}

const isLong = (days: Span<Day>): boolean => days.end - days.start > LONGEST_NOTED_DAYS

function addTo(buckets: Map<Day, Bucket>, day: Day, occurrence: Occurrence): void {
	const bucket = buckets.get(day)
	if (!bucket) buckets.set(day, { members: new Map([[occurrence.key, occurrence]]), sorted: undefined })
	else {
		bucket.members.set(occurrence.key, occurrence)
		bucket.sorted = undefined
	}
}

function removeFrom(buckets: Map<Day, Bucket>, day: Day, key: AppointmentId): void {
	const bucket = buckets.get(day)
	if (!bucket) return
	bucket.members.delete(key)
	bucket.sorted = undefined
	if (bucket.members.size === 0) buckets.delete(day)
}

function sortedOf(bucket: Bucket | undefined): readonly Occurrence[] {
	if (!bucket) return NONE
	bucket.sorted ??= [...bucket.members.values()].sort(byTime)
	return bucket.sorted
}

/** By start, then by end descending (the longer first, as views lay them out), then key. */
export const byTime = (a: Occurrence, b: Occurrence): number =>
	a.start - b.start || b.end - a.end || (a.key < b.key ? -1 : a.key > b.key ? 1 : 0)

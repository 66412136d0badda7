/**
 * When calendars are taken that this person may know no more of, laid beside what the index has. Answers are kept as long as
 * nothing in them changes, and so is each time that stayed the same: opening a document behind its snapshot moves nothing.
 */
import type { AppointmentId, CalendarId } from '#lib/core/appointment/appointment.ts'
import { busyOccurrence, isBusyKey, type Occurrence } from '#lib/core/appointment/occurrence.ts'
import { parseRoom } from '#lib/core/account/room-rights.ts'
import { hardOverlaps } from '#lib/core/overlap/overlap.ts'
import { overlaps, type Day, type Span } from '#lib/core/time/wall.ts'
import type { BusyTime } from '#lib/doc/busy.ts'
import type { BookIndex } from '#lib/doc/index/book-index.ts'
import { byTime } from '#lib/doc/index/days.ts'
import { daysTouched } from '#lib/doc/index/spans.ts'
import { keepSame, sameValue } from '#lib/doc/same.ts'
import type { Room } from '#lib/doc/rooms.ts'

type Conflicts = ReadonlyMap<AppointmentId, readonly AppointmentId[]>

export interface BusyTimes {
	/** What a busy room holds now; undefined: it is not here any more. */
	set(room: Room, times: readonly BusyTime[] | undefined): void
	timesOf(room: Room): readonly BusyTime[] | undefined
	/** What the index has of these days, with the busy times of these calendars, in its order. */
	beside(range: Span<Day>, calendars: readonly CalendarId[]): readonly Occurrence[]
	/** What the index says, with the busy times that stand in the way of an appointment. */
	conflicts(range: Span<Day>, calendars: readonly CalendarId[]): Conflicts
}

/** `onchange`: what is shown may be another now. */
export function createBusyTimes(index: BookIndex, onchange: () => void): BusyTimes {
	const byRoom = new Map<Room, readonly BusyTime[]>()
	const drawn = createMemo<readonly Occurrence[]>()
	const beside = createMemo<readonly Occurrence[]>()
	const clashes = createMemo<Conflicts>()
	let known: ReadonlyMap<AppointmentId, Occurrence> = new Map()
	let version = 0

	/** Of the calendars, whatever the days: a time that touches two months is in both of their rooms. */
	function drawAll(calendars: readonly CalendarId[]): readonly Occurrence[] {
		return drawn('', [version, index.viewZone, calendars.join()], () => {
			const all = new Map<AppointmentId, Occurrence>()
			for (const [room, times] of byRoom) {
				const place = parseRoom(room)
				if (place?.kind !== 'busy' || !calendars.includes(place.calendar)) continue
				for (const { name, when } of times) {
					const made = busyOccurrence(name, place.calendar, when, index.viewZone)
					all.set(made.key, keepSame(known.get(made.key), made))
				}
			}
			known = all
			return [...all.values()].sort(byTime)
		})
	}

	function besideIn(range: Span<Day>, calendars: readonly CalendarId[]): readonly Occurrence[] {
		const own = index.occurrences(range)
		const all = drawAll(calendars)
		return beside(nameOf(range), [own, all], () => {
			const here = all.filter((one) => overlaps(daysTouched(one), range))
			return here.length === 0 ? own : [...own, ...here].sort(byTime)
		})
	}

	return {
		set(room, times) {
			if (sameValue(byRoom.get(room), times)) return
			if (times) byRoom.set(room, times)
			else byRoom.delete(room)
			version += 1
			onchange()
		},
		timesOf: (room) => byRoom.get(room),
		beside: besideIn,
		conflicts(range, calendars) {
			const own = index.conflicts(range)
			const all = besideIn(range, calendars)
			return clashes(nameOf(range), [own, all], () => withBusy(own, all))
		}
	}
}

/** A busy time overlaps nothing by itself: whoever booked it sees that where it can be changed. */
function withBusy(own: Conflicts, all: readonly Occurrence[]): Conflicts {
	if (!all.some(({ key }) => isBusyKey(key))) return own
	const found = new Map(own)
	for (const { a, b } of hardOverlaps(all)) {
		if (isBusyKey(a.key) === isBusyKey(b.key)) continue
		const [mine, busy] = isBusyKey(a.key) ? [b.key, a.key] : [a.key, b.key]
		found.set(mine, [...new Set([...(found.get(mine) ?? []), busy])])
	}
	return found
}

const nameOf = ({ start, end }: Span<Day>): string => `${start}:${end}`

/** Ranges remembered: those of the view, of its neighbours and of the days that are looked through. */
const REMEMBERED = 16

/** The last answer for each name, as long as what it was made from is the same. */
function createMemo<Answer>() {
	const answers = new Map<string, { readonly from: readonly unknown[]; readonly answer: Answer }>()
	return (name: string, from: readonly unknown[], work: () => Answer): Answer => {
		const last = answers.get(name)
		if (last && last.from.every((one, at) => one === from[at])) return last.answer
		const answer = work()
		answers.delete(name)
		answers.set(name, { from, answer })
		const [oldest] = answers.keys()
		if (answers.size > REMEMBERED && oldest !== undefined) answers.delete(oldest)
		return answer
	}
}

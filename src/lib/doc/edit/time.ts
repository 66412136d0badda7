/** Which times an edit accepts, and the hints a time needs in the months it touches. */
import type { AppointmentId, CalendarId, When } from '#lib/core/appointment/appointment.ts'
import { FIRST_START, LAST_END, LONGEST } from '#lib/core/appointment/bounds.ts'
import { homeMonth } from '#lib/core/appointment/ids.ts'
import { isZone } from '#lib/core/time/zone.ts'
import { ok, refuse, type Result } from '#lib/core/result.ts'
import {
	DAY,
	datePartsOf,
	dayOf,
	formatDay,
	formatTime,
	plus,
	type Day,
	type Wall
} from '#lib/core/time/wall.ts'
import { monthRoom } from '../rooms.ts'
import type { Write } from '../write.ts'

/** `deed` is the word of the refusal: `Cannot move "Stand-up": …`. An appointment without length is accepted. */
export function checkWhen(when: When, deed: string, title: string): Result<When, 'bad-time'> {
	const no = (reason: string) => refuse('bad-time', `Cannot ${deed} "${title || 'Untitled'}": ${reason}`)
	const { start, end, allDay, zone } = when
	if (!Number.isFinite(start) || !Number.isFinite(end)) return no('start and end must be dates that exist')
	if (start < FIRST_START || end > LAST_END) return no('its dates must lie between the years 1 and 9999')
	const [from, to] = sayBoth(start, end, allDay)
	if (end < start) return no(`end ${to} is before start ${from}`)
	if (allDay && (start % DAY !== 0 || end % DAY !== 0))
		return no('an all-day entry begins and ends at midnight')
	if (allDay && end === start) return no(`it must last at least one day from ${from}`)
	if (end - start > LONGEST) return no(`it would last from ${from} to ${to}, and ten years are the most`)
	if (!isZone(zone)) return no(`there is no time zone "${zone}": an IANA name such as Europe/Berlin would do`)
	return ok(when)
}

function sayBoth(start: Wall, end: Wall, allDay: boolean): readonly [string, string] {
	if (allDay) return [formatDay(dayOf(start)), formatDay(dayOf(end))]
	if (dayOf(start) === dayOf(end)) return [formatTime(start), formatTime(end)]
	return [say(start), say(end)]
}
const say = (wall: Wall): string => `${formatDay(dayOf(wall))} ${formatTime(wall)}`

/** `2026-11` for each month the span touches, in order; its end is out, but a span without length touches its start. */
export function monthsTouched(start: Wall, end: Wall): readonly string[] {
	const last = dayOf(end > start ? plus(end, -1) : start)
	const months: string[] = []
	for (let day = dayOf(start); day <= last; day = firstOfNextMonth(day))
		months.push(formatDay(day).slice(0, 7))
	return months
}

function firstOfNextMonth(day: Day): Day {
	const { year, month } = datePartsOf(day)
	return dayOf(Date.UTC(year, month, 1) as Wall)
}

/** A hint in every month the time touches besides the home month. */
export function hintsFor(calendar: CalendarId, id: AppointmentId, when: When): readonly Write[] {
	const home = homeMonth(id)
	return monthsTouched(when.start, when.end)
		.filter((month) => month !== home)
		.map((month) => ({ room: monthRoom(calendar, month), map: 'guests', id, value: true }))
}

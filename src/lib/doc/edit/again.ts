/** Registers that were kept outside of the documents (refused by the server, or superseded) are written once more. */
import type * as Y from 'yjs'
import type { AppointmentId, CalendarId } from '#lib/core/appointment/appointment.ts'
import { laterParts, overrideParts } from '#lib/core/appointment/ids.ts'
import { compareClocks } from '#lib/core/clock/clock.ts'
import { ok } from '#lib/core/result.ts'
import { groupsIn } from '../kept.ts'
import { exists, registerOf } from '../record.ts'
import { clockOf, unstamped, type Register } from '../registers.ts'
import { roomOfCalendar, type Room } from '../rooms.ts'
import type { UndoPart, Write } from '../write.ts'
import { hintsFor } from './time.ts'
import { notFound, notOpen, type EditContext, type Planned } from './plan.ts'

export interface RegisterToWrite {
	readonly room: Room
	readonly map: UndoPart['map']
	readonly id: string
	readonly value: Register | true
}

/** As edits of now. What was born meanwhile (the same birth came through elsewhere) is left as it is. */
export function writeAgain(docOf: EditContext['docOf'], registers: readonly RegisterToWrite[]): Planned {
	const writes: Write[] = []
	const born = new Set(registers.filter(({ map }) => map === 'born').map(({ id }) => id))
	for (const { room, map, id, value } of registers) {
		const doc = docOf(room)
		if (!doc) return notOpen(id)
		if (value === true) {
			writes.push({ room, map, id, value })
			continue
		}
		const calendar = roomOfCalendar(room)?.calendar
		if (map === 'born') {
			if (exists(doc, id)) continue
		} else if (calendar !== undefined && !overrideParts(id) && !isThere(doc, id, born)) {
			return notFound(id)
		}
		if (calendar !== undefined) writes.push(...hintsOf(calendar, map, id, value))
		writes.push({ room, map, id, value: unstamped(value) })
	}
	return ok({ what: 'again', writes })
}

/** What a series says from a date on is never born: there is its series. */
function isThere(doc: Y.Doc, id: AppointmentId, born: ReadonlySet<AppointmentId>): boolean {
	const record = laterParts(id)?.series ?? id
	return born.has(record) || exists(doc, record)
}

function hintsOf(
	calendar: CalendarId,
	map: UndoPart['map'],
	id: AppointmentId,
	value: Register
): readonly Write[] {
	const { when } = groupsIn(map, id, value)
	return when ? hintsFor(calendar, id, when) : []
}

/**
 * A value of this device that an earlier one overruled stands up again, with its own clock: see `later-clock.ts`. What
 * came in while it waited for its turn, and is as late or later, stays.
 */
export function assertAgain(docOf: EditContext['docOf'], registers: readonly RegisterToWrite[]): Planned {
	const writes: Write[] = []
	for (const { room, map, id, value } of registers) {
		const doc = docOf(room)
		if (!doc) return notOpen(id)
		if (value === true) continue
		const present = registerOf(doc, map, id)
		if (present && compareClocks(clockOf(present), clockOf(value)) >= 0) continue
		writes.push({ room, map, id, value: unstamped(value), clock: clockOf(value) })
	}
	return ok({ what: 'assert', writes })
}

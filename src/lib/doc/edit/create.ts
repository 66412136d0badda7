/** A new appointment or series: one register, written once. */
import {
	EMPTY_GROUPS,
	type AppointmentId,
	type Groups,
	type When
} from '#lib/core/appointment/appointment.ts'
import { appointmentId, seriesId } from '#lib/core/appointment/ids.ts'
import type { SeriesTime } from '#lib/core/recurrence/series.ts'
import { ok, type Result } from '#lib/core/result.ts'
import { BASE_GROUPS, bornOf, MONTH_GROUPS } from '../record.ts'
import { baseRoom, homeRoom } from '../rooms.ts'
import type { Edit, Write } from '../write.ts'
import { findRecord, type EditContext, type EditRefusal } from './plan.ts'
import { checkWhen, hintsFor } from './time.ts'

export interface Creation extends Edit {
	readonly id: AppointmentId
}

export type NewGroups = Partial<Omit<Groups, 'when'>>

/** `random` is made by `randomPart` (ids.ts) from fresh random bytes: a new one for every appointment. */
export function createAppointment(
	context: EditContext,
	random: string,
	when: When,
	groups: NewGroups = {}
): Result<Creation, 'bad-time'> {
	const checked = checkWhen(when, 'book', groups.what?.title ?? '')
	if (!checked.ok) return checked
	const id = appointmentId(when.start, random)
	return ok({
		what: 'create',
		id,
		writes: birthOfAppointment(context, id, { ...EMPTY_GROUPS, ...groups, when })
	})
}

export function birthOfAppointment(
	context: EditContext,
	id: AppointmentId,
	groups: Groups
): readonly Write[] {
	const birth: Write = {
		room: homeRoom(context.calendar, id),
		map: 'born',
		id,
		value: bornOf(MONTH_GROUPS, groups)
	}
	return [...hintsFor(context.calendar, id, groups.when), birth]
}

/** The time of a series is believed: it comes from an import or the demo, which checked it. */
export function createSeries(
	context: EditContext,
	random: string,
	time: SeriesTime,
	groups: NewGroups = {}
): Result<Creation, never> {
	const id = seriesId(random)
	return ok({
		what: 'create',
		id,
		writes: [birthOfSeries(context, id, { ...EMPTY_GROUPS, ...groups, time })]
	})
}

export const birthOfSeries = (
	context: EditContext,
	id: AppointmentId,
	groups: Omit<Groups, 'when'> & { readonly time: SeriesTime }
): Write => ({ room: baseRoom(context.calendar), map: 'born', id, value: bornOf(BASE_GROUPS, groups) })

/**
 * The same appointment once more at another time: details, client and note go along, the status begins anew and the
 * tie to an imported original does not (the copy is not that event). A date of a series becomes a single appointment.
 */
export function copyAppointment(
	context: EditContext,
	random: string,
	id: AppointmentId,
	when: When
): Result<Creation, EditRefusal> {
	const found = findRecord(context, id)
	if (!found.ok) return found
	const { read } = found.value
	const more = read('more') ?? EMPTY_GROUPS.more
	return createAppointment(context, random, when, {
		what: read('what') ?? EMPTY_GROUPS.what,
		who: read('who') ?? EMPTY_GROUPS.who,
		note: read('note') ?? EMPTY_GROUPS.note,
		more: { ...more, source: null }
	})
}

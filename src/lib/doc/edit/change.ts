/**
 * Changes of one record: an appointment, one date of a series (which makes or changes its override), or a whole series.
 * Each writes only the groups that really differ, so that two people at once merge wherever they touched different ones.
 */
import type { AppointmentId, Groups, State, When } from '#lib/core/appointment/appointment.ts'
import { isSeriesId } from '#lib/core/appointment/ids.ts'
import type { Status } from '#lib/core/appointment/status.ts'
import { ok, refuse } from '#lib/core/result.ts'
import type { EditName, Write } from '../write.ts'
import { deleteAppointment } from './remove.ts'
import { findRecord, type EditContext, type Planned } from './plan.ts'
import { checkWhen, hintsFor } from './time.ts'

/** To another time, day, length or resource. Across months: hints first, the record stays in its home document. */
export const moveAppointment = (context: EditContext, id: AppointmentId, when: When): Planned =>
	changeGroups(context, id, 'move', 'move', { when })

/** What the editor saves: every group that was touched; one action, also where the time is among them. */
export const editDetails = (context: EditContext, id: AppointmentId, groups: Partial<Groups>): Planned =>
	changeGroups(context, id, 'details', 'change', groups)

export function setStatus(context: EditContext, id: AppointmentId, status: Status, reason = ''): Planned {
	if (status === 'deleted') return deleteAppointment(context, id)
	return changeGroups(context, id, 'status', 'change', { state: { status, reason, by: context.by } })
}

function changeGroups(
	context: EditContext,
	id: AppointmentId,
	what: EditName,
	deed: string,
	groups: Partial<Groups>
): Planned {
	const found = findRecord(context, id)
	if (!found.ok) return found
	const writes: Write[] = []
	if (groups.when) {
		const title = groups.what?.title ?? found.value.read('what')?.title ?? ''
		if (isSeriesId(id))
			return refuse('bad-time', `Cannot ${deed} "${title}": a series has rules, not one time`)
		const checked = checkWhen(groups.when, deed, title)
		if (!checked.ok) return checked
		const moved = found.value.write('when', groups.when)
		if (moved.length > 0) writes.push(...hintsFor(context.calendar, id, groups.when), ...moved)
	}
	const { write, read } = found.value
	const { state, what: details, who, note, more } = groups
	// Who set a status is no change of it: the same status once more is nobody's edit.
	if (state && !sameStatus(read('state'), state)) writes.push(...write('state', state))
	if (details) writes.push(...write('what', details))
	if (who) writes.push(...write('who', who))
	if (note !== undefined) writes.push(...write('note', note))
	if (more) writes.push(...write('more', more))
	return ok({ what, writes })
}

const sameStatus = (a: State | undefined, b: State | undefined): boolean =>
	a?.status === b?.status && a?.reason === b?.reason

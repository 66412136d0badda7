/**
 * Deleting is a status like any other: it merges with a move, shows in the bin and can be taken back. Beside it stands
 * what restoring leads back to. Nothing is ever taken out of a document by hand.
 */
import { EMPTY_GROUPS, type AppointmentId } from '#lib/core/appointment/appointment.ts'
import { overrideParts } from '#lib/core/appointment/ids.ts'
import { ok } from '#lib/core/result.ts'
import type { StoredState } from '../groups.ts'
import { CLEARED } from '../registers.ts'
import { findRecord, type EditContext, type Planned } from './plan.ts'

/** An appointment; of a date of a series only this date; of a series' own id the whole series. */
export function deleteAppointment(context: EditContext, id: AppointmentId): Planned {
	const found = findRecord(context, id)
	if (!found.ok) return found
	const state: StoredState = found.value.read('state') ?? EMPTY_GROUPS.state
	if (state.status === 'deleted') return ok({ what: 'delete', writes: [] })
	const was = found.value.readOwn('state')?.status ?? ''
	const deleted: StoredState = { status: 'deleted', reason: state.reason, by: context.by, was }
	return ok({ what: 'delete', writes: found.value.write('state', deleted) })
}

/** The whole series behind any of its keys. */
export const deleteSeries = (context: EditContext, key: AppointmentId): Planned =>
	deleteAppointment(context, overrideParts(key)?.series ?? key)

/** Back to the status it had; to the one it inherits where it had none of its own. */
export function restoreAppointment(context: EditContext, id: AppointmentId): Planned {
	const found = findRecord(context, id)
	if (!found.ok) return found
	const { readOwn, room, write } = found.value
	const own = readOwn('state')
	if (own?.status !== 'deleted') return ok({ what: 'restore', writes: [] })
	if (own.was) {
		const { was: status, reason } = own
		return ok({ what: 'restore', writes: write('state', { status, reason, by: context.by }) })
	}
	return ok({ what: 'restore', writes: [{ room, map: 'state', id, value: CLEARED }] })
}

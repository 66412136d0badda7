/** One function for each thing a person does: which documents it needs, its plan, its words. */
import { EMPTY_GROUPS, type AppointmentId, type CalendarId } from '#lib/core/appointment/appointment.ts'
import { randomPart, RANDOM_LENGTH } from '#lib/core/appointment/ids.ts'
import type { Status } from '#lib/core/appointment/status.ts'
import { ok, type Result } from '#lib/core/result.ts'
import { editDetails, moveAppointment, setStatus } from '#lib/doc/edit/change.ts'
import { copyAppointment, createAppointment, type Creation } from '#lib/doc/edit/create.ts'
import { roomsToEdit, type EditContext, type Planned } from '#lib/doc/edit/plan.ts'
import { deleteAppointment, restoreAppointment } from '#lib/doc/edit/remove.ts'
import type { Edit } from '#lib/doc/write.ts'
import type { ActionRefusal, Done, GroupsEdit, Move, NewAppointment } from './book.ts'
import type { Applied, Editing } from './editing.ts'
import { booked, changed, copied, deleted, marked, moved, restored, type Named } from './labels.ts'
import type { UndoEntry } from './undo-stack.ts'

export interface ActionDeps {
	readonly editing: Editing
	readonly calendar: CalendarId
	readonly by: string
	readonly randomBytes: (length: number) => Uint8Array
	readonly named: (key: AppointmentId) => Named | undefined
	readonly did: (entry: UndoEntry) => void
}

export type Action = Promise<Result<Done, ActionRefusal>>

export function create(deps: ActionDeps, { when, what, who, status, note }: NewAppointment): Action {
	const groups = {
		...EMPTY_GROUPS,
		what: { ...EMPTY_GROUPS.what, ...what },
		who: { ...EMPTY_GROUPS.who, ...who },
		state: { ...EMPTY_GROUPS.state, status: status ?? EMPTY_GROUPS.state.status, by: deps.by },
		note: note ?? ''
	}
	const random = drawn(deps)
	return perform(
		deps,
		[],
		booked(groups, when),
		(context) => createAppointment(context, random, when, groups),
		(edit: Creation) => edit.id
	)
}

export function copy(deps: ActionDeps, key: AppointmentId, move: Move): Action {
	const random = drawn(deps)
	const rooms = roomsToEdit(deps.calendar, key)
	return perform(
		deps,
		rooms,
		copied(deps.named(key), move),
		(context) => copyAppointment(context, random, key, move),
		(edit: Creation) => edit.id
	)
}

export const move = (deps: ActionDeps, key: AppointmentId, to: Move): Action =>
	change(deps, key, moved(deps.named(key), to), (context) => moveAppointment(context, key, to))

export const mark = (deps: ActionDeps, key: AppointmentId, status: Status, reason: string): Action =>
	change(deps, key, marked(deps.named(key), status), (context) => setStatus(context, key, status, reason))

export const edit = (deps: ActionDeps, key: AppointmentId, groups: GroupsEdit): Action =>
	change(deps, key, changed(deps.named(key)), (context) => editDetails(context, key, groups))

export const remove = (deps: ActionDeps, key: AppointmentId): Action =>
	change(deps, key, deleted(deps.named(key)), (context) => deleteAppointment(context, key))

export const restore = (deps: ActionDeps, key: AppointmentId): Action =>
	change(deps, key, restored(deps.named(key)), (context) => restoreAppointment(context, key))

const change = (
	deps: ActionDeps,
	key: AppointmentId,
	label: string,
	plan: (context: EditContext) => Planned
): Action => perform(deps, roomsToEdit(deps.calendar, key), label, plan, () => key)

/** An edit that changes nothing is done all the same, and leaves no undo step. */
function perform<Plan extends Edit>(
	deps: ActionDeps,
	rooms: readonly string[],
	label: string,
	plan: (context: EditContext) => Result<Plan, ActionRefusal>,
	keyOf: (edit: Plan) => AppointmentId
): Action {
	const { editing, calendar, by } = deps
	return editing.inTurn(async () => {
		const applied: Result<Applied<Plan>, ActionRefusal> = await editing.apply(rooms, label, (docOf) =>
			plan({ calendar, docOf, by })
		)
		if (!applied.ok) return applied
		deps.did({ label, steps: [applied.value.step] })
		return ok({ label, key: keyOf(applied.value.edit) })
	})
}

const drawn = ({ randomBytes }: ActionDeps): string => randomPart(randomBytes(RANDOM_LENGTH))

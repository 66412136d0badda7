/** One function for each thing a person does: which documents it needs, its plan, its words. */
import { EMPTY_GROUPS, type AppointmentId, type CalendarId } from '#lib/core/appointment/appointment.ts'
import { overrideParts, randomPart, RANDOM_LENGTH } from '#lib/core/appointment/ids.ts'
import type { Status } from '#lib/core/appointment/status.ts'
import type { SeriesEnd } from '#lib/core/recurrence/end.ts'
import type { Scope } from '#lib/core/recurrence/scope.ts'
import { ok, type Result } from '#lib/core/result.ts'
import { editDetails, moveAppointment, setStatus } from '#lib/doc/edit/change.ts'
import { copyAppointment, createAppointment, type Creation } from '#lib/doc/edit/create.ts'
import { roomsToEdit, type EditContext } from '#lib/doc/edit/plan.ts'
import { deleteAppointment, restoreAppointment } from '#lib/doc/edit/remove.ts'
import { changeInScope, deleteInScope, detach, endSeries } from '#lib/doc/edit/scope.ts'
import type { Edit } from '#lib/doc/write.ts'
import type { ActionRefusal, Done, GroupsEdit, Move, NewAppointment } from './book.ts'
import { planRepeating, planSeries } from './become-series.ts'
import type { Applied, Editing } from './editing.ts'
import {
	booked,
	bookedSeries,
	changed,
	copied,
	deleted,
	detached,
	ended,
	marked,
	moved,
	restored,
	type Named
} from './labels.ts'
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

export function create(
	deps: ActionDeps,
	{ when, what, who, status, note, rules = [] }: NewAppointment
): Action {
	const groups = {
		...EMPTY_GROUPS,
		what: { ...EMPTY_GROUPS.what, ...what },
		who: { ...EMPTY_GROUPS.who, ...who },
		state: { ...EMPTY_GROUPS.state, status: status ?? EMPTY_GROUPS.state.status, by: deps.by },
		note: note ?? ''
	}
	const random = drawn(deps)
	if (rules.length > 0)
		return perform(
			deps,
			[],
			bookedSeries(groups, when),
			(context) => planSeries(context, random, { when, rules, groups }),
			(edit: Creation) => edit.id
		)
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

export const move = (deps: ActionDeps, key: AppointmentId, to: Move, scope: Scope = 'one'): Action =>
	change(deps, key, moved(deps.named(key), to, scope), (context) =>
		scope === 'one'
			? moveAppointment(context, key, to)
			: changeInScope(context, key, scope, { groups: { when: to } })
	)

export const mark = (
	deps: ActionDeps,
	key: AppointmentId,
	status: Status,
	reason: string,
	scope: Scope = 'one'
): Action =>
	change(deps, key, marked(deps.named(key), status, scope), (context) =>
		scope === 'one'
			? setStatus(context, key, status, reason)
			: changeInScope(context, key, scope, { groups: { state: { status, reason, by: deps.by } } })
	)

export function edit(
	deps: ActionDeps,
	key: AppointmentId,
	{ rules, ...groups }: GroupsEdit,
	scope: Scope = 'one'
): Action {
	const label = changed(deps.named(key), scope)
	const isAlone = overrideParts(key) === undefined
	if (isAlone && rules && rules.length > 0) {
		const random = drawn(deps)
		return perform(
			deps,
			roomsToEdit(deps.calendar, key),
			label,
			(context) => planRepeating(context, random, key, { ...groups, rules }),
			(edit: Creation) => edit.id
		)
	}
	if (isAlone || (scope === 'one' && rules === undefined))
		return change(deps, key, label, (context) => editDetails(context, key, groups))
	return change(deps, key, label, (context) =>
		changeInScope(context, key, scope, rules ? { groups, rules } : { groups })
	)
}

export const remove = (deps: ActionDeps, key: AppointmentId, scope: Scope = 'one'): Action =>
	change(deps, key, deleted(deps.named(key), scope), (context) =>
		scope === 'one' ? deleteAppointment(context, key) : deleteInScope(context, key, scope)
	)

export const restore = (deps: ActionDeps, key: AppointmentId): Action =>
	change(deps, key, restored(deps.named(key)), (context) => restoreAppointment(context, key))

/** A date of a series becomes an appointment of its own. */
export function takeOut(deps: ActionDeps, key: AppointmentId): Action {
	const random = drawn(deps)
	return perform(
		deps,
		roomsToEdit(deps.calendar, key),
		detached(deps.named(key)),
		(context) => detach(context, random, key),
		(edit: Creation) => edit.id
	)
}

export const end = (deps: ActionDeps, series: AppointmentId, at: SeriesEnd): Action =>
	change(deps, series, ended(deps.named(series), at), (context) => endSeries(context, series, at))

const change = (
	deps: ActionDeps,
	key: AppointmentId,
	label: string,
	plan: (context: EditContext) => Result<Edit, ActionRefusal>
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

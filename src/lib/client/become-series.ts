/** A single appointment is made to repeat: a series in its place, in one edit. */
import { EMPTY_GROUPS, type AppointmentId, type State } from '#lib/core/appointment/appointment.ts'
import { overrideKey } from '#lib/core/appointment/ids.ts'
import { extentOf } from '#lib/core/recurrence/extent.ts'
import { parseRule } from '#lib/core/recurrence/parse-rule.ts'
import type { SeriesTime } from '#lib/core/recurrence/series.ts'
import { ok, refuse, type Result } from '#lib/core/result.ts'
import { createSeries, type Creation, type NewGroups } from '#lib/doc/edit/create.ts'
import { findRecord, writeOf, type EditContext } from '#lib/doc/edit/plan.ts'
import { deleteAppointment } from '#lib/doc/edit/remove.ts'
import { checkWhen } from '#lib/doc/edit/time.ts'
import { homeRoom } from '#lib/doc/rooms.ts'
import type { ActionRefusal, GroupsEdit, Move } from './book.ts'
import { nameOf } from './labels.ts'
import { seriesTimeOf } from './next-dates.ts'

export interface Repeating {
	readonly when: Move
	readonly rules: readonly string[]
	readonly groups: NewGroups
}

/** Refused where the rules cannot be read or never take place. The id of the edit is that of its first date. */
export function planSeries(
	context: EditContext,
	random: string,
	{ when, rules, groups }: Repeating
): Result<Creation, ActionRefusal> {
	const { what, who } = groups
	const title = what && who ? nameOf({ what, who }) : ''
	const checked = checkWhen(when, 'book', title)
	if (!checked.ok) return checked
	const unread = rules.map(parseRule).find((rule) => !rule.ok)
	if (unread?.ok === false) return refuse('bad-rule', unread.message)
	const time = seriesTimeOf(when, rules)
	const made = createSeries(context, random, time, groups)
	if (!made.ok) return made
	const id = firstKeyOf(made.value.id, time)
	return id === undefined
		? refuse('bad-rule', `Cannot book "${title}": it would never take place`)
		: ok({ ...made.value, id })
}

function firstKeyOf(series: AppointmentId, time: SeriesTime): AppointmentId | undefined {
	const { first } = extentOf(time)
	return first && overrideKey(series, first.original, first.firstOfDate)
}

/** How far it got on its day is of the first date alone; the others are booked. */
const OF_ALL: ReadonlySet<State['status']> = new Set(['requested', 'booked', 'confirmed'])

export function planRepeating(
	context: EditContext,
	random: string,
	key: AppointmentId,
	{ rules = [], ...edit }: GroupsEdit
): Result<Creation, ActionRefusal> {
	const found = findRecord(context, key)
	if (!found.ok) return found
	const { read } = found.value
	const when = edit.when ?? read('when')
	if (!when) return refuse('not-found', `There is no appointment "${key}" any more`)
	const state = edit.state ?? read('state') ?? EMPTY_GROUPS.state
	const more = edit.more ?? read('more') ?? EMPTY_GROUPS.more
	const isOfAll = OF_ALL.has(state.status)
	const usual = isOfAll ? state : { ...state, status: 'booked' as const, reason: '' }
	const groups = {
		state: usual,
		what: edit.what ?? read('what') ?? EMPTY_GROUPS.what,
		who: edit.who ?? read('who') ?? EMPTY_GROUPS.who,
		note: edit.note ?? read('note') ?? EMPTY_GROUPS.note,
		// It is not the event that was imported any more.
		more: { ...more, source: null }
	}
	const made = planSeries(context, random, { when, rules, groups })
	if (!made.ok) return made
	const gone = deleteAppointment(context, key)
	if (!gone.ok) return gone
	const { id, writes } = made.value
	const room = homeRoom(context.calendar, id)
	const own = isOfAll ? [] : [writeOf(room, id, 'state', { ...state }, undefined)]
	return ok({ ...made.value, what: 'details', writes: [...writes, ...own, ...gone.value.writes] })
}

/**
 * What the editor holds while somebody types: every field as text, as it was typed, so that a refused save loses
 * nothing. `changeDraft` keeps start, end and duration in step; `checkDraft` turns text into the groups or says per
 * field what is wrong.
 */
import {
	plus,
	startOfDay,
	dayOf,
	addDays,
	minuteOfDay,
	MINUTE,
	formatDay,
	type Day,
	type Wall
} from '../time/wall.ts'
import { EMPTY_GROUPS, type Groups, type ResourceId, type When } from './appointment.ts'
import type { Status } from './status.ts'
import { sayDuration, sayTime, typedDay, typedDuration, typedTime, type TypingHabits } from './typed.ts'

export interface Draft {
	readonly title: string
	readonly client: string
	readonly phone: string
	readonly email: string
	readonly service: string
	readonly serviceId: string
	readonly resources: readonly ResourceId[]
	readonly allDay: boolean
	readonly startDay: string
	readonly startTime: string
	/** All-day: the last day, included, as people say it. */
	readonly endDay: string
	readonly endTime: string
	readonly duration: string
	readonly zone: string
	readonly status: Status
	readonly note: string
	readonly colour: string
	readonly location: string
	readonly price: string
}

export type DraftField = keyof Draft
export type DraftErrors = Readonly<Partial<Record<DraftField, string>>>

export interface DraftRules extends TypingHabits {
	/** Whether this is a zone the machine knows. */
	readonly isZone: (zone: string) => boolean
}

/** The fields that decide when it is. */
const TIME_FIELDS = ['startDay', 'startTime', 'endDay', 'endTime', 'duration', 'allDay'] as const

/** Start and end as the fields say them. */
function timeFields(when: Pick<When, 'start' | 'end' | 'allDay'>) {
	const lastDay = when.allDay ? addDays(dayOf(when.end), -1) : dayOf(when.end)
	return {
		allDay: when.allDay,
		startDay: formatDay(dayOf(when.start)),
		startTime: sayTime(minuteOfDay(when.start)),
		endDay: formatDay(lastDay),
		endTime: sayTime(minuteOfDay(when.end)),
		duration: sayDuration(Math.round((when.end - when.start) / MINUTE))
	}
}

/** The fields of an appointment as it stands. */
export const draftOf = (groups: Groups): Draft => ({
	title: groups.what.title,
	client: groups.who.name,
	phone: groups.who.phone,
	email: groups.who.email,
	service: groups.what.service,
	serviceId: groups.what.serviceId,
	resources: groups.when.resources,
	...timeFields(groups.when),
	zone: groups.when.zone,
	status: groups.state.status,
	note: groups.note,
	colour: groups.what.colour,
	location: groups.what.location,
	price: groups.what.price
})

/** The fields of an appointment that is not made yet. */
export const newDraft = (when: When): Draft => draftOf({ ...EMPTY_GROUPS, when })

/** Applies what was typed and moves along what hangs on it: a new start keeps the duration, a new duration moves the end. */
export function changeDraft(draft: Draft, patch: Partial<Draft>, habits: TypingHabits): Draft {
	const next = { ...draft, ...patch }
	if (!TIME_FIELDS.some((field) => field in patch)) return next
	if (patch.allDay !== undefined && patch.allDay !== draft.allDay) return switchAllDay(draft, next, habits)
	if ('duration' in patch) return endAfter(next, typedDuration(next.duration), habits)
	if ('startDay' in patch || 'startTime' in patch)
		return { ...endAfter(next, lengthOf(draft, habits), habits), duration: draft.duration }
	const length = lengthOf(next, habits)
	return length.ok && length.value > 0 ? { ...next, duration: sayDuration(length.value) } : next
}

type Length = { readonly ok: true; readonly value: number } | { readonly ok: false }

/** Minutes between the start and the end that the fields say; all-day counts the last day in. */
function lengthOf(draft: Draft, habits: TypingHabits): Length {
	const span = spanOf(draft, habits)
	return span ? { ok: true, value: Math.round((span.end - span.start) / MINUTE) } : { ok: false }
}

function spanOf(
	draft: Draft,
	habits: TypingHabits
): { readonly start: Wall; readonly end: Wall } | undefined {
	const first = typedDay(draft.startDay, habits)
	const last = typedDay(draft.endDay, habits)
	if (!first.ok || !last.ok) return undefined
	if (draft.allDay) return { start: startOfDay(first.value), end: startOfDay(addDays(last.value, 1)) }
	const from = typedTime(draft.startTime)
	const to = typedTime(draft.endTime)
	return from.ok && to.ok ? { start: at(first.value, from.value), end: at(last.value, to.value) } : undefined
}

const at = (day: Day, minutes: number): Wall => plus(startOfDay(day), minutes * MINUTE)

/** The end so many minutes after the start, where both are readable; else the fields stay. */
function endAfter(draft: Draft, length: Length, habits: TypingHabits): Draft {
	const first = typedDay(draft.startDay, habits)
	const from = draft.allDay ? ({ ok: true, value: 0 } as const) : typedTime(draft.startTime)
	if (!first.ok || !from.ok || !length.ok || length.value <= 0) return draft
	const end = at(first.value, from.value + length.value)
	const { endDay, endTime } = timeFields({ start: end, end, allDay: draft.allDay })
	return { ...draft, endDay, endTime }
}

/** Midnights for a whole day; back to nine o'clock and an hour where there was no time before. */
function switchAllDay(draft: Draft, next: Draft, habits: TypingHabits): Draft {
	const length = lengthOf(next, habits)
	if (next.allDay)
		return length.ok && length.value > 0 ? { ...next, duration: sayDuration(length.value) } : next
	const timed =
		draft.startTime === draft.endTime ? { ...next, startTime: '09:00', endDay: next.startDay } : next
	const hour = draft.startTime === draft.endTime ? endAfter(timed, { ok: true, value: 60 }, habits) : timed
	const now = lengthOf(hour, habits)
	return now.ok && now.value > 0 ? { ...hour, duration: sayDuration(now.value) } : hour
}

export interface Checked {
	/** Undefined while a field of it cannot be read. */
	readonly when: When | undefined
	readonly errors: DraftErrors
}

/** Reads the fields; every one that cannot be meant has its sentence. */
export function checkDraft(draft: Draft, rules: DraftRules): Checked {
	const errors: Partial<Record<DraftField, string>> = {}
	const first = typedDay(draft.startDay, rules)
	const last = typedDay(draft.endDay, rules)
	if (!first.ok) errors.startDay = first.message
	if (!last.ok) errors.endDay = last.message
	if (!draft.allDay) {
		const from = typedTime(draft.startTime)
		const to = typedTime(draft.endTime)
		const length = typedDuration(draft.duration)
		if (!from.ok) errors.startTime = from.message
		if (!to.ok) errors.endTime = to.message
		else if (!length.ok && from.ok && first.ok && last.ok && draft.duration.trim() !== '')
			errors.duration = length.message
	}
	if (!rules.isZone(draft.zone))
		errors.zone = `"${draft.zone}" is not a time zone: choose one such as Europe/Berlin`
	const span = spanOf(draft, rules)
	if (span && span.end <= span.start) errors[draft.allDay ? 'endDay' : 'endTime'] = endsTooSoon(draft)
	if (!span || Object.keys(errors).length > 0) return { when: undefined, errors }
	return { when: { ...span, zone: draft.zone, allDay: draft.allDay, resources: draft.resources }, errors }
}

const endsTooSoon = (draft: Draft) =>
	draft.allDay
		? `The last day ${draft.endDay} is before the first, ${draft.startDay}`
		: draft.endDay === draft.startDay
			? `End ${draft.endTime} is not after start ${draft.startTime}`
			: `End ${draft.endDay} ${draft.endTime} is not after start ${draft.startDay} ${draft.startTime}`

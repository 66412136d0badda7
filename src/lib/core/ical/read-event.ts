/** One VEVENT that stands alone, and what single ones, series and overrides have in common. */
import type { Groups, ResourceId } from '../appointment/appointment.ts'
import { ok, refuse, type Result } from '../result.ts'
import { toInstant } from '../time/zone.ts'
import { readReminders } from './alarms.ts'
import type { Component } from './content.ts'
import type { ImportedSingle, ReadOptions } from './import.ts'
import { sequenceOf } from './newest.ts'
import { hashOfSingle, importedAppointmentId } from './plan.ts'
import { readGroups, readResources } from './read-groups.ts'
import { readEventTime, type EventTime, type TimeContext, type TimeRefusal } from './read-time.ts'

export interface FileContext {
	readonly options: ReadOptions
	readonly time: TimeContext
	/** METHOD:CANCEL. */
	readonly cancelled: boolean
}

export type EventRefusal = TimeRefusal | 'not-a-property' | 'bad-rule'

/** A component with everything read but its repetition. */
export interface EventParts {
	readonly time: EventTime
	readonly resources: readonly ResourceId[]
	readonly groups: Omit<Groups, 'when'>
	readonly remarks: readonly string[]
}

/** Lines without which an appointment would stand at a wrong time or lose dates. */
const NEEDED = /^(DTSTART|DTEND|DURATION|RRULE|EXRULE|RDATE|EXDATE|RECURRENCE-ID)\b/i

export function readParts(
	component: Component,
	file: FileContext,
	repeats: boolean
): Result<EventParts, EventRefusal> {
	const needed = component.unreadable.find(({ text }) => NEEDED.test(text))
	if (needed) return refuse('not-a-property', `Line ${needed.number} cannot be read: ${shorten(needed.text)}`)
	const time = readEventTime(component, file.time, repeats)
	if (!time.ok) return time
	const remarks = component.unreadable.map(
		({ number, text }) => `Line ${number} is no property and was left out: ${shorten(text)}`
	)
	const remark = (sentence: string) => void remarks.push(sentence)
	const { start, end, zone } = time.value
	const reminders = readReminders(component, { duration: end - start, start: toInstant(start, zone) })
	const { options, cancelled } = file
	const groups = readGroups(component, { options, cancelled, remark, reminders })
	return ok({ time: time.value, resources: readResources(component, options, remark), groups, remarks })
}

/** A file can hold anything; a message is read by a person. */
const shorten = (text: string) => (text.length > 120 ? `${text.slice(0, 120)}…` : text)

/** An appointment that stands alone. `uid` may differ from the file's, where that is not unique. */
export function readSingle(
	component: Component,
	uid: string,
	file: FileContext,
	remarks: readonly string[] = []
): Result<ImportedSingle, EventRefusal> {
	const parts = readParts(component, file, false)
	if (!parts.ok) return parts
	const { time, resources } = parts.value
	const groups: Groups = { when: { ...time, resources }, ...parts.value.groups }
	const source = { uid, sequence: sequenceOf(component), hash: hashOfSingle(groups) }
	return ok({
		kind: 'single',
		uid,
		id: importedAppointmentId(uid, time.start),
		title: titleOf(groups, uid),
		start: time.start,
		allDay: time.allDay,
		remarks: [...remarks, ...parts.value.remarks],
		groups: { ...groups, more: { ...groups.more, source } }
	})
}

/** What a list calls it. */
export const titleOf = ({ what, who }: Pick<Groups, 'what' | 'who'>, uid: string): string =>
	what.title || who.name || what.service || uid

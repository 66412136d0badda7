/** VALARM and our reminders: minutes before the start, which is all a reminder of ours can say. */
import { MINUTE, type Instant } from '../time/wall.ts'
import { allOf, type Component, type Property } from './content.ts'
import { parseDuration, parseStamp } from './stamp.ts'

export interface AlarmTimes {
	/** Milliseconds from start to end. */
	readonly duration: number
	readonly start: Instant
}

/** Minutes before the start, each once, in the order of the file; alarms after the start say nothing to us. */
export function readReminders(component: Component, times: AlarmTimes): readonly number[] {
	const triggers = component.parts
		.filter((part) => part.name === 'VALARM')
		.flatMap((alarm) => allOf(alarm, 'TRIGGER').slice(0, 1))
	const minutes = triggers.map((trigger) => minutesBefore(trigger, times))
	return [...new Set(minutes.filter((value) => value !== undefined && value >= 0))] as number[]
}

function minutesBefore(trigger: Property, times: AlarmTimes): number | undefined {
	const duration = parseDuration(trigger.raw)
	if (duration) {
		const after = duration.days + duration.time + (isFromEnd(trigger) ? times.duration : 0)
		return Math.round(-after / MINUTE)
	}
	// 3.8.6.3: a trigger that is a moment is always in UTC.
	const stamp = parseStamp(trigger.raw)
	if (!stamp.ok || stamp.value.form !== 'utc') return undefined
	return Math.round((times.start - stamp.value.wall) / MINUTE)
}

const isFromEnd = (trigger: Property) => trigger.params['related']?.toUpperCase() === 'END'

/** Lines of one alarm; 3.6.6 wants a description in it. */
export const writeReminder = (minutes: number): readonly string[] => [
	'BEGIN:VALARM',
	'ACTION:DISPLAY',
	'DESCRIPTION:Reminder',
	`TRIGGER:${minutes === 0 ? 'PT0S' : `-PT${minutes}M`}`,
	'END:VALARM'
]

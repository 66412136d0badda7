/** The dates of a series that differ from it: only the groups that do differ are kept, so the others follow the series. */
import type { AppointmentId, Groups } from '../appointment/appointment.ts'
import { overrideKey } from '../appointment/ids.ts'
import type { Segment, SeriesTime } from '../recurrence/series.ts'
import { dayOf, plus, type Wall } from '../time/wall.ts'
import { toInstant, toWall } from '../time/zone.ts'
import { firstOf, textOf, type Component } from './content.ts'
import { hashOfValue } from './hash.ts'
import type { ImportedOverride, Unreadable } from './import.ts'
import { startsOn } from './occurrences.ts'
import { readParts, type FileContext } from './read-event.ts'
import type { DateOfSeries } from './read-following.ts'
import { startAsWritten } from './read-time.ts'
import { OUR } from './words.ts'

export interface OverridesRead {
	/** By key. */
	readonly overrides: readonly ImportedOverride[]
	readonly unreadable: readonly Unreadable[]
	readonly remarks: readonly string[]
}

export function readOverrides(
	series: AppointmentId,
	dates: readonly DateOfSeries[],
	time: SeriesTime,
	master: Omit<Groups, 'when'>,
	file: FileContext
): OverridesRead {
	const overrides = new Map<AppointmentId, ImportedOverride>()
	const unreadable: Unreadable[] = []
	const remarks: string[] = []
	for (const { component, original, why } of dates) {
		const parts = readParts(component, file, true)
		if (original === undefined || !parts.ok) {
			const reason = parts.ok ? why : parts.message
			unreadable.push({
				title: textOf(component, 'SUMMARY') || textOf(component, 'UID'),
				when: startAsWritten(component),
				line: component.line,
				reason
			})
			continue
		}
		remarks.push(...parts.value.remarks)
		const starts = startsOn(time, dayOf(original))
		const isDate = starts.includes(original)
		// A date the rule does not yield must not take the key of the one it does yield on that day.
		const key = overrideKey(series, original, starts.length === 0 || starts[0] === original)
		const whole: Groups = {
			when: { ...inZone(parts.value.time, component, time), resources: parts.value.resources },
			...parts.value.groups
		}
		overrides.set(key, {
			key,
			original,
			groups: differing(whole, isDate && inherited(time, original, master))
		})
	}
	return { overrides: [...overrides.values()].sort((a, b) => (a.key < b.key ? -1 : 1)), unreadable, remarks }
}

type EventTime = Omit<Groups['when'], 'resources'>

/** Dates have the zone of the series, whatever the book's is; a time in UTC is one of the series, said in UTC. */
function inZone(when: EventTime, component: Component, { zone, allDay }: SeriesTime): EventTime {
	if (firstOf(component, OUR.zone)) return when
	if (when.allDay) return allDay ? { ...when, zone } : when
	if (when.zone !== 'UTC') return when
	const there = (wall: Wall) => toWall(toInstant(wall, 'UTC'), zone)
	return { ...when, start: there(when.start), end: there(when.end), zone }
}

/** What an occurrence is without an override. */
export function inherited(time: SeriesTime, original: Wall, master: Omit<Groups, 'when'>): Groups {
	const segment = segmentOf(time, original)
	const added = time.added.find(({ start }) => start === original)
	const when = {
		start: original,
		end: plus(original, added?.duration ?? segment.duration),
		zone: time.zone,
		allDay: time.allDay,
		resources: segment.resources
	}
	return { when, ...master }
}

/** The segment an original start falls into; the first one for dates before all. */
export const segmentOf = ({ segments }: SeriesTime, original: Wall): Segment =>
	segments.findLast(({ from }) => from <= original) ?? (segments[0] as Segment)

/** The groups that say something else than the series does; all of them where there is nothing to inherit. */
function differing(whole: Groups, usual: Groups | false): Partial<Groups> {
	if (!usual) return whole
	const names = (Object.keys(whole) as (keyof Groups)[]).filter(
		(name) => hashOfValue(whole[name]) !== hashOfValue(usual[name])
	)
	return Object.fromEntries(names.map((name) => [name, whole[name]]))
}

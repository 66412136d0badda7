/** What waits for a person, in words: of registers that lie outside of the documents, and of the save ladder. */
import type { AppointmentId } from '#lib/core/appointment/appointment.ts'
import { laterParts, overrideParts } from '#lib/core/appointment/ids.ts'
import { describeSeries } from '#lib/core/recurrence/describe.ts'
import type { Segment, SeriesTime } from '#lib/core/recurrence/series.ts'
import { formatTime, plus } from '#lib/core/time/wall.ts'
import { groupsIn, nameIn } from '#lib/doc/kept.ts'
import type { StoredGroups } from '#lib/doc/groups.ts'
import type { Register } from '#lib/doc/registers.ts'
import type { Move } from '../book.ts'
import { nameOf, sayStart, sayStatusWord, type Named } from '../labels.ts'
import type { KeptRegister } from '../storage/decisions.ts'

export type NamedBy = (key: AppointmentId) => Named | undefined

/** `Anna Weber · Tue 24 Nov, 14:30–15:15 · Cut and dry`, one line for each thing that was changed. */
export function sayRegisters(registers: readonly KeptRegister[], named: NamedBy): readonly string[] {
	const byThing = Map.groupBy(registers, ({ room, id }) => `${room}\n${id}`)
	return [...byThing.values()].flatMap((ofThing) => {
		const [first] = ofThing
		if (!first) return []
		const groups: Partial<StoredGroups> = {}
		const names: string[] = []
		for (const { map, id, value } of ofThing) {
			if (value === true) continue
			Object.assign(groups, groupsIn(map, id, value))
			const name = nameIn(map, value)
			if (name !== '') names.push(name)
		}
		const line = [...names, ...sayGroups(groups, named(first.id))].join(' · ')
		return line === '' ? [] : [line]
	})
}

function sayGroups(groups: Partial<StoredGroups>, known: Named | undefined): readonly string[] {
	const { when, time, state, what, who, note, more } = groups
	if (Object.keys(groups).length === 0) return []
	const name = who?.name || known?.who.name || what?.title || known?.what.title || what?.service || ''
	const details = [what?.title, what?.service, what?.location, what?.price].filter(
		(word) => word && word !== name
	)
	const rest = [
		when && sayWhen(when),
		time && sayTime(time),
		...details,
		who?.phone,
		who?.email,
		state && state.status !== 'booked' ? sayStatusWord(state.status) : undefined,
		state?.reason,
		note && `note: ${note}`,
		...Object.entries(more?.fields ?? {}).map(([field, value]) => `${field}: ${value}`)
	]
	return [name || nameOf(known), ...rest.filter((word) => word !== undefined && word !== '')] as string[]
}

/** `Tue 24 Nov, 14:30–15:15` */
export function sayWhen({ start, end, allDay }: Pick<Move, 'start' | 'end' | 'allDay'>): string {
	const from = sayStart(start, allDay)
	return allDay ? from : `${from}–${formatTime(end)}`
}

/** The time in a register; undefined for the time of a series, which is no single one. */
export function moveIn(map: KeptRegister['map'], key: AppointmentId, register: Register): Move | undefined {
	return groupsIn(map, key, register).when
}

/** `your status “arrived”`, without whose. */
export function sayGroup(map: KeptRegister['map'], key: AppointmentId, register: Register): string {
	const { when, time, state, what, who, note } = groupsIn(map, key, register)
	if (time) return `repetition “${sayTime(time)}”${sayFrom(key)}`
	if (when) return `time ${sayWhen(when)}`
	if (state)
		return `status “${sayStatusWord(state.status)}”${state.reason ? ` (${state.reason})` : ''}${sayFrom(key)}`
	if (note !== undefined) return note === '' ? `empty note${sayFrom(key)}` : `note “${note}”${sayFrom(key)}`
	if (who) return `client “${[who.name, who.phone, who.email].filter(Boolean).join(', ')}”${sayFrom(key)}`
	if (what)
		return `details “${[what.title, what.service, what.price].filter(Boolean).join(', ')}”${sayFrom(key)}`
	return 'reminders and fields'
}

/** `Every week on Tuesday, 09:00–10:00` */
function sayTime(time: SeriesTime): string {
	const { from, duration } = time.segments.at(-1) as Segment
	const ofDay = time.allDay ? '' : `, ${formatTime(from)}–${formatTime(plus(from, duration))}`
	return describeSeries(time) + ofDay
}

/** ` from Tue 24 Nov on`, where it is said of a series from a date on. */
function sayFrom(key: AppointmentId): string {
	const later = laterParts(key)
	return later ? ` from ${sayStart(later.from, true)} on` : ''
}

/** The series behind a date, where the date itself is not known by name. */
export const keyOfName = (key: AppointmentId): AppointmentId =>
	overrideParts(key)?.series ?? laterParts(key)?.series ?? key

/**
 * RECURRENCE-ID;RANGE=THISANDFUTURE (RFC 5545 3.2.13): from that date on the series has another time or length, or is
 * over. It becomes a segment of the series where that says the same; what a segment cannot say is remarked.
 */
import { cutRule, restOfRule } from '../recurrence/cut.ts'
import { parseRule } from '../recurrence/parse-rule.ts'
import { writeRule, type Rule } from '../recurrence/rule.ts'
import type { Segment, SeriesTime } from '../recurrence/series.ts'
import { dayOf, plus, type Wall } from '../time/wall.ts'
import { firstOf, type Component } from './content.ts'
import { hashOfValue } from './hash.ts'
import { originalsMeant } from './read-dates.ts'
import { readParts, type EventParts, type FileContext } from './read-event.ts'
import type { Remark } from './read-groups.ts'
import { readMoment } from './read-time.ts'

/** An override with the date it is for. */
export interface DateOfSeries {
	readonly component: Component
	/** Undefined where RECURRENCE-ID cannot be read; `why` says so. */
	readonly original: Wall | undefined
	readonly why: string
}

/** The series with a segment for each change of "this and following", and the overrides of single dates. */
export function readFollowing(
	overrides: readonly Component[],
	base: SeriesTime,
	master: EventParts,
	file: FileContext,
	remark: Remark
): { time: SeriesTime; dates: readonly DateOfSeries[] } {
	let time = base
	let dates = overrides.map((component) => dateOf(component, base, file))
	const following = dates.filter(
		({ component, original }) => original !== undefined && isFollowing(component)
	)
	for (const { component } of following.sort((a, b) => (a.original as Wall) - (b.original as Wall))) {
		// An earlier change has moved the later dates.
		const original = dates.find((date) => date.component === component)?.original as Wall
		const cut = readCut(component, original, time, master, file)
		if (typeof cut === 'string') {
			remark(cut)
			continue
		}
		if (cut.remark) remark(cut.remark)
		const moved = (wall: Wall) => (wall >= original ? plus(wall, cut.shift) : wall)
		time = {
			...time,
			segments: cut.segments,
			excluded: time.excluded.map(moved),
			added: time.added.map((date) => ({ ...date, start: moved(date.start) }))
		}
		dates = dates
			.filter((date) => date.component !== component)
			.map((date) => (date.original === undefined ? date : { ...date, original: moved(date.original) }))
	}
	return { time, dates }
}

const isFollowing = (component: Component) =>
	firstOf(component, 'RECURRENCE-ID')?.params['range']?.toUpperCase() === 'THISANDFUTURE'

function dateOf(component: Component, time: SeriesTime, file: FileContext): DateOfSeries {
	const property = firstOf(component, 'RECURRENCE-ID')
	const moment = property && readMoment(property, file.time)
	if (!moment?.ok) return { component, original: undefined, why: moment?.message ?? '' }
	return { component, original: originalsMeant(moment.value, time)[0], why: '' }
}

interface Cut {
	readonly segments: readonly Segment[]
	/** Milliseconds by which dates from the cut on move. */
	readonly shift: number
	readonly remark: string
}

/** The segments after the change, or a sentence why it stays an override of its one date. */
function readCut(
	component: Component,
	original: Wall,
	time: SeriesTime,
	master: EventParts,
	file: FileContext
): Cut | string {
	const parts = readParts(component, file, true)
	const at = time.segments.findLastIndex(({ from }) => from <= original)
	const before = time.segments[at]
	if (!parts.ok || !before || at !== time.segments.length - 1)
		return alone(original, 'is not inside the series')
	const rules = before.rules.map((rule) => parseRule(rule)).flatMap((rule) => (rule.ok ? [rule.value] : []))
	const ended = {
		...before,
		rules: rules.map((rule) => writeRule(cutRule(rule, before.from, original, time.allDay)))
	}
	const earlier = time.segments.slice(0, at)
	if (parts.value.groups.state.status === 'cancelled') {
		return { segments: [...earlier, ended], shift: 0, remark: '' }
	}
	const { start, end, zone, allDay } = parts.value.time
	const shift = start - original
	if (zone !== time.zone || allDay !== time.allDay) return alone(original, 'has another zone')
	if (rules.some(({ hours, minutes, seconds }) => hours.length + minutes.length + seconds.length > 0)) {
		return alone(original, 'has its times in the rule')
	}
	if (dayOf(start) !== dayOf(original)) return alone(original, 'moves to another day')
	const next: Segment = {
		...before,
		from: start,
		rules: rules.flatMap((rule) => restOf(rule, before.from, original, shift)),
		duration: end - start,
		resources: parts.value.resources
	}
	const differs = hashOfValue(parts.value.groups) !== hashOfValue(master.groups)
	const remark = differs ? 'Later dates have other texts in the file; those of the series were kept.' : ''
	return { segments: [...earlier, ended, next], shift, remark }
}

const alone = (original: Wall, why: string) =>
	`“This and following” from ${new Date(original).toISOString().slice(0, 10)} ${why}: only that one date was changed.`

/** What is left of the rule from `original` on, for starts that are `shift` later. */
function restOf(rule: Rule, from: Wall, original: Wall, shift: number): readonly string[] {
	const rest = restOfRule(rule, from, original)
	if (!rest) return []
	const { until } = rest
	return [
		writeRule(until?.kind === 'wall' ? { ...rest, until: { ...until, at: plus(until.at, shift) } } : rest)
	]
}

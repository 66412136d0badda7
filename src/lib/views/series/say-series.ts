/** How a series or a rule is said in the editor and the panel of a series. */
import { describeDate, describeRule, describeStretch } from '#lib/core/recurrence/describe.ts'
import { extentOf } from '#lib/core/recurrence/extent.ts'
import { rhythmOf, type RuleDraft } from '#lib/core/recurrence/rule-draft.ts'
import type { Series, SeriesTime } from '#lib/core/recurrence/series.ts'
import { dayOf, startOfDay, type Day, type Wall } from '#lib/core/time/wall.ts'

const COUNTED = /(^|;)COUNT=/i

/** `Every 2 weeks on Tuesday, 10 times, until 4 May 2027`: of a count also where it ends. `index`: of which stretch. */
export function saySeries(time: SeriesTime, locale: string, index = time.segments.length - 1): string {
	const said = describeStretch(time, index, locale)
	const rules = time.segments[index]?.rules ?? []
	if (index < time.segments.length - 1 || !rules.some((rule) => COUNTED.test(rule))) return said
	const { last } = extentOf(time)
	return last ? `${said}, until ${describeDate(dayOf(last.start), locale)}` : said
}

/** The rule of a series that begins so, whether it is made yet or not. */
export function sayRules(rules: readonly string[], first: SeriesStart, locale: string): string {
	return saySeries(seriesFrom(rules, first), locale)
}

export interface SeriesStart {
	readonly start: Wall
	readonly zone: string
	readonly allDay: boolean
}

/** A series with nothing in it but its rules. */
export const seriesFrom = (rules: readonly string[], { start, zone, allDay }: SeriesStart): SeriesTime => ({
	zone,
	allDay,
	segments: [{ from: start, rules, excludedRules: [], duration: 0, resources: [] }],
	excluded: [],
	added: []
})

/** `Every 2 weeks on Tuesday`; nothing while it cannot be read. */
export function sayRhythm(draft: RuleDraft, first: Day, locale: string): string {
	const rule = rhythmOf(draft)
	return rule ? describeRule(rule, startOfDay(first), locale) : ''
}

/** The client, else the title, else the service: as the card of a date has it. */
export const nameOfSeries = ({ who, what }: Series): string =>
	who.name || what.title || what.service || 'Without a name'

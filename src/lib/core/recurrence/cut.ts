/** A rule parted at a date: what lies before keeps its COUNT's beginning, what comes after counts what is left of it. */
import { addDays, dayOf, plus, SECOND, startOfDay, type Wall } from '../time/wall.ts'
import { expand } from './expand.ts'
import type { Rule } from './rule.ts'
import { writeRule } from './rule.ts'

/** The rule up to, not with, `end`. One that is over by then stays as it is. */
export function cutRule(rule: Rule, from: Wall, end: Wall, allDay: boolean): Rule {
	if (rule.until && rule.until.kind !== 'utc' && rule.until.at < end) return rule
	if (rule.count !== undefined && countBefore(rule, from, end) >= rule.count) return rule
	const { count: _count, ...endless } = rule
	const until = allDay
		? ({ kind: 'date', at: startOfDay(addDays(dayOf(end), -1)) } as const)
		: ({ kind: 'wall', at: plus(end, -SECOND) } as const)
	return { ...endless, until }
}

/** What is left of the rule from one of its starts on; undefined: nothing. */
export function restOfRule(rule: Rule, from: Wall, start: Wall): Rule | undefined {
	if (rule.until && rule.until.at < start) return undefined
	if (rule.count === undefined) return rule
	const count = rule.count - countBefore(rule, from, start)
	return count > 0 ? { ...rule, count } : undefined
}

const countBefore = (rule: Rule, from: Wall, end: Wall): number =>
	startsOfRule(rule, from, { start: from, end }).length

/** Starts of one rule that begins at `from`, within the window; in no zone. */
export function startsOfRule(
	rule: Rule,
	from: Wall,
	window: { readonly start: Wall; readonly end: Wall }
): readonly Wall[] {
	const segment = { from, rules: [writeRule(rule)], excludedRules: [], duration: 0, resources: [] }
	const series = { zone: 'UTC', allDay: false, segments: [segment], excluded: [], added: [] }
	return expand(series, window).dates.map(({ start }) => start)
}

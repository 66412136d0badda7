/**
 * UNTIL between the two worlds: files say a moment in UTC (RFC 5545 §3.3.10 demands it where DTSTART has a zone), we store
 * a wall time, because the rule is expanded on wall time. Reading UTC as local time loses or adds the last occurrence
 * (sync-rules, bugs 19 and 20).
 */
import { toInstant, toWall } from '../time/zone.ts'
import { DAY, dayOf, startOfDay, type Instant, type Wall } from '../time/wall.ts'
import { lastStart, type Rule, type Until } from './rule.ts'

export interface SeriesPlace {
	/** IANA name of the zone DTSTART is in. */
	readonly zone: string
	/** DTSTART is a DATE. */
	readonly allDay: boolean
}

/** The rule as we store it: UNTIL as wall time for timed series, as date for all-day ones. Any form is accepted. */
export function localRule(rule: Rule, place: SeriesPlace): Rule {
	return rule.until ? { ...rule, until: localUntil(rule.until, place) } : rule
}

/** UNTIL in the zone of DTSTART: `wall` for timed series, `date` for all-day ones. */
export function localUntil(until: Until, { zone, allDay }: SeriesPlace): Until {
	if (!allDay)
		return { kind: 'wall', at: until.kind === 'utc' ? toWall(instantOf(until), zone) : lastStart(until) }
	return { kind: 'date', at: startOfDay(dayOf(until.kind === 'utc' ? dateMeant(until, zone) : until.at)) }
}

/**
 * Of an all-day series a time in UTC stands for a date. Most programs write the date with any time; some write the
 * midnight of the calendar's zone as UTC, which lies on the day before or after: believed where it is exactly midnight
 * there.
 */
function dateMeant(until: Until, zone: string): Wall {
	const local = toWall(instantOf(until), zone)
	return local % DAY === 0 ? local : until.at
}

const instantOf = (until: Until) => until.at as number as Instant

/** The rule as a file must have it: UNTIL in UTC where DTSTART has a zone, a DATE where DTSTART is one. */
export function exportedRule(rule: Rule, { zone, allDay }: SeriesPlace): Rule {
	if (!rule.until || rule.until.kind === 'utc') return rule
	const last = lastStart(rule.until)
	if (allDay) return { ...rule, until: { kind: 'date', at: startOfDay(dayOf(last)) } }
	return { ...rule, until: { kind: 'utc', at: toInstant(last, zone) as number as Wall } }
}

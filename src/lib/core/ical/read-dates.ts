/** EXDATE, RDATE, RRULE, EXRULE and RECURRENCE-ID as wall times and rules of the series' zone. */
import { parseRule } from '../recurrence/parse-rule.ts'
import { writeRule } from '../recurrence/rule.ts'
import type { AddedDate, SeriesTime } from '../recurrence/series.ts'
import { localRule, type SeriesPlace } from '../recurrence/until.ts'
import { ok, refuse, type Result } from '../result.ts'
import { dayOf, plus, startOfDay, type Wall } from '../time/wall.ts'
import { toInstant, toWall } from '../time/zone.ts'
import { allOf, type Component, type Property } from './content.ts'
import { startsOn } from './occurrences.ts'
import type { Remark } from './read-groups.ts'
import { readMoment, wallIn, type Moment, type TimeContext } from './read-time.ts'
import { parseDuration } from './stamp.ts'

export const repeats = (component: Component): boolean =>
	['RRULE', 'RDATE', 'EXRULE'].some((name) => allOf(component, name).some(({ raw }) => raw !== ''))

/** Rules as we store them, UNTIL in the series' zone (rule I5). One that cannot be read refuses the series (bug 21). */
export function readRules(
	properties: readonly Property[],
	place: SeriesPlace
): Result<readonly string[], 'bad-rule'> {
	const rules: string[] = []
	for (const { raw, line } of properties) {
		if (raw === '') continue
		// Some programs leave a comma at the end of a list.
		const rule = parseRule(raw.replace(/,+(?=;|$)/g, ''))
		if (!rule.ok) return refuse('bad-rule', `Line ${line}: ${rule.message}`)
		rules.push(writeRule(localRule(rule.value, place)))
	}
	return ok(rules)
}

/** Original starts that EXDATE takes out; a date takes out every start of its day, a bad one is said and passed over. */
export function readExcluded(
	component: Component,
	time: SeriesTime,
	context: TimeContext,
	remark: Remark
): readonly Wall[] {
	return items(component, 'EXDATE').flatMap(({ property, text }) => {
		const moment = readMoment(property, context, text)
		if (!moment.ok) remark(`${moment.message}; this exception was left out.`)
		return moment.ok ? originalsMeant(moment.value, time) : []
	})
}

/** Starts that RDATE adds. */
export function readAdded(
	component: Component,
	time: Pick<SeriesTime, 'zone' | 'allDay'>,
	context: TimeContext,
	remark: Remark
): readonly AddedDate[] {
	return items(component, 'RDATE').flatMap(({ property, text }) => {
		const added = readAddedDate(property, text, time, context)
		if (typeof added !== 'string') return [added]
		remark(`${added}; this date was left out.`)
		return []
	})
}

function readAddedDate(
	property: Property,
	text: string,
	{ zone, allDay }: Pick<SeriesTime, 'zone' | 'allDay'>,
	context: TimeContext
): AddedDate | string {
	const [from = '', to] = text.split('/')
	const moment = readMoment(property, context, from)
	if (!moment.ok) return moment.message
	const wall = wallIn(moment.value, zone)
	const start = allDay ? startOfDay(dayOf(wall)) : wall
	if (to === undefined || allDay) return { start }
	// A PERIOD (3.3.9): its second half is an end or a duration.
	const length = parseDuration(to)
	if (length) {
		const instant = toInstant(plus(start, length.days), zone) + length.time
		return { start, duration: toWall(instant as ReturnType<typeof toInstant>, zone) - start }
	}
	const end = readMoment(property, context, to)
	if (!end.ok) return end.message
	const duration = wallIn(end.value, zone) - start
	return duration < 0
		? `Line ${property.line}, RDATE: the period ${text} ends before it starts`
		: { start, duration }
}

/**
 * The starts of the series that a date or time of EXDATE or RECURRENCE-ID means. Programs mix dates and times: a date
 * means the starts of that day, a time of an all-day series its date.
 */
export function originalsMeant(moment: Moment, time: SeriesTime): readonly Wall[] {
	if (time.allDay) return [startOfDay(dayOf(moment.wall))]
	if (moment.form !== 'date') return [wallIn(moment, time.zone)]
	const starts = startsOn(time, dayOf(moment.wall))
	const from = time.segments[0]?.from ?? moment.wall
	return starts.length > 0 ? starts : [plus(moment.wall, from - startOfDay(dayOf(from)))]
}

const items = (component: Component, name: string) =>
	allOf(component, name).flatMap((property) =>
		property.raw
			.split(',')
			.filter((text) => text.trim() !== '')
			.map((text) => ({ property, text: text.trim() }))
	)

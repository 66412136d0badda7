/**
 * DTSTART, DTEND, DURATION and the other dates of a VEVENT as wall times in one zone. Dates stay dates and never go
 * through UTC; a time that does not exist in the calendar refuses the component with a sentence that names line and
 * value; an end before the start likewise.
 */
import { FIRST_START, LAST_END, LONGEST } from '../appointment/bounds.ts'
import { ok, refuse, type Result } from '../result.ts'
import { DAY, dayOf, formatWall, plus, startOfDay, type Wall } from '../time/wall.ts'
import { canonicalZone, toInstant, toWall } from '../time/zone.ts'
import { firstOf, textOf, type Component, type Property } from './content.ts'
import { parseDuration, parseStamp, type Stamp } from './stamp.ts'
import { OUR } from './words.ts'

export type TimeRefusal = 'no-start' | 'no-such-time' | 'end-before-start'

export interface TimeContext {
	/** Zone of the book: floating times and dates are in it. */
	readonly book: string
	/** The IANA zone that a TZID of this file means, and the wall time there. */
	locate(tzid: string, wall: Wall): { readonly zone: string; readonly wall: Wall }
}

/** A value with the zone its wall time is in; for dates the zone says nothing. */
export interface Moment extends Stamp {
	readonly zone: string
}

/** The value of a property (or of one item of its list), with the zone it names. */
export function readMoment(
	property: Property,
	context: TimeContext,
	text: string = property.raw
): Result<Moment, TimeRefusal> {
	const stamp = parseStamp(text)
	if (!stamp.ok) return refuse('no-such-time', `Line ${property.line}, ${property.name}: ${stamp.message}`)
	const tzid = property.params['tzid'] ?? ''
	const { form, wall } = stamp.value
	if (form === 'local' && tzid !== '') return ok({ form, ...context.locate(tzid, wall) })
	return ok({ form, wall, zone: form === 'utc' ? 'UTC' : context.book })
}

/** The moment as wall time of another zone. */
export const wallIn = ({ wall, form, zone }: Moment, other: string): Wall =>
	form === 'date' || zone === other ? wall : toWall(toInstant(wall, zone), other)

export interface EventTime {
	readonly start: Wall
	readonly end: Wall
	readonly zone: string
	readonly allDay: boolean
}

/**
 * Start and end. Of a series a start in UTC stays in UTC, for its rule was written for it; a single appointment is
 * shown in the book's zone anyway and is stored in it.
 */
export function readEventTime(
	component: Component,
	context: TimeContext,
	repeats: boolean
): Result<EventTime, TimeRefusal> {
	const property = firstOf(component, 'DTSTART')
	if (!property) return refuse('no-start', 'It has no DTSTART: without a start there is no appointment.')
	const moment = readMoment(property, context)
	if (!moment.ok) return moment
	const end = readEnd(component, moment.value, context)
	if (!end.ok) return end
	const zone = zoneToStore(component, [moment.value, end.value], context, repeats)
	const time = {
		start: wallIn(moment.value, zone),
		end: wallIn(end.value, zone),
		zone,
		allDay: moment.value.form === 'date'
	}
	if (time.end < time.start) {
		// In the hour that the autumn repeats a later moment can have an earlier wall time: the length is kept.
		const length = instantOf(end.value) - instantOf(moment.value)
		if (time.allDay || length < 0) return endBeforeStart(component, property)
		return ok({ ...time, end: plus(time.start, length) })
	}
	const outside = outsideBounds(time)
	if (outside !== '') return refuse('no-such-time', `Line ${property.line}: ${outside}`)
	// 3.6.1: a date without an end is one day. An end that is the same day is what many programs mean by one day.
	return ok(time.allDay && time.end === time.start ? { ...time, end: plus(time.start, DAY) } : time)
}

function outsideBounds({ start, end }: EventTime): string {
	if (end > LAST_END) return 'it ends after the year 9999; correct its end or duration.'
	if (start < FIRST_START) return 'it begins before the year 1; correct its start.'
	return end - start > LONGEST ? 'it lasts longer than ten years, which are the most.' : ''
}

/** What refuses an end before the start, with both as the file has them. */
function endBeforeStart(component: Component, start: Property): Result<never, TimeRefusal> {
	const end = firstOf(component, 'DTEND') ?? firstOf(component, 'DURATION')
	return refuse(
		'end-before-start',
		`Line ${end?.line}: the end ${end?.raw} is before the start ${start.raw}; correct one of them.`
	)
}

function readEnd(component: Component, start: Moment, context: TimeContext): Result<Moment, TimeRefusal> {
	const property = firstOf(component, 'DTEND')
	if (property && property.raw !== '') {
		const end = readMoment(property, context)
		if (!end.ok || start.form !== 'date') return end.ok ? ok(endAsTime(start, end.value)) : end
		return ok({ ...start, wall: startOfDay(dayOf(end.value.wall)) })
	}
	const duration = firstOf(component, 'DURATION')
	if (!duration) return ok(start)
	const length = parseDuration(duration.raw)
	if (!length) return refuse('no-such-time', `Line ${duration.line}: "${duration.raw}" is not a duration`)
	const days = plus(start.wall, length.days)
	if (start.form === 'date') return ok({ ...start, wall: startOfDay(dayOf(plus(days, length.time))) })
	if (length.time === 0) return ok({ ...start, wall: days })
	// Days are counted on the wall, hours in the world (3.3.6).
	return ok({ form: 'utc', zone: 'UTC', wall: (toInstant(days, start.zone) + length.time) as Wall })
}

/** A date as the end of a timed start (against 3.8.2.2, but seen) is its midnight in the zone of the start. */
const endAsTime = (start: Moment, end: Moment): Moment =>
	end.form === 'date' ? { ...end, form: start.form, zone: start.zone } : end

function zoneToStore(
	component: Component,
	moments: readonly Moment[],
	context: TimeContext,
	repeats: boolean
): string {
	const [start] = moments as readonly [Moment]
	if (start.form === 'local') return start.zone
	const ours = canonicalZone(textOf(component, OUR.zone))
	if (ours) return ours
	if (start.form === 'date') return context.book
	// A moment in the hour that the autumn repeats has no wall time of its own in the book's zone.
	const returns = moments.every((moment) => comesBack(moment, context.book))
	return repeats || !returns ? start.zone : context.book
}

const instantOf = ({ wall, zone }: Moment) => toInstant(wall, zone)

const comesBack = (moment: Moment, zone: string): boolean =>
	toInstant(wallIn(moment, zone), zone) === instantOf(moment)

/** For a list: the start as the file has it, in plain digits where it can be read. */
export function startAsWritten(component: Component): string {
	const raw = firstOf(component, 'DTSTART')?.raw ?? ''
	const stamp = parseStamp(raw)
	if (!stamp.ok) return raw
	const [date = '', time = ''] = formatWall(stamp.value.wall).split('T')
	return stamp.value.form === 'date' ? date : `${date} ${time}`
}

/**
 * How an appointment repeats while a person edits it: what the fields of the editor hold, and the way to the text of a
 * rule (RFC 5545 §3.3.10) and back. Draft → rule → draft is the identity. A rule that the fields cannot show is `custom`:
 * it is said in words (`describe.ts`) and stays as it is until another one is chosen.
 */
import { typedDay, type TypingHabits } from '../appointment/typed.ts'
import {
	addDays,
	datePartsOf,
	dayFromParts,
	dayOf,
	formatDay,
	isoWeekday,
	plus,
	startOfDay,
	type Day,
	type Wall
} from '../time/wall.ts'
import { parseRule } from './parse-rule.ts'
import { EVERY, lastStart, writeRule, type Frequency, type Rule, type Until } from './rule.ts'

/** On which days of its unit it takes place. Weekdays by ISO number, 1 = Monday … 7 = Sunday. */
export type RuleDays =
	| { readonly unit: 'day' }
	/** `weekdays` ascending; `weekStart` (WKST) says which days belong together where weeks are left out. */
	| { readonly unit: 'week'; readonly weekdays: readonly number[]; readonly weekStart: number }
	/** A date from 1 to 31, -1 for the last day; a month that has no such day is left out. */
	| { readonly unit: 'month'; readonly date: number }
	/** `nth` from 1 to 4, -1 for the last one of its month. */
	| { readonly unit: 'month'; readonly nth: number; readonly weekday: number }
	/** A 29 February comes in leap years only. */
	| { readonly unit: 'year'; readonly month: number; readonly date: number }

export type RuleUnit = RuleDays['unit']

/** `day` and `times` as they are typed; the day is the last one that may have a date. */
export type DraftEnd =
	| { readonly kind: 'never' }
	| { readonly kind: 'on'; readonly day: string }
	| { readonly kind: 'after'; readonly times: string }

export interface RuleDraft {
	readonly days: RuleDays
	/** Every so many units; as it is typed. */
	readonly every: string
	readonly end: DraftEnd
}

/** `once`: it does not repeat. `custom`: by a rule the fields cannot show. */
export type Repeat = 'once' | 'custom' | RuleDraft

/** More than anybody plans by hand; what an import brings beyond that stays a custom rule. */
const MOST = 999
const NEVER: DraftEnd = { kind: 'never' }

/** What people choose most, for a first date on this day; the most frequent first. `weekStart`: the person's, 1-7. */
export function usualRules(first: Day, weekStart = 1): readonly RuleDraft[] {
	const { month, day: date } = datePartsOf(first)
	const weekday = isoWeekday(first)
	const weekly: RuleDays = { unit: 'week', weekdays: [weekday], weekStart }
	const days: readonly (readonly [RuleDays, every?: string])[] = [
		[{ unit: 'day' }],
		...(weekday <= 5 ? [[{ unit: 'week', weekdays: [1, 2, 3, 4, 5], weekStart }] as const] : []),
		[weekly],
		[weekly, '2'],
		[weekly, '4'],
		...monthlyDays(first).map((one) => [one] as const),
		[{ unit: 'year', month, date }]
	]
	return days.map(([one, every = '1']) => ({ days: one, every, end: NEVER }))
}

/** The ways to come back to this day in every month: by date, as the last day, by weekday, as its last one. */
export function monthlyDays(first: Day): readonly RuleDays[] {
	const { year, month, day: date } = datePartsOf(first)
	const weekday = isoWeekday(first)
	const nth = Math.ceil(date / 7)
	const last = datePartsOf(addDays(dayFromParts({ year, month: month + 1, day: 1 }), -1)).day
	return [
		{ unit: 'month', date },
		...(date === last ? [{ unit: 'month', date: -1 } as const] : []),
		...(nth <= 4 ? [{ unit: 'month', nth, weekday } as const] : []),
		...(date > last - 7 ? [{ unit: 'month', nth: -1, weekday } as const] : [])
	]
}

/** The same kind of days for a first date on another day: what stood for the day before moves with it, the rest stays. */
export function followStart(draft: RuleDraft, before: Day, after: Day): RuleDraft {
	const { days } = draft
	switch (days.unit) {
		case 'day':
			return draft
		case 'week': {
			const isOwn = days.weekdays.length === 1 && days.weekdays[0] === isoWeekday(before)
			return isOwn ? { ...draft, days: { ...days, weekdays: [isoWeekday(after)] } } : draft
		}
		case 'month': {
			const at = monthlyDays(before).findIndex((one) => isSame(one, days))
			if (at < 0) return draft
			const ways = monthlyDays(after)
			const same = ways.find((one) => kindOf(one) === kindOf(days))
			return { ...draft, days: same ?? (ways.find((one) => 'date' in one === 'date' in days) as RuleDays) }
		}
		case 'year': {
			const { month, day } = datePartsOf(before)
			if (days.month !== month || days.date !== day) return draft
			const next = datePartsOf(after)
			return { ...draft, days: { unit: 'year', month: next.month, date: next.day } }
		}
		default:
			return days satisfies never
	}
}

const kindOf = (days: RuleDays): string =>
	'date' in days ? (days.date < 0 ? 'last date' : 'date') : 'nth' in days && days.nth < 0 ? 'last' : 'nth'

/** Whether two drafts fall on the same days, however they end. */
export const isSameRhythm = (a: RuleDraft, b: RuleDraft): boolean =>
	a.every === b.every && isSame(a.days, b.days)

const isSame = (a: RuleDays, b: RuleDays): boolean =>
	Object.keys(a).every((key) => String(a[key as keyof RuleDays]) === String(b[key as keyof RuleDays]))

export interface RuleErrors {
	readonly every?: string
	readonly weekdays?: string
	readonly lastDay?: string
	readonly times?: string
}

export interface CheckedRule {
	/** The text of the rule as it is stored; undefined while a field of it cannot be read. */
	readonly rule: string | undefined
	readonly errors: RuleErrors
}

export interface FirstDate {
	/** The start the series begins with, in its own zone. */
	readonly from: Wall
	readonly allDay: boolean
}

/** Reads the fields; every one that cannot be meant has its sentence. */
export function checkRule(
	{ days, every, end }: RuleDraft,
	first: FirstDate,
	habits: TypingHabits
): CheckedRule {
	const interval = typedWhole(every)
	const [ending, errorOfEnd] = checkEnd(end, first, habits)
	const errors: RuleErrors = {
		...(interval === undefined && { every: `Write a whole number from 1 to ${MOST}` }),
		...(days.unit === 'week' && days.weekdays.length === 0 && { weekdays: 'Choose at least one day' }),
		...errorOfEnd
	}
	if (interval === undefined || Object.keys(errors).length > 0) return { rule: undefined, errors }
	return { rule: writeRule({ ...EVERY, ...partsOf(days), interval, ...ending }), errors }
}

/** The rule without its end; undefined while it cannot be read. */
export function rhythmOf({ days, every }: RuleDraft): Rule | undefined {
	const interval = typedWhole(every)
	if (interval === undefined || (days.unit === 'week' && days.weekdays.length === 0)) return undefined
	return { ...EVERY, ...partsOf(days), interval }
}

type Ending = Pick<Rule, 'count' | 'until'>

function checkEnd(
	end: DraftEnd,
	{ from, allDay }: FirstDate,
	habits: TypingHabits
): readonly [Ending, RuleErrors] {
	if (end.kind === 'never') return [{}, {}]
	if (end.kind === 'after') {
		const count = typedWhole(end.times)
		return count === undefined ? [{}, { times: `Write a whole number from 1 to ${MOST}` }] : [{ count }, {}]
	}
	const day = typedDay(end.day, habits)
	if (!day.ok) return [{}, { lastDay: day.message }]
	if (day.value < dayOf(from)) return [{}, { lastDay: 'This is before the first date' }]
	return [{ until: untilEndOf(day.value, allDay) }, {}]
}

/** In the form it is stored: the last second of the day, or the date where the series is all-day. */
const untilEndOf = (day: Day, allDay: boolean): Until => {
	const at = startOfDay(day)
	return allDay ? { kind: 'date', at } : { kind: 'wall', at: lastStart({ kind: 'date', at }) }
}

function typedWhole(text: string): number | undefined {
	const typed = text.trim()
	return /^\d{1,3}$/.test(typed) && Number(typed) >= 1 ? Number(typed) : undefined
}

/** Said in full, also where the first date would say it: whoever moves the first date must not move the others unseen. */
function partsOf(days: RuleDays): Partial<Rule> & { readonly frequency: Frequency } {
	switch (days.unit) {
		case 'day':
			return { frequency: 'DAILY' }
		case 'week': {
			const weekdays = days.weekdays.map((weekday) => ({ weekday, nth: 0 }))
			return { frequency: 'WEEKLY', weekdays, weekStart: days.weekStart }
		}
		case 'month':
			return 'date' in days
				? { frequency: 'MONTHLY', monthDays: [days.date] }
				: { frequency: 'MONTHLY', weekdays: [{ weekday: days.weekday, nth: days.nth }] }
		case 'year':
			return { frequency: 'YEARLY', months: [days.month], monthDays: [days.date] }
		default:
			return days satisfies never
	}
}

/** A series' rules (RRULE values, UNTIL in any form but UTC) as the fields show them; `from` is its first start. */
export function draftOfRule(rules: readonly string[], from: Wall): Repeat {
	if (rules.length === 0) return 'once'
	const read = rules.length === 1 ? parseRule(rules[0] as string) : undefined
	if (!read?.ok) return 'custom'
	const days = daysOf(read.value, dayOf(from))
	const end = endOf(read.value, from)
	if (!days || !end || read.value.interval > MOST) return 'custom'
	return { days, every: String(read.value.interval), end }
}

function endOf({ count, until }: Rule, from: Wall): DraftEnd | undefined {
	if (count !== undefined) return until || count > MOST ? undefined : { kind: 'after', times: String(count) }
	if (!until) return NEVER
	if (until.kind === 'utc') return undefined
	// UNTIL may name a time before that of the dates: then that day has none any more.
	const last = dayOf(plus(lastStart(until), startOfDay(dayOf(from)) - from))
	return last < dayOf(from) ? undefined : { kind: 'on', day: formatDay(last) }
}

function daysOf(rule: Rule, first: Day): RuleDays | undefined {
	const { frequency, months, weekNumbers, yearDays, hours, minutes, seconds } = rule
	if (weekNumbers.length + yearDays.length + hours.length + minutes.length + seconds.length > 0)
		return undefined
	if (frequency === 'YEARLY') return yearlyDays(rule, first)
	if (months.length > 0) return undefined
	switch (frequency) {
		case 'DAILY':
			return dailyDays(rule)
		case 'WEEKLY':
			return weeklyDays(rule, first)
		case 'MONTHLY':
			return daysOfMonth(rule, first)
		default:
			return undefined
	}
}

/** On chosen weekdays of every week it is what people call weekly. */
function dailyDays({ interval, monthDays, weekdays, positions }: Rule): RuleDays | undefined {
	if (monthDays.length + positions.length > 0 || weekdays.some(({ nth }) => nth !== 0)) return undefined
	if (weekdays.length === 0) return { unit: 'day' }
	return interval === 1 ? weekOf(weekdays.map(({ weekday }) => weekday)) : undefined
}

function weeklyDays({ monthDays, weekdays, positions, weekStart }: Rule, first: Day): RuleDays | undefined {
	if (monthDays.length + positions.length > 0 || weekdays.some(({ nth }) => nth !== 0)) return undefined
	const days = weekdays.length === 0 ? [isoWeekday(first)] : weekdays.map(({ weekday }) => weekday)
	return weekOf(days, weekStart)
}

const weekOf = (weekdays: readonly number[], weekStart = 1): RuleDays => ({
	unit: 'week',
	weekdays: [...new Set(weekdays)].sort((a, b) => a - b),
	weekStart
})

function daysOfMonth({ monthDays, weekdays, positions }: Rule, first: Day): RuleDays | undefined {
	const [date = datePartsOf(first).day] = monthDays
	if (weekdays.length === 0)
		return monthDays.length <= 1 && positions.length === 0 && date >= -1 ? { unit: 'month', date } : undefined
	const [part, ...others] = weekdays
	if (!part || others.length + monthDays.length > 0) return undefined
	// `BYDAY=TU;BYSETPOS=2`, as Outlook writes it, is `BYDAY=2TU`.
	if (positions.length > 1 || (positions.length === 1 && part.nth !== 0)) return undefined
	const nth = positions[0] ?? part.nth
	return nth === -1 || (nth >= 1 && nth <= 4) ? { unit: 'month', nth, weekday: part.weekday } : undefined
}

function yearlyDays({ months, monthDays, weekdays, positions }: Rule, first: Day): RuleDays | undefined {
	if (weekdays.length + positions.length > 0 || months.length > 1 || monthDays.length > 1) return undefined
	if (months.length === 0 && monthDays.length > 0) return undefined
	const parts = datePartsOf(first)
	const [month = parts.month] = months
	const [date = parts.day] = monthDays
	return date > 0 ? { unit: 'year', month, date } : undefined
}

/** Whether a month or a year has no such day now and then, and is left out then. */
export function leavesOut(days: RuleDays): 'months' | 'years' | undefined {
	if (!('date' in days)) return undefined
	if (days.unit === 'year') return days.month === 2 && days.date === 29 ? 'years' : undefined
	return days.date > 28 ? 'months' : undefined
}

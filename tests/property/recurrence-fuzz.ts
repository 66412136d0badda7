/**
 * Thousands of random rules in windows near and far, each answered by us and by others: `rrule-temporal`, python-dateutil,
 * and here by looking at every day of a year and every date from DTSTART on. The same for the same seed.
 */
import fc from 'fast-check'
import { RRuleTemporal } from 'rrule-temporal'
import { createExpander } from '#lib/core/recurrence/expand.ts'
import { prepareRule, walkRule } from '#lib/core/recurrence/rule-walk.ts'
import { writeRule, type Frequency, type Rule } from '#lib/core/recurrence/rule.ts'
import {
	datePartsOf,
	DAY,
	dayFromParts,
	dayOf,
	HOUR,
	isoWeekday,
	MINUTE,
	plus,
	startOfDay,
	type Day,
	type Span,
	type Wall
} from '#lib/core/time/wall.ts'
import { oddRule, plainRule, seriesOf, subDailyRule, wall } from './recurrence.arbitrary.ts'

export interface RuleCase {
	readonly rule: Rule
	/** DTSTART */
	readonly from: Wall
	readonly window: Span<Wall>
}

/** Days from DTSTART in which windows begin; days that they are long at most. */
const REACH: Readonly<Record<Frequency, readonly [begin: number, length: number]>> = {
	YEARLY: [3600, 4000],
	MONTHLY: [3600, 1200],
	WEEKLY: [3600, 500],
	DAILY: [3600, 300],
	HOURLY: [400, 20],
	MINUTELY: [30, 2],
	SECONDLY: [1, 1]
}

/** Every value as likely as the next: the middle of a series is where a seek goes wrong, not its first minute. */
const share = fc.noBias(fc.integer({ min: 0, max: 1_000_000 })).map((millionths) => millionths / 1_000_000)
const position = fc.oneof(fc.integer({ min: 1, max: 5 }), fc.integer({ min: -5, max: -1 }))

const anyEnd = fc.oneof(
	{ weight: 4, arbitrary: fc.constant({}) },
	{ weight: 1, arbitrary: fc.record({ count: fc.noBias(fc.integer({ min: 1, max: 400 })) }) },
	{ weight: 1, arbitrary: wall(12).map((at): Partial<Rule> => ({ until: { kind: 'wall', at } })) }
)
const ruleWithEnd: fc.Arbitrary<Rule> = fc
	.tuple(
		fc.oneof(
			{ weight: 5, arbitrary: plainRule },
			{ weight: 4, arbitrary: oddRule },
			{ weight: 1, arbitrary: subDailyRule }
		),
		fc.oneof(
			{ weight: 3, arbitrary: fc.constant<number[]>([]) },
			{ weight: 1, arbitrary: fc.uniqueArray(position, { minLength: 1, maxLength: 3 }) }
		),
		anyEnd
	)
	// An hour or a minute is one date long: any position in it but the first would be none, for ever.
	.map(([rule, positions, end]) => ({
		...rule,
		...end,
		positions: rule.frequency in { HOURLY: 1, MINUTELY: 1 } ? [] : positions
	}))

const ruleCase: fc.Arbitrary<RuleCase> = fc
	.tuple(ruleWithEnd, wall(6), share, share)
	.map(([rule, from, begin, length]) => {
		const [days, most] = REACH[rule.frequency]
		// Some begin before DTSTART.
		const start = plus(from, Math.floor((begin * 1.02 - 0.02) * days * 96) * 15 * MINUTE)
		return { rule, from, window: { start, end: plus(start, Math.ceil(length * most * 96) * 15 * MINUTE) } }
	})

export const ruleCases = (seed: number, count: number): readonly RuleCase[] =>
	fc.sample(ruleCase, { seed, numRuns: count })

/** Ours, as the app asks for it. */
export function byUs({ rule, from, window }: RuleCase): readonly Wall[] {
	const { dates, problems } = createExpander().expand(seriesOf(from, [writeRule(rule)], 0), window)
	if (problems.length > 0) throw new Error(problems[0]!.message)
	return dates.map(({ start }) => start)
}

/** Ours from DTSTART on, every date counted: no seek, no COUNT that was made an UNTIL. */
export function withoutSeek({ rule, from, window }: RuleCase): readonly Wall[] {
	const prepared = prepareRule(rule, from)
	const found: Wall[] = []
	let counted = 0
	const walked = walkRule(prepared, { start: from, end: window.end }, (start) => {
		if (++counted > (rule.count ?? Infinity)) return false
		if (start >= window.start) found.push(start)
		return true
	})
	if (walked === 'spent') throw new Error(`${writeRule(rule)} was not walked to its end`)
	return found
}

/** `20261123T090000Z`: the others are given wall time as if it were UTC. */
export const stamp = (at: Wall): string => new Date(at).toISOString().replaceAll(/[-:]|\.000/g, '')
const inUtc = (rule: Rule): Rule =>
	rule.until ? { ...rule, until: { kind: 'utc', at: rule.until.at } } : rule

/** Undefined where the library gives up: it searches a rule that never matches until it has tried often enough. */
export function byTemporal({ rule, from, window }: RuleCase): readonly Wall[] | undefined {
	const rruleString = `DTSTART:${stamp(from)}\nRRULE:${writeRule(inUtc(rule))}`
	try {
		return new RRuleTemporal({ rruleString, maxIterations: 20_000 })
			.between(new Date(window.start), new Date(window.end - 1), true)
			.map(({ epochMilliseconds }) => epochMilliseconds as Wall)
	} catch (error) {
		if (/^Maximum iterations/.test((error as Error).message)) return undefined
		throw error
	}
}

/** Every day of the rule's years looked at: whether all its BY parts hold. For yearly rules without numbered weekdays. */
export function byLooking({ rule, from, window }: RuleCase): readonly Wall[] {
	const found: Wall[] = []
	const first = datePartsOf(dayOf(from)).year
	let counted = 0
	for (let year = first; startOfDay(firstOf(year)) < window.end; year += rule.interval) {
		const days = Array.from(
			{ length: firstOf(year + 1) - firstOf(year) },
			(_, n) => (firstOf(year) + n) as Day
		)
		const dates = days.filter((day) => holds(rule, day)).flatMap((day) => timesOf(rule, from, day))
		for (const date of atPositions(rule, dates)) {
			if (date < from || date > (rule.until?.at ?? Infinity)) continue
			if (++counted > (rule.count ?? Infinity)) return found
			if (date >= window.start && date < window.end) found.push(date)
		}
	}
	return found
}

const firstOf = (year: number) => dayFromParts({ year, month: 1, day: 1 })
/** Whether a list of BY has this place, counted from the front or from the back of `size`. */
const has = (list: readonly number[], place: number, size: number) =>
	list.length === 0 || list.includes(place) || list.includes(place - size - 1)

function holds({ months, monthDays, yearDays, weekdays, weekNumbers, weekStart }: Rule, day: Day): boolean {
	const { year, month, day: ofMonth } = datePartsOf(day)
	const monthLength = dayFromParts({ year, month: month + 1, day: 1 }) - dayFromParts({ year, month, day: 1 })
	const [week, weeks] = weekOf(day, weekStart)
	return (
		has(months, month, 12) &&
		has(monthDays, ofMonth, monthLength) &&
		has(yearDays, day - firstOf(year) + 1, firstOf(year + 1) - firstOf(year)) &&
		has(weekNumbers, week, weeks) &&
		(weekdays.length === 0 || weekdays.some(({ weekday }) => weekday === isoWeekday(day)))
	)
}

/** The number of its week, and how many its year has: the first has at least four days in the year (RFC 5545 §3.3.10). */
function weekOf(day: Day, weekStart: number): readonly [number, number] {
	const begin = day - ((isoWeekday(day) - weekStart + 7) % 7)
	const year = datePartsOf((begin + 3) as Day).year
	const weekOne = (of: number) => {
		const fourth = dayFromParts({ year: of, month: 1, day: 4 })
		return fourth - ((isoWeekday(fourth) - weekStart + 7) % 7)
	}
	return [(begin - weekOne(year)) / 7 + 1, (weekOne(year + 1) - weekOne(year)) / 7]
}

function timesOf({ hours, minutes }: Rule, from: Wall, day: Day): readonly Wall[] {
	const own = from - startOfDay(dayOf(from))
	const given = (list: readonly number[], otherwise: number) => (list.length > 0 ? list : [otherwise])
	return given(hours, Math.floor(own / HOUR))
		.flatMap((hour) =>
			given(minutes, Math.floor((own % HOUR) / MINUTE)).map((minute) => hour * HOUR + minute * MINUTE)
		)
		.toSorted((a, b) => a - b)
		.map((time) => (day * DAY + time) as Wall)
}

const atPositions = ({ positions }: Rule, dates: readonly Wall[]): readonly Wall[] =>
	dates.filter((_, index) => has(positions, index + 1, dates.length))

export interface Reason {
	readonly why: string
	readonly isOf: (rule: Rule) => boolean
}

/** Where the library does not do what the RFC says, or does what it leaves open. Ours must then be right by looking. */
export const EXPLAINED_OF_TEMPORAL: readonly Reason[] = [
	{
		why:
			'BYYEARDAY with BYMONTHDAY or BYDAY: a day of the year is one day, and what comes after it limits (RFC 5545 ' +
			'§3.3.10, note 2 of the table); the library yields the day whatever they say',
		isOf: (rule) =>
			rule.yearDays.length > 0 && rule.monthDays.length + rule.weekdays.length + rule.weekNumbers.length > 0
	},
	{
		why:
			'BYWEEKNO: without BYDAY the RFC leaves open whether the week or its weekday of DTSTART is meant, and whether ' +
			'years are those of weeks: we read both as python-dateutil does; and BYMONTHDAY, which limits, the library ignores',
		isOf: (rule) => rule.weekNumbers.length > 0
	}
]

const isSame = (a: readonly Wall[], b: readonly Wall[]) =>
	a.length === b.length && a.every((one, index) => one === b[index])

export const tell = ({ rule, from, window }: RuleCase): string =>
	`DTSTART:${stamp(from)} RRULE:${writeRule(rule)} from ${stamp(window.start)} to ${stamp(window.end)}`

export interface Tally {
	/** Cases that the other library answered. */
	compared: number
	/** Of these with a date in the window. */
	withDates: number
	/** By the reason of `EXPLAINED`. */
	readonly explained: Map<string, number>
	readonly unanswered: string[]
	/** Told in full: there must be none. */
	readonly different: string[]
}

/** Cases that are answered otherwise with seek than without. */
export const differingBySeek = (cases: readonly RuleCase[]): readonly string[] =>
	cases.filter((one) => !isSame(byUs(one), withoutSeek(one))).map(tell)

/** Ours beside another's answers. An explained difference counts as one only where `judge` agrees with us. */
export function compare(
	cases: readonly RuleCase[],
	answerOf: (one: RuleCase, index: number) => readonly Wall[] | undefined,
	reasons: readonly Reason[],
	judge: (one: RuleCase) => readonly Wall[] | undefined
): Tally {
	const tally: Tally = { compared: 0, withDates: 0, explained: new Map(), unanswered: [], different: [] }
	for (const [index, one] of cases.entries()) {
		const ours = byUs(one)
		const theirs = answerOf(one, index)
		if (theirs === undefined) {
			tally.unanswered.push(tell(one))
			continue
		}
		tally.compared += 1
		if (ours.length > 0) tally.withDates += 1
		if (isSame(ours, theirs)) continue
		const why = reasons.find(({ isOf }) => isOf(one.rule))?.why
		const judged = why === undefined ? undefined : judge(one)
		if (why === undefined || judged === undefined || !isSame(ours, judged))
			tally.different.push(`${tell(one)}: ours ${firstFew(ours)}, theirs ${firstFew(theirs)}`)
		else tally.explained.set(why, (tally.explained.get(why) ?? 0) + 1)
	}
	return tally
}

const firstFew = (dates: readonly Wall[]) => `${dates.length} (${dates.slice(0, 3).map(stamp).join(' ')})`

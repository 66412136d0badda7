/**
 * Our expansion against others: `rrule` run whole from DTSTART (we give it only days and start it at the window), and
 * `rrule-temporal` and python-dateutil, which share no code with us. `npm run test:rules` goes on where this ends.
 */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import * as rrulePackage from 'rrule'
import { createExpander, MOST_DATES } from '#lib/core/recurrence/expand.ts'
import { dayRuleOf, periodOf } from '#lib/core/recurrence/day-rule.ts'
import { isPlain, plainDays } from '#lib/core/recurrence/plain-days.ts'
import { daysByLibrary } from '#lib/core/recurrence/rrule-library.ts'
import { EVERY, writeRule, type Rule } from '#lib/core/recurrence/rule.ts'
import { DAY, dayOf, formatWall, plus, wallOf, type Wall } from '#lib/core/time/wall.ts'
import { byDateutil, EXPLAINED_OF_DATEUTIL, hasDateutil, judgeOfDateutil } from './recurrence-dateutil.ts'
import {
	byLooking,
	byTemporal,
	compare,
	differingBySeek,
	EXPLAINED_OF_TEMPORAL,
	ruleCases,
	stamp
} from './recurrence-fuzz.ts'
import { ended, oddRule, plainRule, seriesOf, START, wall } from './recurrence.arbitrary.ts'

const { rrulestr } =
	'rrulestr' in rrulePackage ? rrulePackage : (rrulePackage as { default: typeof rrulePackage }).default

/** Another seed, other rules: the next ones to look at are those of `npm run test:rules`. */
const SEED = 5545
const CASES = 10_000
/** It takes twenty times as long for each. */
const ASKED_OF_PYTHON = 150
const END = wallOf(2031, 1, 1)

function textOf(rule: Rule, from: Wall): string {
	const asUtc: Rule = rule.until ? { ...rule, until: { kind: 'utc', at: rule.until.at } } : rule
	return `DTSTART:${stamp(from)}\nRRULE:${writeRule(asUtc)}`
}

const ours = (rule: Rule, from: Wall, end: Wall) =>
	createExpander()
		.expand(seriesOf(from, [writeRule(rule)]), { start: from, end })
		.dates.map(({ start }) => formatWall(start))

const byRrule = (rule: Rule, from: Wall, end: Wall) =>
	rrulestr(textOf(rule, from))
		.between(new Date(from), new Date(end - 1000), true)
		.map((date) => formatWall(date.getTime() as Wall))

// Thousands of rules take seconds where all tests run at once on a small machine.
const PATIENT = { timeout: 60_000 }

describe('plain days', PATIENT, () => {
	it('are those of the library, in thousands of rules', () => {
		fc.assert(
			fc.property(
				plainRule,
				wall(),
				fc.nat({ max: 3000 }),
				fc.integer({ min: 1, max: 12 }),
				(rule, from, ahead, count) => {
					const days = dayRuleOf(rule, from)
					expect(isPlain(days)).toBe(true)
					const first = periodOf(dayOf(plus(from, ahead * DAY)), days)
					expect(plainDays(days, first, count)).toEqual(daysByLibrary(days, first, count))
				}
			),
			{ numRuns: 3000 }
		)
	})
})

describe('expand()', PATIENT, () => {
	it('agrees with rrule run from DTSTART, for rules without positions', () => {
		// Run as it is, the library reads `MO,-1FR` as Mondays that are last Fridays, and counts BYHOUR=9,8 in that order.
		const hasMixedDays = ({ weekdays }: Rule) => new Set(weekdays.map(({ nth }) => nth === 0)).size > 1
		const rule = ended(fc.oneof(plainRule, oddRule))
			.filter((one) => !hasMixedDays(one))
			.map((one): Rule => ({
				...one,
				positions: [],
				// Where a year ends within a week it counts the weeks of the wrong year (see `rrule-library.ts`).
				weekNumbers: [],
				hours: one.hours.toSorted((a, b) => a - b),
				minutes: one.minutes.toSorted((a, b) => a - b)
			}))
		fc.assert(
			fc.property(rule, wall(), (one, from) => {
				// A rule without dates is searched to the year 9999 there.
				const found = ours(one, from, END)
				fc.pre(found.length > 0)
				// Every minute of BYHOUR and BYMINUTE over twelve years can be more dates than one window is given.
				expect(found).toEqual(byRrule(one, from, END).slice(0, MOST_DATES))
			}),
			{
				numRuns: 200,
				examples: [[{ ...EVERY, frequency: 'DAILY', hours: [0, 1], minutes: [0, 1, 2] }, START]]
			}
		)
	})

	const cases = ruleCases(SEED, CASES)

	it('agrees with rrule-temporal on ten thousand random rules in random windows', () => {
		const tally = compare(cases, byTemporal, EXPLAINED_OF_TEMPORAL, byLooking)
		expect(tally.different).toEqual([])
		// What is not answered, or explained away, or without a date, proves little.
		expect(tally.unanswered.length).toBeLessThan(CASES / 100)
		expect(tally.withDates).toBeGreaterThan(CASES / 2)
		expect(sum(tally.explained.values())).toBeLessThan(CASES / 50)
	})

	it('finds from the window on what it finds from DTSTART on, in all of them', () => {
		expect(differingBySeek(cases)).toEqual([])
	})

	it('agrees with python-dateutil, where there is one', (context) => {
		if (!hasDateutil()) context.skip('python3 has no dateutil here: the second oracle was not asked')
		const some = cases.slice(0, ASKED_OF_PYTHON)
		const answers = byDateutil(some)
		const tally = compare(some, (_, index) => answers[index], EXPLAINED_OF_DATEUTIL, judgeOfDateutil)
		expect(tally.different).toEqual([])
		// A rule without dates it searches for long, and is then not waited for.
		expect(tally.withDates).toBeGreaterThan(ASKED_OF_PYTHON / 10)
	})
})

const sum = (counts: Iterable<number>) => [...counts].reduce((total, count) => total + count, 0)

/**
 * Our expansion against two libraries: `rrule` run whole from DTSTART (we give it only days and start it at the window),
 * and `rrule-temporal`, which shares no code with either.
 */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import * as rrulePackage from 'rrule'
import { RRuleTemporal } from 'rrule-temporal'
import { createExpander, MOST_DATES } from '#lib/core/recurrence/expand.ts'
import { dayRuleOf, periodOf } from '#lib/core/recurrence/day-rule.ts'
import { isPlain, plainDays } from '#lib/core/recurrence/plain-days.ts'
import { daysByLibrary } from '#lib/core/recurrence/rrule-library.ts'
import { EVERY, writeRule, type Rule } from '#lib/core/recurrence/rule.ts'
import { DAY, dayOf, formatWall, plus, wallOf, type Wall } from '#lib/core/time/wall.ts'
import { ended, oddRule, plainRule, seriesOf, START, wall } from './recurrence.arbitrary.ts'

const { rrulestr } =
	'rrulestr' in rrulePackage ? rrulePackage : (rrulePackage as { default: typeof rrulePackage }).default

/** `20261123T090000Z`: both libraries are given wall time as if it were UTC. */
const stamp = (at: Wall) => `${new Date(at).toISOString().replaceAll(/[-:]|\.000/g, '')}`
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

const byTemporal = (rule: Rule, from: Wall, end: Wall) =>
	new RRuleTemporal({ rruleString: textOf(rule, from) })
		.between(new Date(from), new Date(end - 1000), true)
		.map((date) => formatWall(date.epochMilliseconds as Wall))

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

	it('agrees with rrule-temporal on the rules people make', () => {
		const end = wallOf(2026, 1, 1)
		fc.assert(
			fc.property(ended(plainRule), wall(3), (rule, from) => {
				fc.pre(ours(rule, from, end).length > 0)
				expect(ours(rule, from, end)).toEqual(byTemporal(rule, from, end))
			}),
			{ numRuns: 200 }
		)
	})
})

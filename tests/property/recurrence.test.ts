import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createExpander, expand, type SeriesDate } from '#lib/core/recurrence/expand.ts'
import { parseRule } from '#lib/core/recurrence/parse-rule.ts'
import { writeRule } from '#lib/core/recurrence/rule.ts'
import type { SeriesTime } from '#lib/core/recurrence/series.ts'
import { dayOf, plus, type Span, type Wall } from '#lib/core/time/wall.ts'
import { anyRule, anySeries, seriesOf, START, wall, window } from './recurrence.arbitrary.ts'

const series = anySeries(writeRule)
const datesOf = (time: SeriesTime, span: Span<Wall>) => createExpander().expand(time, span).dates
const isIn = ({ start, end }: SeriesDate, span: Span<Wall>) =>
	start < span.end && (end > span.start || start >= span.start)

describe('rules as text', () => {
	it('come back from their text as they were', () => {
		fc.assert(
			fc.property(anyRule, (rule) => {
				expect(parseRule(writeRule(rule))).toEqual({ ok: true, value: rule })
			})
		)
	})

	it('are read the same in lower case, with spaces and a semicolon too many', () => {
		fc.assert(
			fc.property(anyRule, (rule) => {
				const careless = ` rrule: ${writeRule(rule).toLowerCase().replaceAll(';', '; ').replaceAll(',', ' , ')} ;`
				expect(parseRule(careless)).toEqual({ ok: true, value: rule })
			})
		)
	})

	it('are refused with a reason, or read: nothing else happens, whatever the text', () => {
		const piece = fc.constantFrom(
			'FREQ',
			'DAILY',
			'=',
			';',
			'BYDAY',
			'MO',
			'-1',
			',',
			'UNTIL',
			'2026',
			'T',
			'Z',
			':',
			' '
		)
		fc.assert(
			fc.property(
				fc.oneof(
					fc.string(),
					fc.array(piece).map((pieces) => pieces.join(''))
				),
				(text) => {
					const read = parseRule(text)
					if (!read.ok) expect(read.message).toMatch(/^Cannot parse RRULE "/)
					else expect(parseRule(writeRule(read.value))).toEqual(read)
				}
			)
		)
	})
})

// Hundreds of series take seconds where all tests run at once on a small machine.
describe('expand()', { timeout: 60_000 }, () => {
	it('gives ascending dates that differ and lie in the window', () => {
		fc.assert(
			fc.property(series, window(), (time, span) => {
				const dates = datesOf(time, span)
				expect(dates.filter((date) => !isIn(date, span))).toEqual([])
				const originals = dates.map(({ original }) => original)
				expect(originals).toEqual([...new Set(originals)].sort((a, b) => a - b))
			}),
			{ numRuns: 200 }
		)
	})

	it('gives for two halves together what the whole gives', () => {
		fc.assert(
			fc.property(series, window(), fc.double({ min: 0, max: 1, noNaN: true }), (time, span, share) => {
				const cut = plus(span.start, Math.floor(((span.end - span.start) * share) / 1000) * 1000)
				const before = datesOf(time, { start: span.start, end: cut })
				const after = datesOf(time, { start: cut, end: span.end })
				const together = new Map([...before, ...after].map((date) => [date.original, date]))
				expect([...together.values()].sort((a, b) => a.original - b.original)).toEqual(datesOf(time, span))
			}),
			{ numRuns: 200 }
		)
	})

	it('finds from the middle what it finds from the beginning', () => {
		fc.assert(
			fc.property(anyRule, wall(), window(60, 9), (rule, from, span) => {
				const time = seriesOf(from, [writeRule(rule)])
				const all = createExpander().expand(time, { start: plus(START, -1), end: span.end })
				// A rule of minutes over nine years is more than is given at once.
				fc.pre(all.problems.length === 0)
				expect(datesOf(time, span)).toEqual(all.dates.filter((date) => isIn(date, span)))
			}),
			{ numRuns: 300 }
		)
	})

	it('answers the same whatever was asked before', () => {
		fc.assert(
			fc.property(series, fc.array(window(), { maxLength: 4 }), window(), (time, earlier, span) => {
				const { expand: remembering } = createExpander()
				for (const one of earlier) remembering(time, one)
				expect(remembering(time, span)).toEqual(createExpander().expand(time, span))
				expect(expand(time, span)).toEqual(createExpander().expand(time, span))
			}),
			{ numRuns: 100 }
		)
	})

	it('never yields more than COUNT, nor after UNTIL, nor before the start', () => {
		fc.assert(
			fc.property(anyRule, wall(), window(300, 9), (rule, from, span) => {
				const starts = datesOf(seriesOf(from, [writeRule(rule)], 0), span).map(({ start }) => start)
				expect(starts.length).toBeLessThanOrEqual(rule.count ?? Infinity)
				expect(starts.filter((start) => start < from)).toEqual([])
				expect(starts.filter((start) => start > (rule.until?.at ?? Infinity))).toEqual([])
			}),
			{ numRuns: 200 }
		)
	})

	it('takes out what EXDATE names and changes nothing else', () => {
		fc.assert(
			fc.property(series, window(), fc.nat(), (time, span, pick) => {
				const dates = datesOf(time, span)
				fc.pre(dates.length > 0)
				const { original } = dates[pick % dates.length]!
				const without = datesOf({ ...time, excluded: [...time.excluded, original] }, span)
				expect(without).toEqual(dates.filter((date) => date.original !== original))
			}),
			{ numRuns: 150 }
		)
	})

	it('marks exactly one date of a day as the first, before anything is taken out', () => {
		fc.assert(
			fc.property(series, window(), (time, span) => {
				const yielded = datesOf(
					{ ...time, excluded: [], segments: time.segments.map((one) => ({ ...one, excludedRules: [] })) },
					span
				)
				const shown = Map.groupBy(yielded, ({ original }) => dayOf(original))
				for (const [day, dates] of shown) {
					const isWhole = day > dayOf(span.start) && day < dayOf(plus(span.end, -1))
					const firsts = dates.filter(({ firstOfDate }) => firstOfDate).length
					expect(firsts).toBeLessThanOrEqual(1)
					if (isWhole) expect(firsts).toBe(1)
				}
			}),
			{ numRuns: 150 }
		)
	})
})

import { describe, expect, it } from 'vitest'
import { extentOf } from '#lib/core/recurrence/extent.ts'
import type { SeriesTime } from '#lib/core/recurrence/series.ts'
import { DAY, HOUR, plus, wallOf } from '#lib/core/time/wall.ts'

/** A Tuesday. */
const START = wallOf(2026, 11, 24, 9)
const WEEK = 7 * DAY

const series = (rules: readonly string[], more: Partial<SeriesTime> = {}): SeriesTime => ({
	zone: 'Europe/Berlin',
	allDay: false,
	segments: [{ from: START, rules, excludedRules: [], duration: HOUR, resources: [] }],
	excluded: [],
	added: [],
	...more
})

describe('extentOf()', () => {
	it('knows where a count and a last day end', () => {
		const counted = extentOf(series(['FREQ=WEEKLY;COUNT=10']))
		expect(counted).toMatchObject({ count: 10, endless: false })
		expect(counted.first?.start).toBe(START)
		expect(counted.last?.start).toBe(plus(START, 9 * WEEK))
		expect(extentOf(series(['FREQ=WEEKLY;UNTIL=20270504T235959'])).last?.start).toBe(wallOf(2027, 5, 4, 9))
	})

	it('counts what is left out and what is added', () => {
		const time = series(['FREQ=WEEKLY;COUNT=10'], {
			excluded: [plus(START, WEEK)],
			added: [{ start: plus(START, 60 * WEEK) }]
		})
		expect(extentOf(time)).toMatchObject({ count: 10, endless: false })
		expect(extentOf(time).last?.start).toBe(plus(START, 60 * WEEK))
	})

	it('goes by the last of several rules and of several stretches', () => {
		expect(extentOf(series(['FREQ=WEEKLY;COUNT=3', 'FREQ=DAILY;COUNT=20'])).last?.start).toBe(
			plus(START, 19 * DAY)
		)
		const segment = { excludedRules: [], duration: HOUR, resources: [] }
		const time = series([], {
			segments: [
				{ ...segment, from: START, rules: ['FREQ=WEEKLY'] },
				{ ...segment, from: plus(START, 4 * WEEK), rules: ['FREQ=WEEKLY;COUNT=2'] }
			]
		})
		expect(extentOf(time)).toMatchObject({ count: 6, endless: false })
	})

	it('names no last date where there is none', () => {
		const endless = extentOf(series(['FREQ=WEEKLY']))
		expect(endless).toMatchObject({ endless: true, last: undefined, count: undefined })
		expect(endless.first?.start).toBe(START)
		expect(extentOf(series(['FREQ=YEARLY;COUNT=900']))).toMatchObject({ endless: true, count: undefined })
		expect(extentOf(series(['FREQ=ODD']))).toMatchObject({ first: undefined, last: undefined, count: 0 })
	})
})

/** Law: a series that was moved or changed from a date on has the same dates in a file as in the book. */
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { EMPTY_GROUPS } from '#lib/core/appointment/appointment.ts'
import type { ImportedSeries } from '#lib/core/ical/import.ts'
import { existingSeries } from '#lib/core/ical/existing.ts'
import { sourceOf } from '#lib/core/ical/plan.ts'
import { readCalendar } from '#lib/core/ical/read.ts'
import { writeCalendar } from '#lib/core/ical/write.ts'
import { occurrencesOf } from '#lib/core/recurrence/occurrences.ts'
import { changeSeries, type SeriesChange } from '#lib/core/recurrence/scope.ts'
import { expand } from '#lib/core/recurrence/expand.ts'
import type { Override, Series } from '#lib/core/recurrence/series.ts'
import { DAY, dayOf, HOUR, plus, type Instant } from '#lib/core/time/wall.ts'
import { overrideKey } from '#lib/core/appointment/ids.ts'
import { at, TUESDAYS } from '../support/salon.ts'

const change = fc.record({
	scope: fc.constantFrom('following' as const, 'all' as const),
	pick: fc.nat(12),
	hours: fc.integer({ min: -40, max: 200 }),
	rule: fc.constantFrom(undefined, 'FREQ=DAILY;INTERVAL=3;COUNT=20', 'FREQ=WEEKLY;BYDAY=MO,TH'),
	title: fc.constantFrom(undefined, 'a', 'b')
})
const RESOURCES = [{ id: 'anna', name: 'Anna' }]
const DAYS = { start: dayOf(at(1)) - 30, end: dayOf(at(1)) + 150 } as never

it('exports the dates that are shown, and reading the file again changes nothing', () => {
	fc.assert(
		fc.property(fc.array(change, { minLength: 1, maxLength: 3 }), fc.nat(10), (changes, noted) => {
			let series: Series = { id: 's-r00000000002', calendar: 'team', time: TUESDAYS, ...EMPTY_GROUPS }
			for (const { scope, pick, hours, rule, title } of changes) {
				const { dates } = expand(series.time, { start: at(1), end: plus(at(1), 100 * DAY) })
				const date = dates[pick % dates.length]
				if (!date) continue
				const time = { shift: hours * HOUR, ...(rule && { rules: [rule] }) }
				const wanted: SeriesChange = {
					time,
					...(title && { groups: { what: { ...EMPTY_GROUPS.what, title } } })
				}
				const next = changeSeries(series, scope, date.original, wanted)
				if (next.ok) series = next.value
			}
			const { dates } = expand(series.time, { start: at(1), end: plus(at(1), 100 * DAY) })
			const own = dates[noted % dates.length]
			const overrides: readonly Override[] = own
				? [{ key: overrideKey(series.id, own.original, own.firstOfDate), calendar: 'team', note: 'x' }]
				: []
			const text = writeCalendar({
				name: 'x',
				zone: 'Europe/Berlin',
				appointments: [],
				series: [{ series, overrides }],
				resources: RESOURCES,
				stamp: at(1) as number as Instant
			})
			const steps = readCalendar(text, { zone: 'Europe/Berlin', resources: RESOURCES })
			let step = steps.next()
			while (!step.done) step = steps.next()
			expect(step.value.unreadable).toEqual([])
			const [event] = step.value.events as [ImportedSeries]
			const there: Series = { id: series.id, calendar: 'team', time: event.time, ...event.groups }
			const thereOwn = event.overrides.map(({ key, groups }) => ({ key, calendar: 'team', ...groups }))
			const seen = (one: Series, all: readonly Override[]) =>
				occurrencesOf(one, all, DAYS, 'Europe/Berlin')
					.map(({ start, end, appointment }) => `${start} ${end} ${appointment.note}`)
					.sort()
			expect(seen(there, thereOwn)).toEqual(seen(series, overrides))
			expect(existingSeries(series, overrides).hash).toBe(sourceOf(event).hash)
		}),
		{ numRuns: 500 }
	)
})

import { expect, it } from 'vitest'
import { createExpander } from '#lib/core/recurrence/expand.ts'
import { formatDay, dayOf, HOUR, wallOf } from '#lib/core/time/wall.ts'

const daysOf = (rule: string, year: number) => {
	const from = wallOf(year, 1, 1, 9)
	const segment = { from, rules: [rule], excludedRules: [], duration: HOUR, resources: [] }
	const series = { zone: 'UTC', allDay: false, segments: [segment], excluded: [], added: [] }
	const window = { start: from, end: wallOf(year + 1, 1, 1) }
	return createExpander()
		.expand(series, window)
		.dates.map(({ start }) => formatDay(dayOf(start)))
}

it('counts the first days of January in the last week of the year before', () => {
	// 2021 has 52 weeks, the last of which ends on 2 January 2022 (ISO 8601); 2020 has 53.
	expect(daysOf('FREQ=YEARLY;BYWEEKNO=53', 2022)).toEqual([])
	expect(daysOf('FREQ=YEARLY;BYWEEKNO=52;BYMONTH=1', 2022)).toEqual(['2022-01-01', '2022-01-02'])
	expect(daysOf('FREQ=YEARLY;BYWEEKNO=53', 2021)).toEqual(['2021-01-01', '2021-01-02', '2021-01-03'])
})

it('counts the last days of December from the end of the year that their week is in', () => {
	// 30 and 31 December 2019 are in week 1 of 2020, the 53rd from its end.
	expect(daysOf('FREQ=YEARLY;BYWEEKNO=-53', 2019)).toEqual(['2019-12-30', '2019-12-31'])
})

it('takes every day of a week that no BY part limits, and only those one does', () => {
	expect(daysOf('FREQ=YEARLY;BYWEEKNO=20', 2026)).toHaveLength(7)
	expect(daysOf('FREQ=YEARLY;BYWEEKNO=20;BYDAY=WE', 2026)).toEqual(['2026-05-13'])
	expect(daysOf('FREQ=YEARLY;BYWEEKNO=20;BYMONTHDAY=12,30', 2026)).toEqual(['2026-05-12'])
})

import { describe, expect, it } from 'vitest'
import { startsOfRule } from '#lib/core/recurrence/cut.ts'
import { parseRule } from '#lib/core/recurrence/parse-rule.ts'
import { writeRule } from '#lib/core/recurrence/rule.ts'
import { shiftRule } from '#lib/core/recurrence/shift-rule.ts'
import { DAY, HOUR, MINUTE, plus, wallOf, type Wall } from '#lib/core/time/wall.ts'

/** A Tuesday: the second of its month. */
const TUESDAY = wallOf(2026, 11, 10, 9, 0)

function shifted(text: string, shift: number, start: Wall = TUESDAY) {
	const rule = parseRule(text)
	if (!rule.ok) throw new Error(rule.message)
	return { rule: rule.value, moved: shiftRule(rule.value, start, shift) }
}

describe('shiftRule()', () => {
	it.each([
		['FREQ=DAILY', 3 * DAY],
		['FREQ=DAILY;BYDAY=MO,TU', DAY],
		['FREQ=DAILY;BYMONTHDAY=10,-21', DAY],
		['FREQ=WEEKLY;BYDAY=TU,TH', -2 * DAY],
		['FREQ=WEEKLY;INTERVAL=2;BYDAY=TU;WKST=SU', 5 * DAY],
		['FREQ=WEEKLY;BYDAY=TU;BYSETPOS=1', DAY],
		['FREQ=MONTHLY;BYDAY=2TU', DAY],
		['FREQ=MONTHLY;BYDAY=-3TU', -DAY],
		['FREQ=MONTHLY;BYDAY=TU', DAY],
		['FREQ=MONTHLY;BYMONTHDAY=10', -9 * DAY],
		['FREQ=MONTHLY;BYMONTHDAY=10', -10 * DAY],
		['FREQ=MONTHLY;BYMONTHDAY=-21', 20 * DAY],
		['FREQ=MONTHLY;BYMONTHDAY=-21', 21 * DAY],
		['FREQ=MONTHLY;BYMONTH=11;BYMONTHDAY=10', 25 * DAY],
		['FREQ=MONTHLY;BYDAY=TU;BYSETPOS=2', DAY],
		['FREQ=MONTHLY;BYDAY=TU;BYMONTHDAY=10', DAY],
		['FREQ=YEARLY', DAY],
		['FREQ=YEARLY;BYDAY=45TU', DAY],
		['FREQ=YEARLY;BYYEARDAY=314', DAY],
		['FREQ=YEARLY;BYWEEKNO=46;BYDAY=TU', DAY],
		['FREQ=YEARLY;BYMONTH=11;BYDAY=2TU', 40 * DAY],
		['FREQ=DAILY', 90 * MINUTE],
		['FREQ=DAILY;BYHOUR=9,10', 5 * HOUR],
		['FREQ=DAILY;BYHOUR=9;BYMINUTE=0', 15 * HOUR + 30 * MINUTE],
		['FREQ=DAILY;BYMINUTE=0;BYSECOND=0', -10 * MINUTE],
		['FREQ=HOURLY;INTERVAL=5', 30 * MINUTE],
		['FREQ=HOURLY;INTERVAL=24;BYDAY=TU', DAY],
		['FREQ=WEEKLY;UNTIL=20270105T090000', 2 * HOUR],
		['FREQ=WEEKLY;UNTIL=20270105', DAY]
	])('%s moved by %d ms takes place where its start was put', (text, shift) => {
		const { moved } = shifted(text, shift)
		if (!moved.ok) throw new Error(moved.message)
		const start = plus(TUESDAY, shift)
		expect(startsOfRule(moved.value, start, { start, end: plus(start, 1) })).toEqual([start])
	})

	it.each([
		['FREQ=DAILY;BYHOUR=9,20', 5 * HOUR],
		['FREQ=DAILY;BYHOUR=9;BYMINUTE=0,30', HOUR],
		['FREQ=HOURLY;BYDAY=TU', HOUR]
	])('%s is refused where its times of day would fall on different days', (text, shift) => {
		const { rule, moved } = shifted(text, shift)
		expect(moved).toMatchObject({ ok: false, why: 'bad-rule' })
		expect(moved.ok ? '' : moved.message).toContain(writeRule(rule))
	})
})

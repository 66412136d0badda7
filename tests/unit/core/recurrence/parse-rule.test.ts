import { describe, expect, it } from 'vitest'
import { parseRule } from '#lib/core/recurrence/parse-rule.ts'
import { EVERY, lastStart, writeRule, type Rule } from '#lib/core/recurrence/rule.ts'
import { formatWall, wallOf } from '#lib/core/time/wall.ts'

const read = (text: string): Rule => {
	const rule = parseRule(text)
	if (!rule.ok) throw new Error(rule.message)
	return rule.value
}
const refusal = (text: string) => {
	const rule = parseRule(text)
	return rule.ok ? 'was read' : [rule.why, rule.message]
}

describe('parseRule()', () => {
	it('reads every part', () => {
		const text =
			'FREQ=YEARLY;UNTIL=20261224T090000;INTERVAL=2;BYSECOND=0,30;BYMINUTE=15;BYHOUR=9,14;BYDAY=2TU,-1FR,MO;' +
			'BYMONTHDAY=1,-1;BYYEARDAY=100;BYWEEKNO=20;BYMONTH=1,11;BYSETPOS=1,-1;WKST=SU'
		expect(read(text)).toEqual({
			frequency: 'YEARLY',
			interval: 2,
			until: { kind: 'wall', at: wallOf(2026, 12, 24, 9) },
			seconds: [0, 30],
			minutes: [15],
			hours: [9, 14],
			weekdays: [
				{ weekday: 2, nth: 2 },
				{ weekday: 5, nth: -1 },
				{ weekday: 1, nth: 0 }
			],
			monthDays: [1, -1],
			yearDays: [100],
			weekNumbers: [20],
			months: [1, 11],
			positions: [1, -1],
			weekStart: 7
		})
		expect(writeRule(read(text))).toBe(text)
	})

	it('passes over what other programs are careless about', () => {
		const plain: Rule = { ...EVERY, frequency: 'WEEKLY', weekdays: [{ weekday: 2, nth: 0 }] }
		for (const text of [
			'FREQ=WEEKLY;BYDAY=TU;',
			'freq=weekly;byday=tu',
			' FREQ = WEEKLY ; BYDAY = TU ',
			'RRULE:FREQ=WEEKLY;BYDAY=TU',
			'BYDAY=TU;FREQ=WEEKLY;;INTERVAL=1;WKST=MO',
			'FREQ=WEEKLY;BYDAY=TU,TU;X-ODD=1',
			'RSCALE=GREGORIAN;FREQ=WEEKLY;BYDAY=TU;SKIP=OMIT'
		])
			expect(read(text)).toEqual(plain)
		expect(read('FREQ=MONTHLY;BYDAY=+1MO').weekdays).toEqual([{ weekday: 1, nth: 1 }])
		// The RFC forbids both; whichever ends first is meant.
		expect(read('FREQ=DAILY;COUNT=3;UNTIL=20261224')).toMatchObject({ count: 3, until: { kind: 'date' } })
	})

	it('reads UNTIL in every form and writes it in the same', () => {
		for (const text of ['20261224', '20261224T090000', '20261224T080030Z'])
			expect(writeRule(read(`FREQ=DAILY;UNTIL=${text}`))).toBe(`FREQ=DAILY;UNTIL=${text}`)
		expect(writeRule(read('FREQ=DAILY;UNTIL=2026-12-24T09:00'))).toBe('FREQ=DAILY;UNTIL=20261224T090000')
	})

	it('says by name what cannot be meant', () => {
		expect(refusal('FREQ=SOMETIMES')).toEqual([
			'frequency',
			'Cannot parse RRULE "FREQ=SOMETIMES": FREQ must be one of YEARLY, MONTHLY, WEEKLY, DAILY, HOURLY, MINUTELY, SECONDLY'
		])
		const cases: [text: string, why: string, words: string][] = [
			['', 'frequency', 'FREQ must be one of'],
			['BYDAY=MO', 'frequency', 'FREQ must be one of'],
			['FREQ=DAILY;MO', 'not-a-part', '"MO" is not of the form NAME=VALUE'],
			['FREQ=DAILY;=1', 'not-a-part', '"=1"'],
			['FREQ=DAILY;FREQ=WEEKLY', 'not-a-part', 'FREQ is there twice'],
			['RSCALE=HEBREW;FREQ=YEARLY', 'other-calendar', 'RSCALE=HEBREW (RFC 7529) is not supported'],
			['FREQ=MONTHLY;SKIP=FORWARD', 'other-calendar', 'SKIP=FORWARD'],
			['FREQ=DAILY;BYEASTER=1', 'unknown-part', 'BYEASTER is not a part of a rule'],
			['FREQ=DAILY;CONSTRUCTOR=1', 'unknown-part', 'CONSTRUCTOR'],
			['FREQ=DAILY;INTERVAL=0', 'bad-value', 'INTERVAL must be a whole number from 1, not "0"'],
			['FREQ=DAILY;COUNT=-3', 'bad-value', 'COUNT must be a whole number'],
			['FREQ=DAILY;COUNT=1.5', 'bad-value', 'not "1.5"'],
			['FREQ=DAILY;UNTIL=tomorrow', 'bad-value', 'not "TOMORROW"'],
			['FREQ=DAILY;UNTIL=20260231', 'bad-value', 'There is no 2026-02-31'],
			['FREQ=DAILY;UNTIL=20260228T250000', 'bad-value', 'is not a time'],
			['FREQ=WEEKLY;BYDAY=XX', 'bad-value', 'BYDAY must be one of MO, TU, WE, TH, FR, SA, SU, not "XX"'],
			['FREQ=WEEKLY;BYDAY=', 'bad-value', 'not ""'],
			['FREQ=MONTHLY;BYDAY=0MO', 'bad-value', 'not "0MO"'],
			['FREQ=MONTHLY;BYDAY=54MO', 'bad-value', 'from 1 to 53'],
			['FREQ=WEEKLY;WKST=1', 'bad-value', 'WKST must be one of'],
			['FREQ=YEARLY;BYMONTH=13', 'bad-value', 'BYMONTH must be whole numbers from 1 to 12, not "13"'],
			['FREQ=YEARLY;BYMONTH=-1', 'bad-value', 'not "-1"'],
			['FREQ=MONTHLY;BYMONTHDAY=32', 'bad-value', 'from 1 to 31 or -31 to -1, not "32"'],
			['FREQ=MONTHLY;BYMONTHDAY=0', 'bad-value', 'not "0"'],
			['FREQ=DAILY;BYHOUR=24', 'bad-value', 'from 0 to 23'],
			['FREQ=YEARLY;BYMONTH=5L', 'bad-value', 'not "5L"']
		]
		for (const [text, why, words] of cases)
			expect(refusal(text)).toEqual([why, expect.stringContaining(words)])
	})

	it('keeps the message short, however long the text is', () => {
		const [, message] = refusal(`FREQ=${'A'.repeat(100_000)}`)
		expect(message!.length).toBeLessThan(400)
	})
})

describe('lastStart()', () => {
	it('is the end of the day for a date', () => {
		expect(formatWall(lastStart({ kind: 'date', at: wallOf(2026, 12, 24) }))).toBe('2026-12-24T23:59:59')
		expect(lastStart({ kind: 'wall', at: wallOf(2026, 12, 24, 9) })).toBe(wallOf(2026, 12, 24, 9))
	})
})

import { describe, expect, it } from 'vitest'
import { createExpander, expand, MOST_DATES } from '#lib/core/recurrence/expand.ts'
import { MOST_COUNTED } from '#lib/core/recurrence/counted.ts'
import type { Segment, SeriesTime } from '#lib/core/recurrence/series.ts'
import { DAY, formatWall, HOUR, parseWall, type Span, type Wall } from '#lib/core/time/wall.ts'

const at = (text: string): Wall => {
	const parsed = parseWall(text)
	if (!parsed.ok) throw new Error(parsed.message)
	return parsed.value
}
const span = (start: string, end: string): Span<Wall> => ({ start: at(start), end: at(end) })
const segment = (from: string, rules: readonly string[], more: Partial<Segment> = {}): Segment => ({
	from: at(from),
	rules,
	excludedRules: [],
	duration: HOUR,
	resources: [],
	...more
})
const series = (segments: readonly Segment[], more: Partial<SeriesTime> = {}): SeriesTime => ({
	zone: 'Europe/Berlin',
	allDay: false,
	segments,
	excluded: [],
	added: [],
	...more
})
const single = (from: string, rule: string) => series([segment(from, [rule])])
const starts = (time: SeriesTime, window: Span<Wall>) =>
	expand(time, window).dates.map(({ start }) => formatWall(start))
const NOVEMBER = span('2026-11-01', '2026-12-01')
const EVER = span('1990-01-01', '2100-01-01')

describe('expand() of the window', () => {
	const daily = single('2026-11-23T09:00', 'FREQ=DAILY')

	it('shows what overlaps it, half-open at both ends', () => {
		expect(starts(daily, span('2026-11-24T10:00', '2026-11-25T09:00'))).toEqual([])
		expect(starts(daily, span('2026-11-24T09:59', '2026-11-25T09:01'))).toEqual([
			'2026-11-24T09:00',
			'2026-11-25T09:00'
		])
		expect(starts(daily, span('2026-11-24T09:00', '2026-11-24T09:00'))).toEqual([])
	})

	it('shows one without length where it begins, and one that began days before', () => {
		const moment = series([segment('2026-11-23T09:00', ['FREQ=DAILY'], { duration: 0 })])
		expect(starts(moment, span('2026-11-24T09:00', '2026-11-24T10:00'))).toEqual(['2026-11-24T09:00'])
		expect(starts(moment, span('2026-11-24T08:00', '2026-11-24T09:00'))).toEqual([])
		const long = series([segment('2026-11-02T09:00', ['FREQ=WEEKLY'], { duration: 3 * DAY })])
		expect(starts(long, span('2026-11-12', '2026-11-13'))).toEqual(['2026-11-09T09:00'])
	})

	it('gives start, end, identity and segment of each date', () => {
		expect(expand(daily, span('2026-11-23', '2026-11-24'))).toEqual({
			dates: [
				{
					original: at('2026-11-23T09:00'),
					start: at('2026-11-23T09:00'),
					end: at('2026-11-23T10:00'),
					segment: 0,
					firstOfDate: true
				}
			],
			problems: []
		})
	})
})

describe('expand() of segments and dates', () => {
	const cut = series([
		segment('2026-11-02T09:00', ['FREQ=WEEKLY']),
		segment('2026-11-17T14:00', ['FREQ=WEEKLY;COUNT=2'], { duration: 2 * HOUR })
	])

	it('follows a segment until the next begins', () => {
		expect(starts(cut, NOVEMBER)).toEqual([
			'2026-11-02T09:00',
			'2026-11-09T09:00',
			'2026-11-16T09:00',
			'2026-11-17T14:00',
			'2026-11-24T14:00'
		])
		expect(
			expand(cut, NOVEMBER).dates.map(({ segment, start, end }) => [segment, (end - start) / HOUR])
		).toEqual([
			[0, 1],
			[0, 1],
			[0, 1],
			[1, 2],
			[1, 2]
		])
	})

	it('adds RDATE with its own length or that of its segment, and only those where there is no rule', () => {
		const added = [{ start: at('2026-11-05T08:00') }, { start: at('2026-11-20T08:00'), duration: 3 * HOUR }]
		const with_ = expand({ ...cut, added }, NOVEMBER).dates
		expect(with_).toHaveLength(7)
		expect(
			with_.filter(({ start }) => added.some((one) => one.start === start)).map((one) => one.end - one.start)
		).toEqual([HOUR, 3 * HOUR])
		const bare = series([segment('2026-11-10T08:00', [])], { added })
		expect(starts(bare, NOVEMBER)).toEqual(['2026-11-05T08:00', '2026-11-20T08:00'])
	})

	it('lets an added date at a date of the rule give it its length', () => {
		const added = [{ start: at('2026-11-09T09:00'), duration: 4 * HOUR }, { start: at('2026-11-16T09:00') }]
		const dates = expand({ ...cut, added }, NOVEMBER).dates
		expect(dates.map(({ start, end }) => (end - start) / HOUR)).toEqual([1, 4, 1, 2, 2])
	})

	it('takes out EXDATE and EXRULE; COUNT counts what is taken out', () => {
		const time = series(
			[segment('2026-11-02T09:00', ['FREQ=DAILY;COUNT=7'], { excludedRules: ['FREQ=DAILY;BYDAY=WE'] })],
			{
				excluded: [at('2026-11-03T09:00'), at('2026-11-05')]
			}
		)
		expect(starts(time, NOVEMBER).map((text) => text.slice(8, 10))).toEqual(['02', '05', '06', '07', '08'])
	})

	it('joins several rules without doubles', () => {
		const time = series([
			segment('2026-11-02T09:00', ['FREQ=WEEKLY;BYDAY=MO', 'FREQ=MONTHLY;BYMONTHDAY=2,3'])
		])
		expect(starts(time, span('2026-11-01', '2026-11-10'))).toEqual([
			'2026-11-02T09:00',
			'2026-11-03T09:00',
			'2026-11-09T09:00'
		])
	})

	it('marks the first of a date: the rule’s before an added one, whatever is taken out', () => {
		const time = series([segment('2026-11-02T09:00', ['FREQ=DAILY;BYHOUR=9,14;COUNT=4'])], {
			added: [
				{ start: at('2026-11-02T08:00') },
				{ start: at('2026-11-05T10:00') },
				{ start: at('2026-11-05T08:00') }
			],
			excluded: [at('2026-11-03T09:00')]
		})
		const dates = expand(time, NOVEMBER).dates
		expect(dates.map(({ start, firstOfDate }) => `${formatWall(start).slice(8)} ${firstOfDate}`)).toEqual([
			'02T08:00 false',
			'02T09:00 true',
			'02T14:00 false',
			'03T14:00 false',
			'05T08:00 true',
			'05T10:00 false'
		])
		// The mark does not depend on where in the day the window begins.
		expect(
			expand(time, span('2026-11-02T12:00', '2026-11-02T20:00')).dates.map((one) => one.firstOfDate)
		).toEqual([false])
	})
})

describe('expand() of all-day series', () => {
	const allDay = (rule: string) =>
		series([segment('2026-03-28', [rule], { duration: DAY })], { allDay: true, zone: 'Pacific/Apia' })

	it('goes by dates and leaves times out', () => {
		expect(starts(allDay('FREQ=DAILY;BYHOUR=9,10;COUNT=3'), EVER)).toEqual([
			'2026-03-28T00:00',
			'2026-03-29T00:00',
			'2026-03-30T00:00'
		])
		expect(starts(allDay('FREQ=DAILY;UNTIL=20260329T120000Z'), EVER)).toEqual([
			'2026-03-28T00:00',
			'2026-03-29T00:00'
		])
	})

	it('refuses to repeat by the hour, as a value', () => {
		const { dates, problems } = expand(allDay('FREQ=HOURLY'), EVER)
		expect(dates).toEqual([])
		expect(problems).toEqual([
			{
				why: 'bad-rule',
				rule: 'FREQ=HOURLY',
				message: 'Cannot follow RRULE "FREQ=HOURLY": an all-day series repeats by days, not by hours'
			}
		])
	})
})

describe('expand() with rules that are odd', () => {
	it('gives positions once, and none where there is none', () => {
		const workdays = 'FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS='
		expect(starts(single('2026-11-01T09:00', `${workdays}-1`), NOVEMBER)).toEqual(['2026-11-30T09:00'])
		expect(starts(single('2026-11-01T09:00', `${workdays}1,-21,21`), NOVEMBER)).toEqual([
			'2026-11-02T09:00',
			'2026-11-30T09:00'
		])
		expect(starts(single('2026-11-01T09:00', `${workdays}30,-30`), NOVEMBER)).toEqual([])
		expect(starts(single('2026-11-01T09:00', 'FREQ=DAILY;BYHOUR=9,14;BYSETPOS=2;COUNT=2'), NOVEMBER)).toEqual(
			['2026-11-01T14:00', '2026-11-02T14:00']
		)
		expect(
			starts(
				single('2026-11-01T09:00', 'FREQ=HOURLY;INTERVAL=12;BYMINUTE=0,20,40;BYSETPOS=-1;COUNT=2'),
				NOVEMBER
			)
		).toEqual(['2026-11-01T09:40', '2026-11-01T21:40'])
	})

	it('keeps the step of sub-daily rules from their start', () => {
		expect(
			starts(
				single('2020-01-01T00:07', 'FREQ=MINUTELY;INTERVAL=7;BYHOUR=9'),
				span('2026-11-23', '2026-11-24')
			)
		).toHaveLength(9)
		expect(
			starts(single('2020-01-01T09:00', 'FREQ=HOURLY;INTERVAL=5;BYDAY=MO'), span('2026-11-23', '2026-11-24'))
		).toEqual(['02', '07', '12', '17', '22'].map((hour) => `2026-11-23T${hour}:00`))
		expect(
			starts(single('2026-11-23T09:00', 'FREQ=SECONDLY;INTERVAL=30;BYMINUTE=1;BYSECOND=30;COUNT=2'), NOVEMBER)
		).toEqual(['2026-11-23T09:01:30', '2026-11-23T10:01:30'])
		expect(starts(single('2026-11-23T09:00', 'FREQ=MINUTELY;BYSECOND=0,60;COUNT=2'), NOVEMBER)).toEqual([
			'2026-11-23T09:00',
			'2026-11-23T09:00:59'
		])
	})

	it('reads MO,-1FR as Mondays and last Fridays, by either way', () => {
		const expected = ['02', '09', '16', '23', '27', '30'].map((day) => `2026-11-${day}T09:00`)
		expect(starts(single('2026-11-01T09:00', 'FREQ=MONTHLY;BYDAY=MO,-1FR'), NOVEMBER)).toEqual(expected)
		expect(
			starts(single('2026-11-01T09:00', 'FREQ=MONTHLY;BYDAY=MO,-1FR;BYYEARDAY=1,-35,-31,-30,-28'), NOVEMBER)
		).toEqual(['2026-11-27T09:00'])
	})

	it('passes over a rule it cannot read and says so; the others go on', () => {
		const time = series([
			segment('2026-11-02T09:00', ['FREQ=SOMETIMES', 'FREQ=WEEKLY'], { excludedRules: ['COUNT=1'] })
		])
		const { dates, problems } = expand(time, span('2026-11-01', '2026-11-08'))
		expect(dates).toHaveLength(1)
		expect(problems.map(({ why }) => why)).toEqual(['bad-rule', 'bad-rule'])
		expect(problems[0]!.message).toMatch(/^Cannot parse RRULE "FREQ=SOMETIMES": FREQ must be one of YEARLY/)
	})
})

describe('expand() is bounded', () => {
	it('ends at the window for rules that never match', () => {
		for (const rule of [
			'FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30',
			'FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30;COUNT=3',
			'FREQ=MONTHLY;BYMONTH=2;BYMONTHDAY=30',
			'FREQ=HOURLY;INTERVAL=2;BYHOUR=1',
			'FREQ=MINUTELY;INTERVAL=60;BYMINUTE=1',
			'FREQ=WEEKLY;BYMONTH=2;BYMONTHDAY=30'
		])
			expect(expand(single('2026-01-01T00:00', rule), span('2026-01-01', '2030-01-01'))).toEqual({
				dates: [],
				problems: []
			})
	})

	it('gives the first of a flood and says that there are more', () => {
		const { dates, problems } = expand(
			single('2020-01-01T00:00', 'FREQ=SECONDLY'),
			span('2026-11-23', '2026-11-30')
		)
		// The one that ends as the window begins was looked at, too.
		expect(dates).toHaveLength(MOST_DATES - 1)
		expect(formatWall(dates[0]!.start)).toBe('2026-11-22T23:00:01')
		expect(problems).toEqual([
			{ why: 'too-many', message: `Only the first ${MOST_DATES} dates of "FREQ=SECONDLY" are shown here` }
		])
	})

	it('gives up a search over thousands of years and says so', () => {
		const never = expand(
			single('1000-01-01T00:00', 'FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30'),
			span('1000-01-01', '9999-01-01')
		)
		expect(never).toEqual({ dates: [], problems: [expect.objectContaining({ why: 'too-far' })] })
		const seconds = expand(single('2020-01-01T00:00', 'FREQ=SECONDLY;INTERVAL=2;BYSECOND=1'), EVER)
		expect(seconds).toEqual({ dates: [], problems: [expect.objectContaining({ why: 'too-far' })] })
	})

	it('counts so far and no farther', () => {
		const time = single('2026-01-01T00:00', `FREQ=MINUTELY;COUNT=${MOST_COUNTED * 2}`)
		const { expand: counting } = createExpander()
		expect(counting(time, span('2026-02-01', '2026-02-02'))).toMatchObject({ problems: [] })
		const later = counting(time, span('2026-04-01', '2026-04-02'))
		expect(later).toEqual({ dates: [], problems: [expect.objectContaining({ why: 'too-far' })] })
		expect(later.problems[0]!.message).toContain(`counts further than ${MOST_COUNTED} dates`)
		const hopeless = single('1000-01-01T00:00', 'FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30;COUNT=2')
		expect(counting(hopeless, span('9000-01-01', '9000-02-01')).problems.map(({ why }) => why)).toEqual([
			'too-far'
		])
	})

	it('knows no years beyond 9999', () => {
		expect(
			starts(single('9998-06-01T09:00', 'FREQ=YEARLY'), { start: at('9998-01-01'), end: 9e14 as Wall })
		).toEqual(['9998-06-01T09:00', '9999-06-01T09:00'])
	})
})

describe('an expander', () => {
	it('reads a segment anew where it stands in another zone', () => {
		const shared = segment('2026-12-23T09:00', ['FREQ=DAILY;UNTIL=20261224T080000Z'])
		const { expand: one } = createExpander()
		expect(one(series([shared]), EVER).dates).toHaveLength(2)
		expect(one(series([shared], { zone: 'America/New_York' }), EVER).dates).toHaveLength(1)
		expect(one(series([shared]), EVER).dates).toHaveLength(2)
	})
})

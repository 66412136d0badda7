import { describe, expect, it } from 'vitest'
import { createExpander } from '#lib/core/recurrence/expand.ts'
import { formatWall, HOUR, parseWall, wallOf, type Wall } from '#lib/core/time/wall.ts'
import { RFC_EXAMPLES } from './rfc-examples.ts'

/** Nine o’clock where there is no time. */
function at(text: string): Wall {
	const parsed = parseWall(text.includes('T') ? text : `${text}T09:00`)
	if (!parsed.ok) throw new Error(parsed.message)
	return parsed.value
}

/** `09-02 1998-01-02 02-06` as wall times: a year holds until the next is named. */
function datesOf(text: string): string[] {
	let year = '1997'
	return text.split(' ').map((date) => {
		const [, named = year, rest] = /^(?:(\d{4})-)?(\d\d-\d\d.*)$/.exec(date) ?? []
		year = named
		return formatWall(at(`${year}-${rest}`))
	})
}

describe('the examples of RFC 5545', () => {
	it.each(RFC_EXAMPLES)('$rule', ({ rule, from = '1997-09-02', dates, count }) => {
		const segment = { from: at(from), rules: [rule], excludedRules: [], duration: HOUR, resources: [] }
		const series = { zone: 'America/New_York', allDay: false, segments: [segment], excluded: [], added: [] }
		const expand = (end: Wall) =>
			createExpander()
				.expand(series, { start: at(from), end })
				.dates.map(({ start }) => formatWall(start))
		const expected = datesOf(dates)
		expect(expand(wallOf(2012, 1, 1)).slice(0, expected.length)).toEqual(expected)
		if (count !== undefined) expect(expand(wallOf(2100, 1, 1))).toHaveLength(count)
	})
})

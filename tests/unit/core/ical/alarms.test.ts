import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readReminders, writeReminder } from '#lib/core/ical/alarms.ts'
import { readComponent } from '#lib/core/ical/content.ts'
import { HOUR, wallOf, type Instant } from '#lib/core/time/wall.ts'

const times = { duration: HOUR, start: wallOf(2026, 11, 23, 14) as number as Instant }

function reminders(lines: readonly string[]) {
	const text = ['BEGIN:VEVENT', ...lines, 'END:VEVENT'].join('\r\n')
	return readReminders(
		readComponent(text, { name: 'VEVENT', from: 0, to: text.length, line: 1, closed: 'yes' }),
		times
	)
}
const alarm = (trigger: string) => ['BEGIN:VALARM', 'ACTION:DISPLAY', trigger, 'END:VALARM']

describe('readReminders()', () => {
	it('is the inverse of writeReminder()', () => {
		fc.assert(
			fc.property(fc.uniqueArray(fc.nat(100_000)), (minutes) => {
				expect(reminders(minutes.flatMap(writeReminder))).toEqual(minutes)
			})
		)
	})

	it.each([
		['TRIGGER:-PT15M', [15]],
		['TRIGGER;RELATED=START:-P1D', [1440]],
		['TRIGGER;RELATED=END:-PT1H30M', [30]],
		['TRIGGER;RELATED=END:-PT10M', []],
		['TRIGGER:PT10M', []],
		['TRIGGER;VALUE=DATE-TIME:20261123T133000Z', [30]],
		['TRIGGER;VALUE=DATE-TIME:20261123T133000', []],
		['TRIGGER:soon', []],
		['TRIGGER:-PT90S', [2]],
		['DESCRIPTION:no trigger', []]
	])('reads %s as %j minutes', (trigger, minutes) => {
		expect(reminders(alarm(trigger))).toEqual(minutes)
	})

	it('keeps each once, in the order of the file, and no other component', () => {
		expect(
			reminders([
				...alarm('TRIGGER:-PT15M'),
				...alarm('TRIGGER:-PT5M'),
				...alarm('TRIGGER:-PT15M'),
				'BEGIN:PARTICIPANT',
				'TRIGGER:-PT1M',
				'END:PARTICIPANT'
			])
		).toEqual([15, 5])
	})
})

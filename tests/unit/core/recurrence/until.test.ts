/** Bugs 19 and 20 of sync-rules: UNTIL read in the wrong zone loses or adds the last occurrence. */
import { describe, expect, it } from 'vitest'
import { parseRule } from '#lib/core/recurrence/parse-rule.ts'
import { writeRule } from '#lib/core/recurrence/rule.ts'
import { exportedRule, localRule, type SeriesPlace } from '#lib/core/recurrence/until.ts'

function turned(text: string, place: SeriesPlace, turn: typeof localRule): string {
	const rule = parseRule(text)
	if (!rule.ok) throw new Error(rule.message)
	return writeRule(turn(rule.value, place)).replace('FREQ=DAILY', '').replace(';UNTIL=', '')
}
const stored = (until: string, zone: string, allDay = false) =>
	turned(`FREQ=DAILY;UNTIL=${until}`, { zone, allDay }, localRule)
const exported = (until: string, zone: string, allDay = false) =>
	turned(`FREQ=DAILY;UNTIL=${until}`, { zone, allDay }, exportedRule)

describe('localRule()', () => {
	it('turns UTC into the wall time of DTSTART’s zone', () => {
		expect(stored('20261224T080000Z', 'Europe/Berlin')).toBe('20261224T090000')
		expect(stored('20260624T070000Z', 'Europe/Berlin')).toBe('20260624T090000')
		expect(stored('20261224T000000Z', 'Asia/Tokyo')).toBe('20261224T090000')
		expect(stored('20261223T200000Z', 'Pacific/Auckland')).toBe('20261224T090000')
		expect(stored('20261224T140000Z', 'America/New_York')).toBe('20261224T090000')
	})

	it('keeps a local time and takes a date to its end', () => {
		expect(stored('20261224T090000', 'Asia/Tokyo')).toBe('20261224T090000')
		expect(stored('20261224', 'Asia/Tokyo')).toBe('20261224T235959')
	})

	it('makes a date of whatever an all-day series has', () => {
		for (const zone of ['Pacific/Pago_Pago', 'Europe/Berlin', 'Pacific/Apia', 'UTC']) {
			expect(stored('20261224', zone, true)).toBe('20261224')
			expect(stored('20261224T000000Z', zone, true)).toBe('20261224')
			expect(stored('20261224T235959Z', zone, true)).toBe('20261224')
			expect(stored('20261224T090000', zone, true)).toBe('20261224')
		}
	})

	it('believes a midnight of the zone that was written as UTC', () => {
		expect(stored('20261223T230000Z', 'Europe/Berlin', true)).toBe('20261224')
		expect(stored('20261224T050000Z', 'America/New_York', true)).toBe('20261224')
	})

	it('leaves a rule without UNTIL alone', () => {
		expect(turned('FREQ=DAILY;COUNT=3', { zone: 'UTC', allDay: false }, localRule)).toBe(';COUNT=3')
	})
})

describe('exportedRule()', () => {
	it('writes UTC for timed series and a date for all-day ones', () => {
		expect(exported('20261224T090000', 'Europe/Berlin')).toBe('20261224T080000Z')
		expect(exported('20261224', 'Asia/Tokyo')).toBe('20261224T145959Z')
		expect(exported('20261224T080000Z', 'Asia/Tokyo')).toBe('20261224T080000Z')
		expect(exported('20261224T090000', 'Asia/Tokyo', true)).toBe('20261224')
		expect(turned('FREQ=DAILY', { zone: 'UTC', allDay: false }, exportedRule)).toBe('')
	})

	it('comes back as it was stored', () => {
		for (const zone of ['Europe/Berlin', 'Asia/Tokyo', 'Pacific/Auckland', 'America/St_Johns'])
			expect(stored(exported('20260724T093000', zone), zone)).toBe('20260724T093000')
	})
})

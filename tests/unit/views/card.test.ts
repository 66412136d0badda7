import { STATUSES } from '#lib/core/appointment/status.ts'
import { dayOf } from '#lib/core/time/wall.ts'
import { describeCard, titleOf, UNTITLED, type CardWords } from '#lib/views/card/card-content.ts'
import { STATUS_LOOK } from '#lib/views/card/status-look.ts'
import { createTimeWords } from '#lib/views/card/time-words.ts'
import { describe, expect, test } from 'vitest'
import { at, monday, pretend, type Wish } from './pretend-occurrence.ts'

const words: CardWords = {
	...createTimeWords('en-GB'),
	nameOf: (id) => ({ mia: 'Mia', room: 'Room 1' })[id]
}
const card = (wish: Wish, overlaps = 0) => describeCard(pretend(wish), { hue: 'teal', overlaps, words })
const anna: Wish = {
	from: 14.5,
	to: 15.5,
	who: { name: 'Anna Weber' },
	what: { service: 'Colour' },
	status: 'confirmed'
}

describe('titleOf()', () => {
	test.each([
		[{ who: { name: 'Anna' }, what: { title: 'Talk', service: 'Cut' } }, 'Anna'],
		[{ what: { title: 'Talk', service: 'Cut' } }, 'Talk'],
		[{ what: { service: 'Cut' } }, 'Cut'],
		[{}, UNTITLED]
	])('prefers the client, then the title, then the service: %#', (wish, title) => {
		expect(titleOf(pretend(wish))).toBe(title)
	})
})

describe('describeCard()', () => {
	test('says of a busy time when it is and whose, and shows no status', () => {
		const busy = (resources: readonly string[]) => card({ key: 'busy:x', from: 14, to: 15, resources })
		expect(busy([])).toMatchObject({ title: 'Busy', time: '14:00–15:00', label: 'Busy, 14:00 to 15:00' })
		expect(busy(['mia'])).toMatchObject({ service: 'Mia', label: 'Busy, 14:00 to 15:00, Mia' })
		expect(busy(['mia']).classes).toBe('card hue-slate is-busy')
	})

	test('says when, who and what', () => {
		expect(card(anna)).toMatchObject({
			title: 'Anna Weber',
			time: '14:30–15:30',
			startTime: '14:30',
			service: 'Colour',
			icon: STATUS_LOOK.confirmed.path
		})
	})

	test('the whole card in words', () => {
		expect(card(anna, 1).label).toBe(
			'14:30 to 15:30, Anna Weber, Colour, with Mia, confirmed, overlaps 1 other'
		)
		expect(card({ ...anna, resources: ['mia', 'room'] }, 2).label).toBe(
			'14:30 to 15:30, Anna Weber, Colour, with Mia and Room 1, confirmed, overlaps 2 others'
		)
		expect(card({ ...anna, resources: [] }).label).toBe(
			'14:30 to 15:30, Anna Weber, Colour, unassigned, confirmed'
		)
	})

	test('says of a night on which day it ends', () => {
		expect(card({ from: 22, to: 26 }).label).toMatch(/^22:00 to Tue,? 24 Nov 02:00, /)
	})

	test('an all-day one has no time, and says how many days', () => {
		expect(card({ from: 0, to: 24, allDay: true })).toMatchObject({ time: '', startTime: '' })
		expect(card({ from: 0, to: 24, allDay: true }).label).toMatch(/^All day, Appointment/)
		expect(card({ from: 0, to: 72, allDay: true }).label).toMatch(/^All day, 3 days from Mon,? 23 Nov, /)
	})

	test('says that it repeats', () => {
		const series = { id: 's-1', original: at(9), overridden: false, detached: false }
		const { label } = describeCard({ ...pretend(), series }, { hue: 'teal', overlaps: 0, words })
		expect(label).toContain('repeats')
		expect(card({}).label).not.toContain('repeats')
	})

	test('says nothing twice', () => {
		expect(card({ what: { service: 'Cut' } }).service).toBe('')
		expect(card({ who: { name: 'Anna' }, what: { title: 'Anna' } }).service).toBe('')
		expect(card({ who: { name: 'Anna' }, what: { title: 'Trial' } }).service).toBe('Trial')
	})

	test('wears its hue, its status and its overlap as classes', () => {
		expect(card(anna).classes).toBe('card hue-teal is-confirmed')
		expect(card({ status: 'cancelled' }, 1).classes).toBe('card hue-teal is-cancelled has-overlap')
	})
})

describe('STATUS_LOOK', () => {
	test('gives every status a sign and a word of its own', () => {
		const looks = STATUSES.map((status) => STATUS_LOOK[status])
		expect(new Set(looks.map(({ path }) => path)).size).toBe(STATUSES.length)
		expect(new Set(looks.map(({ label }) => label)).size).toBe(STATUSES.length)
	})

	test('draws only in absolute and relative path commands, closed', () => {
		for (const status of STATUSES) expect(STATUS_LOOK[status].path).toMatch(/^M[\d\s.,a-zA-Z-]+z$/)
	})
})

describe('createTimeWords()', () => {
	test('follows the locale in 24 or 12 hours', () => {
		expect(createTimeWords('de').time(at(9))).toBe('09:00')
		expect(createTimeWords('en-US').time(at(14.5)).replace(/\s/u, ' ')).toBe('2:30 PM')
	})

	test('says the half of the day once where a span stays within it', () => {
		const { span, hour, bare } = createTimeWords('en-US')
		const plain = (text: string) => text.replace(/\s/gu, ' ')
		expect(plain(span(at(9.5), at(10.25)))).toBe('9:30–10:15 AM')
		expect(plain(span(at(11.5), at(12.5)))).toBe('11:30 AM–12:30 PM')
		expect(plain(hour(at(14)))).toBe('2 PM')
		expect(plain(bare(at(14.5)))).toBe('2:30')
	})

	test('keeps whole times where the clock has 24 hours or says the half first', () => {
		const german = createTimeWords('de')
		expect([german.span(at(9.5), at(10)), german.hour(at(9)), german.bare(at(9.5))]).toEqual([
			'09:30–10:00',
			'09:00',
			'09:30'
		])
		const korean = createTimeWords('ko')
		expect(korean.span(at(9.5), at(10))).toBe(`${korean.time(at(9.5))}–${korean.time(at(10))}`)
	})

	test('knows midnight, and times before 1970', () => {
		expect(createTimeWords('en-GB').time(monday)).toBe('00:00')
		expect(createTimeWords('en-GB').time(at(9.5, -30_000))).toBe('09:30')
	})

	test('names days short and long, whatever the zone of the machine', () => {
		const { day, longDay } = createTimeWords('en-GB')
		expect(day(dayOf(monday))).toMatch(/^Mon,? 23 Nov$/)
		expect(longDay(dayOf(monday))).toMatch(/^Monday,? 23 November 2026$/)
	})
})

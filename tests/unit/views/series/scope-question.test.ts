import { describe, expect, it } from 'vitest'
import { EMPTY_GROUPS } from '#lib/core/appointment/appointment.ts'
import { occurrenceAt } from '#lib/core/recurrence/occurrences.ts'
import type { Series } from '#lib/core/recurrence/series.ts'
import { HOUR, plus, wallOf, type Wall } from '#lib/core/time/wall.ts'
import type { GroupsEdit, ScopePreview } from '#lib/client/book.ts'
import { createTimeWords } from '#lib/views/card/time-words.ts'
import { questionOf } from '#lib/views/series/question-of.ts'
import { ScopeQuestion, type Question } from '#lib/views/series/scope-question.svelte.ts'
import { askTitle, describeChange, describeChoice } from '#lib/views/series/scope-words.ts'

const ZONE = 'Europe/Berlin'
const series: Series = {
	...EMPTY_GROUPS,
	who: { ...EMPTY_GROUPS.who, name: 'Anna Weber' },
	id: 's-anna',
	calendar: 'c',
	time: {
		zone: ZONE,
		allDay: false,
		segments: [
			{
				from: wallOf(2026, 11, 4, 17),
				rules: ['FREQ=WEEKLY;BYDAY=WE'],
				excludedRules: [],
				duration: HOUR,
				resources: ['mia']
			}
		],
		excluded: [],
		added: []
	}
}
const book = {
	find: (key: string) => occurrenceAt(series, key, undefined, ZONE),
	seriesOf: (key: string) => (key.startsWith('s-anna') ? series : undefined)
}
const KEY = 's-anna@2026-11-25'
const start: Wall = wallOf(2026, 11, 25, 18)
const MOVED = { start, end: plus(start, HOUR), allDay: false, zone: ZONE, resources: ['mia'] }

const asked = (what: Question['what'], key = KEY): Question => {
	const question = questionOf(book, key, what)
	if (!question) throw new Error('Nothing is asked')
	return question
}

describe('questionOf()', () => {
	it('proposes the one date first, and asks nothing of what stands alone', () => {
		expect(asked({ when: MOVED }).scopes).toEqual(['one', 'following', 'all'])
		expect(asked('delete').scopes).toEqual(['one', 'following', 'all'])
		expect(questionOf(book, '202611-single', 'delete')).toBeUndefined()
		expect(questionOf(book, 's-anna', 'delete')).toBeUndefined()
		expect(questionOf(book, 's-anna@2026-11-26', 'delete')).toBeUndefined()
	})

	it('offers only what can be meant', () => {
		expect(asked('delete', 's-anna@2026-11-04').scopes).toEqual(['one', 'all'])
		expect(asked({ when: { ...MOVED, allDay: true } }).scopes).toEqual(['one', 'all'])
		expect(asked({ rules: ['FREQ=DAILY'] }).scopes).toEqual(['following', 'all'])
		expect(asked({ rules: [] }).scopes).toEqual(['following'])
		expect(asked({ rules: [] }, 's-anna@2026-11-04').scopes).toEqual(['all'])
	})
})

describe('ScopeQuestion', () => {
	it('is answered once; a second question leaves the first', async () => {
		const question = new ScopeQuestion()
		const first = question.ask(asked('delete'))
		const second = question.ask(asked({ when: MOVED }))
		expect(await first).toBeUndefined()
		expect(question.asked?.what).toEqual({ when: MOVED })
		question.answer('following')
		question.answer('all')
		expect([await second, question.asked]).toEqual(['following', undefined])
	})
})

const words = {
	...createTimeWords('en-GB'),
	nameOf: (id: string) => ({ mia: 'Mia', jonas: 'Jonas' })[id]
}
const said = (what: Question['what']) => describeChange(asked(what), words, ZONE).replaceAll(',', '')

describe('the question in words', () => {
	it('names the appointment and what would be done', () => {
		expect(askTitle(asked({ when: MOVED }))).toBe('Move “Anna Weber”')
		expect(askTitle(asked('delete'))).toBe('Delete “Anna Weber”')
		expect(askTitle(asked({ when: MOVED, note: '' }))).toBe('Change “Anna Weber”')
	})

	it('says from when to when, and from whom to whom', () => {
		expect(said('delete')).toBe('Wed 25 Nov 17:00–18:00')
		expect(said({ when: MOVED })).toBe('Wed 25 Nov 17:00–18:00 → 18:00–19:00')
		const thursday = { ...MOVED, start: wallOf(2026, 11, 26, 9), end: wallOf(2026, 11, 26, 10) }
		expect(said({ when: thursday })).toBe('Wed 25 Nov 17:00–18:00 → Thu 26 Nov 09:00–10:00')
		const handed = { ...MOVED, start: wallOf(2026, 11, 25, 17), end: start, resources: ['jonas'] }
		expect(said({ when: handed })).toBe('Wed 25 Nov 17:00–18:00 · Mia → Jonas')
		expect(said({ when: { ...handed, resources: [] } })).toBe('Wed 25 Nov 17:00–18:00 · Mia → nobody')
	})

	it('names what else is another then', () => {
		const { what, who } = EMPTY_GROUPS
		const cancelled = { status: 'cancelled', reason: '', by: '' } as const
		const edit: GroupsEdit = { what, who, note: 'x', state: cancelled, rules: ['FREQ=DAILY'] }
		expect(said(edit)).toBe('Marked as cancelled · New details client note · New rhythm')
	})
})

const PREVIEW: ScopePreview = {
	affected: 14,
	endless: false,
	past: false,
	overlaps: 0,
	detaches: 0,
	keep: 0,
	isLoaded: true
}
const choice = (
	scope: 'one' | 'following' | 'all',
	what: Question['what'],
	more: Partial<ScopePreview> = {}
) => describeChoice(scope, what, { ...PREVIEW, ...more })

describe('describeChoice()', () => {
	const move = { when: MOVED }

	it('says what is changed, and how many that are', () => {
		expect(choice('following', move)).toEqual({ text: 'Moves 14 appointments.', warning: '' })
		expect(choice('following', 'delete', { affected: 1 }).text).toBe('Deletes 1 appointment.')
		expect(choice('all', 'delete', { past: true }).text).toBe(
			'Deletes 14 appointments and those before today.'
		)
		expect(choice('all', { note: '' }, { past: true, endless: true }).text).toBe(
			'Changes 14 appointments in the year ahead, all after that and those before today.'
		)
	})

	it('warns of overlaps', () => {
		expect(choice('following', move, { overlaps: 2 }).warning).toBe('2 would overlap others')
		expect(choice('all', move, { overlaps: 1 }).warning).toBe('1 would overlap another')
		expect(choice('one', move, { affected: 1, overlaps: 1 }).warning).toBe('It would overlap another')
	})

	it('says what stays, what comes to stand alone, and what this device does not know', () => {
		expect(choice('all', move, { keep: 1, detaches: 2, isLoaded: false }).text).toBe(
			'Moves 14 appointments. 1 that was moved by hand stays there. 2 with changes of their own come to stand alone. As far as this device knows.'
		)
		expect(choice('all', { note: '' }, { keep: 3 }).text).toBe(
			'Changes 14 appointments. 3 that were changed by hand stay as they are.'
		)
	})

	it('has words before anything is counted', () => {
		expect(describeChoice('following', 'delete', undefined)).toEqual({
			text: 'Deletes this date and every later one.',
			warning: ''
		})
		expect(describeChoice('one', move, undefined).text).toBe('The others stay where they are.')
	})
})

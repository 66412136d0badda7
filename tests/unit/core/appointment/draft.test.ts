import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { EMPTY_GROUPS, type Groups, type When } from '#lib/core/appointment/appointment.ts'
import {
	changeDraft,
	checkDraft,
	draftOf,
	newDraft,
	type Draft,
	type DraftRules
} from '#lib/core/appointment/draft.ts'
import { editsOf, groupsOf, readEdits, touchedGroups } from '#lib/core/appointment/draft-edits.ts'
import { sayDuration } from '#lib/core/appointment/typed.ts'
import { DAY, MINUTE, startOfDay, wallOf, type Day, type Wall } from '#lib/core/time/wall.ts'

const rules: DraftRules = {
	today: 20_780 as Day,
	order: 'dmy',
	months: [],
	isZone: (zone) => zone === 'Europe/Berlin'
}
const when: When = {
	start: wallOf(2026, 11, 24, 14, 30),
	end: wallOf(2026, 11, 24, 15, 15),
	zone: 'Europe/Berlin',
	allDay: false,
	resources: ['mia']
}
const groups: Groups = {
	...EMPTY_GROUPS,
	when,
	what: { ...EMPTY_GROUPS.what, service: 'Cut', serviceId: 's1', price: '45 €' },
	who: {
		...EMPTY_GROUPS.who,
		clientId: 'c1',
		name: 'Anna Weber',
		phone: '1',
		attendees: [{ name: 'B', email: 'b@x' }]
	},
	note: 'Window seat'
}
const change = (draft: Draft, patch: Partial<Draft>) => changeDraft(draft, patch, rules)

const times = fc
	.record({
		day: fc.integer({ min: 0, max: 60_000 }),
		minute: fc.integer({ min: 0, max: 1439 }),
		length: fc.integer({ min: 1, max: 5000 })
	})
	.map(({ day, minute, length }): When => {
		const start = (day * DAY + minute * MINUTE) as Wall
		return { ...when, start, end: (start + length * MINUTE) as Wall }
	})
const wholeDays = fc
	.record({ day: fc.integer({ min: 0, max: 60_000 }), days: fc.integer({ min: 1, max: 40 }) })
	.map(({ day, days }): When => ({
		...when,
		allDay: true,
		start: startOfDay(day as Day),
		end: startOfDay((day + days) as Day)
	}))
const anyWhen = fc.oneof(times, wholeDays)

describe('draftOf() and checkDraft()', () => {
	it('give back the times they were made of, whatever they are', () => {
		fc.assert(
			fc.property(anyWhen, (each) => {
				const checked = checkDraft(newDraft(each), rules)
				expect(checked).toEqual({ when: each, errors: {} })
			})
		)
	})

	it('say the last day of a whole-day appointment as people say it', () => {
		const draft = newDraft({ ...when, allDay: true, start: wallOf(2026, 11, 24), end: wallOf(2026, 11, 26) })
		expect([draft.startDay, draft.endDay, draft.duration]).toEqual(['2026-11-24', '2026-11-25', '2 days'])
	})

	it('refuse an end that is not after the start, in words', () => {
		const draft = { ...draftOf(groups), endTime: '14:30' }
		expect(checkDraft(draft, rules)).toEqual({
			when: undefined,
			errors: { endTime: 'End 14:30 is not after start 14:30' }
		})
		expect(checkDraft({ ...draft, endDay: '2026-11-23' }, rules).errors.endTime).toBe(
			'End 2026-11-23 14:30 is not after start 2026-11-24 14:30'
		)
		expect(checkDraft({ ...draft, allDay: true, endDay: '2026-11-23' }, rules).errors.endDay).toBe(
			'The last day 2026-11-23 is before the first, 2026-11-24'
		)
	})

	it('name every field that cannot be read', () => {
		const { when: read, errors } = checkDraft(
			{ ...draftOf(groups), startDay: '31 feb', endDay: 'x', startTime: '25', endTime: 'y', zone: 'Mars' },
			rules
		)
		expect(read).toBeUndefined()
		expect(Object.keys(errors).sort()).toEqual(['endDay', 'endTime', 'startDay', 'startTime', 'zone'])
		expect(errors.startDay).toMatch(/^There is no 31 February/)
		expect(errors.zone).toBe('"Mars" is not a time zone: choose one such as Europe/Berlin')
	})

	it('name a duration that cannot be read, but not an empty one', () => {
		expect(checkDraft({ ...draftOf(groups), duration: 'long' }, rules).errors.duration).toMatch(
			/not a length/
		)
		expect(checkDraft({ ...draftOf(groups), duration: ' ' }, rules).errors).toEqual({})
	})
})

describe('changeDraft()', () => {
	it('keeps the duration when the start moves', () => {
		fc.assert(
			fc.property(anyWhen, anyWhen, (from, to) => {
				const draft = newDraft(from)
				const target = newDraft(to)
				const moved = change(draft, {
					startDay: target.startDay,
					startTime: draft.allDay ? draft.startTime : target.startTime
				})
				const read = checkDraft(moved, rules).when
				expect(read && read.end - read.start).toBe(from.end - from.start)
				expect(moved.duration).toBe(draft.duration)
			})
		)
	})

	it('moves the end when the duration is typed, and the duration when the end is', () => {
		fc.assert(
			fc.property(times, fc.integer({ min: 1, max: 3000 }), (each, minutes) => {
				const longer = change(newDraft(each), { duration: sayDuration(minutes) })
				const read = checkDraft(longer, rules).when
				expect(read?.end).toBe(each.start + minutes * MINUTE)
				const back = change({ ...longer, duration: '' }, { endTime: longer.endTime })
				expect(back.duration).toBe(sayDuration(minutes))
			})
		)
	})

	it('leaves everything as typed while a time cannot be read', () => {
		const draft = draftOf(groups)
		expect(change(draft, { startTime: '1' + 'x' })).toEqual({ ...draft, startTime: '1x' })
		expect(change(draft, { duration: 'lo' })).toEqual({ ...draft, duration: 'lo' })
		expect(change(draft, { endTime: '13:00' }).duration).toBe(draft.duration)
		expect(change({ ...draft, endDay: '?' }, { startTime: '09:00' }).endDay).toBe('?')
	})

	it('touches no time when something else is typed', () => {
		const draft = { ...draftOf(groups), endTime: 'later' }
		expect(change(draft, { note: 'n' })).toEqual({ ...draft, note: 'n' })
	})

	it('goes to whole days and back without losing the times', () => {
		const whole = change(draftOf(groups), { allDay: true })
		expect([whole.duration, checkDraft(whole, rules).when?.end]).toEqual(['1 day', wallOf(2026, 11, 25)])
		expect(change(whole, { allDay: false })).toEqual(draftOf(groups))
	})

	it('begins at nine for an hour where a whole day had no times', () => {
		const whole = newDraft({ ...when, allDay: true, start: wallOf(2026, 11, 24), end: wallOf(2026, 11, 26) })
		const timed = change(whole, { allDay: false })
		expect(checkDraft(timed, rules).when).toMatchObject({
			start: wallOf(2026, 11, 24, 9),
			end: wallOf(2026, 11, 24, 10),
			allDay: false
		})
		expect(timed.duration).toBe('1 h')
	})

	it('stays as it is when whole days cannot be counted', () => {
		expect(change({ ...draftOf(groups), endDay: '?' }, { allDay: true }).duration).toBe('45 min')
		expect(change({ ...draftOf(groups), allDay: true, endDay: '?' }, { allDay: false }).duration).toBe(
			'45 min'
		)
	})

	it('moves the last day with the duration of a whole-day appointment', () => {
		const whole = newDraft({ ...when, allDay: true, start: wallOf(2026, 11, 24), end: wallOf(2026, 11, 25) })
		expect(checkDraft(change(whole, { duration: '3 days' }), rules).when?.end).toBe(wallOf(2026, 11, 27))
	})
})

describe('touchedGroups()', () => {
	const edited = (patch: Partial<Draft>) => {
		const draft = change(draftOf(groups), patch)
		const read = checkDraft(draft, rules).when
		if (!read) throw new Error('unreadable')
		return touchedGroups(groups, groupsOf(groups, draft, read))
	}

	it('finds nothing where nothing was typed', () => {
		expect(edited({})).toEqual({})
		expect(edited({ client: ' Anna Weber ' })).toEqual({})
	})

	it('finds exactly the groups that were typed in', () => {
		expect(Object.keys(edited({ note: 'x' }))).toEqual(['note'])
		expect(Object.keys(edited({ startTime: '15:00' }))).toEqual(['when'])
		expect(edited({ status: 'arrived' })).toEqual({ state: { ...groups.state, status: 'arrived' } })
		expect(edited({ price: '50 €', location: 'Upstairs' })).toEqual({
			what: { ...groups.what, price: '50 €', location: 'Upstairs' }
		})
	})

	it('keeps what the fields do not show, and the known client only with the same name', () => {
		expect(edited({ phone: '2' }).who).toEqual({ ...groups.who, phone: '2' })
		expect(edited({ client: 'Anna Schulz' }).who).toEqual({
			...groups.who,
			name: 'Anna Schulz',
			clientId: ''
		})
	})
})

describe('editsOf() and readEdits()', () => {
	const base = draftOf(groups)
	const edits = fc.record(
		{ client: fc.string(), note: fc.string(), allDay: fc.boolean(), resources: fc.array(fc.string()) },
		{ requiredKeys: [] }
	)

	it('give the same draft again over the same base, also after a time as JSON', () => {
		fc.assert(
			fc.property(edits, (typed) => {
				const draft = { ...base, ...typed }
				const kept = readEdits(JSON.parse(JSON.stringify(editsOf(base, draft))))
				expect({ ...base, ...kept }).toEqual(draft)
			})
		)
	})

	it('hold only what differs, so that another field may change underneath', () => {
		const typed = editsOf(base, { ...base, note: 'mine' })
		expect(typed).toEqual({ note: 'mine' })
		expect({ ...base, phone: 'theirs', ...typed }).toMatchObject({ phone: 'theirs', note: 'mine' })
	})

	it('leave out whatever another version or a damaged store has put there', () => {
		expect(readEdits(undefined)).toEqual({})
		expect(readEdits('text')).toEqual({})
		expect(readEdits(null)).toEqual({})
		expect(
			readEdits({ note: 1, client: 'A', resources: 'mia', status: 'asleep', unknown: 'x', allDay: true })
		).toEqual({ client: 'A', allDay: true })
		expect(readEdits({ status: 'arrived', resources: ['a', 2] })).toEqual({ status: 'arrived' })
	})
})

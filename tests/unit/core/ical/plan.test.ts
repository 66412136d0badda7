import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { EMPTY_GROUPS, type Groups, type Source } from '#lib/core/appointment/appointment.ts'
import { RANDOM_LENGTH } from '#lib/core/appointment/ids.ts'
import { hashOf, hashOfValue } from '#lib/core/ical/hash.ts'
import type { Existing, ImportedSingle, ImportRead } from '#lib/core/ical/import.ts'
import {
	existingOf,
	hashOfSeries,
	hashOfSingle,
	importedAppointmentId,
	importedSeriesId,
	ownIdOf,
	planImport,
	sourceOf,
	uidOf
} from '#lib/core/ical/plan.ts'
import { wallOf } from '#lib/core/time/wall.ts'

const start = wallOf(2026, 11, 23, 9)
const WHEN = { start, end: wallOf(2026, 11, 23, 10), zone: 'Europe/Berlin', allDay: false, resources: [] }

function single(uid: string, source: Partial<Source> = {}): ImportedSingle {
	const groups: Groups = { when: WHEN, ...EMPTY_GROUPS }
	const more = { ...groups.more, source: { uid, sequence: 0, hash: 'h', ...source } }
	const id = importedAppointmentId(uid, start)
	return {
		kind: 'single',
		uid,
		id,
		title: uid,
		start,
		allDay: false,
		remarks: [],
		groups: { ...groups, more }
	}
}

const read = (...events: readonly ImportedSingle[]): ImportRead => ({
	name: 'Salon',
	events,
	unreadable: [{ title: 'Bad', when: '', line: 3, reason: 'no date' }],
	notAppointments: 2,
	remarks: ['said']
})

describe('hashOf()', () => {
	it('differs where a text differs by one character, and never in length', () => {
		fc.assert(
			fc.property(fc.string(), fc.nat(), fc.string({ minLength: 1, maxLength: 1 }), (text, place, char) => {
				const at = place % (text.length + 1)
				const other = text.slice(0, at) + char + text.slice(at)
				expect(hashOf(text)).toMatch(/^[0-9a-z]+$/)
				expect(hashOf(text)).toHaveLength(RANDOM_LENGTH)
				expect(hashOf(text)).not.toBe(hashOf(other))
			}),
			{ numRuns: 500 }
		)
	})

	it('has no collision among 200,000 similar UIDs', () => {
		const seen = new Set<string>()
		for (let at = 0; at < 200_000; at++) seen.add(hashOf(`event-${at}@example.org`))
		expect(seen.size).toBe(200_000)
	})

	it('uses every character of its alphabet at every place', () => {
		const places = Array.from({ length: RANDOM_LENGTH }, () => new Set<string>())
		for (let at = 0; at < 2000; at++) [...hashOf(`${at}`)].forEach((char, place) => places[place]?.add(char))
		expect(places.every((chars) => chars.size === 32)).toBe(true)
	})

	it('is the same for ever: ids in books depend on it', () => {
		expect([hashOf(''), hashOf('event-1@example.org')]).toEqual(['ajxdsm1bkxwf', 'g6mkb61f9mqz'])
	})
})

describe('hashOfValue()', () => {
	it('does not depend on the order of keys or on absent ones', () => {
		expect(hashOfValue({ a: 1, b: [null, 'x'] })).toBe(hashOfValue({ b: [null, 'x'], c: undefined, a: 1 }))
		expect(hashOfValue([undefined])).toBe(hashOfValue([null]))
		expect(hashOfValue({ a: '1' })).not.toBe(hashOfValue({ a: 1 }))
		expect(hashOfValue(['a', 'b'])).not.toBe(hashOfValue(['b', 'a']))
	})
})

describe('ids', () => {
	it('are the same wherever the file is imported', () => {
		expect(importedAppointmentId('u', start)).toBe(importedAppointmentId('u', start))
		expect(importedAppointmentId('u', start)).toMatch(/^202611-[0-9a-z]{12}$/)
		expect(importedSeriesId('u')).toMatch(/^s-[0-9a-z]{12}$/)
	})

	it('of records made here come back as themselves', () => {
		const more = { ...EMPTY_GROUPS.more }
		for (const id of ['202611-k3v9', 's-k3v9']) expect(ownIdOf(uidOf({ id, more }))).toBe(id)
		expect(importedAppointmentId('202601-k3v9@daybook', start)).toBe('202601-k3v9')
		expect(importedSeriesId('s-k3v9@daybook')).toBe('s-k3v9')
	})

	it('of a series are not given to an appointment, nor the reverse', () => {
		expect(importedAppointmentId('s-k3v9@daybook', start)).toMatch(/^202611-/)
		expect(importedSeriesId('202611-k3v9@daybook')).toMatch(/^s-[0-9a-z]{12}$/)
		expect(ownIdOf('k3v9@example.org')).toBeUndefined()
	})

	it('keep the UID a record came with', () => {
		expect(uidOf({ id: 'x', more: single('abc').groups.more })).toBe('abc')
	})
})

describe('hashes of content', () => {
	const groups: Groups = { when: WHEN, ...EMPTY_GROUPS }
	const time = { zone: 'UTC', allDay: false, segments: [], excluded: [], added: [] }

	it('leave the source out', () => {
		expect(hashOfSingle(single('a', { sequence: 4 }).groups)).toBe(hashOfSingle(single('b').groups))
		expect(hashOfSingle({ ...groups, note: 'x' })).not.toBe(hashOfSingle(groups))
	})

	it('see an override that was added later, in whatever order they stand', () => {
		const one = { original: start, groups: { note: 'one' } }
		const two = { original: wallOf(2026, 11, 30, 9), groups: { more: single('a').groups.more } }
		expect(hashOfSeries(time, groups, [one])).not.toBe(hashOfSeries(time, groups, []))
		expect(hashOfSeries(time, groups, [one, two])).toBe(hashOfSeries(time, groups, [two, one]))
	})

	it('is the same whether a date is deleted or left out of the rule: a file of ours leaves it out', () => {
		const state = { status: 'deleted', reason: '', by: '' } as const
		const gone = { original: start, groups: { state } }
		const leftOut = { ...time, excluded: [start] }
		expect(hashOfSeries(time, groups, [gone])).toBe(hashOfSeries(leftOut, groups, []))
		expect(hashOfSeries(leftOut, groups, [gone])).toBe(hashOfSeries(leftOut, groups, []))
		const cancelled = { ...gone, groups: { state: { ...state, status: 'cancelled' } as const } }
		expect(hashOfSeries(time, groups, [cancelled])).not.toBe(hashOfSeries(leftOut, groups, []))
	})
})

describe('planImport()', () => {
	const book = (...known: readonly (readonly [string, Existing])[]) => {
		const byUid = new Map(known)
		return (uid: string) => byUid.get(uid)
	}

	it('plans nothing for the same file twice', () => {
		const events = [single('a'), single('b', { sequence: 3, hash: 'other' })]
		const lookup = book(
			...events.map((event) => [event.uid, existingOf(event.id, sourceOf(event), never)] as const)
		)
		const plan = planImport(read(...events), lookup)
		expect(plan.unchanged).toEqual(events.map((event) => ({ event, reason: '' })))
		expect([plan.fresh, plan.changed]).toEqual([[], []])
	})

	it('sorts new, changed and older apart', () => {
		const [fresh, changed, older] = [
			single('new'),
			single('mine', { sequence: 2 }),
			single('old', { sequence: 1 })
		]
		const plan = planImport(
			read(fresh, changed, older),
			book(
				['mine', { id: '202501-kept', hash: 'before', sequence: 2 }],
				['old', { id: '202501-older', hash: 'before', sequence: 4 }]
			)
		)
		expect(plan.fresh).toEqual([fresh])
		expect(plan.changed).toEqual([
			{ id: '202501-kept', event: changed, keep: [], followAgain: [], takenOut: [] }
		])
		expect(plan.unchanged).toEqual([
			{ event: older, reason: 'Older than what the book has: revision 1, the book has 4' }
		])
	})

	it('passes on what could not be read', () => {
		expect(planImport(read(), book())).toEqual({
			fresh: [],
			changed: [],
			unchanged: [],
			unreadable: [{ title: 'Bad', when: '', line: 3, reason: 'no date' }],
			notAppointments: 2,
			remarks: ['said']
		})
	})

	it('compares a record made here by what it is now', () => {
		expect(existingOf('202611-k', null, () => 'now')).toEqual({ id: '202611-k', hash: 'now', sequence: 0 })
	})

	it('takes an event without a source for a first one', () => {
		const bare = { ...single('a'), groups: { when: WHEN, ...EMPTY_GROUPS } }
		expect(sourceOf(bare)).toEqual({ uid: 'a', sequence: 0, hash: '' })
	})
})

function never(): never {
	throw new Error('must not be asked')
}

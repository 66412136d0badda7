import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { BookState } from '#lib/client/book-state.svelte.ts'
import type { GroupsEdit, ScopePreview } from '#lib/client/book.ts'
import type { Occurrence } from '#lib/core/appointment/occurrence.ts'
import { HOUR, plus } from '#lib/core/time/wall.ts'
import type { Scope } from '#lib/core/recurrence/scope.ts'
import { sameValue } from '#lib/doc/same.ts'
import { at, booked, createMachine, days, titles, wall } from './book.ts'
import { until } from './storage/device.ts'

let machine: ReturnType<typeof createMachine>
let book: BookState
let ada: string
let ben: string

/** Now is Monday 23 November. */
const YEAR = days('2026-11-02', '2027-11-24')

beforeEach(async () => {
	machine = createMachine()
	book = await machine.begin()
	;[ada, ben] = book.workspace.resources.map(({ id }) => id) as [string, string]
	book.show(YEAR)
	await until(() => book.isLoaded(YEAR))
})
afterEach(() => machine.close())

/** Every Tuesday at nine with Ada, from 3 November on; gives the key of its first date. */
async function standing(rule = 'FREQ=WEEKLY;BYDAY=TU;COUNT=10'): Promise<string> {
	const done = await book.create({
		when: at('2026-11-03T09:00', 60, ada),
		what: { title: 'Yoga' },
		rules: [rule]
	})
	if (!done.ok) throw new Error(done.message)
	return done.value.key
}
const onDay = (key: string, day: string) => `${key.split('@')[0]}@${day}`
const starts = () => book.occurrences(YEAR).map(({ start }) => new Date(start).toISOString().slice(5, 16))

async function preview(key: string, scope: Scope, what: GroupsEdit | 'delete'): Promise<ScopePreview> {
	const counted = await book.preview(key, scope, what)
	if (!counted.ok) throw new Error(counted.message)
	return counted.value
}

describe('create() with rules', () => {
	test('makes a series in one action, named by its first date, and one undo takes it back', async () => {
		const key = await standing()
		expect(key).toMatch(/^s-.*@2026-11-03$/)
		expect(titles(book, YEAR)).toHaveLength(10)
		expect(book.undoLabel).toBe('Booked the series “Yoga” from Tue 3 Nov, 09:00')
		await book.undo()
		expect(titles(book, YEAR)).toEqual([])
	})

	test('refuses a rule that cannot be read, or that never takes place, and times that cannot be', async () => {
		const when = at('2026-11-03T09:00')
		const never = ['FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30']
		expect(await book.create({ when, rules: ['FREQ=SOMETIMES'] })).toMatchObject({ why: 'bad-rule' })
		expect(await book.create({ when, rules: never })).toMatchObject({ why: 'bad-rule' })
		const backwards = { ...when, end: plus(when.start, -HOUR) }
		expect(await book.create({ when: backwards, rules: ['FREQ=DAILY'] })).toMatchObject({ why: 'bad-time' })
		expect(book.undoLabel).toBeUndefined()
	})
})

/** What is then another, or gone, from today on. */
function differing(before: readonly Occurrence[], after: readonly Occurrence[]): number {
	const today = wall('2026-11-23T00:00')
	const still = new Map(after.map((one) => [one.key, one]))
	return before.filter((one) => one.start >= today && !sameValue(one, still.get(one.key))).length
}

describe('preview() says what then happens', () => {
	const changes: Readonly<Record<string, (date: Occurrence) => GroupsEdit | 'delete'>> = {
		'an hour later': ({ appointment: { when } }) => ({
			when: { ...when, start: plus(when.start, HOUR), end: plus(when.end, HOUR) }
		}),
		'a day later': ({ appointment: { when } }) => ({
			when: { ...when, start: plus(when.start, 24 * HOUR), end: plus(when.end, 24 * HOUR) }
		}),
		'half an hour longer': ({ appointment: { when } }) => ({
			when: { ...when, end: plus(when.end, HOUR / 2) }
		}),
		'with somebody else': ({ appointment: { when } }) => ({ when: { ...when, resources: [ben] } }),
		'another title': ({ appointment: { what } }) => ({ what: { ...what, title: 'Pilates' } }),
		cancelled: () => ({ state: { status: 'cancelled', reason: '', by: '' } }),
		'a note': () => ({ note: 'bring a mat' }),
		deleted: () => 'delete'
	}
	for (const [name, changeOf] of Object.entries(changes))
		test.each<Scope>(['one', 'following', 'all'])(`${name}: %s`, async (scope) => {
			const first = await standing()
			const key = onDay(first, '2026-12-01')
			// One date that was moved by hand, and one that somebody came to.
			await book.move(onDay(first, '2026-12-08'), at('2026-12-08T16:00', 60, ada))
			await book.setStatus(onDay(first, '2026-12-15'), 'arrived')
			const before = book.occurrences(YEAR)
			const what = changeOf(book.find(key) as Occurrence)
			const { affected, past, endless, isLoaded } = await preview(key, scope, what)
			const done = what === 'delete' ? await book.remove(key, scope) : await book.edit(key, what, scope)
			expect(done).toMatchObject({ ok: true })
			expect(affected).toBe(differing(before, book.occurrences(YEAR)))
			expect({ past, endless, isLoaded }).toEqual({ past: scope === 'all', endless: false, isLoaded: true })
			expect(await book.undo()).toMatchObject({ kind: 'done' })
			expect(book.occurrences(YEAR)).toEqual(before)
		})
})

describe('preview()', () => {
	test('counts whom a move would overlap, on other people’s time and on its own', async () => {
		const first = await standing()
		await booked(book, 'Anna', at('2026-12-08T10:30', 60, ada))
		await booked(book, 'Not hers', at('2026-12-15T10:30', 60, ben))
		const later = { when: at('2026-12-01T10:00', 60, ada) }
		const key = onDay(first, '2026-12-01')
		expect((await preview(key, 'one', later)).overlaps).toBe(0)
		expect((await preview(key, 'following', later)).overlaps).toBe(1)
		const there = { when: at('2026-12-08T10:00', 60, ada) }
		expect((await preview(onDay(first, '2026-12-08'), 'one', there)).overlaps).toBe(1)
		expect((await preview(key, 'all', 'delete')).overlaps).toBe(0)
	})

	test('names what stays as somebody put it by hand', async () => {
		const first = await standing()
		await book.move(onDay(first, '2026-12-08'), at('2026-12-08T16:00', 60, ada))
		const key = onDay(first, '2026-12-01')
		expect((await preview(key, 'following', { when: at('2026-12-01T10:00', 60, ada) })).keep).toBe(1)
		expect((await preview(key, 'following', { note: 'bring a mat' })).keep).toBe(0)
		expect((await preview(key, 'all', 'delete')).keep).toBe(0)
	})

	test('of a series without end counts one year and says so', async () => {
		const first = await standing('FREQ=WEEKLY;BYDAY=TU')
		expect(await preview(onDay(first, '2026-12-01'), 'all', 'delete')).toMatchObject({
			affected: 53,
			endless: true,
			past: true
		})
	})

	test('reads the months it needs, also those nobody has looked at', async () => {
		const first = await standing()
		await booked(book, 'Anna', at('2027-01-05T10:30', 60, ada))
		await book.setStatus(onDay(first, '2026-12-29'), 'deleted')
		await machine.close()
		book = await machine.reopen()
		const week = days('2026-11-23', '2026-11-30')
		book.show(week)
		await until(() => book.isLoaded(week))
		const key = onDay(first, '2026-12-01')
		expect(await preview(key, 'following', 'delete')).toMatchObject({ affected: 5, isLoaded: true })
	})

	test('what is not there is refused', async () => {
		expect(await book.preview('202611-nothere', 'one', 'delete')).toMatchObject({ why: 'not-found' })
	})
})

describe('nextDates()', () => {
	test('gives the first dates, and with whom each would be', async () => {
		await booked(book, 'Anna', at('2026-12-08T09:30', 60, ada))
		const dates = book.nextDates(at('2026-12-01T09:00', 60, ada), ['FREQ=WEEKLY;BYDAY=TU'], 3)
		expect(dates.map(({ start }) => start)).toEqual(
			['2026-12-01T09:00', '2026-12-08T09:00', '2026-12-15T09:00'].map(wall)
		)
		const names = dates.map(({ overlapsWith }) => overlapsWith.map((one) => one.appointment.what.title))
		expect(names).toEqual([[], ['Anna'], []])
		expect(dates.every(({ isLoaded }) => isLoaded)).toBe(true)
	})

	test('its own dates stand in nobody’s way; without rules there is one', async () => {
		const first = await standing()
		const when = at('2026-11-03T09:15', 60, ada)
		const clashes = (of?: string) =>
			book.nextDates(when, ['FREQ=WEEKLY'], 4, of).filter((date) => date.overlapsWith.length > 0).length
		expect([clashes(), clashes(first)]).toEqual([4, 0])
		expect(book.nextDates(when, [], 4)).toHaveLength(1)
		expect(book.nextDates({ ...when, end: plus(when.start, -HOUR) }, [], 4)).toEqual([])
		expect(book.nextDates(when, ['FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30'], 4)).toEqual([])
	})

	test('a month that is not read yet is said to be so, and is read', async () => {
		const far = at('2029-05-01T09:00', 60, ada)
		expect(book.nextDates(far, ['FREQ=WEEKLY'], 1)[0]?.isLoaded).toBe(false)
		await until(() => book.nextDates(far, ['FREQ=WEEKLY'], 1)[0]?.isLoaded === true)
	})
})

describe('a change in a scope', () => {
	test('says in its label how far it went', async () => {
		const key = onDay(await standing(), '2026-11-24')
		await book.move(key, at('2026-11-25T14:30', 60, ada), 'following')
		expect(book.undoLabel).toBe('Moved “Yoga” and all following to Wed 14:30')
		await book.edit(key, { note: 'bring a mat' }, 'all')
		expect(book.undoLabel).toBe('Changed all dates of “Yoga”')
		await book.remove(key, 'following')
		expect(book.undoLabel).toBe('Deleted “Yoga” and all following')
		expect(starts()).toEqual(['11-03T09:00', '11-10T09:00', '11-17T09:00'])
	})

	test('taking a date out makes it an appointment of its own; one undo puts it back', async () => {
		const key = onDay(await standing(), '2026-11-24')
		const before = book.occurrences(YEAR)
		const done = await book.detach(key)
		expect(done.ok && book.find(done.value.key)?.series).toBeUndefined()
		expect(starts()).toEqual(before.map(({ start }) => new Date(start).toISOString().slice(5, 16)))
		await book.undo()
		expect(book.occurrences(YEAR)).toEqual(before)
	})

	test('a series is ended, extended, and goes on for ever', async () => {
		const series = (await standing()).split('@')[0] as string
		await book.endSeries(series, { until: wall('2026-11-24T23:59') })
		expect(starts()).toHaveLength(4)
		expect(book.undoLabel).toBe('“Yoga” now ends on Tue 24 Nov 2026')
		await book.endSeries(series, { count: 12 })
		expect(starts()).toHaveLength(12)
		await book.endSeries(series, 'never')
		expect(starts()).toHaveLength(56)
		await book.undo()
		await book.undo()
		await book.undo()
		expect(starts()).toHaveLength(10)
	})

	test('a single appointment is made to repeat, and a series to repeat no more', async () => {
		const key = await booked(book, 'Cut', at('2026-11-24T09:00', 60, ada))
		const done = await book.edit(key, { rules: ['FREQ=WEEKLY;COUNT=4'] })
		expect(done).toMatchObject({ ok: true })
		expect(starts()).toEqual(['11-24T09:00', '12-01T09:00', '12-08T09:00', '12-15T09:00'])
		const second = book.occurrences(YEAR)[1]?.key ?? ''
		await book.edit(second, { rules: [] }, 'following')
		expect(starts()).toEqual(['11-24T09:00', '12-01T09:00'])
	})
})

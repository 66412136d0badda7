import { describe, expect, it } from 'vitest'
import { EMPTY_GROUPS, type AppointmentId } from '#lib/core/appointment/appointment.ts'
import type { Occurrence } from '#lib/core/appointment/occurrence.ts'
import { usualRules, type RuleDraft } from '#lib/core/recurrence/rule-draft.ts'
import type { Series } from '#lib/core/recurrence/series.ts'
import { ok } from '#lib/core/result.ts'
import { DAY, HOUR, plus, wallOf, dayOf, type Instant, type Wall } from '#lib/core/time/wall.ts'
import type { Book, GroupsEdit, Move, NewAppointment } from '#lib/client/book.ts'
import { createDrafts } from '#lib/client/drafts.ts'
import type { Actions } from '#lib/views/shell/actions.ts'
import { EditorState } from '#lib/views/editor/editor-state.svelte.ts'
import type { EditorTarget } from '#lib/views/editor/kept-draft.ts'

/** A Tuesday. */
const START = wallOf(2026, 11, 24, 14)
const WHEN: Move = {
	start: START,
	end: plus(START, HOUR),
	zone: 'Europe/Berlin',
	allDay: false,
	resources: ['mia']
}
const NEW: EditorTarget = { kind: 'new', when: WHEN }
const DATE: EditorTarget = { kind: 'edit', key: 's-a@2026-11-24' }
const TODAY = dayOf(START)

const weekly = (first = TODAY): RuleDraft =>
	usualRules(first).find(({ days }) => days.unit === 'week' && days.weekdays.length === 1) as RuleDraft

/** A desk whose book has a series by these rules, and remembers what it was asked for. */
function createDesk(rules: readonly string[] = ['FREQ=WEEKLY;BYDAY=TU']) {
	const stored = new Map<string, string>()
	const drafts = createDrafts('w', {
		getItem: (key) => stored.get(key) ?? null,
		setItem: (key, value) => void stored.set(key, value),
		removeItem: (key) => void stored.delete(key)
	})
	const series: Series = {
		...EMPTY_GROUPS,
		id: 's-a',
		calendar: 'c',
		time: {
			zone: 'Europe/Berlin',
			allDay: false,
			segments: [{ from: START, rules, excludedRules: [], duration: HOUR, resources: ['mia'] }],
			excluded: [],
			added: []
		}
	}
	const date: Occurrence = {
		key: 's-a@2026-11-24',
		appointment: { ...EMPTY_GROUPS, id: 's-a@2026-11-24', calendar: 'c', when: WHEN },
		start: START,
		end: plus(START, HOUR),
		from: 0 as Instant,
		to: 1 as Instant,
		series: { id: 's-a', original: START, overridden: false, detached: false }
	}
	const book = {
		find: (key: AppointmentId) => (key === date.key ? date : undefined),
		seriesOf: () => series,
		workspace: { services: [] },
		calendar: 'c',
		calendars: []
	} as unknown as Book
	const created: NewAppointment[] = []
	const edited: GroupsEdit[] = []
	const moved: (readonly [AppointmentId, Wall, unknown])[] = []
	const actions = {
		create: async (what: NewAppointment) => {
			created.push(what)
			return ok({ label: 'Booked', key: 's-new@2026-11-24' })
		},
		edit: async (key: AppointmentId, what: GroupsEdit) => {
			edited.push(what)
			return ok({ label: 'Changed', key })
		},
		move: async (key: AppointmentId, to: Move, scope: unknown) => {
			moved.push([key, to.start, scope])
			return ok({ label: 'Moved', key })
		}
	} as unknown as Actions
	const habits = () => ({ today: TODAY, order: 'dmy' as const, months: [], isZone: () => true })
	const open = (target: EditorTarget, resume = false) =>
		new EditorState(target, resume, {
			book,
			drafts,
			actions,
			rules: habits,
			locale: () => 'en-GB',
			nowMs: () => 1
		})
	return { open, created, edited, moved }
}

describe('repeating, in the editor', () => {
	it('makes a series of what is new', async () => {
		const desk = createDesk()
		const editor = desk.open(NEW)
		editor.chooseRepeat({ ...weekly(), end: { kind: 'after', times: '10' } })
		expect(editor.repeat.sentence).toBe('Every week on Tuesday, 10 times, until 26 January 2027')
		expect(await editor.save()).toBe(true)
		expect(desk.created[0]).toMatchObject({ when: WHEN, rules: ['FREQ=WEEKLY;COUNT=10;BYDAY=TU'] })
	})

	it('goes with the date to another day, and begins on a date of its rule', async () => {
		const desk = createDesk()
		const editor = desk.open(NEW)
		editor.chooseRepeat(weekly())
		editor.change({ startDay: '2026-11-26' })
		expect(editor.repeat.sentence).toBe('Every week on Thursday')
		editor.chooseRepeat({ ...weekly(), days: { unit: 'week', weekdays: [1], weekStart: 1 } })
		await editor.save()
		expect(desk.created[0]?.when.start).toBe(plus(START, 6 * DAY))
	})

	it('is saved with nothing of what cannot be read', async () => {
		const desk = createDesk()
		const editor = desk.open(NEW)
		editor.chooseRepeat({ ...weekly(), every: 'x' })
		expect(await editor.save()).toBe(false)
		expect(editor.repeat.errors.every).toBeDefined()
		expect(desk.created).toEqual([])
	})

	it('leaves a rule the fields cannot show untouched, whatever else is changed', async () => {
		const desk = createDesk(['FREQ=MONTHLY;BYMONTHDAY=13,24'])
		const editor = desk.open(DATE)
		expect(editor.repeat.value).toBe('custom')
		expect(editor.repeat.sentence).toBe('Every month on the 13th and 24th')
		editor.change({ note: 'Window seat' })
		await editor.save()
		expect(desk.edited).toEqual([{ note: 'Window seat' }])
	})

	it('gives a date of a series another rule, or none from there on', async () => {
		const desk = createDesk()
		const editor = desk.open(DATE)
		expect(editor.repeat.touched).toBe(false)
		editor.chooseRepeat({ ...weekly(), every: '2' })
		await editor.save()
		editor.chooseRepeat('once')
		await editor.save()
		expect(desk.edited).toEqual([{ rules: ['FREQ=WEEKLY;INTERVAL=2;BYDAY=TU'] }, { rules: [] }])
	})

	it('is kept outside the page like everything that was typed', () => {
		const desk = createDesk()
		const chosen: RuleDraft = { ...weekly(), end: { kind: 'after', times: '4' } }
		desk.open(NEW).chooseRepeat(chosen)
		expect(desk.open(NEW, true).repeat.value).toEqual(chosen)
	})

	it('puts single dates elsewhere once the series is made, unless its times were changed since', async () => {
		const desk = createDesk()
		const editor = desk.open(NEW)
		editor.chooseRepeat(weekly())
		const date = plus(START, 7 * DAY)
		const later = { start: plus(date, HOUR), end: plus(date, 2 * HOUR) }
		editor.shift(date, later)
		editor.change({ note: 'x' })
		await editor.save()
		expect(desk.moved).toEqual([['s-new@2026-12-01', later.start, 'one']])
		editor.chooseRepeat(weekly())
		editor.shift(date, later)
		editor.change({ resources: ['jonas'] })
		expect(editor.shifted.size).toBe(0)
	})
})

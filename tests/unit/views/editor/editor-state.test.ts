import { describe, expect, it } from 'vitest'
import { EMPTY_GROUPS, type Appointment } from '#lib/core/appointment/appointment.ts'
import type { Occurrence } from '#lib/core/appointment/occurrence.ts'
import { refuse, ok } from '#lib/core/result.ts'
import { wallOf, type Day, type Instant } from '#lib/core/time/wall.ts'
import type { Level } from '#lib/core/account/level.ts'
import type { Book, GroupsEdit, NewAppointment } from '#lib/client/book.ts'
import type { BookCalendar } from '#lib/client/calendars.ts'
import { createDrafts } from '#lib/client/drafts.ts'
import type { Actions, Outcome } from '#lib/views/shell/actions.ts'
import { EditorState } from '#lib/views/editor/editor-state.svelte.ts'
import { OPEN_DRAFT, readTarget, type EditorTarget } from '#lib/views/editor/kept-draft.ts'

const when = {
	start: wallOf(2026, 11, 24, 14),
	end: wallOf(2026, 11, 24, 15),
	zone: 'Europe/Berlin',
	allDay: false,
	resources: ['mia']
}
const service = {
	id: 's1',
	name: 'Colour',
	minutes: 90,
	bufferBefore: 0,
	bufferAfter: 0,
	colour: 'teal',
	price: '85 €',
	archived: false
}

const calendar = (id: string, level: Level = 'manage'): BookCalendar => ({
	id,
	level,
	name: id,
	colour: 'teal',
	kind: 'shared',
	owner: undefined,
	isOwn: false
})

/** A desk with one appointment, a store for drafts that outlives the editors, and a book that may refuse. */
function createDesk(refusal?: string, calendars: readonly BookCalendar[] = [calendar('c')]) {
	const stored = new Map<string, string>()
	const drafts = createDrafts('w', {
		getItem: (key) => stored.get(key) ?? null,
		setItem: (key, value) => void stored.set(key, value),
		removeItem: (key) => void stored.delete(key)
	})
	const appointment: Appointment = {
		...EMPTY_GROUPS,
		who: { ...EMPTY_GROUPS.who, name: 'Anna' },
		id: '202611-a',
		calendar: 'c',
		when
	}
	const occurrence: Occurrence = {
		key: appointment.id,
		appointment,
		start: when.start,
		end: when.end,
		from: 0 as Instant,
		to: 1 as Instant
	}
	const book = {
		find: (key: string) => (key === appointment.id ? occurrence : undefined),
		workspace: { services: [service] },
		calendar: 'c',
		calendars
	} as unknown as Book
	const asked: (GroupsEdit | NewAppointment)[] = []
	const answer = async (what: GroupsEdit | NewAppointment): Promise<Outcome> => {
		asked.push(what)
		return refusal ? refuse('not-open', refusal) : ok({ label: 'Done', key: appointment.id })
	}
	const actions = {
		create: answer,
		edit: (_key: string, groups: GroupsEdit) => answer(groups)
	} as unknown as Actions
	const rules = () => ({ today: 20_780 as Day, order: 'dmy' as const, months: [], isZone: () => true })
	const open = (target: EditorTarget, resume = false) =>
		new EditorState(target, resume, {
			book,
			drafts,
			actions,
			rules,
			locale: () => 'en-GB',
			nowMs: () => 1000
		})
	return { open, asked, drafts }
}
const EDIT: EditorTarget = { kind: 'edit', key: '202611-a' }
const NEW: EditorTarget = { kind: 'new', when }

describe('EditorState', () => {
	it('keeps every change outside the page and takes it up again after a reload', () => {
		const desk = createDesk()
		desk.open(EDIT).change({ note: 'Window seat' })
		expect(readTarget(desk.drafts.read(OPEN_DRAFT))).toEqual(EDIT)
		const again = desk.open(EDIT, true)
		expect(again.draft).toMatchObject({ client: 'Anna', note: 'Window seat' })
		expect(again.resumedAt).toBe(1000)
	})

	it('offers an earlier draft without taking it, and forgets it when it is discarded', () => {
		const desk = createDesk()
		desk.open(EDIT).change({ note: 'x' })
		const later = desk.open(EDIT)
		expect([later.draft?.note, later.offered?.edits]).toEqual(['', { note: 'x' }])
		later.continueOffered()
		expect(later.draft?.note).toBe('x')
		later.discard()
		expect([later.draft?.note, desk.open(EDIT).offered]).toEqual(['', undefined])
	})

	it('closes with the draft in it: nothing opens by itself, but it is offered', () => {
		const desk = createDesk()
		const editor = desk.open(EDIT)
		editor.change({ note: 'x' })
		editor.putAside()
		expect(desk.drafts.read(OPEN_DRAFT)).toBeUndefined()
		expect(desk.open(EDIT).offered?.edits).toEqual({ note: 'x' })
	})

	it('keeps the span a new one was drawn with', () => {
		const desk = createDesk()
		desk.open(NEW).change({ client: 'مريم 🌸' })
		const elsewhere: EditorTarget = {
			kind: 'new',
			when: { ...when, start: wallOf(2027, 1, 1, 9), end: wallOf(2027, 1, 1, 10) }
		}
		const again = desk.open(elsewhere, true)
		expect(again.draft).toMatchObject({ client: 'مريم 🌸', startDay: '2026-11-24', startTime: '14:00' })
	})

	it('saves only the groups that were typed in, and then forgets the draft', async () => {
		const desk = createDesk()
		const editor = desk.open(EDIT)
		editor.change({ note: 'Window seat' })
		expect(await editor.save()).toBe(true)
		expect(desk.asked).toEqual([{ note: 'Window seat' }])
		expect(desk.open(EDIT).offered).toBeUndefined()
	})

	it('saves nothing where nothing was typed', async () => {
		const desk = createDesk()
		expect(await desk.open(EDIT).save()).toBe(true)
		expect(desk.asked).toEqual([])
	})

	it('makes a new appointment of all that was typed', async () => {
		const desk = createDesk()
		const editor = desk.open(NEW)
		editor.change({ client: 'Ben' })
		editor.chooseService(service)
		await editor.save()
		expect(desk.asked).toMatchObject([
			{
				when: { start: when.start, end: wallOf(2026, 11, 24, 15, 30) },
				who: { name: 'Ben' },
				what: { service: 'Colour', serviceId: 's1', price: '85 €' },
				status: 'booked'
			}
		])
	})

	it('loses nothing when the book refuses', async () => {
		const desk = createDesk('The month could not be opened')
		const editor = desk.open(EDIT)
		editor.change({ note: 'x'.repeat(10_000) })
		expect(await editor.save()).toBe(false)
		expect(editor.problem).toBe('The month could not be opened')
		expect(editor.draft?.note).toHaveLength(10_000)
		expect(desk.open(EDIT, true).draft?.note).toHaveLength(10_000)
	})

	it('shows an error when its field is left, all of them at a refused save', async () => {
		const desk = createDesk()
		const editor = desk.open(EDIT)
		editor.change({ startDay: '31 feb', startTime: '25' })
		expect(editor.errors).toEqual({})
		editor.leave('startTime')
		expect(Object.keys(editor.errors)).toEqual(['startTime'])
		expect(await editor.save()).toBe(false)
		expect(Object.keys(editor.errors).sort()).toEqual(['startDay', 'startTime'])
		expect(desk.asked).toEqual([])
	})

	it('has nothing to show of an appointment that is gone', async () => {
		const editor = createDesk().open({ kind: 'edit', key: '202611-gone' })
		editor.change({ note: 'x' })
		expect([editor.draft, await editor.save()]).toEqual([undefined, false])
	})

	it('makes a new one in the calendar that was chosen, among those that may be booked in', async () => {
		const desk = createDesk(undefined, [calendar('c'), calendar('mine'), calendar('theirs', 'read')])
		const editor = desk.open(NEW)
		expect([editor.calendars.map(({ id }) => id), editor.calendar?.id]).toEqual([['c', 'mine'], 'c'])
		editor.change({ client: 'Ben' })
		editor.chooseCalendar('mine')
		const again = desk.open(NEW, true)
		expect(again.calendar?.id).toBe('mine')
		await again.save()
		expect(desk.asked).toMatchObject([{ calendar: 'mine', who: { name: 'Ben' } }])
		expect(desk.open(NEW).calendar?.id).toBe('c')
	})

	it('takes the usual calendar where the chosen one may not be booked in any more', async () => {
		const calendars = [calendar('c'), calendar('mine')]
		const desk = createDesk(undefined, calendars)
		const editor = desk.open(NEW)
		editor.change({ client: 'Ben' })
		editor.chooseCalendar('mine')
		calendars[1] = calendar('mine', 'read')
		const again = desk.open(NEW, true)
		expect(again.calendar?.id).toBe('c')
		await again.save()
		expect(desk.asked).toMatchObject([{ calendar: 'c' }])
	})

	it('names the calendar of one that stands, and never asks for another', async () => {
		const desk = createDesk(undefined, [calendar('c'), calendar('mine')])
		const editor = desk.open(EDIT)
		editor.chooseCalendar('mine')
		editor.change({ note: 'x' })
		expect(editor.calendar?.id).toBe('c')
		await editor.save()
		expect(desk.asked).toEqual([{ note: 'x' }])
	})
})

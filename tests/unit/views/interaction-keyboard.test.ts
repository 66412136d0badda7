import {
	actionOfKey,
	STATUS_KEYS,
	type KeyContext,
	type KeyPress,
	type SelectedBox
} from '#lib/views/interaction/keyboard.ts'
import type { ViewKind } from '#lib/views/calendar/gesture.ts'
import { describe, expect, test } from 'vitest'
import { at, span } from './pretend-occurrence.ts'

const plain = { altKey: false, ctrlKey: false, metaKey: false, shiftKey: false }
const press = (key: string, more: Partial<KeyPress> = {}): KeyPress => ({ ...plain, key, ...more })
const alt = (key: string) => press(key, { altKey: true })
const altShift = (key: string) => press(key, { altKey: true, shiftKey: true })
const selected: SelectedBox = { key: 'k', span: span(9, 10), allDay: false, resource: 'mia' }
const context = (view: ViewKind, more: Partial<KeyContext> = {}): KeyContext => ({
	view,
	selected,
	slotMinutes: 15,
	resources: ['ada', 'mia', 'zoe'],
	shortcuts: true,
	rightToLeft: false,
	...more
})
const gestureOf = (key: KeyPress, where: KeyContext) => {
	const action = actionOfKey(key, where)
	return action?.kind === 'gesture' ? action.gesture : undefined
}
const moveOf = (key: KeyPress, where: KeyContext) => {
	const gesture = gestureOf(key, where)
	return gesture?.kind === 'move' ? gesture : undefined
}
const VIEWS: ViewKind[] = ['month', 'week', 'day', 'list', 'staff-day', 'timeline']

describe('arrows alone', () => {
	test.each(VIEWS)('walk the selection in the %s view', (view) => {
		expect(actionOfKey(press('ArrowUp'), context(view))).toEqual({ kind: 'go', direction: 'up' })
		expect(actionOfKey(press('ArrowLeft'), context(view))).toEqual({ kind: 'go', direction: 'left' })
	})

	test('walk also where nothing is selected yet', () => {
		const none = context('staff-day', { selected: undefined })
		expect(actionOfKey(press('ArrowDown'), none)).toEqual({ kind: 'go', direction: 'down' })
	})

	test('with Shift, Ctrl or Meta they are the browser’s', () => {
		expect(actionOfKey(press('ArrowDown', { shiftKey: true }), context('week'))).toBeUndefined()
		expect(actionOfKey(press('ArrowDown', { ctrlKey: true }), context('week'))).toBeUndefined()
		expect(actionOfKey(press('ArrowDown', { metaKey: true }), context('week'))).toBeUndefined()
	})
})

describe('Alt and an arrow', () => {
	test.each([
		['staff-day', 'ArrowDown', span(9.25, 10.25)],
		['staff-day', 'ArrowUp', span(8.75, 9.75)],
		['week', 'ArrowDown', span(9.25, 10.25)],
		['day', 'ArrowUp', span(8.75, 9.75)],
		['list', 'ArrowDown', span(9.25, 10.25)],
		['timeline', 'ArrowRight', span(9.25, 10.25)],
		['timeline', 'ArrowLeft', span(8.75, 9.75)],
		['week', 'ArrowRight', span(33, 34)],
		['month', 'ArrowLeft', span(-15, -14)],
		['month', 'ArrowDown', span(177, 178)]
	] as const)('in the %s view %s moves it in time', (view, key, to) => {
		expect(gestureOf(alt(key), context(view))).toEqual({
			kind: 'move',
			key: 'k',
			span: to,
			allDay: false,
			copy: false
		})
	})

	test.each([
		['staff-day', 'ArrowRight', 'zoe'],
		['staff-day', 'ArrowLeft', 'ada'],
		['timeline', 'ArrowDown', 'zoe'],
		['timeline', 'ArrowUp', 'ada']
	] as const)('in the %s view %s hands it to the next', (view, key, to) => {
		const move = moveOf(alt(key), context(view))
		expect(move?.resource).toEqual({ from: 'mia', to })
		expect(move?.span).toEqual(selected.span)
	})

	test('does nothing beyond the first and the last resource', () => {
		const first = context('staff-day', { selected: { ...selected, resource: 'ada' } })
		const last = context('staff-day', { selected: { ...selected, resource: 'zoe' } })
		expect(actionOfKey(alt('ArrowLeft'), first)).toBeUndefined()
		expect(actionOfKey(alt('ArrowRight'), last)).toBeUndefined()
	})

	test('takes what nobody has from the line at the end to the last resource', () => {
		const nobodys = context('staff-day', { selected: { ...selected, resource: undefined } })
		expect(moveOf(alt('ArrowLeft'), nobodys)?.resource).toEqual({ from: undefined, to: 'zoe' })
		expect(actionOfKey(alt('ArrowRight'), nobodys)).toBeUndefined()
	})

	test('does not hand over what stands with a resource that is not shown', () => {
		const hidden = context('staff-day', { selected: { ...selected, resource: 'gone' } })
		expect(actionOfKey(alt('ArrowRight'), hidden)).toBeUndefined()
	})

	test('goes the other way where one reads from right to left', () => {
		const mirrored = { rightToLeft: true }
		expect(moveOf(alt('ArrowLeft'), context('timeline', mirrored))?.span).toEqual(span(9.25, 10.25))
		expect(moveOf(alt('ArrowLeft'), context('staff-day', mirrored))?.resource?.to).toBe('zoe')
		expect(moveOf(alt('ArrowDown'), context('staff-day', mirrored))?.span).toEqual(span(9.25, 10.25))
	})

	test('brings what is off the grid onto it', () => {
		const odd = context('staff-day', { selected: { ...selected, span: span(9.1, 10) } })
		expect(moveOf(alt('ArrowDown'), odd)?.span.start).toBe(at(9.25))
	})

	test('may leave the day at midnight', () => {
		const late = context('staff-day', { selected: { ...selected, span: span(23.75, 24.25) } })
		expect(moveOf(alt('ArrowDown'), late)?.span).toEqual(span(24, 24.5))
	})

	test('moves what lasts all day by days', () => {
		const holiday = { ...selected, span: span(0, 24), allDay: true }
		expect(moveOf(alt('ArrowDown'), context('staff-day', { selected: holiday }))?.span).toEqual(span(24, 48))
		expect(moveOf(alt('ArrowLeft'), context('timeline', { selected: holiday }))?.allDay).toBe(true)
	})
})

describe('Alt and a page key', () => {
	test('moves by a day', () => {
		expect(moveOf(alt('PageDown'), context('staff-day'))?.span).toEqual(span(33, 34))
		expect(moveOf(alt('PageUp'), context('timeline'))?.span).toEqual(span(-15, -14))
	})

	test('other keys with Alt stay the browser’s', () => {
		expect(actionOfKey(alt('d'), context('staff-day'))).toBeUndefined()
		expect(actionOfKey(alt('Enter'), context('staff-day'))).toBeUndefined()
	})
})

describe('Alt, Shift and an arrow', () => {
	test('grows and shrinks the end along time', () => {
		expect(moveOf(altShift('ArrowDown'), context('staff-day'))?.span).toEqual(span(9, 10.25))
		expect(moveOf(altShift('ArrowUp'), context('week'))?.span).toEqual(span(9, 9.75))
		expect(moveOf(altShift('ArrowRight'), context('timeline'))?.span).toEqual(span(9, 10.25))
	})

	test('leaves one step', () => {
		const short = context('staff-day', { selected: { ...selected, span: span(9, 9.25) } })
		expect(actionOfKey(altShift('ArrowUp'), short)).toBeUndefined()
	})

	test('says nothing across the resources', () => {
		expect(actionOfKey(altShift('ArrowRight'), context('staff-day'))).toBeUndefined()
		expect(actionOfKey(altShift('ArrowDown'), context('timeline'))).toBeUndefined()
	})

	test('grows and shrinks what lasts all day by days, to one at the least', () => {
		const holiday = { ...selected, span: span(0, 48), allDay: true }
		expect(moveOf(altShift('ArrowDown'), context('week', { selected: holiday }))?.span).toEqual(span(0, 72))
		expect(moveOf(altShift('ArrowUp'), context('week', { selected: holiday }))?.span).toEqual(span(0, 24))
		const oneDay = { ...holiday, span: span(0, 24) }
		expect(actionOfKey(altShift('ArrowUp'), context('week', { selected: oneDay }))).toBeUndefined()
	})
})

describe('single keys', () => {
	test.each([
		['Enter', { kind: 'open', key: 'k' }],
		[' ', { kind: 'open', key: 'k' }],
		['F2', { kind: 'open-move', key: 'k' }],
		['m', { kind: 'open-move', key: 'k' }],
		['M', { kind: 'open-move', key: 'k' }],
		['Delete', { kind: 'delete', key: 'k' }],
		['Backspace', { kind: 'delete', key: 'k' }],
		['Escape', { kind: 'select', key: undefined }],
		['3', { kind: 'status', key: 'k', status: 'arrived' }],
		['7', { kind: 'status', key: 'k', status: 'cancelled' }]
	])('%s acts on the selected one', (key, gesture) => {
		expect(gestureOf(press(key), context('staff-day'))).toEqual(gesture)
	})

	test('letters and digits are silent when shortcuts are off, the others are not', () => {
		const off = context('staff-day', { shortcuts: false })
		for (const key of ['m', ...Object.keys(STATUS_KEYS)]) expect(actionOfKey(press(key), off)).toBeUndefined()
		expect(gestureOf(press('F2'), off)).toEqual({ kind: 'open-move', key: 'k' })
		expect(gestureOf(press('Delete'), off)).toEqual({ kind: 'delete', key: 'k' })
	})

	test('nothing acts where nothing is selected', () => {
		const none = context('week', { selected: undefined })
		for (const key of ['Enter', 'Delete', 'm', '1', 'Escape'])
			expect(actionOfKey(press(key), none)).toBeUndefined()
		expect(actionOfKey(alt('ArrowUp'), none)).toBeUndefined()
	})

	test('Ctrl and Meta leave every key to the shell and the browser', () => {
		expect(actionOfKey(press('m', { ctrlKey: true }), context('week'))).toBeUndefined()
		expect(actionOfKey(press('Backspace', { metaKey: true }), context('week'))).toBeUndefined()
	})

	test('keys without a meaning stay the browser’s', () => {
		for (const key of ['Tab', 'x', '8', '0', 'Home'])
			expect(actionOfKey(press(key), context('list'))).toBeUndefined()
	})

	test('the digits name each status once', () => {
		expect(Object.keys(STATUS_KEYS)).toEqual(['1', '2', '3', '4', '5', '6', '7'])
		expect(new Set(Object.values(STATUS_KEYS)).size).toBe(7)
	})
})

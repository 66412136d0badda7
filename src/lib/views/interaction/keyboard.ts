/**
 * The keys of all six views: arrows move the selection, Alt+arrows the appointment, Alt+Shift+arrows its end, and single
 * keys act on it. A pure map from a key and what is selected to a gesture or a step of the selection.
 */
import type { AppointmentId, ResourceId } from '#lib/core/appointment/appointment.ts'
import type { Status } from '#lib/core/appointment/status.ts'
import { moveDays, moveSpan, resizeEnd, type Grid } from '#lib/core/layout/proposal.ts'
import { DAY, MINUTE, type Span } from '#lib/core/time/wall.ts'
import type { Gesture, ViewKind } from '../calendar/gesture.ts'

/** The status each digit sets; the help sheet lists them from here. */
export const STATUS_KEYS: Readonly<Record<string, Status>> = {
	'1': 'booked',
	'2': 'confirmed',
	'3': 'arrived',
	'4': 'in-service',
	'5': 'completed',
	'6': 'no-show',
	'7': 'cancelled'
}

/** The parts of a KeyboardEvent that count. */
export interface KeyPress {
	readonly key: string
	readonly altKey: boolean
	readonly ctrlKey: boolean
	readonly metaKey: boolean
	readonly shiftKey: boolean
}

type MoveGesture = Extract<Gesture, { readonly kind: 'move' }>

export interface SelectedBox {
	readonly key: AppointmentId
	readonly span: Span
	readonly allDay: boolean
	/** The column or row it is selected in; undefined for the unassigned and in views without resources. */
	readonly resource?: ResourceId | undefined
}

export interface KeyContext {
	readonly view: ViewKind
	readonly selected: SelectedBox | undefined
	readonly slotMinutes: number
	/** Columns or rows in order, where the view has them. */
	readonly resources: readonly ResourceId[]
	/** False: letters and digits do nothing (WCAG 2.1.4). */
	readonly shortcuts: boolean
	readonly rightToLeft: boolean
}

export type Direction = 'up' | 'down' | 'left' | 'right'

export type KeyAction =
	| { readonly kind: 'gesture'; readonly gesture: Gesture }
	/** The selection goes to the nearest appointment in that direction. */
	| { readonly kind: 'go'; readonly direction: Direction }

const DIRECTIONS: Readonly<Record<string, Direction>> = {
	ArrowUp: 'up',
	ArrowDown: 'down',
	ArrowLeft: 'left',
	ArrowRight: 'right'
}

/** What a key means in this view, or undefined when it is not ours and the browser should have it. */
export function actionOfKey(press: KeyPress, context: KeyContext): KeyAction | undefined {
	if (press.ctrlKey || press.metaKey) return undefined
	const direction = DIRECTIONS[press.key]
	if (direction && !press.altKey) return press.shiftKey ? undefined : { kind: 'go', direction }
	const { selected } = context
	if (!selected) return undefined
	const gesture =
		direction && press.altKey
			? press.shiftKey
				? resizeByKey(direction, selected, context)
				: moveByKey(direction, selected, context)
			: press.altKey
				? moveByPage(press.key, selected)
				: actOn(press.key, selected.key, context.shortcuts)
	return gesture && { kind: 'gesture', gesture }
}

function actOn(pressed: string, key: AppointmentId, shortcuts: boolean): Gesture | undefined {
	switch (pressed) {
		case 'Enter':
		case ' ':
			return { kind: 'open', key }
		case 'F2':
			return { kind: 'open-move', key }
		case 'Delete':
		case 'Backspace':
			return { kind: 'delete', key }
		case 'Escape':
			return { kind: 'select', key: undefined }
	}
	if (!shortcuts) return undefined
	if (pressed === 'm' || pressed === 'M') return { kind: 'open-move', key }
	const status = STATUS_KEYS[pressed]
	return status && { kind: 'status', key, status }
}

/** What one step of an arrow is along each side of the screen. */
type Axis = 'slot' | 'day' | 'week' | 'resource'

function axesOf(view: ViewKind): { readonly vertical: Axis; readonly horizontal: Axis } {
	switch (view) {
		case 'month':
			return { vertical: 'week', horizontal: 'day' }
		case 'week':
		case 'day':
		case 'list':
			return { vertical: 'slot', horizontal: 'day' }
		case 'staff-day':
			return { vertical: 'slot', horizontal: 'resource' }
		case 'timeline':
			return { vertical: 'resource', horizontal: 'slot' }
		default:
			return view satisfies never
	}
}

interface Step {
	readonly axis: Axis
	/** 1 is later, or the next resource. */
	readonly sign: 1 | -1
}

function stepOf(direction: Direction, { view, rightToLeft }: KeyContext): Step {
	const axes = axesOf(view)
	const isVertical = direction === 'up' || direction === 'down'
	const forward = isVertical ? direction === 'down' : (direction === 'right') !== rightToLeft
	return { axis: isVertical ? axes.vertical : axes.horizontal, sign: forward ? 1 : -1 }
}

function moveByKey(direction: Direction, selected: SelectedBox, context: KeyContext): Gesture | undefined {
	const { axis, sign } = stepOf(direction, context)
	switch (axis) {
		case 'slot':
			return selected.allDay ? shifted(selected, sign) : slid(selected, sign, context.slotMinutes)
		case 'day':
			return shifted(selected, sign)
		case 'week':
			return shifted(selected, sign * 7)
		case 'resource':
			return handed(selected, sign, context.resources)
		default:
			return axis satisfies never
	}
}

const moved = (selected: SelectedBox, span: Span): MoveGesture => ({
	kind: 'move',
	key: selected.key,
	span,
	allDay: selected.allDay,
	copy: false
})

const shifted = (selected: SelectedBox, days: number): Gesture =>
	moved(selected, moveDays(selected.span, days))

/** Alt+Page up and down: a day, in the views whose arrows do not reach other days. */
function moveByPage(pressed: string, selected: SelectedBox): Gesture | undefined {
	if (pressed === 'PageUp') return shifted(selected, -1)
	return pressed === 'PageDown' ? shifted(selected, 1) : undefined
}

function slid(selected: SelectedBox, sign: number, slotMinutes: number): Gesture {
	// Keys may leave the days shown, so the bounds go with the appointment.
	const { start, end } = selected.span
	const bounds = { start: start - DAY, end: end + DAY } as Span
	return moved(selected, moveSpan(selected.span, sign * slotMinutes * MINUTE, { bounds, slotMinutes }))
}

function handed(selected: SelectedBox, sign: number, resources: readonly ResourceId[]): Gesture | undefined {
	const { resource: from } = selected
	const at = from === undefined ? resources.length : resources.indexOf(from)
	const to = at < 0 ? undefined : resources[at + sign]
	return to === undefined ? undefined : { ...moved(selected, selected.span), resource: { from, to } }
}

function resizeByKey(direction: Direction, selected: SelectedBox, context: KeyContext): Gesture | undefined {
	const { axis, sign } = stepOf(direction, context)
	const { start, end } = selected.span
	if (axis === 'resource') return undefined
	if (selected.allDay) {
		const later = (end + sign * DAY) as Span['end']
		return later > start ? moved(selected, { start, end: later }) : undefined
	}
	const grid: Grid = { bounds: { start, end: (end + DAY) as Span['end'] }, slotMinutes: context.slotMinutes }
	const span = resizeEnd(selected.span, sign * context.slotMinutes * MINUTE, grid)
	return span.end === end ? undefined : moved(selected, span)
}

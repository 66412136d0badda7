/** The keyboard on a board: the map of `keyboard.ts`, the walk of the selection, and a focus that is never lost. */
import { nearestIn, type Placed, type Way } from '#lib/core/layout/nearest.ts'
import { tick } from 'svelte'
import type { Attachment } from 'svelte/attachments'
import type { Board, Geometry } from './board.svelte.ts'
import { cardAt } from './drag.ts'
import { actionOfKey, type Direction, type SelectedBox } from './keyboard.ts'

export function keysOn(board: Board, geometry: Geometry): Attachment<HTMLElement> {
	return (element) => {
		// What scrolls can be reached by keyboard, even when nothing stands in it.
		element.tabIndex = 0
		const onKey = (event: KeyboardEvent) => {
			if (pressed(event, board, geometry, element)) event.preventDefault()
		}
		const onFocus = (event: FocusEvent) => {
			const { key, line } = cardAt(event.target)?.dataset ?? {}
			if (key === undefined) return
			board.focusedLine = line
			if (board.props().selected !== key) board.emit({ kind: 'select', key })
		}
		// An undo or a colleague may take the focused card to another column: the focus goes with it.
		const onBlur = async (event: FocusEvent) => {
			const card = cardAt(event.target)
			const { key, line } = card?.dataset ?? {}
			if (!card || key === undefined || event.relatedTarget) return
			await tick()
			if (!card.isConnected && document.activeElement === document.body) await focusCard(element, key, line)
		}
		element.addEventListener('keydown', onKey)
		element.addEventListener('focusin', onFocus)
		element.addEventListener('focusout', onBlur)
		return () => {
			element.removeEventListener('keydown', onKey)
			element.removeEventListener('focusin', onFocus)
			element.removeEventListener('focusout', onBlur)
		}
	}
}

/** True when the key was ours. */
function pressed(event: KeyboardEvent, board: Board, geometry: Geometry, element: HTMLElement): boolean {
	if (event.defaultPrevented || board.ghost) return false
	const { settings } = board.props()
	const action = actionOfKey(event, {
		view: geometry.view,
		selected: selectedBox(event, board),
		slotMinutes: settings.slotMinutes,
		resources: board.props().resources.map(({ id }) => id),
		shortcuts: settings.shortcuts,
		rightToLeft: board.viewport.rightToLeft
	})
	if (!action) return false
	if (action.kind === 'go') return walk(action.direction, event, board, geometry, element)
	const { gesture } = action
	if (gesture.kind !== 'move') {
		board.emit(gesture)
		if (gesture.kind === 'select') element.focus({ preventScroll: true })
		return true
	}
	board.move(gesture)
	const line = board.lineOf(board.focusedLine)
	if (line >= 0) geometry.reveal(line, gesture.span)
	void focusCard(element, gesture.key, board.focusedLine)
	return true
}

/** The focused card, else the selected appointment. */
function selectedBox(event: KeyboardEvent, board: Board): SelectedBox | undefined {
	const card = cardAt(event.target)
	const key = card?.dataset['key'] ?? board.props().selected
	const occurrence = key === undefined ? undefined : board.find(key)
	if (!occurrence) return undefined
	const { allDay, resources } = occurrence.appointment.when
	const line = card?.dataset['line'] ?? resources.find((id) => board.lineOf(id) >= 0)
	return {
		key: occurrence.key,
		span: { start: occurrence.start, end: occurrence.end },
		allDay,
		resource: line === '' ? undefined : line
	}
}

const WAYS: Readonly<Record<Geometry['view'], Readonly<Record<Direction, Way>>>> = {
	'staff-day': { up: 'earlier', down: 'later', left: 'line-before', right: 'line-after' },
	timeline: { up: 'line-before', down: 'line-after', left: 'earlier', right: 'later' }
}
const MIRRORED: Readonly<Record<Direction, Direction>> = {
	up: 'up',
	down: 'down',
	left: 'right',
	right: 'left'
}

interface Step extends Placed {
	readonly key: string
	readonly lineId: string
}

function stepsOf(board: Board): Step[] {
	return board.lines.flatMap(({ id: lineId, allDay, timed }, line) =>
		[...allDay, ...timed].map(({ key, start, end }) => ({
			id: `${key} ${lineId}`,
			key,
			lineId,
			line,
			start,
			end
		}))
	)
}

/** False leaves the arrow to the browser: it scrolls where there is nothing to go to. */
function walk(
	direction: Direction,
	event: KeyboardEvent,
	board: Board,
	geometry: Geometry,
	element: HTMLElement
): boolean {
	const steps = stepsOf(board)
	const { key, line } = cardAt(event.target)?.dataset ?? { key: board.props().selected }
	const from = steps.find((step) => step.key === key && (line === undefined || step.lineId === line))
	const turned = board.viewport.rightToLeft ? MIRRORED[direction] : direction
	const to = from ? nearestIn(steps, from, WAYS[geometry.view][turned]) : steps[0]
	const next = to && steps.find((step) => step.id === to.id)
	if (!next) return from !== undefined
	board.focusedLine = next.lineId
	board.emit({ kind: 'select', key: next.key })
	geometry.reveal(next.line, { start: next.start, end: next.end } as Parameters<Geometry['reveal']>[1])
	void focusCard(element, next.key, next.lineId)
	return true
}

/** After the view has drawn it: the card may be a new element in another column. */
async function focusCard(element: HTMLElement, key: string, line: string | undefined): Promise<void> {
	await tick()
	const cards = element.querySelectorAll<HTMLElement>(`[data-key="${CSS.escape(key)}"]`)
	const card = [...cards].find((one) => one.dataset['line'] === line) ?? cards[0]
	if (card && card !== document.activeElement) card.focus({ preventScroll: true })
}

/** What a click or a key in the list means. */
import { nextStatus } from '#lib/core/appointment/status.ts'
import { DAY, HOUR, MINUTE, dayOf, startOfDay, type Day, type Wall } from '#lib/core/time/wall.ts'
import type { CalendarViewProps, Gesture } from '#lib/views/calendar/gesture.ts'
import { actionOfKey, type KeyAction, type KeyPress } from '#lib/views/interaction/keyboard.ts'

const find = (view: CalendarViewProps, key: string | undefined) =>
	view.occurrences.find((occurrence) => occurrence.key === key)

export function gestureOfKey(
	press: KeyPress,
	key: string | undefined,
	view: CalendarViewProps
): KeyAction | undefined {
	const occurrence = find(view, key)
	return actionOfKey(press, {
		view: 'list',
		selected: occurrence && {
			key: occurrence.key,
			span: { start: occurrence.start, end: occurrence.end },
			allDay: occurrence.appointment.when.allDay
		},
		slotMinutes: view.settings.slotMinutes,
		resources: [],
		shortcuts: view.settings.shortcuts,
		rightToLeft: false
	})
}

/** A button says what it does by `data-act`; a click elsewhere on a row opens it. */
export function gestureOfClick(target: EventTarget | null, view: CalendarViewProps): readonly Gesture[] {
	if (!(target instanceof Element)) return []
	const act = target.closest<HTMLElement>('[data-act]')
	const key = target.closest<HTMLElement>('[data-key]')?.dataset['key']
	if (act) return gesturesOf(act.dataset['act'], act.dataset['day'], key, view)
	return key === undefined
		? []
		: [
				{ kind: 'select', key },
				{ kind: 'open', key }
			]
}

function gesturesOf(
	act: string | undefined,
	dayText: string | undefined,
	key: string | undefined,
	view: CalendarViewProps
): Gesture[] {
	const day = dayText === undefined ? undefined : (Number(dayText) as Day)
	if (act === 'show' && day !== undefined) return [{ kind: 'show', view: 'day', day }]
	if (act === 'create' && day !== undefined) return [newOn(day, view)]
	if (key === undefined) return []
	if (act === 'open-move') return [{ kind: 'open-move', key }]
	if (act === 'delete') return [{ kind: 'delete', key }]
	const occurrence = find(view, key)
	const status = occurrence && nextStatus(occurrence.appointment.state.status)
	return act === 'status' && status ? [{ kind: 'status', key, status }] : []
}

/** At the opening of that day; today at the next full step, where that is later. */
export function newOn(day: Day, { now, settings }: Pick<CalendarViewProps, 'now' | 'settings'>): Gesture {
	const step = settings.slotMinutes * MINUTE
	const opening = startOfDay(day) + settings.dayStart * MINUTE
	const next = Math.ceil(now / step) * step
	const start = day === dayOf(now) ? Math.min(Math.max(opening, next), startOfDay(day) + DAY - HOUR) : opening
	return { kind: 'create', span: { start: start as Wall, end: (start + HOUR / 2) as Wall }, allDay: false }
}

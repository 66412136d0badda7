/** The six views: their names, signs and keys, and where each is loaded from when it is first shown. */
import Calendar from '@lucide/svelte/icons/calendar'
import CalendarDays from '@lucide/svelte/icons/calendar-days'
import CalendarRange from '@lucide/svelte/icons/calendar-range'
import ChartGantt from '@lucide/svelte/icons/chart-gantt'
import Columns3 from '@lucide/svelte/icons/columns-3'
import List from '@lucide/svelte/icons/list'
import type { Component } from 'svelte'
import type { CalendarViewProps, ViewKind } from '#lib/views/calendar/gesture.ts'
import { loadEngine } from '#lib/views/calendar/load-engine.ts'

export interface ViewEntry {
	readonly kind: ViewKind
	readonly label: string
	readonly icon: Component<{ size?: number }>
	readonly shortcut: string
}

export const VIEWS: readonly ViewEntry[] = [
	{ kind: 'staff-day', label: 'Staff day', icon: Columns3, shortcut: 'S' },
	{ kind: 'timeline', label: 'Timeline', icon: ChartGantt, shortcut: 'R' },
	{ kind: 'day', label: 'Day', icon: Calendar, shortcut: 'D' },
	{ kind: 'week', label: 'Week', icon: CalendarRange, shortcut: 'W' },
	{ kind: 'month', label: 'Month', icon: CalendarDays, shortcut: 'M' },
	{ kind: 'list', label: 'List', icon: List, shortcut: 'L' }
]

/** `kind` tells the three views of one engine apart; the others do without. */
export type ViewComponent = Component<CalendarViewProps & { readonly kind: 'month' | 'week' | 'day' }>

const engine = () => {
	// The engine is the largest chunk: it travels beside the view that will ask for it.
	void loadEngine().catch(() => undefined)
	return import('#lib/views/calendar/FullCalendarView.svelte')
}
const LOADERS = {
	'staff-day': () => import('#lib/views/staff-day/StaffDay.svelte'),
	timeline: () => import('#lib/views/timeline/Timeline.svelte'),
	day: engine,
	week: engine,
	month: engine,
	list: () => import('#lib/views/list/ListView.svelte')
} as const satisfies Record<ViewKind, () => Promise<{ default: unknown }>>

/** Sends for a view while the book is still being read from the device: a start waits for the slower of the two. */
export const fetchView = (view: ViewKind): void => void LOADERS[view]().catch(() => undefined)

/** Gives the same promise for the same component, so that month, week and day share one that stays mounted. */
export function createViewLoader(): (view: ViewKind) => Promise<ViewComponent> {
	const promises = new Map<unknown, Promise<ViewComponent>>()
	return (view) => {
		const load = LOADERS[view]
		const known = promises.get(load)
		if (known) return known
		const promise = load().then((module) => module.default as ViewComponent)
		promises.set(load, promise)
		// A failed download may succeed when it is asked for again.
		promise.catch(() => promises.delete(load))
		return promise
	}
}

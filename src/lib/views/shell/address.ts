/** What the address bar says: view and day survive a reload and can be kept as a bookmark. */
import { formatDay, parseDay, type Day } from '#lib/core/time/wall.ts'
import type { ViewKind } from '#lib/views/calendar/gesture.ts'

export const VIEW_KINDS = [
	'staff-day',
	'timeline',
	'day',
	'week',
	'month',
	'list'
] as const satisfies readonly ViewKind[]

export interface Address {
	/** Undefined: the device's usual view. */
	readonly view: ViewKind | undefined
	/** Undefined: today. */
	readonly day: Day | undefined
	readonly wide: boolean
}

/** Anything unknown is left out, never refused: an old bookmark opens the book. */
export function readAddress(query: URLSearchParams): Address {
	const day = parseDay(query.get('date') ?? '')
	const view = VIEW_KINDS.find((kind) => kind === query.get('view'))
	return { view, day: day.ok ? day.value : undefined, wide: query.get('span') === 'week' }
}

/** `?view=week&date=2026-11-23` */
export function writeAddress({ view, day, wide }: Address): string {
	const query = new URLSearchParams()
	if (view) query.set('view', view)
	if (day !== undefined) query.set('date', formatDay(day))
	if (wide) query.set('span', 'week')
	return `?${query.toString()}`
}

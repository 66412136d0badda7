/**
 * Where the days and rows of the list lie, so that only those in view are drawn: 5,000 appointments scroll like 50.
 * Each day of the range is a section: a heading that sticks while its rows pass, then one row per appointment that
 * begins on it (or, on the first day, reaches into it). Pixels from the top of the list.
 */
import type { AppointmentId } from '#lib/core/appointment/appointment.ts'
import type { Occurrence } from '#lib/core/appointment/occurrence.ts'
import { linesBetween, offsetsOf } from '#lib/core/layout/window.ts'
import type { Stretch } from '#lib/core/layout/lanes.ts'
import { addDays, dayOf, type Day, type Span } from '#lib/core/time/wall.ts'

export interface ListHeights {
	readonly head: number
	readonly row: number
}

export interface ListSection {
	readonly day: Day
	readonly rows: readonly Occurrence[]
	/** Position of its first row among all rows of the list, from 0. */
	readonly first: number
}

export interface ListLayout {
	readonly sections: readonly ListSection[]
	/** Where each section begins; the last element is the height of the list. */
	readonly offsets: readonly number[]
	readonly heights: ListHeights
	/** In the order of the list. */
	readonly order: readonly Occurrence[]
}

export interface DrawnSection {
	readonly section: ListSection
	readonly top: number
	readonly height: number
	/** Indexes of the rows to draw, ascending. */
	readonly rows: readonly number[]
}

/** `occurrences` sorted by start. */
export function layOutList(
	occurrences: readonly Occurrence[],
	range: Span<Day>,
	heights: ListHeights
): ListLayout {
	const days = Array.from({ length: Math.max(0, range.end - range.start) }, (_, at) =>
		addDays(range.start, at)
	)
	const byDay = new Map<Day, Occurrence[]>(days.map((day) => [day, []]))
	for (const occurrence of occurrences) {
		const day = Math.max(dayOf(occurrence.start), range.start) as Day
		byDay.get(day)?.push(occurrence)
	}
	let first = 0
	const sections = days.map((day) => {
		const section = { day, rows: byDay.get(day) ?? [], first }
		first += section.rows.length
		return section
	})
	const offsets = offsetsOf(sections.map(({ rows }) => heights.head + rows.length * heights.row))
	return { sections, offsets, heights, order: sections.flatMap(({ rows }) => rows) }
}

/**
 * What to draw for the part of the list in view, with some rows to spare at both ends. The `pinned` appointment is
 * drawn wherever it is: it may hold the keyboard focus, which would be lost with its row.
 */
export function drawnSections(
	layout: ListLayout,
	part: Stretch,
	pinned?: AppointmentId
): readonly DrawnSection[] {
	const { sections, offsets, heights } = layout
	const spare = SPARE_ROWS * heights.row
	const wide = { start: part.start - spare, end: part.end + spare }
	const { first, end } = linesBetween(offsets, wide)
	const pin = pinned === undefined ? -1 : layout.order.findIndex(({ key }) => key === pinned)
	return sections.flatMap((section, at) => {
		const pinnedRow =
			pin >= section.first && pin < section.first + section.rows.length ? pin - section.first : -1
		const inView = at >= first && at < end
		if (!inView && pinnedRow < 0) return []
		const top = offsets[at] ?? 0
		const rows = inView
			? rowsBetween(section, wide.start - top - heights.head, wide.end - top - heights.head, heights.row)
			: []
		if (pinnedRow >= 0 && !rows.includes(pinnedRow)) rows.push(pinnedRow)
		return [{ section, top, height: (offsets[at + 1] ?? top) - top, rows: rows.sort((a, b) => a - b) }]
	})
}

const SPARE_ROWS = 6

function rowsBetween({ rows }: ListSection, start: number, end: number, height: number): number[] {
	const from = Math.max(0, Math.floor(start / height))
	const to = Math.min(rows.length, Math.ceil(end / height))
	return Array.from({ length: Math.max(0, to - from) }, (_, at) => from + at)
}

/** Pixels from the top of the list to an appointment's row; undefined when it is not in the list. */
export function topOfRow({ sections, offsets, heights }: ListLayout, key: AppointmentId): number | undefined {
	for (const [at, { rows }] of sections.entries()) {
		const row = rows.findIndex((occurrence) => occurrence.key === key)
		if (row >= 0) return (offsets[at] ?? 0) + heights.head + row * heights.row
	}
	return undefined
}

/** Where to scroll so that the row stands in view below its heading; the present place when it does already. */
export function scrollTo(top: number, { head, row }: ListHeights, view: Stretch): number {
	if (top - head < view.start) return top - head
	if (top + row > view.end) return top + row - (view.end - view.start)
	return view.start
}

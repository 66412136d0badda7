/**
 * What a drag proposes: new spans from an original span and a distance, on the grid of the view. Nothing moves before
 * half a grid step (so a lift never shifts anything), a move keeps the duration, and no proposal ends before it starts.
 */
import { DAY, MINUTE, type Span, type Wall } from '../time/wall.ts'

export interface Grid {
	/** The days shown, midnight to midnight. */
	readonly bounds: Span
	/** 5, 10, 15, 30 or 60: a divisor of the day, so that the grid begins anew at every midnight. */
	readonly slotMinutes: number
}

const stepOf = (grid: Grid): number => grid.slotMinutes * MINUTE
const nearest = (wall: number, step: number): Wall => (Math.round(wall / step) * step) as Wall
const below = (wall: number, step: number): Wall => (Math.floor(wall / step) * step) as Wall
const above = (wall: number, step: number): Wall => (Math.ceil(wall / step) * step) as Wall
const held = (wall: number, low: number, high: number): Wall => Math.min(Math.max(wall, low), high) as Wall

/** An edge that was pulled by `delta`: on the grid, or where it was while the pull is under half a step. */
const pulled = (edge: Wall, delta: number, step: number): Wall =>
	Math.abs(delta) < step / 2 ? edge : nearest(edge + delta, step)

/** Moved by `delta` milliseconds; its start stays in the days shown, or where it was when that is outside. */
export function moveSpan(original: Span, delta: number, grid: Grid): Span {
	const step = stepOf(grid)
	const low = Math.min(grid.bounds.start, original.start)
	const high = Math.max(grid.bounds.end - step, original.start)
	const start = held(pulled(original.start, delta, step), low, high)
	return { start, end: (original.end + start - original.start) as Wall }
}

/** All-day appointments and spans of whole days move by whole days. */
export function moveDays(original: Span, days: number): Span {
	return { start: (original.start + days * DAY) as Wall, end: (original.end + days * DAY) as Wall }
}

/** At least one grid step remains. */
export function resizeStart(original: Span, delta: number, grid: Grid): Span {
	const step = stepOf(grid)
	const low = Math.min(grid.bounds.start, original.start)
	const high = Math.max(above(original.end, step) - step, low)
	const start = pulled(original.start, delta, step)
	return {
		start: start === original.start ? start : held(start, low, Math.min(high, original.end)),
		end: original.end
	}
}

/** At least one grid step remains. */
export function resizeEnd(original: Span, delta: number, grid: Grid): Span {
	const step = stepOf(grid)
	const high = Math.max(grid.bounds.end, original.end)
	const low = Math.min(below(original.start, step) + step, high)
	const end = pulled(original.end, delta, step)
	return {
		start: original.start,
		end: end === original.end ? end : held(end, Math.max(low, original.start), high)
	}
}

/** From the slot of `anchor` to the slot of `pointer`, both included, in either direction. */
export function drawSpan(anchor: Wall, pointer: Wall, grid: Grid): Span {
	const step = stepOf(grid)
	const { start: low, end: high } = grid.bounds
	const first = held(below(Math.min(anchor, pointer), step), low, high - step)
	const last = held(above(Math.max(anchor, pointer), step), first + step, high)
	return { start: first, end: last }
}

/** The slot under a click, `minutes` long but not beyond the days shown. */
export function clickSpan(at: Wall, minutes: number, grid: Grid): Span {
	const { start, end } = drawSpan(at, at, grid)
	return { start, end: held(start + minutes * MINUTE, end, grid.bounds.end) }
}

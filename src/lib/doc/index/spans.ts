/** Sets of days as disjoint, ascending spans. */
import { dayOf, plus, type Day, type Span, type Wall } from '#lib/core/time/wall.ts'

/** The days a span of wall time touches: its end is out, but a span without length touches the day of its start. */
export function daysTouched({ start, end }: Span<Wall>): Span<Day> {
	const last = dayOf(end > start ? plus(end, -1) : start)
	return { start: dayOf(start), end: (last + 1) as Day }
}

/** Joined where they overlap or meet. */
export function mergeSpans(spans: Iterable<Span<Day>>): readonly Span<Day>[] {
	const merged: Span<Day>[] = []
	for (const span of [...spans].sort((a, b) => a.start - b.start)) {
		const last = merged.at(-1)
		if (last && span.start <= last.end) {
			if (span.end > last.end) merged[merged.length - 1] = { start: last.start, end: span.end }
		} else if (span.start < span.end) merged.push(span)
	}
	return merged
}

/** The parts of `span` that are in none of `covered` (which are disjoint and ascending). */
export function missingFrom(covered: readonly Span<Day>[], span: Span<Day>): readonly Span<Day>[] {
	const missing: Span<Day>[] = []
	let from = span.start
	for (const { start, end } of covered) {
		if (end <= from || start >= span.end) continue
		if (start > from) missing.push({ start: from, end: start })
		from = end
	}
	if (from < span.end) missing.push({ start: from, end: span.end })
	return missing
}

export const lengthOf = (spans: readonly Span<Day>[]): number =>
	spans.reduce((days, span) => days + span.end - span.start, 0)

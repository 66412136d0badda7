/**
 * Answers for ranges of days, kept until something within the range changes; and when it is worked out anew and nothing
 * in it really changed, the same array is given again. What changes elsewhere costs a kept answer one comparison.
 */
import { overlaps, type Day, type Span } from '#lib/core/time/wall.ts'

/** Ranges remembered: the visible ones of every view, and those just left. */
const REMEMBERED = 32

export interface RangeCache<Answer> {
	get(range: Span<Day>): Answer
	/** Answers of ranges that any of these days is in are worked out anew. */
	forget(days: readonly Span<Day>[]): void
}

interface Remembered<Answer> {
	readonly range: Span<Day>
	answer: Answer
	stale: boolean
}

/** `work` gets the earlier answer and returns it where it is still right. */
export function createRangeCache<Answer>(
	work: (range: Span<Day>, earlier: Answer | undefined) => Answer
): RangeCache<Answer> {
	const remembered = new Map<string, Remembered<Answer>>()
	return {
		get(range) {
			const name = `${range.start}:${range.end}`
			let entry = remembered.get(name)
			if (!entry) entry = { range, answer: work(range, undefined), stale: false }
			else if (entry.stale) {
				entry.answer = work(range, entry.answer)
				entry.stale = false
			}
			remembered.delete(name)
			remembered.set(name, entry)
			const [oldest] = remembered.keys()
			if (remembered.size > REMEMBERED && oldest !== undefined) remembered.delete(oldest)
			return entry.answer
		},
		forget(days) {
			for (const entry of remembered.values()) {
				entry.stale ||= days.some((span) => overlaps(span, entry.range))
			}
		}
	}
}

/** `next`, or `earlier` where both hold the same things in the same order. */
export const sameList = <Thing>(
	earlier: readonly Thing[] | undefined,
	next: readonly Thing[]
): readonly Thing[] =>
	earlier && earlier.length === next.length && earlier.every((one, at) => one === next[at]) ? earlier : next

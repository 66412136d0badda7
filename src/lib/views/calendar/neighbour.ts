/** Which card the arrow keys reach next: days are the lines on which `core/layout/nearest.ts` walks. */
import { nearestIn, type Placed, type Way } from '#lib/core/layout/nearest.ts'
import { DAY, dayOf, startOfDay } from '#lib/core/time/wall.ts'
import type { Direction } from '#lib/views/interaction/keyboard.ts'
import type { DrawnCard } from './event-input.ts'

const WAYS: Readonly<Record<Direction, Way>> = {
	up: 'earlier',
	down: 'later',
	left: 'line-before',
	right: 'line-after'
}

/** Times of the day, so that the days beside it are compared by the hour; bars stand before it, "+n more" after it. */
function placeOf({ key, span, rank }: DrawnCard): Placed {
	const line = dayOf(span.start)
	const start = span.start - startOfDay(line)
	if (rank === 1) return { id: key, line, start: start - DAY, end: start }
	return rank === 0
		? { id: key, line, start, end: span.end - startOfDay(line) }
		: { id: key, line, start: DAY, end: DAY }
}

/** The key of the card to go to from `key`, or undefined at the end of the day and of the view. */
export function neighbourOf(
	cards: Iterable<DrawnCard>,
	key: string,
	direction: Direction
): string | undefined {
	const places = [...cards].map(placeOf)
	const from = places.find(({ id }) => id === key)
	return from ? nearestIn(places, from, WAYS[direction])?.id : places[0]?.id
}

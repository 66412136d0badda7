/** Which card the arrow keys reach next: up and down along a day, left and right to the days beside it. */
import { dayOf, minuteOfDay } from '#lib/core/time/wall.ts'
import type { Direction } from '#lib/views/interaction/keyboard.ts'
import type { DrawnCard } from './event-input.ts'

const inOrder = (a: DrawnCard, b: DrawnCard): number =>
	dayOf(a.span.start) - dayOf(b.span.start) ||
	b.rank - a.rank ||
	a.span.start - b.span.start ||
	b.span.end - a.span.end ||
	(a.key < b.key ? -1 : 1)

/**
 * The card to go to from `key`, or undefined at the edge. Up and down run on into the day before and after; left and
 * right choose, in the nearest day that has any, the card nearest in time of day.
 */
export function neighbourOf(
	cards: Iterable<DrawnCard>,
	key: string,
	direction: Direction
): DrawnCard | undefined {
	const ordered = [...cards].sort(inOrder)
	const at = ordered.findIndex((card) => card.key === key)
	const from = ordered[at]
	if (!from) return ordered[0]
	switch (direction) {
		case 'up':
			return ordered[at - 1]
		case 'down':
			return ordered[at + 1]
		case 'left':
			return nearestIn(ordered.slice(0, at).reverse(), from, (day, own) => day < own)
		case 'right':
			return nearestIn(ordered.slice(at + 1), from, (day, own) => day > own)
		default:
			return direction satisfies never
	}
}

/** `ordered` begins with the cards nearest to `from`. */
function nearestIn(
	ordered: readonly DrawnCard[],
	from: DrawnCard,
	lies: (day: number, own: number) => boolean
) {
	const own = dayOf(from.span.start)
	const first = ordered.find((card) => lies(dayOf(card.span.start), own))
	if (!first) return undefined
	const day = dayOf(first.span.start)
	const distance = (card: DrawnCard) =>
		Math.abs(minuteOfDay(card.span.start) - minuteOfDay(from.span.start)) +
		(card.rank === from.rank ? 0 : 1e4)
	return ordered
		.filter((card) => dayOf(card.span.start) === day)
		.reduce((best, card) => (distance(card) < distance(best) ? card : best))
}

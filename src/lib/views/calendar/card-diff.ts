/** Which cards to add, change and remove so that `before` becomes `after`: an edit costs one card, not a refetch. */
import type { CardContent } from '#lib/views/card/card-content.ts'
import type { CardsByKey, DrawnCard } from './event-input.ts'

export interface CardDiff {
	readonly added: readonly DrawnCard[]
	readonly removed: readonly string[]
	readonly changed: readonly CardChange[]
}

export interface CardChange {
	readonly before: DrawnCard
	readonly after: DrawnCard
}

export function diffCards(before: CardsByKey, after: CardsByKey): CardDiff {
	const added: DrawnCard[] = []
	const changed: CardChange[] = []
	for (const [key, card] of after) {
		const old = before.get(key)
		if (!old) added.push(card)
		else if (old !== card && !isSameCard(old, card)) changed.push({ before: old, after: card })
	}
	const removed = [...before.keys()].filter((key) => !after.has(key))
	return { added, removed, changed }
}

export const sizeOf = ({ added, removed, changed }: CardDiff): number =>
	added.length + removed.length + changed.length

export const hasSameSpan = (
	a: Pick<DrawnCard, 'span' | 'allDay'>,
	b: Pick<DrawnCard, 'span' | 'allDay'>
): boolean => a.span.start === b.span.start && a.span.end === b.span.end && a.allDay === b.allDay

export function hasSameContent(a: DrawnCard['content'], b: DrawnCard['content']): boolean {
	if (typeof a === 'number' || typeof b === 'number') return a === b
	return (Object.keys(a) as (keyof CardContent)[]).every((part) => a[part] === b[part])
}

const isSameCard = (a: DrawnCard, b: DrawnCard): boolean =>
	hasSameSpan(a, b) && a.rank === b.rank && a.fixed === b.fixed && hasSameContent(a.content, b.content)

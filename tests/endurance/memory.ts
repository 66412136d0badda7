/** What a server that is watched keeps in memory. */
import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'

/** Bytes. */
export interface Memory {
	/** Of the whole process, its threads and what its allocator has not given back. */
	readonly rss: number
	/** Held after a collection by the main thread: objects, and buffers beside them. */
	readonly held: number
}

/**
 * How much more it may be after any number of frames than after the warm-up. A room is kept for a minute after the last one
 * left, with what got into it, and the windows of the rate limits are as many as addresses came: a few megabytes each. Of
 * the process also what its allocator keeps between collections, and two frames of the largest size in each direction.
 * One kilobyte kept for each of 100,000 frames would be 100 MB.
 */
export const MOST_GROWTH: Memory = { held: 16 << 20, rss: 80 << 20 }

/** For `startServer`. */
export const WATCHED: readonly string[] = [
	'--expose-gc',
	'--import',
	fileURLToPath(new URL('tell-memory.ts', import.meta.url))
]

export async function memoryOf(server: ChildProcess): Promise<Memory> {
	server.send('memory')
	const [memory] = (await once(server, 'message')) as [Memory]
	return memory
}

export const inMegabytes = (bytes: number): string => `${(bytes / 2 ** 20).toFixed(1)} MB`

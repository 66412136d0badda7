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

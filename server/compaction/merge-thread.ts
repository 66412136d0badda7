/** The other side of `merger.ts`: one job after the other, each answered. */
import { parentPort } from 'node:worker_threads'
import * as Y from 'yjs'
import { compact } from './compact.ts'
import { unpacked, type Done, type Job } from './job.ts'
import { mergeAll } from './merge.ts'

parentPort?.on('message', (job: Job) => {
	const done = doneOf(job)
	parentPort?.postMessage(done, buffersOf(done))
})

function doneOf(job: Job): Done {
	const { id, kind } = job
	const updates = unpacked(job)
	const [first = new Uint8Array()] = updates
	switch (kind) {
		case 'merge':
			return { id, kind, value: mergeAll(updates) }
		case 'compact':
			return { id, kind, value: compact(first) }
		case 'vector':
			return { id, kind, value: vectorOf(first) }
		default:
			return kind satisfies never
	}
}

function vectorOf(update: Uint8Array): Uint8Array | undefined {
	try {
		return Y.encodeStateVectorFromUpdate(update)
	} catch {
		return undefined
	}
}

/** Large results change hands instead of being copied; small ones may lie in a pool that others use. */
function buffersOf(done: Done): ArrayBuffer[] {
	const update =
		done.kind === 'merge'
			? done.value.update
			: done.kind === 'compact' && done.value.ok
				? done.value.value.update
				: undefined
	const owned =
		update && update.byteLength === update.buffer.byteLength && update.buffer instanceof ArrayBuffer
	return owned ? [update.buffer] : []
}

/** The other side of `merger.ts`: one job after the other, each answered. */
import { parentPort } from 'node:worker_threads'
import { unpacked, type Done, type Job } from './job.ts'
import { mergeAll } from './merge.ts'

parentPort?.on('message', (job: Job) => {
	const done: Done = { id: job.id, merged: mergeAll(unpacked(job)) }
	parentPort?.postMessage(done, buffersOf(done))
})

/** Large results change hands instead of being copied; small ones may lie in a pool that others use. */
function buffersOf({ merged: { update } }: Done): ArrayBuffer[] {
	const isOwned = update.byteLength === update.buffer.byteLength && update.buffer instanceof ArrayBuffer
	return isOwned ? [update.buffer] : []
}

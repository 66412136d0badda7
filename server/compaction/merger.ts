/**
 * Merges updates off the main thread: a large room takes a tenth of a second, in which nobody would be served. The thread
 * begins with the first job, works one job after the other, and ends when it has had nothing to do for a while.
 */
import { Worker } from 'node:worker_threads'
import { ok, refuse, type Result } from '#lib/core/result.ts'
import { packed, type Done, type Job } from './job.ts'
import type { Merged } from './merge.ts'

/** The thread ended before it answered (out of memory, or closed). */
export type MergeFault = 'failed'

export interface Merger {
	/** What cannot be read is left out and named in `malformed`. No updates give the empty one. */
	merge(updates: readonly Uint8Array[]): Promise<Result<Merged, MergeFault>>
	/** Jobs that wait are refused. May be called twice. */
	close(): Promise<void>
}

export interface MergerOptions {
	/** A thread costs about 20 MB while it is there. */
	readonly idleMs?: number
}

const IDLE_MS = 30_000
const THREAD = new URL('./merge-thread.ts', import.meta.url)

export function createMerger({ idleMs = IDLE_MS }: MergerOptions = {}): Merger {
	const waiting = new Map<number, (done: Done | undefined) => void>()
	let thread: Worker | undefined
	let idle: NodeJS.Timeout | undefined
	let isClosed = false
	let jobs = 0

	function begin(): Worker {
		const worker = new Worker(THREAD)
		worker.on('message', (done: Done) => settle(done.id, done))
		worker.on('error', () => giveUp(worker))
		worker.on('exit', () => giveUp(worker))
		return worker
	}

	/** The jobs of this thread will not be answered any more. */
	function giveUp(worker: Worker): void {
		if (thread !== worker) return
		thread = undefined
		for (const id of [...waiting.keys()]) settle(id, undefined)
	}

	function settle(id: number, done: Done | undefined): void {
		const answer = waiting.get(id)
		waiting.delete(id)
		answer?.(done)
		if (waiting.size > 0 || !thread) return
		// Without a job it is no reason for the process to live on.
		thread.unref()
		idle = setTimeout(() => void end(), idleMs).unref()
	}

	async function end(): Promise<void> {
		const worker = thread
		if (!worker) return
		giveUp(worker)
		await worker.terminate()
	}

	/** Undefined: its thread ended before the answer. */
	async function ask(updates: readonly Uint8Array[]): Promise<Done | undefined> {
		if (isClosed) return undefined
		clearTimeout(idle)
		thread ??= begin()
		const worker = thread
		worker.ref()
		const job: Job = { id: (jobs += 1), ...packed(updates) }
		return new Promise((resolve) => {
			waiting.set(job.id, resolve)
			worker.postMessage(job, [job.bytes])
		})
	}

	return {
		async merge(updates) {
			const done = await ask(updates)
			return done ? ok(done.merged) : failed(updates)
		},
		async close() {
			isClosed = true
			clearTimeout(idle)
			await end()
		}
	}
}

const failed = (updates: readonly Uint8Array[]) =>
	refuse('failed', `The merging of ${updates.length} updates was not finished: its thread ended`)

/**
 * Asks the thread that works out busy times: reading a busy month takes a tenth of a second, in which nobody would be
 * served. It begins with the first question and ends when it has had nothing to do for a while.
 */
import { Worker } from 'node:worker_threads'
import { ok, refuse, type Result } from '#lib/core/result.ts'
import type { BusyAnswer, BusyDone, BusyJob } from './busy-job.ts'

export interface BusyWorker {
	/** One question after the other. `failed`: the thread ended before it answered. */
	ask(job: Omit<BusyJob, 'id'>): Promise<Result<BusyAnswer, 'failed'>>
	/** What waits is refused. May be called twice. */
	close(): Promise<void>
}

export interface BusyWorkerOptions {
	/** A thread costs some 20 MB while it is there, and what it read for its last month. */
	readonly idleMs?: number
}

const IDLE_MS = 30_000
const THREAD = new URL('./busy-thread.ts', import.meta.url)

export function createBusyWorker({ idleMs = IDLE_MS }: BusyWorkerOptions = {}): BusyWorker {
	let thread: Worker | undefined
	let waiting: { readonly id: number; readonly answer: (answer: Answer) => void } | undefined
	let idle: NodeJS.Timeout | undefined
	let isClosed = false
	let jobs = 0

	function begin(): Worker {
		const worker = new Worker(THREAD)
		worker.on('message', ({ id, answer }: BusyDone) => settle(id, ok(answer)))
		worker.on('error', (error: Error) => giveUp(worker, error.message))
		worker.on('exit', () => giveUp(worker, 'its thread ended'))
		return worker
	}

	function settle(id: number, answer: Answer): void {
		if (waiting?.id !== id) return
		waiting.answer(answer)
		waiting = undefined
		// Without a question it is no reason for the process to live on.
		thread?.unref()
		idle = setTimeout(() => void end(), idleMs).unref()
	}

	function giveUp(worker: Worker, reason: string): void {
		if (thread !== worker) return
		thread = undefined
		if (waiting) settle(waiting.id, failed(reason))
	}

	async function end(): Promise<void> {
		clearTimeout(idle)
		const worker = thread
		if (!worker) return
		giveUp(worker, 'it was closed')
		await worker.terminate()
	}

	return {
		async ask(job) {
			if (isClosed) return failed('it was closed')
			clearTimeout(idle)
			thread ??= begin()
			thread.ref()
			const id = (jobs += 1)
			const answered = new Promise<Answer>((answer) => (waiting = { id, answer }))
			thread.postMessage({ ...job, id, given: job.given.map(whole), stored: job.stored.map(own) })
			return answered
		},
		async close() {
			isClosed = true
			await end()
			clearTimeout(idle)
		}
	}
}

type Answer = Result<BusyAnswer, 'failed'>
const failed = (reason: string) => refuse('failed', `The busy times were not worked out: ${reason}`)

const whole = ({ room, updates }: BusyJob['given'][number]) => ({ room, updates: updates.map(own) })

/** A view into a larger buffer would take all of that buffer along. */
const own = (update: Uint8Array): Uint8Array =>
	update.byteLength === update.buffer.byteLength ? update : update.slice()

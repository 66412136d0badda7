/** The other side of `busy-worker.ts`: one job after the other, each answered. */
import { parentPort } from 'node:worker_threads'
import type { BusyDone, BusyJob } from './busy-job.ts'
import { createMonthWorker } from './busy-month.ts'

const worker = createMonthWorker()
parentPort?.on('message', ({ id, ...job }: BusyJob) => {
	parentPort?.postMessage({ id, answer: worker.answer(job) } satisfies BusyDone)
})

/** Brings the busy rooms together: what the log tells, who may know busy times only, and the relay that writes them. */
import type { Result } from '#lib/core/result.ts'
import { createBusyKeeper, type BusyKeeper } from './projection/busy-keeper.ts'
import { createBusyWorker } from './projection/busy-worker.ts'
import type { Gate } from './relay/gate.ts'
import type { RoomLog } from './storage/room-log.ts'

export interface BusyDeps {
	readonly log: Pick<RoomLog, 'load'>
	/** Of the relay. */
	readonly write: (room: string, update: Uint8Array) => Promise<Result<unknown>>
	/** Of accounts and sharing. */
	readonly people: {
		readonly gate: Pick<Gate, 'onchange'>
		readonly busyCalendars: () => readonly string[]
	}
	/** Milliseconds since the epoch. */
	readonly now?: () => number
	readonly report: (line: string) => void
}

export interface Busy {
	/** To be told by the relay: `ondurable`. */
	readonly follow: BusyKeeper['follow']
	/** Before the relay and the log. */
	close(): Promise<void>
}

export function createBusy({ people, now = Date.now, ...deps }: BusyDeps): Busy {
	const worker = createBusyWorker()
	const keeper = createBusyKeeper({ ...deps, worker, now, calendars: people.busyCalendars, schedule })
	const ignore = people.gate.onchange(() => keeper.look())
	return {
		follow: keeper.follow,
		async close() {
			ignore()
			await keeper.close()
			await worker.close()
		}
	}
}

/** None of them keeps the process alive. */
function schedule(ms: number, work: () => void): () => void {
	const timer = setTimeout(work, ms).unref()
	return () => clearTimeout(timer)
}

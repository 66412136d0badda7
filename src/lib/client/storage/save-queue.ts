/**
 * Brings actions into the journal, in order, one transaction at a time; what arrives meanwhile goes with the next.
 * A refused write keeps its actions here and is tried again: an edit is never dropped, and never called saved early.
 */
import type { Journal, JournalAction } from './journal.ts'
import type { StorageFault } from './database.ts'

export interface QueueStatus {
	/** Actions whose transaction is not complete. */
	readonly waiting: number
	/** Why the last try failed; undefined after a success. */
	readonly fault: StorageFault | undefined
}

export interface SaveQueue {
	readonly status: QueueStatus
	/** Resolves when this action is stored, with its position; while storage is refused it stays pending. */
	add(action: JournalAction): Promise<number>
	/** Not stored yet, in order. */
	readonly pending: readonly JournalAction[]
	/** Tries at once instead of at the planned time: room was made, or the page was looked at again. */
	retry(): void
	/** Resolves when nothing waits, or after the first failed try. */
	flush(): Promise<void>
	/** Updates of the room that no journal holds yet: they are in memory only. */
	holds(room: string): boolean
	/** What waits is given up: its storage is being deleted. */
	close(): void
}

/** A full disk is rarely freed within seconds; a lost connection is back at once. */
const RETRY_MS = [250, 1000, 5000, 15_000, 60_000] as const
/** So that the first transaction of a large import is not one of 50 MB. */
const ACTIONS_AT_ONCE = 200

interface Waiting {
	readonly action: JournalAction
	readonly stored: (position: number) => void
}

export function createSaveQueue(journal: Journal, onchange: (status: QueueStatus) => void): SaveQueue {
	const queue: Waiting[] = []
	let running: Promise<void> | undefined
	let timer: ReturnType<typeof setTimeout> | undefined
	let failures = 0
	let closed = false
	let status: QueueStatus = { waiting: 0, fault: undefined }

	const report = (fault: StorageFault | undefined) => {
		status = { waiting: queue.length, fault }
		onchange(status)
	}

	async function drain() {
		while (queue.length > 0) {
			const batch = queue.slice(0, ACTIONS_AT_ONCE)
			const written = await journal.append(batch.map(({ action }) => action))
			if (!written.ok) return fail(written.why)
			queue.splice(0, batch.length)
			failures = 0
			batch.forEach(({ stored }, at) => stored(written.value[at] ?? 0))
			report(undefined)
		}
	}

	function fail(fault: StorageFault) {
		if (!closed) timer = setTimeout(start, RETRY_MS[Math.min(failures, RETRY_MS.length - 1)])
		failures += 1
		report(fault)
	}

	function start(): Promise<void> {
		clearTimeout(timer)
		running ??= drain().then(() => {
			running = undefined
			// Added while the last batch was reported.
			if (queue.length > 0 && !status.fault) return start()
		})
		return running
	}

	return {
		get status() {
			return status
		},
		add: (action) =>
			new Promise((stored) => {
				queue.push({ action, stored })
				report(status.fault)
				if (!status.fault) void start()
			}),
		get pending() {
			return queue.map(({ action }) => action)
		},
		retry: () => void start(),
		flush: async () => {
			if (queue.length > 0) await start()
		},
		holds: (room) => queue.some(({ action }) => action.updates.some((update) => update.room === room)),
		close() {
			closed = true
			clearTimeout(timer)
		}
	}
}

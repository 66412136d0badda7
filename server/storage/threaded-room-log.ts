/**
 * The store of rooms in a thread of its own: an fsync takes 1 to 20 ms, in which nobody would be served. The same port; a
 * thread that ended is begun anew with the next call.
 */
import { Worker } from 'node:worker_threads'
import { ok, refuse, type Refusal, type Result } from '#lib/core/result.ts'
import type { OpenFault } from './open-database.ts'
import type { DamagedRow, LogEntry, RoomLog, StoreFault } from './room-log.ts'
import { packed, type Call, type Method, type Told } from './room-log-calls.ts'

export interface ThreadedRoomLogOptions {
	/** The file; made where there is none. */
	readonly path: string
	/** Once for each row that is found damaged. */
	readonly ondamage?: (row: DamagedRow) => void
	/** The thread ended though nobody closed it. */
	readonly onlost?: () => void
}

const THREAD = new URL('./room-log-thread.ts', import.meta.url)

export async function openThreadedRoomLog(
	options: ThreadedRoomLogOptions
): Promise<Result<RoomLog, OpenFault>> {
	const { onlost = () => undefined } = options
	let thread: Promise<Result<Thread, OpenFault>> | undefined
	let closing: Promise<void> | undefined

	function begin(): Promise<Result<Thread, OpenFault>> {
		const begun = beginThread(options, () => {
			if (thread === begun) thread = undefined
			if (!closing) onlost()
		})
		return begun
	}

	/** `lost`: the thread ended before it answered. */
	async function ask<Name extends Method>(
		method: Name,
		args: Parameters<RoomLog[Name]>,
		transfer: ArrayBuffer[] = []
	): Promise<Awaited<ReturnType<RoomLog[Name]>> | Refusal<'failed'> | 'lost'> {
		if (closing) return refuse('failed', `Cannot ${method}: the store is closed`)
		const begun = await (thread ??= begin())
		if (begun.ok) return begun.value.ask(method, args, transfer)
		thread = undefined
		return refuse('failed', begun.message)
	}

	async function call<Name extends Exclude<Method, 'close'>>(
		method: Name,
		args: Parameters<RoomLog[Name]>,
		transfer?: ArrayBuffer[]
	): Promise<Awaited<ReturnType<RoomLog[Name]>> | Refusal<'failed'>> {
		const answer = await ask(method, args, transfer)
		return answer === 'lost' ? lost(method) : answer
	}

	/** All or nothing was stored before the thread ended, so the first entry tells. */
	async function isStored({ room, position }: LogEntry): Promise<boolean> {
		const found = await call('entriesAfter', [room, position - 1])
		return found.ok && (found.value?.some((entry) => entry.position === position) ?? false)
	}

	async function append(entries: readonly LogEntry[]): Promise<Result<void, StoreFault>> {
		const { values, buffer } = packed(entries)
		const answer = await ask('append', [values], [buffer])
		if (answer !== 'lost') return answer
		const [first] = entries
		return first && (await isStored(first)) ? ok(undefined) : lost('append')
	}

	const begun = await (thread = begin())
	if (!begun.ok) return begun
	return ok({
		append,
		load: (room) => call('load', [room]),
		saveSnapshot(room, snapshot, keep) {
			const { values, buffer } = packed([snapshot])
			return call('saveSnapshot', [room, values[0] ?? snapshot, keep], [buffer])
		},
		entriesAfter: (room, after) => call('entriesAfter', [room, after]),
		rooms: (prefix) => call('rooms', [prefix]),
		damaged: () => call('damaged', []),
		remove: (rooms) => call('remove', [rooms]),
		backup: (path) => call('backup', [path]),
		close: () => (closing ??= end())
	})

	async function end(): Promise<void> {
		const begun = await thread
		if (begun?.ok) await begun.value.ask('close', [])
	}
}

const lost = (method: string) => refuse('failed', `Cannot ${method}: the thread of the store ended`)

interface Thread {
	ask<Name extends Method>(
		method: Name,
		args: Parameters<RoomLog[Name]>,
		transfer?: ArrayBuffer[]
	): Promise<Awaited<ReturnType<RoomLog[Name]>> | 'lost'>
}

interface Asked {
	readonly answer: (value: unknown) => void
	readonly fail: (error: unknown) => void
}

function beginThread(
	{ path, ondamage = () => undefined }: ThreadedRoomLogOptions,
	onend: () => void
): Promise<Result<Thread, OpenFault>> {
	const worker = new Worker(THREAD, { workerData: { path } })
	const asked = new Map<number, Asked>()
	let calls = 0

	function settle(id: number): Asked | undefined {
		const one = asked.get(id)
		asked.delete(id)
		// Without a call it is no reason for the process to live on.
		if (asked.size === 0) worker.unref()
		return one
	}

	const ask: Thread['ask'] = (method, args, transfer = []) =>
		new Promise((resolve, reject) => {
			const id = (calls += 1)
			worker.postMessage({ id, method, args } satisfies Call, transfer)
			// A call is answered as what it is.
			asked.set(id, { answer: resolve as Asked['answer'], fail: reject })
			worker.ref()
		})

	return new Promise((resolve) => {
		function end(why: string): void {
			resolve(refuse('failed', `Cannot open ${path}: ${why}`))
			onend()
			for (const id of [...asked.keys()]) settle(id)?.answer('lost')
		}
		worker.on('message', (told: Told) => {
			switch (told.kind) {
				case 'opened':
					worker.unref()
					return resolve(told.result.ok ? ok({ ask }) : told.result)
				case 'damaged':
					return ondamage(told.row)
				case 'answer':
					return settle(told.id)?.answer(told.value)
				case 'thrown':
					return settle(told.id)?.fail(told.error)
				default:
					return told satisfies never
			}
		})
		let why = 'its thread ended'
		worker.on('error', (error) => (why = error instanceof Error ? error.message : String(error)))
		worker.on('exit', () => end(why))
	})
}

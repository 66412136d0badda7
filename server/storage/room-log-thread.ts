/** The other side of `threaded-room-log.ts`: the store itself. Each call is answered, in the order of the calls. */
import { parentPort, workerData, type MessagePort } from 'node:worker_threads'
import { ok } from '#lib/core/result.ts'
import type { RoomLog } from './room-log.ts'
import type { Call, Told } from './room-log-calls.ts'
import { openRoomLog } from './sqlite-room-log.ts'

if (parentPort) serve(parentPort, workerData as { readonly path: string })

function serve(port: MessagePort, { path }: { readonly path: string }): void {
	const tell = (told: Told, transfer: ArrayBuffer[] = []) => port.postMessage(told, transfer)
	const log = openRoomLog({ path, ondamage: (row) => tell({ kind: 'damaged', row }) })
	tell({ kind: 'opened', result: log.ok ? ok(undefined) : log })
	// Without a listener the thread ends.
	if (log.ok) port.on('message', createDesk(log.value, port, tell))
}

function createDesk(log: RoomLog, port: MessagePort, tell: (told: Told, transfer?: ArrayBuffer[]) => void) {
	const underWay = new Set<Promise<void>>()

	async function answer({ id, method, args }: Call): Promise<void> {
		try {
			const value = await (log[method] as (...args: unknown[]) => Promise<unknown>)(...args)
			tell({ kind: 'answer', id, value }, buffersIn(value))
		} catch (error) {
			tell({ kind: 'thrown', id, error })
		}
	}

	return async (call: Call): Promise<void> => {
		// A backup takes its time while others are served.
		if (call.method === 'close') await Promise.all(underWay)
		const answered = answer(call).finally(() => underWay.delete(answered))
		underWay.add(answered)
		await answered
		if (call.method === 'close') port.close()
	}
}

/** SQLite gives each blob a buffer of its own: they change hands instead of being copied. */
function buffersIn(value: unknown): ArrayBuffer[] {
	if (value instanceof Uint8Array) return value.buffer instanceof ArrayBuffer ? [value.buffer] : []
	if (typeof value !== 'object' || value === null) return []
	return Object.values(value).flatMap(buffersIn)
}

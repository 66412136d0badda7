/** What the contract does not ask of a store in general: its thread may end at any moment. */
import { join } from 'node:path'
import type { Worker } from 'node:worker_threads'
import * as fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { RoomLog } from '../../../../server/storage/room-log.ts'
import { openThreadedRoomLog } from '../../../../server/storage/threaded-room-log.ts'
import { valueOf } from '../../../contract/room-log-model.ts'
import { entry, freshFolder } from './folder.ts'

interface Opened {
	readonly log: RoomLog
	/** How often it was said that the thread ended. */
	readonly lost: () => number
}

async function openIn(folder: string): Promise<Opened> {
	let lost = 0
	const opened = await openThreadedRoomLog({ path: join(folder, 'rooms.sqlite'), onlost: () => (lost += 1) })
	return { log: valueOf(opened), lost: () => lost }
}

const workers: Worker[] = []
const see = (worker: Worker) => void workers.push(worker)
beforeAll(() => void process.on('worker', see))
afterAll(() => void process.off('worker', see))
/** Ends the newest thread, without a word to the store. */
const kill = () => workers.at(-1)!.terminate()

const ticks = (count: number): Promise<void> =>
	count === 0 ? Promise.resolve() : new Promise<void>((go) => setImmediate(go)).then(() => ticks(count - 1))

describe('openThreadedRoomLog()', () => {
	it('says of each append truly whether it is on disk, whenever the thread ends', async () => {
		await fc.assert(
			fc.asyncProperty(fc.array(fc.nat(30), { minLength: 1, maxLength: 4 }), async (moments) => {
				const { log } = await openIn(freshFolder())
				let head = 0
				for (const moment of moments) {
					const entries = [1, 2].map((more) => entry('w.a', head + more, new Uint8Array([head, more])))
					const appended = log.append(entries)
					await ticks(moment)
					await kill()
					if ((await appended).ok) head += 2
					expect(valueOf(await log.load('w.a'))).toMatchObject({ head, tail: { length: head } })
				}
				await log.close()
			}),
			{ numRuns: 12 }
		)
	})

	it('refuses what was asked of a thread that ended, tells it, and goes on with another', async () => {
		const { log, lost } = await openIn(freshFolder())
		valueOf(await log.append([entry('w.a', 1, new Uint8Array([1]))]))
		const asked = log.load('w.a')
		await kill()
		// Whether the answer was under way already is chance.
		expect(['failed', undefined]).toContain(
			await asked.then((loaded) => (loaded.ok ? undefined : loaded.why))
		)
		expect(lost()).toBe(1)
		expect(valueOf(await log.load('w.a'))).toMatchObject({ head: 1 })
		await log.close()
		expect(lost()).toBe(1)
	})

	it('does not open what is not its own, and says why', async () => {
		const folder = freshFolder()
		const refused = await openThreadedRoomLog({ path: folder })
		expect(refused).toMatchObject({ ok: false })
		expect(!refused.ok && refused.message).toContain(folder)
	})

	it('is done with what was called before when it is closed', async () => {
		const folder = freshFolder()
		const { log } = await openIn(folder)
		const append = log.append([entry('w.a', 1, new Uint8Array([1]))])
		const backup = log.backup(join(folder, 'copy'))
		await log.close()
		expect([(await append).ok, (await backup).ok]).toEqual([true, true])
		const copy = await openThreadedRoomLog({ path: join(folder, 'copy') })
		expect(valueOf(await valueOf(copy).load('w.a'))).toMatchObject({ head: 1 })
		await valueOf(copy).close()
	})
})

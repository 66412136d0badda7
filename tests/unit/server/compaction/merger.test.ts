import { Worker } from 'node:worker_threads'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createMerger, type Merger } from '../../../../server/compaction/merger.ts'
import { manyUpdates, seen } from './updates.ts'

let merger: Merger
beforeEach(() => {
	merger = createMerger({ idleMs: 20 })
})
afterEach(() => merger.close())

describe('createMerger()', () => {
	it('merges, names what cannot be read, and leaves the bytes it was given alone', async () => {
		const all = manyUpdates(300)
		// Views into one buffer, as a socket hands them out.
		const pool = new Uint8Array(all.reduce((sum, { byteLength }) => sum + byteLength, 0))
		let at = 0
		const views = all.map((update) => {
			pool.set(update, at)
			at += update.byteLength
			return pool.subarray(at - update.byteLength, at)
		})
		const merged = await merger.merge([...views.slice(0, 7), new Uint8Array([1, 2]), ...views.slice(7)])
		expect(merged.ok && merged.value.malformed).toEqual([7])
		expect(merged.ok && seen([merged.value.update])).toEqual(seen(all))
		expect(views).toEqual(all)
	})

	it('answers many at once, each with its own', async () => {
		const all = manyUpdates(50)
		const [first, nothing, whole, unreadable] = await Promise.all([
			merger.merge([all[0]!]),
			merger.merge([]),
			merger.merge(all),
			merger.merge([new Uint8Array([9])])
		])
		expect(first.ok && seen([first.value.update])).toEqual(seen([all[0]!]))
		expect(nothing.ok && nothing.value).toMatchObject({ update: new Uint8Array([0, 0]), malformed: [] })
		expect(whole.ok && seen([whole.value.update])).toEqual(seen(all))
		expect(unreadable.ok && unreadable.value.malformed).toEqual([0])
	})

	it('does not hold up the thread that asks', async () => {
		const all = manyUpdates(20_000)
		let turns = 0
		const count = setInterval(() => (turns += 1), 1)
		const merged = await merger.merge(all)
		clearInterval(count)
		expect(merged.ok).toBe(true)
		expect(turns).toBeGreaterThan(3)
	})

	it('ends when it had nothing to do, and begins again', async () => {
		const [first] = manyUpdates(1)
		const ended = vi.spyOn(Worker.prototype, 'terminate')
		expect((await merger.merge([first!])).ok).toBe(true)
		await vi.waitUntil(() => ended.mock.calls.length > 0)
		expect((await merger.merge([first!])).ok).toBe(true)
		ended.mockRestore()
	})

	it('outlives its thread', async () => {
		const asked = vi.spyOn(Worker.prototype, 'postMessage')
		const lost = merger.merge(manyUpdates(5_000))
		await (asked.mock.contexts[0] as Worker).terminate()
		asked.mockRestore()
		expect(await lost).toMatchObject({ ok: false, why: 'failed' })
		expect(await merger.merge(manyUpdates(3))).toMatchObject({ ok: true })
	})

	it('refuses what waits when it is closed, and all that comes later', async () => {
		const waits = merger.merge(manyUpdates(5_000))
		await merger.close()
		expect(await waits).toMatchObject({ ok: false, why: 'failed' })
		expect(await merger.merge([])).toMatchObject({ ok: false, why: 'failed' })
		await merger.close()
	})
})

import { flushSync } from 'svelte'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { NowState } from '#lib/client/now.svelte.ts'
import { UpdatesState, type UpdateHooks } from '#lib/client/updates.svelte.ts'
import { day, NOW, wall, ZONE } from './book.ts'

afterEach(() => vi.useRealTimers())

describe('NowState', () => {
	test('is the wall time of the zone to the minute', () => {
		const now = new NowState(
			() => ZONE,
			() => NOW + 42_000
		)
		expect(now.wall).toBe(wall('2026-11-23T10:00'))
		expect(now.today).toBe(day('2026-11-23'))
		expect(
			new NowState(
				() => 'Pacific/Auckland',
				() => NOW
			).wall
		).toBe(wall('2026-11-23T22:00'))
	})

	test('ticks with each minute while somebody looks, and not after', () => {
		vi.useFakeTimers({ now: NOW + 50_000 })
		const now = new NowState(() => ZONE)
		const seen: number[] = []
		const stop = $effect.root(() => {
			$effect(() => {
				seen.push(now.wall)
			})
		})
		flushSync()
		for (let minute = 0; minute < 2; minute++) {
			vi.advanceTimersByTime(60_000)
			flushSync()
		}
		expect(seen).toEqual([wall('2026-11-23T10:00'), wall('2026-11-23T10:01'), wall('2026-11-23T10:02')])
		stop()
	})
})

describe('UpdatesState', () => {
	function registered() {
		const done: string[] = []
		let hooks: UpdateHooks | undefined
		const updates = new UpdatesState()
		updates.start((given) => {
			hooks = given
			return async (reload) => void done.push(`reload ${reload}`)
		})
		return { updates, done, hooks: hooks as UpdateHooks }
	}

	test('announces a waiting version and applies it after what must not be cut off', async () => {
		const { updates, done, hooks } = registered()
		expect(updates.waiting).toBe(false)
		hooks.onNeedRefresh()
		expect(updates.waiting).toBe(true)
		await updates.apply(async () => void done.push('flushed'))
		expect(done).toEqual(['flushed', 'reload true'])
	})

	test('can be put off, and says when the page works offline', () => {
		const { updates, hooks } = registered()
		hooks.onNeedRefresh()
		updates.later()
		hooks.onOfflineReady()
		expect([updates.waiting, updates.offlineReady]).toEqual([false, true])
	})

	test('without a worker there is nothing to apply', async () => {
		const updates = new UpdatesState()
		await updates.apply()
		expect(updates.waiting).toBe(false)
	})
})

import { afterEach, describe, expect, test } from 'vitest'
import { createSaveQueue, type QueueStatus } from '#lib/client/storage/save-queue.ts'
import type { JournalAction } from '#lib/client/storage/journal.ts'
import { createDevice, until } from './device.ts'

const action = (label: string, ...rooms: string[]): JournalAction => ({
	label,
	at: 1,
	device: 'd',
	clock: [1, 0, 'd'],
	updates: rooms.map((room) => ({ room, update: new TextEncoder().encode(label) }))
})
const textOf = (update: Uint8Array) => new TextDecoder().decode(update)

const closing: (() => Promise<void>)[] = []
afterEach(async () => {
	for (const close of closing.splice(0)) await close()
})
function setUp() {
	const device = createDevice()
	const tab = device.tab()
	closing.push(tab.close)
	return { ...device, ...tab }
}

describe('journal', () => {
	test('keeps the order in which things were done, also over two tabs', async () => {
		const { journal, factory: _, ...device } = setUp()
		const other = createTabOf(device)
		await journal.append([action('1', 'a'), action('2', 'b')])
		await other.journal.append([action('3', 'a')])
		await journal.append([action('4', 'a')])
		const entries = await journal.entries('a')
		expect(entries.ok && entries.value.map(({ update }) => textOf(update))).toEqual(['1', '3', '4'])
	})

	test('an action of two rooms is stored whole or not at all', async () => {
		const { journal, faults } = setUp()
		faults.full = true
		expect(await journal.append([action('1', 'a', 'b')])).toMatchObject({ ok: false, why: 'full' })
		faults.full = false
		expect(await journal.entries('a')).toEqual({ ok: true, value: [] })
		expect(await journal.actions(10)).toEqual({ ok: true, value: [] })
		await journal.append([action('1', 'a', 'b')])
		const [a, b] = [await journal.entries('a'), await journal.entries('b')]
		expect(a.ok && b.ok && [a.value.length, b.value.length]).toEqual([1, 1])
	})

	test('tells what came after a position, and never uses one twice', async () => {
		const { journal } = setUp()
		await journal.append([action('1', 'a'), action('2', 'a')])
		const all = await journal.entries('a')
		const [first, second] = all.ok ? all.value : []
		expect(await journal.entries('a', first?.position)).toEqual({ ok: true, value: [second] })
		await journal.drop([first?.position ?? 0, second?.position ?? 0])
		await journal.append([action('3', 'a')])
		const later = await journal.entries('a')
		expect(later.ok && (later.value[0]?.position ?? 0) > (second?.position ?? 0)).toBe(true)
	})

	test('what was done outlives its updates, latest first, and is trimmed by number', async () => {
		const { journal } = setUp()
		for (const label of ['1', '2', '3']) await journal.append([action(label, 'a', 'b')])
		const all = await journal.entries('a')
		await journal.drop(all.ok ? all.value.map(({ position }) => position) : [])
		const past = await journal.actions(2)
		expect(past.ok && past.value.map(({ label, rooms }) => [label, rooms])).toEqual([
			['3', ['a', 'b']],
			['2', ['a', 'b']]
		])
		await journal.trimActions(1)
		const left = await journal.actions(10)
		expect(left.ok && left.value.map(({ label }) => label)).toEqual(['3'])
	})
})

const createTabOf = (device: Pick<ReturnType<typeof createDevice>, 'tab'>) => {
	const tab = device.tab()
	closing.push(tab.close)
	return tab
}

describe('projections', () => {
	test('an unknown room is empty, a known one without a snapshot is stale', async () => {
		const { journal, projections } = setUp()
		await journal.append([action('1', 'a')])
		const looked = await projections.look(['a', 'b'])
		expect(looked.ok && [...looked.value]).toEqual([
			['a', { kind: 'stale' }],
			['b', { kind: 'unknown' }]
		])
		expect(await projections.lookUp('a')).toEqual({ ok: true, value: { known: true, generation: 0 } })
		expect(await projections.lookUp('b')).toEqual({ ok: true, value: { known: false, generation: 0 } })
	})

	test('a snapshot is believed until the journal has something newer', async () => {
		const { journal, projections } = setUp()
		await journal.append([action('1', 'a')])
		const entries = await journal.entries('a')
		const upTo = (entries.ok && entries.value.at(-1)?.position) || 0
		await projections.keep({ room: 'a', upTo, content: 'snapshot' })
		const look = async () => {
			const looked = await projections.look(['a'])
			return looked.ok && looked.value.get('a')
		}
		expect(await look()).toEqual({ kind: 'fresh', content: 'snapshot' })
		await journal.append([action('2', 'b')])
		expect(await look()).toEqual({ kind: 'fresh', content: 'snapshot' })
		await journal.append([action('3', 'a')])
		expect(await look()).toEqual({ kind: 'stale' })
	})

	test('an older snapshot never replaces a newer one', async () => {
		const { journal, projections } = setUp()
		await journal.append([action('1', 'a')])
		await projections.keep({ room: 'a', upTo: 5, content: 'new' })
		await projections.keep({ room: 'a', upTo: 4, content: 'old' })
		const looked = await projections.look(['a'])
		expect(looked.ok && looked.value.get('a')).toEqual({ kind: 'fresh', content: 'new' })
	})

	test('rooms are found by the beginning of their names', async () => {
		const { journal, projections } = setUp()
		await journal.append([action('1', 'c.x', 'c.x.2026-11', 'c.xy', 'w.x')])
		const rooms = await projections.rooms('c.x')
		expect(rooms.ok && rooms.value).toEqual(['c.x', 'c.x.2026-11', 'c.xy'])
	})
})

describe('save queue', () => {
	function queueOf(journal: ReturnType<typeof setUp>['journal']) {
		const said: QueueStatus[] = []
		const queue = createSaveQueue(journal, (status) => said.push(status))
		closing.push(async () => queue.close())
		return { queue, said }
	}

	test('says saved only after the transaction, and saves what came meanwhile', async () => {
		const { journal } = setUp()
		const { queue, said } = queueOf(journal)
		const first = queue.add(action('1', 'a'))
		const second = queue.add(action('2', 'a'))
		expect(queue.status).toEqual({ waiting: 2, fault: undefined })
		expect(queue.holds('a')).toBe(true)
		await first
		await second
		await queue.flush()
		expect(said.at(-1)).toEqual({ waiting: 0, fault: undefined })
		expect(queue.holds('a')).toBe(false)
		const entries = await journal.entries('a')
		expect(entries.ok && entries.value.map(({ update }) => textOf(update))).toEqual(['1', '2'])
	})

	test('a refused write is said, kept and tried again in its order', async () => {
		const { journal, faults } = setUp()
		const { queue, said } = queueOf(journal)
		faults.full = true
		void queue.add(action('1', 'a'))
		await queue.flush()
		expect(queue.status).toEqual({ waiting: 1, fault: 'full' })
		void queue.add(action('2', 'a'))
		expect(queue.status).toEqual({ waiting: 2, fault: 'full' })
		expect((await journal.entries('a')) as unknown).toEqual({ ok: true, value: [] })
		faults.full = false
		queue.retry()
		await until(() => said.at(-1)?.waiting === 0)
		expect(queue.status).toEqual({ waiting: 0, fault: undefined })
		const entries = await journal.entries('a')
		expect(entries.ok && entries.value.map(({ update }) => textOf(update))).toEqual(['1', '2'])
	})

	test('what is added while the last batch is reported is saved too', async () => {
		const { journal } = setUp()
		let added = false
		const queue = createSaveQueue(journal, ({ waiting }) => {
			if (waiting === 0 && !added) {
				added = true
				void queue.add(action('2', 'a'))
			}
		})
		await queue.add(action('1', 'a'))
		await until(async () => {
			const entries = await journal.entries('a')
			return entries.ok && entries.value.length === 2
		})
		queue.close()
	})
})

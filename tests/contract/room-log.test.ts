import * as fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { DamagedRow, LogEntry, RoomLog } from '../../server/storage/room-log.ts'
import { createMemoryStore, createSqliteStore, createThreadedStore } from './room-log-stores.ts'
import {
	createModel,
	ROOMS,
	valueOf,
	type Batch,
	type Model,
	type Step,
	type Store
} from './room-log-model.ts'

const bytes = fc.oneof(
	fc.uint8Array({ maxLength: 40 }),
	// Longer than a page of the file.
	fc.integer({ min: 4_000, max: 20_000 }).map((length) => new Uint8Array(length).fill(length % 251))
)
const room = fc.constantFrom(...ROOMS)
const batch: fc.Arbitrary<readonly Batch[]> = fc.array(
	fc.record({ room, bytes, member: fc.constantFrom('', 'anna', 'Zoë 💇🏽‍♀️', '\u0000"') }),
	{ minLength: 1, maxLength: 8 }
)
const step: fc.Arbitrary<Step> = fc.oneof(
	{ weight: 4, arbitrary: fc.record({ do: fc.constant('append'), batch }) },
	fc.record({ do: fc.constant('fail'), batch, at: fc.nat(7) }),
	{
		weight: 2,
		arbitrary: fc.record({
			do: fc.constant('snapshot'),
			room,
			back: fc.integer({ min: -1, max: 6 }),
			keep: fc.nat(6),
			bytes
		})
	},
	{ weight: 2, arbitrary: fc.record({ do: fc.constant('damage'), room, pick: fc.nat(20) }) },
	fc.record({ do: fc.constant('load'), room }),
	fc.record({ do: fc.constant('after'), room, position: fc.nat(12) }),
	fc.record({ do: fc.constant('remove'), rooms: fc.uniqueArray(room, { maxLength: 2 }) }),
	fc.record({ do: fc.constant('reopen') }),
	fc.record({ do: fc.constant('restore') })
)
const steps = fc.array(step, { minLength: 1, maxLength: 40 })

/** Epochs as a device sees them: the same while the positions mean the same, and never one from before. */
function createEpochWatch() {
	const present = new Map<string, string>()
	const over = new Set<string>()
	return {
		seen(name: string, epoch: string) {
			expect(epoch).not.toBe('')
			expect(over).not.toContain(epoch)
			expect(epoch).toBe(present.get(name) ?? epoch)
			expect([...present].filter(([other, its]) => its === epoch && other !== name)).toEqual([])
			present.set(name, epoch)
		},
		end(name: string) {
			const epoch = present.get(name)
			if (epoch !== undefined) over.add(epoch)
			present.delete(name)
		}
	}
}

/** Runs the steps on the store and on the model, comparing all that is answered. */
async function runSteps(store: Store, all: readonly Step[]): Promise<void> {
	const model = createModel()
	const epochs = createEpochWatch()
	const heard: string[] = []
	const open = () => store.open(({ room: name, kind, position }) => heard.push(`${name} ${kind} ${position}`))
	let log = await open()
	const load = async (name: string) => {
		const { epoch, damaged, ...loaded } = valueOf(await log.load(name))
		epochs.seen(name, epoch)
		expect({ ...loaded, damaged: damaged.map(({ foundAt: _, ...row }) => row) }).toEqual(model.load(name))
	}
	for (const one of all) {
		if (one.do === 'reopen' || one.do === 'restore') {
			await log.close()
			if (one.do === 'restore') {
				store.renewEpochs()
				ROOMS.forEach(epochs.end)
			}
			log = await open()
		} else if (one.do === 'load') await load(one.room)
		else {
			if (one.do === 'remove') one.rooms.filter(model.has).forEach(epochs.end)
			await runStep(store, log, model, one)
		}
	}
	for (const name of ROOMS) await load(name)
	expect(valueOf(await log.rooms(''))).toEqual(model.names(''))
	const aside = valueOf(await log.damaged()).map((row) => `${row.room} ${row.kind} ${row.position}`)
	expect(aside.sort()).toEqual([...model.aside].sort())
	expect(heard).toEqual(expect.arrayContaining(aside))
	await log.close()
}

type Other = Exclude<Step, { do: 'reopen' | 'restore' | 'load' }>

async function runStep(store: Store, log: RoomLog, model: Model, one: Other): Promise<void> {
	switch (one.do) {
		case 'append': {
			const entries = model.entriesOf(one.batch)
			valueOf(await log.append(entries))
			return model.append(entries)
		}
		case 'fail': {
			const entries = model.entriesOf(one.batch)
			const victim = entries[one.at % entries.length]!
			const mend = store.breakAt(victim.room, victim.position)
			expect((await log.append(entries)).ok).toBe(false)
			return mend()
		}
		case 'snapshot': {
			const snapshot = { position: Math.max(0, model.head(one.room) - one.back), update: one.bytes }
			valueOf(await log.saveSnapshot(one.room, snapshot, one.keep))
			return model.saveSnapshot(one.room, snapshot, one.keep)
		}
		case 'damage': {
			const rows = model.rows(one.room)
			const row = rows[one.pick % rows.length]
			if (!row) return
			store.damage(row)
			return model.damage(row)
		}
		case 'after':
			expect(valueOf(await log.entriesAfter(one.room, one.position))).toEqual(
				model.entriesAfter(one.room, one.position)
			)
			return
		case 'remove':
			valueOf(await log.remove(one.rooms))
			return model.remove(one.rooms)
		default:
			return one satisfies never
	}
}

const entry = (name: string, position: number, ...update: number[]): LogEntry => ({
	room: name,
	position,
	update: new Uint8Array(update),
	member: 'anna',
	device: 'd',
	at: 1_795_000_000_000 + position
})

describe.each([
	{ name: 'SQLite', create: createSqliteStore, runs: 60 },
	// Each opening begins a thread.
	{ name: 'SQLite in a thread', create: createThreadedStore, runs: 12 },
	{ name: 'memory', create: createMemoryStore, runs: 200 }
])('RoomLog on $name', ({ create, runs }) => {
	it('answers as the model does, whatever is appended, compacted, damaged, removed, refused and reopened', () =>
		fc.assert(
			fc.asyncProperty(steps, async (all) => {
				const store = await create()
				try {
					await runSteps(store, all)
				} finally {
					await store.remove()
				}
			}),
			{ numRuns: runs }
		))

	describe('stories', () => {
		let store: Store
		let log: RoomLog
		const heard: DamagedRow[] = []
		beforeEach(async () => {
			heard.length = 0
			store = await create()
			log = await store.open((row) => heard.push(row))
		})
		afterEach(async () => {
			await log.close()
			await store.remove()
		})

		it('a room that nobody wrote to has the epoch it will have, and is not listed', async () => {
			const before = valueOf(await log.load('w.a'))
			expect(before).toMatchObject({ head: 0, tail: [], snapshot: undefined, damaged: [] })
			expect(valueOf(await log.rooms(''))).toEqual([])
			valueOf(await log.append([entry('w.a', 1, 7)]))
			expect(valueOf(await log.load('w.a')).epoch).toBe(before.epoch)
		})

		it.each([
			['a gap', [entry('w.a', 1, 1), entry('w.a', 3, 3)]],
			['a position twice', [entry('w.a', 1, 1), entry('w.a', 1, 1)]],
			['a beginning above 1', [entry('c.b.2026-11', 1), entry('w.a', 2, 1)]]
		])('%s is a bug of the caller, and stores nothing', async (_, entries) => {
			await expect(log.append(entries)).rejects.toThrow(RangeError)
			expect(valueOf(await log.rooms(''))).toEqual([])
			valueOf(await log.append([entry('w.a', 1, 1)]))
		})

		it('keeps its own copy of the bytes', async () => {
			const update = new Uint8Array([1, 2, 3])
			valueOf(await log.append([{ ...entry('w.a', 1), update }]))
			update.fill(9)
			expect(valueOf(await log.load('w.a')).tail[0]?.update).toEqual(new Uint8Array([1, 2, 3]))
		})

		it('a damaged row of one room touches no other room, is reported once and never served again', async () => {
			valueOf(await log.append([entry('w.a', 1, 1), entry('w.a', 2, 2), entry('c.b.2026-11', 1, 3)]))
			store.damage({ room: 'w.a', kind: 'entry', position: 1 })
			expect(valueOf(await log.load('c.b.2026-11'))).toMatchObject({ damaged: [], head: 1 })
			const first = valueOf(await log.load('w.a'))
			expect(first.tail.map(({ position }) => position)).toEqual([2])
			expect(first.damaged).toEqual([expect.objectContaining({ room: 'w.a', kind: 'entry', position: 1 })])
			expect(valueOf(await log.load('w.a'))).toMatchObject({ damaged: [], head: 2 })
			expect(heard).toHaveLength(1)
			expect(valueOf(await log.damaged())).toEqual(heard)
		})

		it('the newest row is damaged: its position is not given again', async () => {
			valueOf(await log.append([entry('w.a', 1, 1), entry('w.a', 2, 2)]))
			store.damage({ room: 'w.a', kind: 'entry', position: 2 })
			expect(valueOf(await log.load('w.a')).head).toBe(2)
			await expect(log.append([entry('w.a', 2, 9)])).rejects.toThrow(RangeError)
			valueOf(await log.append([entry('w.a', 3, 3)]))
		})

		it('a damaged snapshot: what the log still holds below it is served', async () => {
			valueOf(await log.append([1, 2, 3, 4].map((position) => entry('w.a', position, position))))
			valueOf(await log.saveSnapshot('w.a', { position: 3, update: new Uint8Array([1, 2, 3]) }, 1))
			store.damage({ room: 'w.a', kind: 'snapshot', position: 3 })
			const loaded = valueOf(await log.load('w.a'))
			expect(loaded.snapshot).toBeUndefined()
			expect(loaded.tail.map(({ position }) => position)).toEqual([3, 4])
			expect(valueOf(await log.entriesAfter('w.a', 1))).toBeUndefined()
		})

		it('what was dropped stays dropped, though a later snapshot would keep more', async () => {
			valueOf(await log.append([1, 2, 3, 4].map((position) => entry('w.a', position, position))))
			valueOf(await log.saveSnapshot('w.a', { position: 3, update: new Uint8Array([1]) }, 0))
			valueOf(await log.saveSnapshot('w.a', { position: 4, update: new Uint8Array([2]) }, 4))
			expect(valueOf(await log.entriesAfter('w.a', 2))).toBeUndefined()
			expect(valueOf(await log.entriesAfter('w.a', 3))).toMatchObject([{ position: 4 }])
		})

		it('a backup is a whole store, made while it is in use, and never over a file', async () => {
			valueOf(await log.append([entry('w.a', 1, 1), entry('w.a', 2, 2)]))
			valueOf(await log.saveSnapshot('w.a', { position: 1, update: new Uint8Array([1]) }, 1))
			const backup = log.backup(store.pathOf('copy'))
			valueOf(await log.append([entry('w.a.clients', 1, 1)]))
			valueOf(await backup)
			const copy = await store.openBackup('copy')
			const { epoch: _, ...loaded } = valueOf(await copy.load('w.a'))
			expect(loaded).toMatchObject({ head: 2, snapshot: { position: 1 }, damaged: [] })
			await copy.close()
			expect(await log.backup(store.pathOf('copy'))).toMatchObject({ ok: false, why: 'failed' })
		})

		it('lists rooms by prefix', async () => {
			valueOf(
				await log.append(['w.a', 'w.a.clients', 'w.ab', 'c.%_', 'c.x'].map((name) => entry(name, 1, 1)))
			)
			expect(valueOf(await log.rooms('w.a.'))).toEqual(['w.a.clients'])
			expect(valueOf(await log.rooms('w.a'))).toEqual(['w.a', 'w.a.clients', 'w.ab'])
			expect(valueOf(await log.rooms('c.%'))).toEqual(['c.%_'])
			expect(valueOf(await log.rooms('c.%_.'))).toEqual([])
		})

		it('is closed: every call says so, and closing again does nothing', async () => {
			await log.close()
			await log.close()
			expect(await log.append([entry('w.a', 1, 1)])).toMatchObject({ ok: false, why: 'failed' })
			expect(await log.load('w.a')).toMatchObject({ ok: false, why: 'failed' })
		})
	})
})

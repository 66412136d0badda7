/**
 * A server's busy rooms on a log in memory, without threads and without waiting: what became durable is told, time passes
 * when the test says so, and "restart" forgets everything but the disk.
 */
import * as Y from 'yjs'
import { ok } from '#lib/core/result.ts'
import { readBusy, type BusyTime } from '#lib/doc/busy.ts'
import { busyRoom } from '#lib/doc/rooms.ts'
import { createBusyKeeper, type BusyKeeper } from '../../server/projection/busy-keeper.ts'
import { createMonthWorker } from '../../server/projection/busy-month.ts'
import type { BusyWorker } from '../../server/projection/busy-worker.ts'
import type { LogEntry, RoomLog, StoredRoom } from '../../server/storage/room-log.ts'
import { createMemoryDisk, type MemoryDisk } from './memory-room-log.ts'
import { CALENDAR } from './world.ts'

export interface BusyHouse {
	readonly disk: MemoryDisk
	/** Calendars that somebody knows only the busy times of; changed by the test, then `look`. */
	calendars: readonly string[]
	/** Milliseconds since the epoch. */
	now: number
	readonly reports: readonly string[]
	/** By room, in order: all that was ever written to busy rooms. */
	readonly written: readonly { readonly room: string; readonly update: Uint8Array }[]
	/** Questions that the thread was asked. */
	readonly asked: number
	/** Answers as the thread does. */
	ask: BusyWorker['ask']
	readonly keeper: BusyKeeper
	/** Somebody's update becomes durable. */
	store(room: string, update: Uint8Array): Promise<void>
	/** Everything planned within the time happens, and what it leads to. */
	pass(ms?: number): Promise<void>
	restart(): void
	/** What a month's busy room holds, by name. */
	month(month: string): Promise<readonly BusyTime[]>
}

export function createBusyHouse(now: number, disk = createMemoryDisk()): BusyHouse {
	let log = disk.open()
	let planned: { readonly at: number; readonly work: () => void }[] = []
	const reports: string[] = []
	const written: { readonly room: string; readonly update: Uint8Array }[] = []

	async function append(room: string, update: Uint8Array) {
		const entry = await next(log, room, update)
		const stored = await log.append([entry])
		if (stored.ok) house.keeper.follow([entry])
		return stored
	}

	function begin(): BusyKeeper {
		planned = []
		const worker = createMonthWorker()
		house.ask = async (job) => {
			house.asked += 1
			// As it travels to the thread and back.
			return ok(structuredClone(worker.answer(structuredClone(job))))
		}
		return createBusyKeeper({
			log,
			worker: { ask: (job) => house.ask(job) },
			async write(room, update) {
				const stored = await append(room, update)
				if (stored.ok) written.push({ room, update })
				return stored
			},
			calendars: () => house.calendars,
			now: () => house.now,
			schedule(ms, work) {
				const entry = { at: house.now + ms, work }
				planned.push(entry)
				return () => (planned = planned.filter((one) => one !== entry))
			},
			report: (line) => reports.push(line)
		})
	}

	const house = {
		disk,
		calendars: [CALENDAR] as readonly string[],
		now,
		reports,
		written,
		asked: 0,
		ask: undefined as unknown as BusyWorker['ask'],
		keeper: undefined as unknown as BusyKeeper,
		async store(room: string, update: Uint8Array) {
			const stored = await append(room, update)
			if (!stored.ok) throw new Error(stored.message)
		},
		async pass(ms = 2_000) {
			const end = house.now + ms
			for (;;) {
				const due = planned.filter(({ at }) => at <= end).sort((a, b) => a.at - b.at)[0]
				if (!due) break
				planned = planned.filter((one) => one !== due)
				house.now = Math.max(house.now, due.at)
				due.work()
				await house.keeper.settled()
			}
			house.now = end
		},
		restart() {
			log = disk.open()
			house.keeper = begin()
		},
		async month(month: string) {
			const stored = await log.load(busyRoom(CALENDAR, month))
			if (!stored.ok) throw new Error(stored.message)
			return readBusy(docOf(stored.value))
		}
	}
	house.keeper = begin()
	return house
}

async function next(log: RoomLog, room: string, update: Uint8Array): Promise<LogEntry> {
	const stored = await log.load(room)
	if (!stored.ok) throw new Error(stored.message)
	return { room, position: stored.value.head + 1, update, member: '', device: '', at: 0 }
}

export function docOf({ snapshot, tail }: StoredRoom): Y.Doc {
	const doc = new Y.Doc()
	if (snapshot) Y.applyUpdate(doc, snapshot.update)
	for (const { update } of tail) Y.applyUpdate(doc, update)
	return doc
}

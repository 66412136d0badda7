/** Brings one busy room after the other up to date: reads what is stored, asks the thread, writes the difference. */
import { ok, type Result } from '#lib/core/result.ts'
import { baseRoom, busyRoom } from '#lib/doc/rooms.ts'
import type { RoomLog, StoredRoom } from '../storage/room-log.ts'
import type { GivenRoom, Written } from './busy-job.ts'
import type { BusyWorker } from './busy-worker.ts'

export interface MonthWriterDeps {
	readonly log: Pick<RoomLog, 'load'>
	/** Resolves when it is on disk. */
	readonly write: (room: string, update: Uint8Array) => Promise<Result<unknown>>
	readonly worker: Pick<BusyWorker, 'ask'>
}

export interface MonthWriter {
	/** The months of one run share what was read for the earlier ones. One run after the other. */
	begin(calendar: string): Promise<Result<MonthRun>>
}

/** What is said of the month is on disk when it resolves, with the rooms that it was made from. */
export type MonthRun = (month: string) => Promise<Result<readonly string[]>>

export function createMonthWriter({ log, write, worker }: MonthWriterDeps): MonthWriter {
	/** By busy room. */
	const written = new Map<string, Written>()

	async function load(rooms: readonly string[]): Promise<Result<readonly GivenRoom[]>> {
		const given: GivenRoom[] = []
		for (const room of rooms) {
			const stored = await log.load(room)
			if (!stored.ok) return stored
			given.push({ room, updates: updatesOf(stored.value) })
		}
		return ok(given)
	}

	return {
		async begin(calendar) {
			const base = await log.load(baseRoom(calendar))
			if (!base.ok) return base
			// Only who may open the base is ever told its epoch.
			const salt = base.value.epoch
			let anew = true
			return ok(async (month) => {
				const room = busyRoom(calendar, month)
				const busy = await log.load(room)
				if (!busy.ok) return busy
				const stored = updatesOf(busy.value)
				let given: readonly GivenRoom[] = []
				for (;;) {
					const about = { calendar, month, salt, anew, given, stored, written: written.get(room) }
					const answered = await worker.ask(about)
					if (!answered.ok) return answered
					anew = false
					const answer = answered.value
					if (answer.kind === 'done') {
						const kept = answer.update ? await keep(room, answer.update, answer.written) : ok(undefined)
						return kept.ok ? ok(answer.needs) : kept
					}
					const loaded = await load(answer.rooms)
					if (!loaded.ok) return loaded
					given = loaded.value
				}
			})
		}
	}

	async function keep(room: string, update: Uint8Array, end: Written): Promise<Result<unknown>> {
		// Until it is known to be stored nobody can tell where the writing ended.
		written.delete(room)
		const stored = await write(room, update)
		if (stored.ok) written.set(room, end)
		return stored
	}
}

const updatesOf = ({ snapshot, tail }: StoredRoom): readonly Uint8Array[] => [
	...(snapshot ? [snapshot.update] : []),
	...tail.map(({ update }) => update)
]

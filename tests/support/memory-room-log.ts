/**
 * The store of rooms in memory, for tests that need many servers quickly. What lies on the `MemoryDisk` outlives the
 * log as a file outlives a process: "kill" the server by forgetting its log, and open the disk again. Faults are asked for
 * by name. It passes the same contract suite as SQLite.
 */
import { ok, refuse, type Result } from '#lib/core/result.ts'
import type {
	DamagedRow,
	LogEntry,
	RoomLog,
	Snapshot,
	StoredRoom,
	StoreFault
} from '../../server/storage/room-log.ts'

interface Room {
	readonly head: number
	readonly floor: number
	readonly entries: readonly LogEntry[]
	readonly snapshot: Snapshot | undefined
}

/** All that lies on the disk. Never changed in place, so keeping one is a backup. */
export interface Contents {
	readonly epoch: number
	readonly rooms: ReadonlyMap<string, Room>
	readonly removals: ReadonlyMap<string, number>
	readonly aside: readonly DamagedRow[]
	/** Keys of rows whose bytes no longer match their checksum. */
	readonly damaged: ReadonlySet<string>
}

/** `entry` 3 of a room, or its snapshot. */
export interface Row {
	readonly room: string
	readonly kind: DamagedRow['kind']
	readonly position: number
}

export interface MemoryDisk {
	open(options?: { readonly ondamage?: (row: DamagedRow) => void }): RoomLog
	/** The next `times` writing calls are refused; nothing of them is stored. */
	refuseWrites(why: StoreFault, times?: number): void
	/** Its bytes no longer match their checksum. */
	damage(row: Row): void
	contents(): Contents
	/** What `RoomLog.backup` wrote to this path. */
	backupAt(path: string): Contents | undefined
	/** As `npm run restore` does it: what was kept, and new epochs. */
	restore(contents: Contents): void
}

/** How a refusal that was asked for is told from one that was not. */
export const REFUSED_BY_TEST = 'The disk refuses, as the test asked'

const EMPTY: Room = { head: 0, floor: 0, entries: [], snapshot: undefined }

export function createMemoryDisk(now: () => number = () => 0): MemoryDisk {
	let state: Contents = { epoch: 1, rooms: new Map(), removals: new Map(), aside: [], damaged: new Set() }
	let restores = 1
	let refusals: readonly StoreFault[] = []
	const backups = new Map<string, Contents>()

	const isDamaged = (row: Row) => state.damaged.has(keyOf(row))
	const mend = (isMended: (key: string) => boolean) => {
		state = { ...state, damaged: new Set([...state.damaged].filter((key) => !isMended(key))) }
	}
	const epochOf = (room: string) => `${state.epoch}/${room}/${state.removals.get(room) ?? 0}`
	const put = (name: string, room: Room) => {
		state = { ...state, rooms: new Map(state.rooms).set(name, room) }
	}

	function open({ ondamage = () => undefined }: Parameters<MemoryDisk['open']>[0] = {}): RoomLog {
		let isOpen = true
		const read = <Value>(work: () => Value): Result<Value, StoreFault> =>
			isOpen ? ok(work()) : refuse('failed', 'The store is closed')

		/** All or nothing: the state is one value, put back when the work does not end well. */
		function write(work: () => void): Result<void, StoreFault> {
			const [why, ...later] = isOpen ? refusals : []
			if (why) {
				refusals = later
				return refuse(why, REFUSED_BY_TEST)
			}
			const before = state
			try {
				return read(work)
			} catch (error) {
				state = before
				throw error
			}
		}

		function setAside(rows: readonly Row[]): readonly DamagedRow[] {
			const found = rows.map((row) => ({ ...row, foundAt: now() }))
			for (const row of found) {
				const room = state.rooms.get(row.room) ?? EMPTY
				put(
					row.room,
					row.kind === 'snapshot'
						? { ...room, snapshot: undefined }
						: { ...room, entries: room.entries.filter(({ position }) => position !== row.position) }
				)
				state = { ...state, aside: [row, ...state.aside] }
				mend((key) => key === keyOf(row))
				ondamage(row)
			}
			return found
		}

		/** Intact entries above a position; the damaged ones are set aside. */
		function entriesAbove(name: string, after: number) {
			const above = (state.rooms.get(name) ?? EMPTY).entries.filter(({ position }) => position > after)
			const bad = above.filter(({ position }) => isDamaged({ room: name, kind: 'entry', position }))
			return {
				good: above.filter((entry) => !bad.includes(entry)),
				aside: setAside(bad.map(({ position }) => ({ room: name, position, kind: 'entry' })))
			}
		}

		function loadRoom(name: string): StoredRoom {
			const { head, snapshot: found } = state.rooms.get(name) ?? EMPTY
			const row: Row | undefined = found && { room: name, position: found.position, kind: 'snapshot' }
			const aside = row && isDamaged(row) ? setAside([row]) : []
			const snapshot = aside.length > 0 ? undefined : found
			const tail = entriesAbove(name, snapshot?.position ?? 0)
			return { epoch: epochOf(name), head, snapshot, tail: tail.good, damaged: [...aside, ...tail.aside] }
		}

		return {
			append: async (entries) =>
				write(() => {
					for (const entry of entries) {
						const room = state.rooms.get(entry.room) ?? EMPTY
						if (entry.position !== room.head + 1)
							throw new RangeError(`${entry.room} is at ${room.head}, not before ${entry.position}`)
						const kept = { ...entry, update: entry.update.slice() }
						put(entry.room, { ...room, head: entry.position, entries: [...room.entries, kept] })
					}
				}),
			load: async (room) => read(() => loadRoom(room)),
			saveSnapshot: async (name, { position, update }, keep) =>
				write(() => {
					const room = state.rooms.get(name)
					if (!room || position > room.head || position < (room.snapshot?.position ?? 0)) return
					const floor = Math.max(room.floor, position - keep)
					mend((key) => key === keyOf({ room: name, kind: 'snapshot', position }))
					put(name, {
						...room,
						floor,
						snapshot: { position, update: update.slice() },
						entries: room.entries.filter((entry) => entry.position > floor)
					})
				}),
			entriesAfter: async (room, after) =>
				read(() =>
					after < (state.rooms.get(room) ?? EMPTY).floor ? undefined : entriesAbove(room, after).good
				),
			rooms: async (prefix) =>
				read(() => [...state.rooms.keys()].filter((name) => name.startsWith(prefix)).sort()),
			damaged: async () => read(() => state.aside),
			remove: async (names) =>
				write(() => {
					for (const name of names) {
						if (!state.rooms.has(name)) continue
						const rooms = new Map(state.rooms)
						rooms.delete(name)
						const removals = new Map(state.removals).set(name, (state.removals.get(name) ?? 0) + 1)
						state = { ...state, rooms, removals, aside: state.aside.filter(({ room }) => room !== name) }
						mend((key) => key.startsWith(`${name} `))
					}
				}),
			backup: async (path) =>
				backups.has(path) ? refuse('failed', `${path} exists`) : read(() => void backups.set(path, state)),
			async close() {
				isOpen = false
			}
		}
	}

	return {
		open,
		refuseWrites(why, times = 1) {
			refusals = Array.from({ length: times }, () => why)
		},
		damage(row) {
			state = { ...state, damaged: new Set(state.damaged).add(keyOf(row)) }
		},
		contents: () => state,
		backupAt: (path) => backups.get(path),
		restore(contents) {
			restores += 1
			state = { ...contents, epoch: restores }
		}
	}
}

const keyOf = ({ room, kind, position }: Row) => `${room} ${kind} ${position}`

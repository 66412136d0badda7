/**
 * The store of rooms on SQLite: one file, one writer, and a commit is on disk (fsync) when a call returns. Everything
 * runs in the order it was called; calls are asynchronous only in their shape.
 */
import { createHash } from 'node:crypto'
import type { DatabaseSync } from 'node:sqlite'
import { ok, refuse, type Result } from '#lib/core/result.ts'
import { copyDatabase } from './copy-database.ts'
import { openDatabase, type OpenFault } from './open-database.ts'
import type { DamagedRow, LogEntry, RoomLog, Snapshot, StoredRoom, StoreFault } from './room-log.ts'
import { createRoomRows, type RoomRow, type RoomRows } from './room-rows.ts'
import { ROOM_SCHEMA } from './room-schema.ts'
import { storeRefusal } from './sqlite-fault.ts'

export interface RoomLogOptions {
	/** The file; made where there is none. */
	readonly path: string
	/** Milliseconds since the epoch. */
	readonly now?: () => number
	/** Once for each row that is found damaged. */
	readonly ondamage?: (row: DamagedRow) => void
}

/** 96 bits: no two rooms, stores or restores share an epoch. */
const EPOCH_LENGTH = 16

export function openRoomLog(options: RoomLogOptions): Result<RoomLog, OpenFault> {
	const db = openDatabase(options.path, ROOM_SCHEMA)
	return db.ok ? ok(createRoomLog(db.value, options)) : db
}

function createRoomLog(
	db: DatabaseSync,
	{ path, now = Date.now, ondamage = () => undefined }: RoomLogOptions
): RoomLog {
	const rows = createRoomRows(db)
	const { read, write } = createTransactions(db)

	/** A full disk does not hinder reading: then the row stays where it is and is found again. */
	function setAside(
		room: RoomRow,
		kind: DamagedRow['kind'],
		positions: readonly number[]
	): readonly DamagedRow[] {
		const found = positions.map((position) => ({ room: room.name, position, kind, foundAt: now() }))
		if (found.length === 0) return found
		write('set damaged rows aside', () => found.forEach((row) => rows.setAside(room, row)))
		found.forEach(ondamage)
		return found
	}

	function loadRoom(name: string): StoredRoom {
		const epoch = epochOf(rows, name)
		const room = rows.roomOf(name)
		if (!room) return { epoch, head: 0, snapshot: undefined, tail: [], damaged: [] }
		const snapshots = rows.snapshotOf(room)
		const snapshot = snapshots.good[0]
		const tail = rows.entriesAbove(room, snapshot?.position ?? 0)
		const head = Math.max(room.head, snapshot?.position ?? 0, tail.good.at(-1)?.position ?? 0)
		// Damaged itself: an append would not find its place.
		if (head !== room.head) write(`repair the head of ${name}`, () => rows.setHead(room.id, head))
		const damaged = [
			...setAside(room, 'snapshot', snapshots.damaged),
			...setAside(room, 'entry', tail.damaged)
		]
		return { epoch, head, snapshot, tail: tail.good, damaged }
	}

	return {
		async append(entries) {
			return write('append to the log', () => appendAll(rows, entries))
		},
		async load(name) {
			return read(`load ${name}`, () => loadRoom(name))
		},
		async saveSnapshot(name, snapshot, keep) {
			return write(`save a snapshot of ${name}`, () => replaceSnapshot(rows, name, snapshot, keep))
		},
		async entriesAfter(name, after) {
			return read(`read the log of ${name}`, () => {
				const room = rows.roomOf(name)
				if (!room) return []
				if (after < room.floor) return undefined
				const found = rows.entriesAbove(room, after)
				setAside(room, 'entry', found.damaged)
				return found.good
			})
		},
		async rooms(prefix) {
			return read('list the rooms', () => rows.names(prefix))
		},
		async damaged() {
			return read('list the damaged rows', () => rows.damagedRows())
		},
		async remove(names) {
			return write('remove rooms', () => {
				for (const name of names) {
					const room = rows.roomOf(name)
					if (room) rows.removeRoom(room)
				}
			})
		},
		async backup(to) {
			const copied = await copyDatabase(path, to)
			return copied.ok ? ok(undefined) : copied
		},
		async close() {
			if (db.isOpen) db.close()
		}
	}
}

/** A room that is removed and made again starts anew at position 1, so its name alone is not enough. */
const epochOf = (rows: RoomRows, name: string): string =>
	createHash('sha256')
		.update(JSON.stringify([rows.storeEpoch(), name, rows.removalsOf(name)]))
		.digest('base64url')
		.slice(0, EPOCH_LENGTH)

function appendAll(rows: RoomRows, entries: readonly LogEntry[]): void {
	const rooms = new Map<string, { readonly id: number; head: number }>()
	for (const entry of entries) {
		let room = rooms.get(entry.room)
		if (!room) {
			const { id, head } = rows.roomOf(entry.room) ?? rows.addRoom(entry.room)
			room = { id, head }
			rooms.set(entry.room, room)
		}
		if (entry.position !== room.head + 1)
			throw new RangeError(`${entry.room} is at ${room.head}: position ${entry.position} does not follow`)
		rows.addEntry(room.id, entry)
		room.head = entry.position
	}
	for (const { id, head } of rooms.values()) rows.setHead(id, head)
}

function replaceSnapshot(rows: RoomRows, name: string, snapshot: Snapshot, keep: number): void {
	const room = rows.roomOf(name)
	if (!room || snapshot.position > room.head || snapshot.position < rows.snapshotPosition(room.id)) return
	const floor = Math.max(room.floor, snapshot.position - keep)
	rows.putSnapshot(room, snapshot)
	rows.dropEntries(room.id, floor)
	rows.setFloor(room.id, floor)
}

function createTransactions(db: DatabaseSync) {
	const begin = db.prepare('begin immediate')
	const commit = db.prepare('commit')
	const rollback = db.prepare('rollback')

	function read<Value>(what: string, work: () => Value): Result<Value, StoreFault> {
		if (!db.isOpen) return refuse('failed', `Cannot ${what}: the store is closed`)
		try {
			return ok(work())
		} catch (error) {
			return storeRefusal(what, error)
		}
	}
	/** SQLite has rolled back by itself after some errors (a full disk among them). */
	function all<Value>(work: () => Value): Value {
		begin.run()
		try {
			const value = work()
			commit.run()
			return value
		} catch (error) {
			if (db.isTransaction) rollback.run()
			throw error
		}
	}
	return { read, write: <Value>(what: string, work: () => Value) => read(what, () => all(work)) }
}

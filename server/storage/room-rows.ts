/**
 * The rows of `rooms.sqlite`: every statement, and the check of every row that is read. Nothing here begins or ends a
 * transaction.
 */
import type { DatabaseSync, SQLOutputValue } from 'node:sqlite'
import { checksumOfEntry, checksumOfSnapshot } from './checksum.ts'
import type { DamagedRow, LogEntry, Snapshot } from './room-log.ts'

export interface RoomRow {
	readonly id: number
	readonly name: string
	readonly head: number
	readonly floor: number
}

/** What was read, with what did not match its checksum apart. */
export interface Checked<Row> {
	readonly good: readonly Row[]
	/** Positions. */
	readonly damaged: readonly number[]
}

type Row = Readonly<Record<string, SQLOutputValue>>
type Kind = DamagedRow['kind']

export type RoomRows = ReturnType<typeof createRoomRows>

export function createRoomRows(db: DatabaseSync) {
	const sql = statements(db)
	return {
		storeEpoch: (): string => String(sql.storeEpoch.get()?.['epoch']),
		removalsOf: (name: string): number => Number(sql.removals.get(name)?.['times'] ?? 0),

		roomOf(name: string): RoomRow | undefined {
			const row = sql.room.get(name)
			return row && { id: Number(row['id']), name, head: Number(row['head']), floor: Number(row['floor']) }
		},
		/** With head 0 and nothing in it. */
		addRoom(name: string): RoomRow {
			return { id: Number(sql.addRoom.run(name).lastInsertRowid), name, head: 0, floor: 0 }
		},
		setHead: (id: number, head: number): void => void sql.setHead.run(head, id),
		setFloor: (id: number, floor: number): void => void sql.setFloor.run(floor, id),
		names: (prefix: string): readonly string[] =>
			sql.names.all(prefix, `${prefix}\u{10ffff}`).map((row) => String(row['name'])),

		addEntry(id: number, entry: LogEntry): void {
			const { position, update, member, device, at } = entry
			sql.addEntry.run(id, position, update, member, device, at, checksumOfEntry(entry))
		},
		/** Ascending. */
		entriesAbove({ id, name }: RoomRow, position: number): Checked<LogEntry> {
			return checked(sql.entries.all(id, position), (row) => entryOf(name, row))
		},
		dropEntries: (id: number, upTo: number): void => void sql.dropEntries.run(id, upTo),

		snapshotOf({ id, name }: RoomRow): Checked<Snapshot> {
			return checked(sql.snapshot.all(id), (row) => snapshotOf(name, row))
		},
		/** Without reading its bytes. */
		snapshotPosition: (id: number): number => Number(sql.snapshotPosition.get(id)?.['position'] ?? 0),
		putSnapshot({ id, name }: RoomRow, snapshot: Snapshot): void {
			sql.putSnapshot.run(id, snapshot.position, checksumOfSnapshot(name, snapshot), snapshot.update)
		},

		/** Moves the row, bytes and all, out of the room. */
		setAside({ id, name }: RoomRow, { position, kind, foundAt }: DamagedRow): void {
			const { copy, drop } = kind === 'entry' ? sql.asideEntry : sql.asideSnapshot
			copy.run(name, foundAt, id, position)
			drop.run(id, position)
		},
		damagedRows: (): readonly DamagedRow[] =>
			sql.damaged.all().map((row) => ({
				room: String(row['room']),
				position: Number(row['position']),
				kind: row['kind'] === 'snapshot' ? 'snapshot' : 'entry',
				foundAt: Number(row['found_at'])
			})),

		removeRoom({ id, name }: RoomRow): void {
			for (const statement of sql.removeRoom) statement.run(id)
			sql.forgetDamaged.run(name)
			sql.countRemoval.run(name)
		}
	}
}

function statements(db: DatabaseSync) {
	/** A damaged number may be above 2^53, which Node refuses to read any other way. */
	const bigInts = (text: string) => {
		const statement = db.prepare(text)
		statement.setReadBigInts(true)
		return statement
	}
	const aside = (kind: Kind, table: string, columns: string) => ({
		copy: db.prepare(
			`insert into damaged (room, position, kind, found_at, bytes, member, device, at, checksum)
			select ?, position, '${kind}', ?, ${columns} from ${table} where room = ? and position = ?`
		),
		drop: db.prepare(`delete from ${table} where room = ? and position = ?`)
	})
	return {
		storeEpoch: db.prepare('select epoch from store'),
		removals: db.prepare('select times from removals where room = ?'),
		room: db.prepare('select id, head, floor from rooms where name = ?'),
		addRoom: db.prepare('insert into rooms (name, head, floor) values (?, 0, 0)'),
		setHead: db.prepare('update rooms set head = ? where id = ?'),
		setFloor: db.prepare('update rooms set floor = ? where id = ?'),
		names: db.prepare('select name from rooms where name >= ? and name < ? order by name'),
		addEntry: db.prepare(
			'insert into entries (room, position, bytes, member, device, at, checksum) values (?, ?, ?, ?, ?, ?, ?)'
		),
		entries: bigInts(
			'select position, bytes, member, device, at, checksum from entries where room = ? and position > ? order by position'
		),
		dropEntries: db.prepare('delete from entries where room = ? and position <= ?'),
		snapshot: bigInts('select position, checksum, bytes from snapshots where room = ?'),
		snapshotPosition: db.prepare('select position from snapshots where room = ?'),
		putSnapshot: db.prepare(
			`insert into snapshots (room, position, checksum, bytes) values (?, ?, ?, ?)
			on conflict (room) do update set position = excluded.position, checksum = excluded.checksum, bytes = excluded.bytes`
		),
		asideEntry: aside('entry', 'entries', 'bytes, member, device, at, checksum'),
		asideSnapshot: aside('snapshot', 'snapshots', `bytes, '', '', 0, checksum`),
		damaged: db.prepare(
			'select room, position, kind, found_at from damaged order by found_at desc, rowid desc'
		),
		removeRoom: [
			db.prepare('delete from entries where room = ?'),
			db.prepare('delete from snapshots where room = ?'),
			db.prepare('delete from rooms where id = ?')
		],
		forgetDamaged: db.prepare('delete from damaged where room = ?'),
		countRemoval: db.prepare(
			'insert into removals (room, times) values (?, 1) on conflict (room) do update set times = times + 1'
		)
	}
}

function checked<Value>(rows: readonly Row[], read: (row: Row) => Value | undefined): Checked<Value> {
	const good: Value[] = []
	const damaged: number[] = []
	for (const row of rows) {
		const value = read(row)
		if (value === undefined) damaged.push(Number(row['position']))
		else good.push(value)
	}
	return { good, damaged }
}

function entryOf(room: string, row: Row): LogEntry | undefined {
	const { position, bytes: update, member, device, at, checksum } = row
	if (!(update instanceof Uint8Array) || typeof member !== 'string' || typeof device !== 'string')
		return undefined
	const entry = { room, position: Number(position), update, member, device, at: Number(at) }
	return checksumOfEntry(entry) === Number(checksum) ? entry : undefined
}

function snapshotOf(room: string, row: Row): Snapshot | undefined {
	const { position, bytes: update, checksum } = row
	if (!(update instanceof Uint8Array)) return undefined
	const snapshot = { position: Number(position), update }
	return checksumOfSnapshot(room, snapshot) === Number(checksum) ? snapshot : undefined
}

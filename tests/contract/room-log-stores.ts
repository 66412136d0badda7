/** Each implementation of the store of rooms, with the ways to harm it. */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { NEW_EPOCH } from '../../server/storage/room-schema.ts'
import type { DamagedRow, RoomLog } from '../../server/storage/room-log.ts'
import { openRoomLog } from '../../server/storage/sqlite-room-log.ts'
import { openThreadedRoomLog } from '../../server/storage/threaded-room-log.ts'
import { createMemoryDisk } from '../support/memory-room-log.ts'
import { valueOf, type Store } from './room-log-model.ts'

export async function createMemoryStore(): Promise<Store> {
	const disk = createMemoryDisk()
	return {
		open: async (ondamage) => disk.open({ ...(ondamage ? { ondamage } : {}) }),
		damage: disk.damage,
		breakAt() {
			disk.refuseWrites('failed')
			return () => disk.refuseWrites('failed', 0)
		},
		async openBackup(name) {
			const other = createMemoryDisk()
			other.restore(disk.backupAt(name)!)
			return other.open()
		},
		pathOf: (name) => name,
		renewEpochs: () => disk.restore(disk.contents()),
		remove: async () => undefined
	}
}

export const createSqliteStore = (): Promise<Store> =>
	createFileStore(async (path, ondamage) => valueOf(openRoomLog({ path, ...(ondamage ? { ondamage } : {}) })))

export const createThreadedStore = (): Promise<Store> =>
	createFileStore(async (path, ondamage) =>
		valueOf(await openThreadedRoomLog({ path, ...(ondamage ? { ondamage } : {}) }))
	)

type Open = (path: string, ondamage?: (row: DamagedRow) => void) => Promise<RoomLog>

/** A real file in a folder of its own. */
async function createFileStore(open: Open): Promise<Store> {
	const folder = await mkdtemp(join(tmpdir(), 'daybook-rooms-'))
	const path = join(folder, 'rooms.sqlite')
	/** As another process would. */
	function change(sql: string, ...values: (string | number)[]): void {
		const db = new DatabaseSync(path)
		try {
			if (values.length > 0) db.prepare(sql).run(...values)
			else db.exec(sql)
		} finally {
			db.close()
		}
	}
	return {
		open: (ondamage) => open(path, ondamage),
		damage({ room, kind, position }) {
			change(
				`update ${kind === 'entry' ? 'entries' : 'snapshots'} set bytes = cast(bytes || x'00' as blob)
				where room = (select id from rooms where name = ?) and position = ?`,
				room,
				position
			)
		},
		breakAt(room, position) {
			change(
				`create trigger broken before insert on entries
				when new.position = ${position} and new.room = (select id from rooms where name = '${room}')
				begin select raise(abort, 'broken as the test asked'); end`
			)
			return () => change('drop trigger broken')
		},
		openBackup: (name) => open(join(folder, name)),
		pathOf: (name) => join(folder, name),
		renewEpochs: () => change(NEW_EPOCH),
		remove: () => rm(folder, { recursive: true })
	}
}

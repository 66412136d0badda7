/** Everything this tab keeps things in, made once for the page. */
import { openDaybook } from './daybook-database.ts'
import type { Database } from './database.ts'
import { createDecisions, type Decisions } from './decisions.ts'
import { createJournal, type Journal } from './journal.ts'
import { createProjections, type Projections } from './projections.ts'
import { createRoomSyncs, type RoomSyncs } from './room-syncs.ts'
import { pageLocks } from './seat.ts'
import { openTabChannel, type TabChannel } from './tab-channel.ts'

export interface DeviceStorage {
	readonly factory: IDBFactory | undefined
	readonly locks: LockManager | undefined
	readonly channel: TabChannel | undefined
	readonly database: Database
	readonly journal: Journal
	readonly projections: Projections
	readonly syncs: RoomSyncs
	readonly decisions: Decisions
}

export function createDeviceStorage(
	factory: IDBFactory | undefined = pageIndexedDb(),
	locks: LockManager | undefined = pageLocks(),
	channel: TabChannel | undefined = openTabChannel()
): DeviceStorage {
	const database = openDaybook(factory)
	return {
		factory,
		// Without the channel the tab that writes would not hear of the others' edits: then each writes its own.
		locks: channel && locks,
		channel,
		database,
		journal: createJournal(database),
		projections: createProjections(database),
		syncs: createRoomSyncs(database),
		decisions: createDecisions(database)
	}
}

function pageIndexedDb(): IDBFactory | undefined {
	try {
		return globalThis.indexedDB
	} catch {
		return undefined
	}
}

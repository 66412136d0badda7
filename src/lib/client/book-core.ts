/**
 * The book of a device without its reactive shell: index, replica, save queue and editing, wired to one another. One
 * for each open workspace and tab.
 */
import type { CalendarView } from '#lib/core/account/membership.ts'
import { createDeviceClock } from '#lib/core/clock/device-clock.ts'
import type { Workspace, WorkspaceId } from '#lib/core/workspace/workspace.ts'
import { createBookIndex, type BookIndex } from '#lib/doc/index/book-index.ts'
import type { Room } from '#lib/doc/rooms.ts'
import { createBusyTimes, type BusyTimes } from './busy-times.ts'
import { createEditing, type Editing } from './editing.ts'
import type { WhenIdle } from './idle.ts'
import { createReplica, type Replica } from './replica.ts'
import { contentOf } from './room-content.ts'
import type { StorageFault } from './storage/database.ts'
import type { DeviceStorage } from './storage/device-storage.ts'
import type { JournalAction, JournalEntry } from './storage/journal.ts'
import type { OpenDoc } from './storage/open-doc.ts'
import { createSaveQueue, type SaveQueue } from './storage/save-queue.ts'

export interface BookDeps {
	readonly workspace: WorkspaceId
	readonly storage: DeviceStorage
	/** Unique for this page load: two tabs of one device are two devices to the clock. */
	readonly device: string
	/** Name of the member or device, written beside a status; may be empty. */
	readonly by: string
	readonly nowMs: () => number
	readonly randomBytes: (length: number) => Uint8Array
	readonly idle: WhenIdle
	/** The book has a server; else it is on this device only. A book becomes shared when it is connected. */
	readonly isShared: () => boolean
	/** Of this person, where the book is one of their account; undefined: everything is theirs. */
	readonly rights: () => readonly CalendarView[] | undefined
	/** The account of this person; empty where nobody is signed in. */
	readonly member: () => string
	/** Storage was refused when the device started. */
	readonly fault?: StorageFault
}

/** Who connects the documents with the server. */
export interface Follower {
	opened(open: OpenDoc): void
	/** Closed, or about to be. */
	putAway(room: Room): void
	/** Edits of the room are on their way to the server. */
	isBusy(room: Room): boolean
	/** The journal no longer needs it. */
	isSettled(entry: JournalEntry): boolean
	did(action: JournalAction, stored: Promise<number>): void
}

export interface BookHooks {
	onworkspace(workspace: Workspace): void
	/** Something was read, opened or closed. */
	onrooms(): void
	onsaving(waiting: number, fault: StorageFault | undefined): void
	/** The rows of a document lag behind while its journal may still be well. */
	onrows(fault: StorageFault | undefined): void
}

export interface BookCore {
	readonly index: BookIndex
	/** Of calendars this person knows no more of. */
	readonly busy: BusyTimes
	readonly replica: Replica
	readonly queue: SaveQueue
	readonly editing: Editing
	readonly deps: BookDeps
	/** From now on; documents that are open already are told at once. The function returned ends it. */
	follow(follower: Follower): () => void
	/** Everything is stored, as far as storage lets it. */
	close(): Promise<void>
	/** Nothing more is stored. */
	abandon(): Promise<void>
}

export function createBookCore(deps: BookDeps, hooks: BookHooks): BookCore {
	const { storage, workspace: id } = deps
	let workspace: Workspace | undefined
	let wasFailing = false
	const index = createBookIndex({ viewZone: 'UTC' })
	const busy = createBusyTimes(index, hooks.onrooms)
	const queue = createSaveQueue(storage.journal, ({ waiting, fault }) => {
		// After each failure once, not with each success: the rows may fail for a reason of their own.
		if (!fault && wasFailing) replica.heal()
		wasFailing = fault !== undefined
		if (waiting === 0) replica.closeUnused()
		hooks.onsaving(waiting, fault)
	})
	const clock = createDeviceClock({ device: deps.device, nowMs: deps.nowMs })
	let follower: Follower | undefined
	const editing: Editing = createEditing(() => ({
		replica,
		queue,
		clock,
		by: deps.by,
		nowMs: deps.nowMs,
		onaction: (action, stored) => follower?.did(action, stored)
	}))
	const places = {
		workspace: id,
		index,
		busy,
		readWorkspace: () => workspace,
		onworkspace: (next: Workspace) => {
			workspace = next
			if (next.about.zone !== index.viewZone) index.setViewZone(next.about.zone)
			hooks.onworkspace(next)
		}
	}
	const replica: Replica = createReplica({
		...storage,
		contentOf: (room) => contentOf(places, room),
		idle: deps.idle,
		isUnsaved: (room) => queue.holds(room) || (follower?.isBusy(room) ?? false),
		// Until somebody can tell, nothing of a shared book is settled.
		isSettled: (entry) => follower?.isSettled(entry) ?? !deps.isShared(),
		isShared: deps.isShared,
		onlocal: editing.collect,
		onopened: (open) => follower?.opened(open),
		onputaway: (room) => follower?.putAway(room),
		onchange: hooks.onrooms,
		onfault: (_room, fault) => hooks.onrows(fault)
	})
	async function abandon() {
		queue.close()
		await replica.close()
	}

	return {
		index,
		busy,
		replica,
		queue,
		editing,
		deps,
		follow(next) {
			follower = next
			for (const room of replica.openRooms()) {
				const open = replica.opened(room)
				if (open) next.opened(open)
			}
			return () => {
				if (follower === next) follower = undefined
			}
		},
		async close() {
			await editing.inTurn(async () => undefined)
			await replica.flush()
			await queue.flush()
			// What storage refuses goes on trying: the page may live long after this book was put away.
			await replica.close()
		},
		abandon
	}
}

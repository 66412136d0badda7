/**
 * The book of a device without its reactive shell: index, replica, save queue and editing, wired to one another. One
 * for each open workspace and tab.
 */
import { createDeviceClock } from '#lib/core/clock/device-clock.ts'
import type { Workspace, WorkspaceId } from '#lib/core/workspace/workspace.ts'
import { createBookIndex, type BookIndex } from '#lib/doc/index/book-index.ts'
import { createEditing, type Editing } from './editing.ts'
import type { WhenIdle } from './idle.ts'
import { createReplica, type Replica } from './replica.ts'
import { contentOf } from './room-content.ts'
import type { StorageFault } from './storage/database.ts'
import type { DeviceStorage } from './storage/device-storage.ts'
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
	/** Storage was refused when the device started. */
	readonly fault?: StorageFault
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
	readonly replica: Replica
	readonly queue: SaveQueue
	readonly editing: Editing
	readonly deps: BookDeps
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
	const queue = createSaveQueue(storage.journal, ({ waiting, fault }) => {
		// After each failure once, not with each success: the rows may fail for a reason of their own.
		if (!fault && wasFailing) replica.heal()
		wasFailing = fault !== undefined
		if (waiting === 0) replica.closeUnused()
		hooks.onsaving(waiting, fault)
	})
	const clock = createDeviceClock({ device: deps.device, nowMs: deps.nowMs })
	const editing: Editing = createEditing(() => ({ replica, queue, clock, by: deps.by, nowMs: deps.nowMs }))
	const places = {
		workspace: id,
		index,
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
		isUnsaved: queue.holds,
		onlocal: editing.collect,
		onchange: hooks.onrooms,
		onfault: (_room, fault) => hooks.onrows(fault)
	})
	async function abandon() {
		queue.close()
		await replica.close()
	}

	return {
		index,
		replica,
		queue,
		editing,
		deps,
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

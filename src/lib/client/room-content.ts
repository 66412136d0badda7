/**
 * What the rooms of a book mean: months and bases go into the index, busy months beside it, the root becomes the workspace.
 * No Yjs at run time.
 */
import { parseRoom } from '#lib/core/account/room-rights.ts'
import type { Workspace, WorkspaceId } from '#lib/core/workspace/workspace.ts'
import { readBusy, type BusyTime } from '#lib/doc/busy.ts'
import type { BookIndex } from '#lib/doc/index/book-index.ts'
import { decodeProjection, encodeProjection } from '#lib/doc/projection.ts'
import type { RoomRecords } from '#lib/doc/room-records.ts'
import { readAbout, readWorkspace } from '#lib/doc/root.ts'
import { rootRoom, type Room } from '#lib/doc/rooms.ts'
import type { BusyTimes } from './busy-times.ts'
import type { OpenDoc } from './storage/open-doc.ts'

/** A month, a calendar's base or the root: where its content goes. */
export interface RoomContent {
	/** Follows the document from now on; the function returned stops. */
	open(doc: OpenDoc['doc']): () => void
	/** False: the snapshot is of another version of the app, or damaged. */
	show(snapshot: unknown): boolean
	/** Nothing of it is on this device. */
	showEmpty(): void
	/** What `show` takes; undefined while the room is not here. */
	snapshot(): unknown
	forget(): void
}

export interface Places {
	readonly workspace: WorkspaceId
	readonly index: BookIndex
	readonly busy: BusyTimes
	/** The workspace as the root has it now. */
	readonly readWorkspace: () => Workspace | undefined
	readonly onworkspace: (workspace: Workspace) => void
}

const NOTHING: RoomRecords = { appointments: [], overrides: [], series: [], guests: [], deletedAt: new Map() }

export function contentOf(places: Places, room: Room): RoomContent {
	if (room === rootRoom(places.workspace)) return rootContent(places)
	return parseRoom(room)?.kind === 'busy'
		? busyContent(places.busy, room)
		: calendarContent(places.index, room)
}

const calendarContent = (index: BookIndex, room: Room): RoomContent => ({
	open: (doc) => index.open(room, doc),
	show(snapshot) {
		const records = decodeProjection(snapshot)
		if (records) index.setRecords(room, records)
		return records !== undefined
	},
	showEmpty: () => index.setRecords(room, NOTHING),
	snapshot() {
		const records = index.recordsOf(room)
		return records && encodeProjection(records)
	},
	forget: () => index.removeRoom(room)
})

/** Grows by one when the shape of `BusyTime` changes. */
const BUSY_FORMAT = 1

interface BusySnapshot {
	readonly format: number
	readonly times: readonly BusyTime[]
}

const busyContent = (busy: BusyTimes, room: Room): RoomContent => ({
	open(doc) {
		const follow = () => busy.set(room, readBusy(doc))
		follow()
		doc.on('afterTransaction', follow)
		return () => doc.off('afterTransaction', follow)
	},
	show(snapshot) {
		const { format, times } = (snapshot ?? {}) as Partial<BusySnapshot>
		if (format !== BUSY_FORMAT || !times) return false
		busy.set(room, times)
		return true
	},
	showEmpty: () => busy.set(room, []),
	snapshot() {
		const times = busy.timesOf(room)
		return times && ({ format: BUSY_FORMAT, times } satisfies BusySnapshot)
	},
	forget: () => busy.set(room, undefined)
})

/** Grows by one when the shape of `Workspace` changes: an older snapshot is then not believed. */
const ROOT_FORMAT = 1

interface RootSnapshot {
	readonly format: number
	readonly workspace: Workspace
}

const rootContent = ({ workspace: id, readWorkspace: present, onworkspace }: Places): RoomContent => ({
	open(doc) {
		// Before it is set up, or read, there is no workspace: its defaults are nobody's.
		const follow = () => readAbout(doc) && onworkspace(readWorkspace(doc, id))
		follow()
		doc.on('afterTransaction', follow)
		return () => doc.off('afterTransaction', follow)
	},
	show(snapshot) {
		const { format, workspace } = (snapshot ?? {}) as Partial<RootSnapshot>
		if (format !== ROOT_FORMAT || !workspace) return false
		onworkspace(workspace)
		return true
	},
	showEmpty: () => undefined,
	snapshot() {
		const workspace = present()
		return workspace && ({ format: ROOT_FORMAT, workspace } satisfies RootSnapshot)
	},
	forget: () => undefined
})

/** What the rooms of a book mean: months and bases go into the index, the root becomes the workspace. No Yjs at run time. */
import type { Workspace, WorkspaceId } from '#lib/core/workspace/workspace.ts'
import type { BookIndex } from '#lib/doc/index/book-index.ts'
import { decodeProjection, encodeProjection } from '#lib/doc/projection.ts'
import type { RoomRecords } from '#lib/doc/room-records.ts'
import { readAbout, readWorkspace } from '#lib/doc/root.ts'
import { rootRoom, type Room } from '#lib/doc/rooms.ts'
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
	/** The workspace as the root has it now. */
	readonly readWorkspace: () => Workspace | undefined
	readonly onworkspace: (workspace: Workspace) => void
}

const NOTHING: RoomRecords = { appointments: [], overrides: [], series: [], guests: [], deletedAt: new Map() }

export function contentOf(places: Places, room: Room): RoomContent {
	return room === rootRoom(places.workspace) ? rootContent(places) : calendarContent(places.index, room)
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

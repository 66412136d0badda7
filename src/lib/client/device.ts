/**
 * What the shell knows of this device: which books it has and which one is open. `device.svelte.ts` makes it
 * (`createDevice`), the root layout puts it into context.
 */
import type { Book } from './book.ts'
import type { Drafts } from './drafts.ts'
import type { ImportProgress } from './import-progress.ts'
import type { Account } from './live/account.ts'
import type { Live } from './live/live.ts'
import type { Result } from '#lib/core/result.ts'
import type { WorkspaceId } from '#lib/core/workspace/workspace.ts'

export interface KnownWorkspace {
	readonly id: WorkspaceId
	readonly name: string
	readonly demo: boolean
	/** It has a server; else it is on this device only. */
	readonly connected: boolean
}

export interface NewBook {
	readonly name: string
	/** IANA name of the zone of the business. */
	readonly zone: string
	/** Names of the staff, in the order of their columns; may be empty. */
	readonly staff: readonly string[]
}

export type StartRefusal =
	/** The name is empty or the zone is unknown. */
	| 'bad-input'
	/** This device has no such book (any more). */
	| 'unknown'
	/** It is here and cannot be read at present. */
	| 'unreadable'

/** `starting` until storage was asked once (a few milliseconds): draw the empty frame, not the welcome page. */
export type DevicePhase = 'starting' | 'welcome' | 'opening' | 'open'

/** Where the browser keeps the book and how much room there is. */
export interface StorageHealth {
	/** False: private mode or refused. The book runs in memory; `save` of the book says so too. */
	readonly available: boolean
	/** The browser promised not to clear it when the disk runs low. */
	readonly persistent: boolean
	/** Set under 50 MB of room: one sentence for the person. */
	readonly warning: string | undefined
}

export interface Device {
	readonly phase: DevicePhase
	readonly book: Book | undefined
	readonly workspaces: readonly KnownWorkspace[]
	readonly storage: StorageHealth
	/** Of the open book. */
	readonly drafts: Drafts
	readonly imports: ImportProgress
	/** Of the open book: the others and the server. */
	readonly live: Live | undefined
	readonly account: Account

	/** Once: opens the last opened book, or shows `welcome`. */
	start(): Promise<void>
	startEmpty(book: NewBook): Promise<Result<WorkspaceId, StartRefusal>>
	startDemo(zone: string): Promise<Result<WorkspaceId, StartRefusal>>
	open(workspace: WorkspaceId): Promise<Result<WorkspaceId, StartRefusal>>
	/** Removes a book from this device for good, in all tabs: its documents, projections, journal and drafts. */
	remove(workspace: WorkspaceId): Promise<void>
	/** Everything typed and edited so far is in storage when it resolves: before a reload. */
	flush(): Promise<void>
}

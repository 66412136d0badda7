/**
 * Keeps the tail of a room short: merged into the snapshot, off the main thread, while the room goes on. Only what is on
 * disk is merged. A failure costs nothing but the wait for the next attempt.
 */
import type { RoomLog } from '../storage/room-log.ts'
import type { Content, TailEntry } from './content.ts'
import type { Limits } from './limits.ts'
import type { RelayMerger } from './relay.ts'
import { scanUpdate } from './update-scan.ts'

export interface TailMerging {
	/** Begins if the tail has become too long. */
	look(): void
	readonly isRunning: boolean
	close(): void
}

export interface TailMergingDeps {
	readonly room: string
	readonly content: Content
	readonly log: Pick<RoomLog, 'saveSnapshot'>
	readonly merger: Pick<RelayMerger, 'merge'>
	readonly limits: Pick<Limits, 'tailUpdates' | 'tailPart' | 'tailBytesLeast' | 'keptUpdates'>
	readonly now: () => number
	readonly report: (line: string) => void
}

/** A merger or disk that failed is not asked again with every update. */
const PAUSE_MS = 60_000

export function createTailMerging(deps: TailMergingDeps): TailMerging {
	const { room, content, log, merger, limits, now, report } = deps
	let isRunning = false
	let isClosed = false
	let pausedAt: number | undefined

	function isDue(): boolean {
		const { tail, tailBytes, snapshot, head } = content
		if (head <= (snapshot?.position ?? 0)) return false
		const part = limits.tailPart * (snapshot?.update.byteLength ?? 0)
		return tail.length > limits.tailUpdates || tailBytes > Math.max(limits.tailBytesLeast, part)
	}

	function isPaused(): boolean {
		// A clock that is set back begins a new pause.
		if (pausedAt !== undefined && Math.abs(now() - pausedAt) >= PAUSE_MS) pausedAt = undefined
		return pausedAt !== undefined
	}

	/** What went wrong, if anything did. */
	async function mergeTail(): Promise<string | undefined> {
		const { head: position, snapshot } = content
		const entries = content.tail.filter((entry) => entry.position <= position)
		const updates = entries.map(({ update }) => update)
		const merged = await merger.merge(snapshot ? [snapshot.update, ...updates] : updates)
		if (isClosed) return undefined
		if (!merged.ok) return merged.message
		const { update, malformed } = merged.value
		if (snapshot && malformed[0] === 0) return `the snapshot at ${snapshot.position} cannot be merged`
		if (!scanUpdate(update).ok) return 'the merged update cannot be read'
		reportMalformed(malformed, entries, snapshot ? 1 : 0)
		const saved = await log.saveSnapshot(room, { position, update }, limits.keptUpdates)
		if (!saved.ok) return saved.message
		if (!isClosed) content.compacted(position, update)
		return undefined
	}

	function reportMalformed(indexes: readonly number[], entries: readonly TailEntry[], before: number): void {
		for (const index of indexes)
			report(
				`room ${room}: the update at ${entries[index - before]?.position} cannot be merged and is left out`
			)
	}

	async function run(): Promise<void> {
		isRunning = true
		try {
			const failure = await mergeTail()
			if (failure === undefined) return
			pausedAt = now()
			report(`room ${room}: its log could not be merged: ${failure}`)
		} catch (bug) {
			pausedAt = now()
			report(`room ${room}: its log could not be merged: ${bug instanceof Error ? bug.message : String(bug)}`)
		} finally {
			isRunning = false
		}
	}

	return {
		look() {
			if (isRunning || isClosed || !isDue() || isPaused()) return
			void run()
		},
		get isRunning() {
			return isRunning
		},
		close() {
			isClosed = true
		}
	}
}

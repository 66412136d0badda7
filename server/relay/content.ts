/**
 * What the server holds of a room while somebody is in it: the snapshot and the tail of the log as bytes, and which edits
 * they hold. No document. Positions up to `head` are on disk, those above it up to `last` are accepted and on the way.
 */
import type { StoredRoom } from '../storage/room-log.ts'
import { createCoverage, type Coverage } from './coverage.ts'
import { scanUpdate, type Range } from './update-scan.ts'

export interface TailEntry {
	readonly position: number
	readonly update: Uint8Array
	readonly ranges: readonly Range[]
}

export interface Content {
	readonly epoch: string
	/** The newest position on disk. */
	readonly head: number
	/** The newest position given. */
	readonly last: number
	readonly snapshot: { readonly position: number; readonly update: Uint8Array } | undefined
	/** Above the snapshot, ascending. */
	readonly tail: readonly TailEntry[]
	readonly tailBytes: number
	/** Of everything accepted. */
	readonly accepted: Coverage
	/** Of what is on disk. */
	readonly durable: Coverage
	/** Gives it the next position. The bytes are kept. */
	accept(update: Uint8Array, ranges: readonly Range[]): TailEntry
	/** Everything up to this position is on disk. */
	stored(position: number): void
	/** A snapshot of everything up to `position` stands for the tail up to there. */
	compacted(position: number, update: Uint8Array): void
}

/** `onunreadable`: a stored update that no longer passes for one; it is left out and not served. */
export function createContent(stored: StoredRoom, onunreadable: (position: number) => void): Content {
	const accepted = createCoverage()
	let { snapshot } = stored
	let head = stored.head
	let last = stored.head
	let tail: TailEntry[] = []
	let tailBytes = 0

	function read(position: number, update: Uint8Array): readonly Range[] | undefined {
		const scan = scanUpdate(update)
		if (!scan.ok) {
			onunreadable(position)
			return undefined
		}
		accepted.add(scan.value.ranges)
		return scan.value.ranges
	}
	if (snapshot && !read(snapshot.position, snapshot.update)) snapshot = undefined
	for (const { position, update } of stored.tail) {
		const ranges = read(position, update)
		if (ranges) tail.push({ position, update, ranges })
	}
	const durable = accepted.copy()
	const weigh = () => (tailBytes = tail.reduce((sum, { update }) => sum + update.byteLength, 0))
	weigh()

	return {
		epoch: stored.epoch,
		get head() {
			return head
		},
		get last() {
			return last
		},
		get snapshot() {
			return snapshot
		},
		get tail() {
			return tail
		},
		get tailBytes() {
			return tailBytes
		},
		accepted,
		durable,
		accept(update, ranges) {
			last += 1
			const entry = { position: last, update, ranges }
			tail.push(entry)
			tailBytes += update.byteLength
			accepted.add(ranges)
			return entry
		},
		stored(position) {
			for (const entry of entriesAbove(tail, head)) {
				if (entry.position > position) break
				durable.add(entry.ranges)
			}
			head = Math.max(head, position)
		},
		compacted(position, update) {
			snapshot = { position, update }
			tail = entriesAbove(tail, position)
			weigh()
		}
	}
}

/** The tail of entries ascending by position that lies above one: the few new ones are at its end. */
export function entriesAbove<Entry extends { readonly position: number }>(
	entries: readonly Entry[],
	position: number
): Entry[] {
	let first = entries.length
	while (first > 0 && (entries[first - 1]?.position ?? 0) > position) first -= 1
	return entries.slice(first)
}

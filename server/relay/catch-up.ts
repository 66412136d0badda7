/**
 * What a device that opens a room is told of its past. A newcomer gets the snapshot and the tail, in bytes built once for
 * all who come; a device that names its last position gets what the log has after it. No document, and no merging for each.
 */
import type { RoomLog } from '../storage/room-log.ts'
import { entriesAbove, type Content } from './content.ts'
import { createEnvelope, createNewsWriter, type Envelope } from './envelope.ts'
import { joinUpdates } from './join-updates.ts'

export interface CatchUp {
	opened(access: 'read' | 'write'): Envelope
	/** Everything. The last envelope reaches the head; none for an empty room. */
	whole(): readonly Envelope[]
	/** What came after a position of this epoch: at once when the tail in memory reaches back, else from the log. */
	since(position: number): readonly Envelope[] | Promise<readonly Envelope[]>
}

export function createCatchUp(room: string, content: Content, log: Pick<RoomLog, 'entriesAfter'>): CatchUp {
	const writeNews = createNewsWriter(room)
	const now = createMemo(() => `${content.head} ${content.last} ${content.snapshot?.position}`)
	const snapshots = createMemo(() => content.snapshot?.position)

	/** `updates` lead from some position to everything accepted. */
	function newsOf(updates: readonly Uint8Array[]): readonly Envelope[] {
		const joined = joinUpdates(updates)
		const all = joined ? [joined] : updates
		return all.map((update) => writeNews(content.head, update))
	}

	function whole(): readonly Envelope[] {
		const { snapshot } = content
		if (content.last === 0) return []
		const first = snapshot ? snapshots('snapshot', () => [writeNews(snapshot.position, snapshot.update)]) : []
		if (snapshot && content.last === snapshot.position) return first
		return now('whole', () => [...first, ...newsOf(content.tail.map(({ update }) => update))])
	}

	function shorter(position: number, updates: readonly Uint8Array[]): readonly Envelope[] {
		const bytes = (all: readonly Uint8Array[]) => all.reduce((sum, { byteLength }) => sum + byteLength, 0)
		const all = (content.snapshot?.update.byteLength ?? 0) + content.tailBytes
		return bytes(updates) > all ? whole() : now(`since ${position}`, () => newsOf(updates))
	}

	async function fromLog(position: number): Promise<readonly Envelope[]> {
		const read = await log.entriesAfter(room, position)
		if (!read.ok || !read.value) return whole()
		const reached = read.value.at(-1)?.position ?? position
		// Merged into the snapshot meanwhile: what lies between is no longer in the tail.
		if ((content.snapshot?.position ?? 0) > reached) return whole()
		const updates = [...read.value, ...entriesAbove(content.tail, reached)].map(({ update }) => update)
		return shorter(position, updates)
	}

	return {
		opened: (access) =>
			now(`opened ${access}`, () => [
				createEnvelope(room, {
					kind: 'opened',
					epoch: content.epoch,
					position: content.head,
					access,
					vector: content.durable.vector()
				})
			])[0] as Envelope,
		whole,
		since(position) {
			if (position === content.last) return []
			if (position < (content.snapshot?.position ?? 0)) return fromLog(position)
			return shorter(
				position,
				entriesAbove(content.tail, position).map(({ update }) => update)
			)
		}
	}
}

/** Remembers what was built until the state it was built from is another. */
function createMemo(stateOf: () => unknown) {
	let state: unknown
	let built = new Map<string, readonly Envelope[]>()
	return (what: string, build: () => readonly Envelope[]): readonly Envelope[] => {
		const present = stateOf()
		if (present !== state) built = new Map()
		state = present
		const known = built.get(what)
		if (known) return known
		const made = build()
		built.set(what, made)
		return made
	}
}

/** What a store of rooms must do, said as simply as possible: lists, and nothing about disks. */
import type { DamagedRow, LogEntry, RoomLog, Snapshot } from '../../server/storage/room-log.ts'
import type { Result } from '#lib/core/result.ts'

/** One store under test; the same for every implementation. */
export interface Store {
	/** Opens it as a new process would. */
	open(ondamage?: (row: DamagedRow) => void): Promise<RoomLog>
	/** Changes the bytes of a row, behind the store's back. */
	damage(row: Omit<DamagedRow, 'foundAt'>): void
	/** The next append that reaches this entry fails there; the returned function takes the fault away. */
	breakAt(room: string, position: number): () => void
	/** Opens what `backup` wrote. */
	openBackup(name: string): Promise<RoomLog>
	pathOf(name: string): string
	/** What a restore does to the epochs; the store is closed. */
	renewEpochs(): void
	remove(): Promise<void>
}

export const ROOMS = ['w.a', 'w.a.clients', 'c.b.2026-11'] as const
export type RoomName = (typeof ROOMS)[number]

export interface Batch {
	readonly room: RoomName
	readonly bytes: Uint8Array
	readonly member: string
}

export type Step =
	| { readonly do: 'append'; readonly batch: readonly Batch[] }
	/** As `append`, and the n-th entry fails. */
	| { readonly do: 'fail'; readonly batch: readonly Batch[]; readonly at: number }
	/** `back` below the head; negative is above it. */
	| {
			readonly do: 'snapshot'
			readonly room: RoomName
			readonly back: number
			readonly keep: number
			readonly bytes: Uint8Array
	  }
	| { readonly do: 'damage'; readonly room: RoomName; readonly pick: number }
	| { readonly do: 'load'; readonly room: RoomName }
	| { readonly do: 'after'; readonly room: RoomName; readonly position: number }
	| { readonly do: 'remove'; readonly rooms: readonly RoomName[] }
	| { readonly do: 'reopen' }
	| { readonly do: 'restore' }

interface ModelRoom {
	head: number
	floor: number
	entries: LogEntry[]
	snapshot: Snapshot | undefined
	/** Damaged and not found yet. */
	readonly rotten: Set<number | 'snapshot'>
}

export type Model = ReturnType<typeof createModel>

export function createModel() {
	const rooms = new Map<string, ModelRoom>()
	const aside: string[] = []
	const room = (name: string): ModelRoom =>
		rooms.get(name) ?? { head: 0, floor: 0, entries: [], snapshot: undefined, rotten: new Set() }

	const find = (name: string, kind: DamagedRow['kind'], position: number) => {
		aside.push(`${name} ${kind} ${position}`)
		return { room: name, kind, position }
	}

	function readAbove(name: string, after: number) {
		const { entries, rotten } = room(name)
		const above = entries.filter(({ position }) => position > after)
		const bad = above.filter(({ position }) => rotten.delete(position))
		if (bad.length > 0) room(name).entries = entries.filter((entry) => !bad.includes(entry))
		return {
			good: above.filter((entry) => !bad.includes(entry)),
			bad: bad.map(({ position }) => find(name, 'entry', position))
		}
	}

	return {
		head: (name: string) => room(name).head,
		has: (name: string) => rooms.has(name),
		/** `<room> <kind> <position>`, in the order they were found. */
		aside,
		names: (prefix: string) => [...rooms.keys()].filter((name) => name.startsWith(prefix)).sort(),
		/** What may be damaged: every entry, and the snapshot. */
		rows: (name: string) => {
			const { entries, snapshot } = room(name)
			const found = entries.map(({ position }) => ({ room: name, kind: 'entry' as const, position }))
			return snapshot
				? [...found, { room: name, kind: 'snapshot' as const, position: snapshot.position }]
				: found
		},
		entriesOf(batch: readonly Batch[]): LogEntry[] {
			const heads = new Map<string, number>()
			return batch.map(({ room: name, bytes, member }, n) => {
				const position = (heads.get(name) ?? room(name).head) + 1
				heads.set(name, position)
				return { room: name, position, update: bytes, member, device: `d-${n}`, at: 1_795_000_000_000 + n }
			})
		},
		append(entries: readonly LogEntry[]) {
			for (const entry of entries) {
				const { head, floor, entries: earlier, snapshot, rotten } = room(entry.room)
				rooms.set(entry.room, {
					head: head + 1,
					floor,
					entries: [...earlier, entry],
					snapshot,
					rotten
				})
			}
		},
		saveSnapshot(name: string, snapshot: Snapshot, keep: number) {
			const known = rooms.get(name)
			if (!known || snapshot.position > known.head || snapshot.position < (known.snapshot?.position ?? 0))
				return
			known.floor = Math.max(known.floor, snapshot.position - keep)
			known.entries = known.entries.filter(({ position }) => position > known.floor)
			known.snapshot = snapshot
			known.rotten.delete('snapshot')
		},
		damage({ room: name, kind, position }: Omit<DamagedRow, 'foundAt'>) {
			room(name).rotten.add(kind === 'snapshot' ? 'snapshot' : position)
		},
		remove(names: readonly string[]) {
			for (const name of names) {
				rooms.delete(name)
				aside.splice(0, aside.length, ...aside.filter((row) => !row.startsWith(`${name} `)))
			}
		},
		load(name: string) {
			const known = room(name)
			const lost = known.snapshot && known.rotten.delete('snapshot')
			const bad = lost ? [find(name, 'snapshot', known.snapshot!.position)] : []
			if (lost) known.snapshot = undefined
			const tail = readAbove(name, known.snapshot?.position ?? 0)
			const { head, snapshot } = known
			return { head, snapshot, tail: tail.good, damaged: [...bad, ...tail.bad] }
		},
		entriesAfter: (name: string, after: number) =>
			after < room(name).floor ? undefined : readAbove(name, after).good
	}
}

/** For calls that must not be refused. */
export function valueOf<Value>(result: Result<Value>): Value {
	if (!result.ok) throw new Error(result.message)
	return result.value
}

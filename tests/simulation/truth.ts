/** What is on the server's disk at the moment, by room: read from the log behind the relay's back. */
import { applyUpdate, decodeStateVector, Doc, encodeStateVector } from 'yjs'
import type { Room } from '#lib/doc/rooms.ts'
import { covers, joined, type Vector } from '#lib/client/storage/vector.ts'
import type { MemoryDisk } from '../support/memory-room-log.ts'

export interface Truth {
	/** Reads what was stored since. True: it was restored meanwhile, and there is less. */
	refresh(): boolean
	rooms(): readonly Room[]
	vector(room: Room): Vector
	/** What was on it at any time, also before it was restored. */
	ever(room: Room): Vector
	doc(room: Room): Doc
	epoch(room: Room): string
	/** In how many rooms there is again what a restore took away. */
	broughtBack(): number
}

interface Known {
	readonly doc: Doc
	position: number
	vector: Vector
}

const NOTHING: Vector = new Map()

export function createTruth(disk: MemoryDisk): Truth {
	let epoch = disk.contents().epoch
	let known = new Map<Room, Known>()
	/** What a restore took away. */
	const lost: (readonly [room: Room, client: number, clock: number])[] = []
	const ever = new Map<Room, Vector>()

	function read(room: Room): Known {
		let one = known.get(room)
		if (!one) known.set(room, (one = { doc: new Doc({ guid: room }), position: 0, vector: NOTHING }))
		return one
	}

	function noteLost(before: ReadonlyMap<Room, Known>) {
		for (const [room, { vector }] of before)
			for (const [client, clock] of vector)
				if (!covers(read(room).vector, client, clock)) lost.push([room, client, clock])
	}

	return {
		refresh() {
			const contents = disk.contents()
			const isOther = contents.epoch !== epoch
			const before = known
			if (isOther) known = new Map()
			epoch = contents.epoch
			for (const [room, { head, snapshot, entries }] of contents.rooms) {
				const one = read(room)
				if (one.position === head) continue
				// A fresh reader begins with the snapshot; whoever read along needs none.
				if (one.position === 0 && snapshot) applyUpdate(one.doc, snapshot.update)
				for (const { position, update } of entries) if (position > one.position) applyUpdate(one.doc, update)
				one.position = head
				one.vector = decodeStateVector(encodeStateVector(one.doc))
				ever.set(room, joined(ever.get(room) ?? NOTHING, one.vector))
			}
			if (isOther) noteLost(before)
			return isOther
		},
		broughtBack: () =>
			new Set(
				lost.filter(([room, client, clock]) => covers(read(room).vector, client, clock)).map(([room]) => room)
			).size,
		rooms: () => [...known.keys()],
		vector: (room) => known.get(room)?.vector ?? NOTHING,
		ever: (room) => ever.get(room) ?? NOTHING,
		doc: (room) => read(room).doc,
		epoch: (room) => `${epoch}/${room}/0`
	}
}

/** A relay over a disk in memory, on a clock that is moved by hand, with people whose rights a test decides. */
import * as Y from 'yjs'
import { readFrame, readMessage, writeFrame, writeMessage, type Message } from '#lib/core/wire/message.ts'
import { ok } from '#lib/core/result.ts'
import { mergeAll } from '../../server/compaction/merge.ts'
import { createRelay } from '../../server/relay/create-relay.ts'
import type { Access, Gate, Identity, RightsChange } from '../../server/relay/gate.ts'
import type { Limits } from '../../server/relay/limits.ts'
import type { Line, Relay, RelayDeps, RelayMerger, Wanted } from '../../server/relay/relay.ts'
import type { RoomLog } from '../../server/storage/room-log.ts'
import { createManualTime } from './manual-time.ts'
import { createMemoryDisk, type MemoryDisk } from './memory-room-log.ts'

/** On the thread of the test; what the worker does is the same. */
export const mergerHere: RelayMerger = {
	merge: async (updates) => ok(mergeAll(updates))
}

export interface Heard {
	readonly room: string
	readonly message: Message
}

/** One connection, as a test holds it. */
export interface Device {
	readonly heard: readonly Heard[]
	/** Of one room and kind. */
	of<Kind extends Message['kind']>(kind: Kind, room?: string): (Message & { readonly kind: Kind })[]
	readonly closedWith: number | undefined
	/** What a slow network has not taken yet. */
	buffered: number
	say(room: string, message: Message): void
	raw(bytes: Uint8Array): void
	/** The network breaks. */
	drop(): void
	/** All that was heard of a room, in a document. */
	doc(room?: string): Y.Doc
}

export interface ConnectOptions {
	readonly session?: string
	readonly onheard?: (heard: Heard) => void
}

export type RelayWorld = ReturnType<typeof createRelayWorld>

export interface WorldOptions extends Partial<Omit<RelayDeps, 'limits'>> {
	readonly limits?: Partial<Limits>
	readonly disk?: MemoryDisk
	/** How long an fsync takes. Whoever dies meanwhile has stored nothing. */
	readonly fsyncMs?: number
}

export function createRelayWorld({ limits, disk: given, fsyncMs = 0, ...deps }: WorldOptions = {}) {
	const time = createManualTime()
	const disk = given ?? createMemoryDisk(time.now)
	const rights = new Map<string, Access>()
	const listeners = new Set<(change: RightsChange) => void>()
	const reports: string[] = []
	const gate: Gate = {
		identify: async () => undefined,
		accessTo: ({ member }, room) => accessOf(member, room),
		onchange(listener) {
			listeners.add(listener)
			return () => void listeners.delete(listener)
		}
	}
	let lives = 0
	function slowLog(): RoomLog {
		const log = disk.open()
		if (fsyncMs === 0) return log
		const life = (lives += 1)
		return {
			...log,
			append: (entries) =>
				new Promise((resolve, reject) => {
					time.schedule(fsyncMs, () => {
						if (life === lives) log.append(entries).then(resolve, reject)
					})
				})
		}
	}
	function start(): Relay {
		return createRelay({
			log: slowLog(),
			gate,
			now: time.now,
			schedule: time.schedule,
			merger: mergerHere,
			report: (line) => void reports.push(line),
			...deps,
			limits
		})
	}
	let relay = start()

	const accessOf = (member: string, room: string): Access =>
		rights.get(`${member} ${room}`) ?? rights.get(member) ?? 'write'

	function connect(
		member: string,
		wanted: Wanted = 'many',
		{ session = `${member}'s session`, onheard = () => {} }: ConnectOptions = {}
	): Device {
		const identity: Identity = { member, name: member.toUpperCase(), session }
		const isMany = wanted === 'many'
		const plainRoom = wanted === 'many' ? '' : wanted.room
		const heard: Heard[] = []
		let closedWith: number | undefined
		let buffered = 0
		const of = <Kind extends Message['kind']>(kind: Kind, room?: string) =>
			heard.flatMap((one) =>
				one.message.kind === kind && (room === undefined || one.room === room)
					? [one.message as Message & { readonly kind: Kind }]
					: []
			)
		const line: Line = relay.connect(
			{
				identity,
				device: `${member}'s device`,
				send(bytes) {
					if (closedWith !== undefined) throw new Error('sent after it was closed')
					const read = isMany ? readFrame(bytes.slice()) : readMessage(bytes.slice())
					if (!read.ok) throw new Error(read.message)
					const { value } = read
					const one = 'room' in value ? value : { room: plainRoom, message: value }
					heard.push(one)
					onheard(one)
				},
				close(code) {
					if (closedWith !== undefined) throw new Error('closed twice')
					closedWith = code
				},
				bufferedBytes: () => buffered
			},
			wanted
		)
		return {
			heard,
			of,
			get closedWith() {
				return closedWith
			},
			get buffered() {
				return buffered
			},
			set buffered(bytes) {
				buffered = bytes
			},
			say(room, message) {
				line.receive(isMany ? writeFrame({ room, message }) : writeMessage(message))
			},
			raw: (bytes) => line.receive(bytes),
			drop: () => line.closed(),
			doc(room = plainRoom) {
				const doc = new Y.Doc()
				for (const one of heard) {
					if (one.room !== room) continue
					const { message } = one
					if (message.kind === 'news' || message.kind === 'update' || message.kind === 'step2')
						Y.applyUpdate(doc, message.update)
				}
				return doc
			}
		}
	}

	function stored(room: string): Y.Doc {
		const doc = new Y.Doc()
		const kept = disk.contents().rooms.get(room)
		if (kept?.snapshot) Y.applyUpdate(doc, kept.snapshot.update)
		for (const { update } of kept?.entries ?? []) Y.applyUpdate(doc, update)
		return doc
	}

	return {
		time,
		disk,
		reports,
		get relay() {
			return relay
		},
		connect,
		accessOf,
		/** Connected, with a room open and its past heard. */
		async enter(member: string, room: string, from = { epoch: '', position: 0 }): Promise<Device> {
			const device = connect(member)
			device.say(room, { kind: 'open', ...from })
			await time.settle()
			return device
		},
		/** For one room (`anna c.1`), or for all that are not named (`anna`). */
		grant(who: string, access: Access) {
			rights.set(who, access)
			for (const listener of [...listeners]) listener({ member: who.split(' ')[0] })
		},
		/** The rights are others, and the relay has not heard of it. */
		grantQuietly: (who: string, access: Access) => void rights.set(who, access),
		tell(change: RightsChange) {
			for (const listener of [...listeners]) listener(change)
		},
		/** Everything in memory is lost; what is on disk stays. */
		restart() {
			listeners.clear()
			relay = start()
		},
		/** What the log has of a room, in a document. */
		stored,
		headOf: (room: string): number => disk.contents().rooms.get(room)?.head ?? 0,
		/** The log has all of this update. */
		holds(room: string, update: Uint8Array): boolean {
			const doc = stored(room)
			const before = Y.encodeStateAsUpdate(doc)
			Y.applyUpdate(doc, update)
			return Buffer.compare(before, Y.encodeStateAsUpdate(doc)) === 0
		}
	}
}

/** An edit of a new document, as an update. */
export function edit(key: string, value: unknown, client?: number): Uint8Array {
	const doc = new Y.Doc()
	if (client !== undefined) doc.clientID = client
	doc.getMap('map').set(key, value)
	return Y.encodeStateAsUpdate(doc)
}

export const valuesOf = (doc: Y.Doc): Record<string, unknown> => doc.getMap('map').toJSON()

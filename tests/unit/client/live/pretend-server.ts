/**
 * The server's end of the wire in a few lines, for stories of one device: it stores what it is sent when it is told to,
 * and can be slow, strict, dead, blocked or restored from a backup. The relay itself has tests of its own.
 */
import { applyUpdate, Doc, encodeStateAsUpdate, encodeStateVector, mergeUpdates } from 'yjs'
import { modifyAwarenessUpdate } from 'y-protocols/awareness'
import type { Socket } from '#lib/client/live/websocket-line.ts'
import { readFrame, writeFrame, type Message } from '#lib/core/wire/message.ts'
import { REFUSALS, type RefusalCode } from '#lib/core/wire/refusal.ts'

interface ServerRoom {
	epoch: string
	/** On the disk, by position - 1. */
	log: Uint8Array[]
	/** Accepted and not on the disk. */
	pending: { readonly update: Uint8Array; readonly from: Link; readonly count: number }[]
}

interface Link {
	readonly member: string
	/** Updates of this connection, by room. */
	readonly counts: Map<string, number>
	readonly open: Set<string>
	send(room: string, message: Message): void
	close(code: number): void
}

export type Access = 'none' | 'read' | 'write'
export type Backup = ReadonlyMap<string, readonly Uint8Array[]>

export function createPretendServer() {
	let rooms = new Map<string, ServerRoom>()
	let restores = 0
	const links = new Set<Link>()
	const presence = new Map<Link, Map<string, Uint8Array>>()
	const sent: { readonly room: string; readonly message: Message }[] = []
	const server = {
		isUp: true,
		/** The n-th socket, from 1, does not come through. */
		blocks: (_nth: number): boolean => false,
		/** How many sockets were asked for. */
		sockets: 0,
		/** What is accepted stays in memory until `commit`. */
		isSlow: false,
		/** A closed code for every connection. */
		turnsAway: undefined as RefusalCode | undefined,
		access: (_member: string, _room: string): Access => 'write',
		/** Of this room and update something else than taking it. */
		refuses: (_room: string): RefusalCode | undefined => undefined,
		/** Frames that clients sent, in order. */
		sent,
		get connections() {
			return links.size
		},
		socket,
		commit,
		/** Everything in memory is lost; clients see a closed connection. */
		kill() {
			server.isUp = false
			for (const room of rooms.values()) room.pending = []
			drop()
		},
		start() {
			server.isUp = true
		},
		drop,
		backup: (): Backup => new Map([...rooms].map(([name, { log }]) => [name, [...log]])),
		/** Down, as of the backup, with new epochs. */
		restore(backup: Backup) {
			server.kill()
			restores += 1
			rooms = new Map(
				[...backup].map(([name, log]) => [name, { epoch: epoch(), log: [...log], pending: [] }])
			)
		},
		/** An edit of somebody without a device of ours. */
		write(name: string, update: Uint8Array) {
			const room = roomOf(name)
			room.log.push(update)
			tell(name, undefined, { kind: 'news', position: room.log.length, update })
		},
		docOf(name: string): Doc {
			const doc = new Doc()
			for (const update of rooms.get(name)?.log ?? []) applyUpdate(doc, update)
			return doc
		},
		roomNames: () => [...rooms.keys()].filter((name) => (rooms.get(name)?.log.length ?? 0) > 0).sort(),
		/** What `access` says changed: open rooms are looked at again, as the relay does it. */
		rightsChanged() {
			for (const link of links) {
				for (const name of [...link.open]) {
					link.open.delete(name)
					if (server.access(link.member, name) === 'none') turn(link, name, 'forbidden', 0)
					else openRoom(link, name, '', 0)
				}
				link.send('', { kind: 'rights' })
			}
		}
	}

	const epoch = () => `e${restores}`

	function roomOf(name: string): ServerRoom {
		const room = rooms.get(name) ?? { epoch: epoch(), log: [], pending: [] }
		rooms.set(name, room)
		return room
	}

	function tell(name: string, but: Link | undefined, message: Message) {
		for (const link of links) if (link !== but && link.open.has(name)) link.send(name, message)
	}

	const turn = (link: Link, room: string, code: RefusalCode, update: number) =>
		link.send(room, { kind: 'refused', code, update, sentence: '' })

	function openRoom(link: Link, name: string, known: string, position: number) {
		const access = server.access(link.member, name)
		if (access === 'none') return turn(link, name, 'forbidden', 0)
		const room = roomOf(name)
		link.open.add(name)
		link.counts.set(name, 0)
		const { log } = room
		const vector = encodeStateVector(server.docOf(name))
		link.send(name, { kind: 'opened', epoch: room.epoch, position: log.length, access, vector })
		const isKnown = known === room.epoch && position <= log.length
		if (isKnown) {
			log.slice(position).forEach((update, at) => {
				link.send(name, { kind: 'news', position: position + at + 1, update })
			})
		} else if (log.length > 0) {
			link.send(name, { kind: 'news', position: log.length, update: mergeUpdates(log) })
		}
	}

	function store(link: Link, name: string, update: Uint8Array) {
		const count = (link.counts.get(name) ?? 0) + 1
		link.counts.set(name, count)
		const code =
			server.access(link.member, name) === 'write'
				? server.refuses(name)
				: ('forbidden' satisfies RefusalCode)
		if (code) return turn(link, name, code, count)
		const room = roomOf(name)
		room.pending.push({ update: update.slice(), from: link, count })
		const position = room.log.length + room.pending.length
		tell(name, link, { kind: 'news', position, update })
		if (!server.isSlow) commit()
	}

	function commit() {
		for (const [name, room] of rooms) {
			for (const { update, from, count } of room.pending.splice(0)) {
				room.log.push(update)
				if (links.has(from)) from.send(name, { kind: 'durable', count, position: room.log.length })
			}
		}
	}

	function take(link: Link, room: string, message: Message) {
		sent.push({ room, message })
		switch (message.kind) {
			case 'heartbeat':
				return link.send('', message)
			case 'open':
				openRoom(link, room, message.epoch, message.position)
				for (const [other, states] of presence) {
					const state = other !== link && links.has(other) ? states.get(room) : undefined
					if (state) link.send(room, { kind: 'awareness', update: state })
				}
				return
			case 'close':
				return void link.open.delete(room)
			case 'update':
			case 'step2':
				return store(link, room, message.update)
			case 'step1':
				return link.send(room, {
					kind: 'step2',
					update: encodeStateAsUpdate(server.docOf(room), message.vector)
				})
			case 'awareness':
				return here(link, room, message.update)
			default:
				return
		}
	}

	/** Who it is the relay says, whatever the state says. */
	function here(link: Link, room: string, update: Uint8Array) {
		const stamped = modifyAwarenessUpdate(update, (state: object | null) =>
			state ? { ...state, user: { id: link.member, name: link.member } } : null
		)
		presence.set(link, new Map(presence.get(link)).set(room, stamped))
		tell(room, link, { kind: 'awareness', update: stamped })
	}

	function drop(code = 1006) {
		for (const link of [...links]) link.close(code)
	}

	function socket(member: string): Socket {
		let isOpen = false
		const nth = ++server.sockets
		const later = (work: () => void) => setImmediate(work)
		const made: Socket = {
			binaryType: '',
			bufferedAmount: 0,
			onopen: null,
			onmessage: null,
			onclose: null,
			onerror: null,
			send(bytes) {
				if (!isOpen) return
				const frame = readFrame(bytes.slice())
				later(() => {
					if (isOpen && frame.ok) take(link, frame.value.room, frame.value.message)
				})
			},
			close: () => end(1000)
		}
		const link: Link = {
			member,
			counts: new Map(),
			open: new Set(),
			send(room, message) {
				const bytes = writeFrame({ room, message })
				later(() => {
					if (isOpen) made.onmessage?.({ data: bytes })
				})
			},
			close: (code) => end(code)
		}
		function end(code: number) {
			if (!links.delete(link) && isOpen) return
			isOpen = false
			presence.delete(link)
			later(() => made.onclose?.({ code }))
		}
		later(() => {
			if (!server.isUp || server.blocks(nth)) return end(1006)
			isOpen = true
			links.add(link)
			made.onopen?.(undefined as never)
			if (server.turnsAway) end(REFUSALS[server.turnsAway].code)
		})
		return made
	}

	return server
}

export type PretendServer = ReturnType<typeof createPretendServer>

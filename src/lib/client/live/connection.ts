/**
 * The one connection of this tab: frames of many rooms over one line. Comes back by itself, with growing pauses and
 * chance in them (a thousand devices must not knock at a restarted server in step), takes HTTP polling where
 * WebSockets do not come through, and goes back to them when they do.
 */
import { readMessage, splitFrame, writeFrame, type Message } from '#lib/core/wire/message.ts'
import type { RefusalCode } from '#lib/core/wire/refusal.ts'
import type { Line, OpenLine } from './line.ts'
import { listen, type Pulse } from './pulse.ts'
import type { Timers } from './timers.ts'

export type ConnectionStatus =
	/** Not asked to connect. */
	'off' | 'connecting' | 'live' | 'offline' | 'signed-out' | 'forbidden' | 'too-old'

/** What a room hears. None of these may throw into the connection; what they throw is given to `onbug`. */
export interface RoomEnd {
	up(): void
	down(): void
	message(message: Message): void
	/** The line is alive, whether or not the room has anything to hear. */
	alive(): void
}

export interface RoomPort {
	readonly isUp: boolean
	/** More than this is on its way already: better merged than queued. */
	readonly isCongested: boolean
	/** Lost while the line is down: rooms compare what they have when it is up again. */
	send(message: Message): void
	leave(): void
}

export interface Connection {
	readonly status: ConnectionStatus
	readonly transport: 'websocket' | 'polling' | undefined
	start(): void
	stop(): void
	/** One end for each room. */
	join(room: string, end: RoomEnd): RoomPort
	/** Somebody asks for it, or signed in: at once, whatever the pause was. While it polls: a WebSocket is tried. */
	retry(): void
	/** The page is looked at, or the network is said to be back: a hint, never believed blindly. */
	hint(): void
}

export interface ConnectionDeps {
	readonly webSocket: OpenLine
	readonly polling: OpenLine
	readonly timers: Timers
	readonly onchange: () => void
	/** What this person may do has changed: whoever knows it asks again. */
	readonly onrights: () => void
	/** A frame that is no message of ours, or a room that threw. */
	readonly onbug: (bug: unknown) => void
}

const FIRST_PAUSE_MS = 500
const LONGEST_PAUSE_MS = 30_000
/** A hotel's network can swallow the upgrade without a word. */
const OPENING_MS = 10_000
/** So many WebSockets in a row did not come through before HTTP is tried; more where they did come through before. */
const TRIES = { never: 2, before: 4 }
/** While polling: how often a WebSocket is tried beside it. */
const PROBE_MS = 30_000
const CONGESTED_BYTES = 1 << 20

type Way = 'websocket' | 'polling'

export function createConnection(deps: ConnectionDeps): Connection {
	const { timers } = deps
	const ends = new Map<string, RoomEnd>()
	let status: ConnectionStatus = 'off'
	let line: { readonly line: Line; readonly way: Way; readonly pulse: Pulse } | undefined
	let opening: Line | undefined
	let callOff = () => {}
	let callOffProbe = () => {}
	let probing: Line | undefined
	let failures = 0
	let failedSockets = 0
	let socketsWork = false

	function say(next: ConnectionStatus) {
		if (status === next) return
		status = next
		deps.onchange()
	}

	function guarded(work: () => void) {
		try {
			work()
		} catch (bug) {
			deps.onbug(bug)
		}
	}
	const toAll = (tell: (end: RoomEnd) => void) =>
		[...ends.values()].forEach((end) => guarded(() => tell(end)))

	const nextWay = (): Way =>
		failedSockets >= (socketsWork ? TRIES.before : TRIES.never) ? 'polling' : 'websocket'

	function attempt() {
		callOff()
		if (line || opening || status === 'off') return
		const way = nextWay()
		dial(way, {
			hold: (dialled) => (opening = dialled),
			up(dialled, pulse) {
				opening = undefined
				take(dialled, way, pulse)
			},
			failed(why) {
				opening = undefined
				// Neither came through: it is the network or the server, so the better way is next.
				if (why === undefined) failedSockets = way === 'websocket' ? failedSockets + 1 : 0
				lost(why)
			}
		})
	}

	interface Dialled {
		hold(line: Line): void
		/** The first frame arrived: only then a way is known to carry. */
		up(line: Line, pulse: Pulse): void
		failed(why: RefusalCode | undefined): void
	}

	/** Opens a line and asks for a sign of life; what arrives afterwards goes to the rooms while it is the line in use. */
	function dial(way: Way, dialled: Dialled) {
		let isUp = false
		let pulse: Pulse | undefined
		const giveUp = timers.after(OPENING_MS, () => made.close())
		const made: Line = (way === 'websocket' ? deps.webSocket : deps.polling)({
			open() {
				made.send(HEARTBEAT)
			},
			frame(bytes) {
				if (!isUp) {
					isUp = true
					giveUp()
					pulse = listen(timers, {
						ask: () => made.send(HEARTBEAT),
						alive: () => toAll((end) => end.alive()),
						dead: () => made.close()
					})
					dialled.up(made, pulse)
				}
				pulse?.heard()
				if (line?.line === made) deliver(bytes)
			},
			closed(why) {
				giveUp()
				pulse?.stop()
				if (!isUp) dialled.failed(why)
				else if (line?.line === made) {
					line = undefined
					callOffProbe()
					toAll((end) => end.down())
					lost(why)
				}
			}
		})
		dialled.hold(made)
	}

	function take(next: Line, way: Way, pulse: Pulse) {
		const before = line
		line = { line: next, way, pulse }
		failures = 0
		failedSockets = 0
		if (way === 'websocket') socketsWork = true
		callOffProbe()
		if (before) {
			before.line.close()
			toAll((end) => end.down())
		}
		if (way === 'polling') callOffProbe = timers.after(PROBE_MS, probe)
		say('live')
		deps.onchange()
		toAll((end) => end.up())
	}

	/** Beside a line that polls: when a WebSocket comes through, the rooms move over to it. */
	function probe() {
		dial('websocket', {
			hold: (dialled) => (probing = dialled),
			up(dialled, pulse) {
				probing = undefined
				take(dialled, 'websocket', pulse)
			},
			failed() {
				probing = undefined
				if (line?.way === 'polling') callOffProbe = timers.after(PROBE_MS, probe)
			}
		})
		callOffProbe = () => probing?.close()
	}

	function lost(why: RefusalCode | undefined) {
		if (status === 'off') return
		switch (why) {
			case 'too-old':
				return say('too-old')
			case 'unauthenticated':
				return say('signed-out')
			case 'forbidden':
			case 'gone':
				return say('forbidden')
			case undefined:
			case 'too-large':
			case 'malformed':
			case 'rate':
			case 'unavailable':
				break
			default:
				why satisfies never
		}
		// A line that broke is tried once more before anybody is told.
		say(failures === 0 ? 'connecting' : 'offline')
		const longest = Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** failures)
		failures += 1
		callOff = timers.after(longest * (0.5 + timers.random() / 2), attempt)
	}

	function deliver(bytes: Uint8Array) {
		const frame = splitFrame(bytes)
		const message = frame.ok ? readMessage(frame.value.bytes) : frame
		if (!frame.ok || !message.ok) return deps.onbug(new Error(message.ok ? '' : message.message))
		if (message.value.kind === 'rights') return guarded(deps.onrights)
		const end = ends.get(frame.value.room)
		if (end) guarded(() => end.message(message.value))
	}

	function close() {
		callOff()
		callOffProbe()
		const closing = [opening, line?.line, probing]
		const wasUp = line !== undefined
		opening = line = probing = undefined
		for (const one of closing) one?.close()
		if (wasUp) toAll((end) => end.down())
	}

	return {
		get status() {
			return status
		},
		get transport() {
			return line?.way
		},
		start() {
			if (status !== 'off') return
			say('connecting')
			attempt()
		},
		stop() {
			status = 'off'
			close()
			deps.onchange()
		},
		join(room, end) {
			ends.set(room, end)
			if (line) guarded(() => end.up())
			return {
				get isUp() {
					return line !== undefined && ends.get(room) === end
				},
				get isCongested() {
					return (line?.line.buffered ?? 0) > CONGESTED_BYTES
				},
				send: (message) => line?.line.send(writeFrame({ room, message })),
				leave() {
					if (ends.get(room) !== end) return
					line?.line.send(writeFrame({ room, message: { kind: 'close' } }))
					ends.delete(room)
				}
			}
		},
		retry() {
			if (status === 'off' || status === 'too-old' || opening || probing) return
			if (line?.way === 'polling') {
				callOffProbe()
				return probe()
			}
			if (line) return
			failures = 0
			say('connecting')
			attempt()
		},
		hint() {
			if (status === 'off' || status === 'too-old') return
			if (line) line.pulse.hurry()
			else attempt()
		}
	}
}

const HEARTBEAT = writeFrame({ room: '', message: { kind: 'heartbeat' } })

/**
 * The relay's core: brings connections, rooms, the gate and the log together. No socket, clock or timer of its own; no
 * promise and no document for an update that passes through.
 */
import { refuse } from '#lib/core/result.ts'
import type { LogEntry } from '../storage/room-log.ts'
import type { Access, Identity, RightsChange } from './gate.ts'
import { createGroupCommit } from './group-commit.ts'
import { LIMITS, type Limits } from './limits.ts'
import { createLine, type RelayLine } from './line.ts'
import type { Relay, RelayDeps } from './relay.ts'
import { createRoom, type Room, type RoomDeps } from './room.ts'

export function createRelay(deps: RelayDeps): Relay {
	const { log, gate, now, schedule, merger, ondurable } = deps
	const limits: Limits = { ...LIMITS, ...deps.limits }
	const rooms = new Map<string, Room>()
	const lines = new Map<string, Set<RelayLine>>()
	let callOffSweep: (() => void) | undefined
	let closing: Promise<void> | undefined

	function report(line: string): void {
		try {
			deps.report?.(line)
		} catch {
			// Nobody is left to tell.
		}
	}
	const onbug = (what: string, bug: unknown) =>
		report(`${what}: ${bug instanceof Error ? (bug.stack ?? bug.message) : String(bug)}`)

	function accessTo(identity: Identity, room: string): Access {
		try {
			const access = gate.accessTo(identity, room)
			// Busy times are written by the server alone.
			return access === 'write' && room.startsWith('b.') ? 'read' : access
		} catch (bug) {
			onbug('gate', bug)
			return 'none'
		}
	}

	const commit = createGroupCommit({ log, schedule, limits, onstored, onfailed })
	const roomDeps: RoomDeps = {
		log,
		limits,
		now,
		schedule,
		merger,
		accessTo,
		store: (entry) => commit.add(entry),
		report,
		onbug,
		onover(room) {
			if (rooms.get(room.name) === room) rooms.delete(room.name)
		}
	}

	function roomOf(name: string): Room {
		const known = rooms.get(name)
		if (known) return known
		const room = createRoom(name, roomDeps)
		rooms.set(name, room)
		sweepLater()
		return room
	}

	function onstored(entries: readonly LogEntry[]): void {
		const heads = new Map<string, number>()
		for (const { room, position } of entries) heads.set(room, position)
		for (const [room, head] of heads) rooms.get(room)?.stored(head)
		try {
			ondurable?.(entries)
		} catch (bug) {
			onbug('ondurable', bug)
		}
	}

	function onfailed(failed: ReadonlySet<string>, why: string): void {
		for (const room of failed) rooms.get(room)?.lost(why)
	}

	const allLines = () => [...lines.values()].flatMap((those) => [...those])

	function sweepLater(): void {
		if (closing || callOffSweep) return
		const { heartbeatMs, roomIdleMs, documentIdleMs } = limits
		callOffSweep = schedule(Math.min(heartbeatMs, roomIdleMs, documentIdleMs) / 2, sweep)
	}

	function sweep(): void {
		callOffSweep = undefined
		for (const line of allLines()) line.beat()
		for (const room of [...rooms.values()]) room.sweep()
		if (lines.size > 0 || rooms.size > 0) sweepLater()
	}

	const stopListening = gate.onchange(({ member, session, ended = false }: RightsChange) => {
		const those = member === undefined ? allLines() : [...(lines.get(member) ?? [])]
		for (const line of those) {
			if (session !== undefined && session !== line.identity.session) continue
			if (ended) line.end('unauthenticated')
			else line.recheck()
		}
	})

	async function close(): Promise<void> {
		callOffSweep?.()
		stopListening()
		for (const line of allLines()) line.mute()
		await commit.flush()
		for (const line of allLines()) line.end('unavailable')
		for (const room of [...rooms.values()]) room.close()
	}

	function onover(line: RelayLine): void {
		const { member } = line.identity
		const those = lines.get(member)
		those?.delete(line)
		if (those?.size === 0) lines.delete(member)
	}

	return {
		connect(connection, wanted) {
			const line = createLine(connection, wanted, { limits, now, schedule, accessTo, roomOf, onover, onbug })
			const { member } = connection.identity
			const those = lines.get(member) ?? new Set()
			if (closing) line.end('unavailable')
			else if (those.size >= limits.connectionsPerMember) line.end('rate')
			else {
				lines.set(member, those.add(line))
				sweepLater()
				line.begin()
			}
			return line
		},
		async write(name, update) {
			if (closing) return refuse('unavailable', 'The server is shutting down')
			return roomOf(name).write(update)
		},
		counts() {
			const all = [...rooms.values()]
			return {
				connections: allLines().length,
				rooms: all.length,
				documents: all.filter(({ hasDocument }) => hasDocument).length,
				bytes: all.reduce((sum, { bytes }) => sum + bytes, 0),
				waiting: commit.waiting
			}
		},
		close: () => (closing ??= close())
	}
}

/**
 * The server: the relay itself over a disk in memory. It can be killed between any two steps (what was not on the disk
 * is gone), started again, and restored from an older backup. Its rights are a table that may change at any moment.
 */
import { createRelay } from '../../server/relay/create-relay.ts'
import { mergeAll } from '../../server/compaction/merge.ts'
import type { Access, Gate, RightsChange } from '../../server/relay/gate.ts'
import type { Limits } from '../../server/relay/limits.ts'
import type { Connection, Relay, RelayDeps } from '../../server/relay/relay.ts'
import type { LogEntry, RoomLog } from '../../server/storage/room-log.ts'
import { roomOfCalendar } from '#lib/doc/rooms.ts'
import { createMemoryDisk, type Contents, type MemoryDisk } from '../support/memory-room-log.ts'
import type { Dice } from './dice.ts'
import type { Ears, Host } from './network.ts'
import type { Owner, Schedule } from './schedule.ts'

/** Deliberate bugs: what is put around the parts of the server. */
export interface ServerBugs {
	readonly log?: (log: RoomLog) => RoomLog
	readonly relay?: (relay: Relay) => Relay
	readonly gate?: (gate: Gate) => Gate
	readonly connection?: (connection: Connection) => Connection
}

export interface Server extends Host {
	readonly disk: MemoryDisk
	readonly isUp: boolean
	readonly relay: Relay | undefined
	/** Damage, bugs, and updates it should not have taken: none of them may be. */
	readonly reports: readonly string[]
	start(): void
	kill(): void
	backUp(): void
	/** One of the backups there are; false: there is none. */
	restore(): boolean
	accessOf(member: string, room: string): Access
	setAccess(member: string, calendar: string, access: Access): void
	/** Its clock is off by so much. */
	skewMs: number
	/** A commit takes up to so long. */
	diskMs: number
}

/** Small enough that a short life has compactions, and returning devices whose position is gone. */
const LIMITS: Partial<Limits> = {
	tailUpdates: 12,
	tailPart: 0,
	tailBytesLeast: 0,
	keptUpdates: 6,
	roomIdleMs: 5000
}

export function createServer(schedule: Schedule, dice: Dice, bugs: ServerBugs = {}): Server {
	const disk = createMemoryDisk(() => schedule.now)
	const reports: string[] = []
	const rights = new Map<string, Access>()
	const listeners = new Set<(change: RightsChange) => void>()
	const backups: Contents[] = []
	/** Since when a right is what it is. */
	const changedAt = new Map<string, number>()
	let skewMs = 0
	let skewedAt = 0
	let owner: Owner | undefined
	let relay: Relay | undefined

	const accessOf = (member: string, room: string): Access => {
		const calendar = roomOfCalendar(room)?.calendar
		return calendar === undefined ? 'write' : (rights.get(`${member} ${calendar}`) ?? 'write')
	}

	const gate: Gate = {
		identify: async () => undefined,
		accessTo: ({ member }, room) => accessOf(member, room),
		onchange(listener) {
			listeners.add(listener)
			return () => listeners.delete(listener)
		}
	}

	/** Nothing resumes in a process that was killed. */
	const wait = (whose: Owner): Promise<void> =>
		new Promise((resolve) => schedule.after(dice.between(0, server.diskMs), resolve, whose))

	/** I10: at the time an update was taken, its author might write. */
	function checkRight({ room, member, at }: LogEntry): void {
		const taken = at - server.skewMs
		const key = `${member} ${roomOfCalendar(room)?.calendar}`
		const isKnown = taken > skewedAt && taken <= schedule.now
		if (isKnown && accessOf(member, room) !== 'write' && taken > (changedAt.get(key) ?? Infinity))
			reports.push(`took an update of ${member} in ${room}, who may only ${accessOf(member, room)}`)
	}

	/** On the disk some time after it was asked for, and known to be there some time later still. */
	function slowed(log: RoomLog, whose: Owner): RoomLog {
		return {
			...log,
			async append(entries) {
				for (const entry of entries) checkRight(entry)
				await wait(whose)
				const stored = await log.append(entries)
				await wait(whose)
				return stored
			},
			async load(room) {
				await wait(whose)
				return log.load(room)
			},
			async saveSnapshot(room, snapshot, keep) {
				await wait(whose)
				const saved = await log.saveSnapshot(room, snapshot, keep)
				await wait(whose)
				return saved
			},
			async entriesAfter(room, after) {
				await wait(whose)
				return log.entriesAfter(room, after)
			}
		}
	}

	function start() {
		if (owner) return
		const whose: Owner = { isDead: false }
		owner = whose
		const opened = disk.open({ ondamage: (row) => reports.push(`damaged ${row.room}`) })
		const log = (bugs.log ?? same)(slowed(opened, whose))
		const deps: RelayDeps = {
			log,
			gate: (bugs.gate ?? same)(gate),
			now: () => schedule.now + server.skewMs,
			schedule: (ms, work) => schedule.after(ms, work, whose),
			merger: {
				async merge(updates) {
					await wait(whose)
					return { ok: true, value: mergeAll(updates) }
				}
			},
			limits: LIMITS,
			report: (line) => reports.push(line)
		}
		relay = schedule.as(whose, () => (bugs.relay ?? same)(createRelay(deps)))
	}

	const server: Server = {
		disk,
		reports,
		get skewMs() {
			return skewMs
		},
		set skewMs(next) {
			skewMs = next
			skewedAt = schedule.now
		},
		diskMs: 5,
		get isUp() {
			return owner !== undefined
		},
		get owner() {
			return owner
		},
		get relay() {
			return relay
		},
		start,
		kill() {
			if (owner) owner.isDead = true
			owner = relay = undefined
			listeners.clear()
		},
		backUp: () => void backups.push(disk.contents()),
		restore() {
			const backup = dice.pick(backups)
			if (!backup) return false
			server.kill()
			disk.restore(backup)
			return true
		},
		accessOf,
		setAccess(member, calendar, access) {
			if (rights.get(`${member} ${calendar}`) === access) return
			rights.set(`${member} ${calendar}`, access)
			changedAt.set(`${member} ${calendar}`, schedule.now)
			const whose = owner
			if (whose) schedule.as(whose, () => [...listeners].forEach((listener) => listener({ member })))
		},
		accept(member, mouth): Ears {
			const connection: Connection = {
				identity: { member, name: member, session: `session of ${member}` },
				device: member,
				send: (bytes) => mouth.send(bytes.slice()),
				close: (code) => mouth.close(code),
				bufferedBytes: () => mouth.bufferedBytes()
			}
			const line = relay?.connect((bugs.connection ?? same)(connection), 'many')
			return { receive: (bytes) => line?.receive(bytes), closed: () => line?.closed() }
		}
	}
	return server
}

const same = <Value>(value: Value): Value => value

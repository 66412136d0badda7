/**
 * Brings the relay together: its log on disk, the merging thread, the gate of accounts and sharing, busy times, and both
 * transports.
 */
import type { Hono } from 'hono'
import type { IncomingMessage } from 'node:http'
import { join } from 'node:path'
import type { Duplex } from 'node:stream'
import { ok, type Result } from '#lib/core/result.ts'
import { createBusy } from './busy.ts'
import { createMerger } from './compaction/merger.ts'
import type { Config } from './config.ts'
import { createClientAddress, createUpgradeAddress, networkOf } from './http/client-address.ts'
import type { HealthCounts } from './http/health.ts'
import { createRateLimits, type Rate } from './http/rate-limit.ts'
import type { People } from './people.ts'
import type { Gate } from './relay/gate.ts'
import { createRelay } from './relay/create-relay.ts'
import { createPolling } from './relay/polling.ts'
import type { Relay, Schedule } from './relay/relay.ts'
import { createWebSockets } from './relay/websocket.ts'
import { ROOMS_FILE } from './storage/data-files.ts'
import type { OpenFault } from './storage/open-database.ts'
import { openThreadedRoomLog } from './storage/threaded-room-log.ts'

export interface SyncDeps {
	readonly config: Pick<Config, 'dataDir' | 'trustedProxies'>
	readonly people: Pick<People, 'gate' | 'ownOrigin' | 'busyCalendars'>
	readonly log?: (line: string) => void
}

export interface Sync {
	/** Answers `/sync/poll`. */
	readonly polling: Hono
	/** Answers upgrades at `/sync` and `/sync/<room>`. */
	upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void
	counts(): HealthCounts
	/** Stores and acknowledges what is waiting, says farewell to everybody, and closes the log last. */
	close(): Promise<void>
}

/** A stock client opens a connection for each room, and a whole business stands behind one address. */
const UPGRADES: Rate = { max: 2_400, seconds: 60 }
/** A device that polls asks up to 40 times a second while its person drags something. */
const POLLS: Rate = { max: 12_000, seconds: 60 }

export async function createSync({
	config,
	people,
	log = console.error
}: SyncDeps): Promise<Result<Sync, OpenFault>> {
	const opened = await openThreadedRoomLog({
		path: join(config.dataDir, ROOMS_FILE),
		onlost: () => log('rooms: the thread of the log ended by itself; the next call begins another'),
		ondamage: ({ room, kind, position }) =>
			log(`rooms: ${kind} ${position} of ${room} was damaged on disk and is set aside; devices send it again`)
	})
	if (!opened.ok) return opened
	const roomLog = opened.value
	const merger = createMerger()
	const { gate, ownOrigin } = people
	const write: Relay['write'] = (room, update) => relay.write(room, update)
	const busy = createBusy({ log: roomLog, write, people, report: log })
	const relay = createRelay({
		log: roomLog,
		gate,
		now: Date.now,
		schedule,
		merger,
		ondurable: busy.follow,
		report: log
	})

	const limits = createRateLimits(Date.now)
	const pollAddress = createClientAddress(config.trustedProxies)
	const upgradeAddress = createUpgradeAddress(config.trustedProxies)
	const edge = {
		relay,
		schedule,
		identify: identifyTruly(gate),
		isOurs: ownOrigin.isOurs,
		now: Date.now,
		report: log
	}
	const polling = createPolling({
		...edge,
		waitFor: (c) => limits.take(`polls ${networkOf(pollAddress(c))}`, POLLS)
	})
	const webSockets = createWebSockets({
		...edge,
		waitFor: (request) => limits.take(`upgrades ${networkOf(upgradeAddress(request))}`, UPGRADES)
	})

	return ok({
		polling: polling.routes,
		upgrade: webSockets.upgrade,
		counts() {
			const { connections, rooms, waiting } = relay.counts()
			return { connections, rooms, waiting }
		},
		async close() {
			polling.close()
			await busy.close()
			await relay.close()
			await webSockets.close()
			await merger.close()
			await roomLog.close()
		}
	})
}

/** A session may end while it is being looked up, before the relay knows of it: then it is looked up once more. */
function identifyTruly({ identify, onchange }: Gate): Gate['identify'] {
	let ended = 0
	onchange((change) => {
		if (change.ended) ended += 1
	})
	return async (headers) => {
		for (;;) {
			const before = ended
			const identity = await identify(headers)
			if (before === ended) return identity
		}
	}
}

/** `setTimeout` waits a millisecond at least. */
const schedule: Schedule = (ms, work) => {
	if (ms <= 0) {
		const soon = setImmediate(work)
		return () => clearImmediate(soon)
	}
	const later = setTimeout(work, ms)
	return () => clearTimeout(later)
}

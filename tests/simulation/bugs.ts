/**
 * Bugs on purpose, one at a time, put around the parts of the product: a world that does not find them finds nothing.
 * Each is one that somebody could really make.
 */
import { readFrame } from '#lib/core/wire/message.ts'
import { ok } from '#lib/core/result.ts'
import { RoomLedger, type Meta } from '#lib/client/live/room-ledger.ts'
import { extended } from '#lib/client/storage/vector.ts'
import type { Occurrence } from '#lib/core/appointment/occurrence.ts'
import type { Edit } from '#lib/doc/write.ts'
import type { Gate } from '../../server/relay/gate.ts'
import type { Connection } from '../../server/relay/relay.ts'
import type { RoomLog } from '../../server/storage/room-log.ts'
import type { Tab } from './machine.ts'
import type { Bugs } from './world.ts'

export interface DeliberateBug {
	readonly what: string
	/** Words of the law that finds it. */
	readonly found: RegExp
	readonly bugs: Bugs
}

/** The server says durable when it has begun to store, not when it has stored. */
function acknowledgedBeforeFsync(log: RoomLog): RoomLog {
	let last: Promise<unknown> = Promise.resolve()
	return {
		...log,
		append(entries) {
			last = last.then(() => log.append(entries))
			return Promise.resolve(ok(undefined))
		}
	}
}

/** One piece of news in eight is not told. */
function someNewsDropped(connection: Connection): Connection {
	let news = 0
	return {
		...connection,
		send(bytes) {
			const frame = readFrame(bytes)
			if (frame.ok && frame.value.message.kind === 'news' && ++news % 8 === 0) return
			connection.send(bytes)
		}
	}
}

/** The device takes for stored what it has sent. */
function syncedWhenSent(): () => void {
	const { sent } = RoomLedger.prototype
	RoomLedger.prototype.sent = function (this: RoomLedger, meta: Meta) {
		sent.call(this, meta)
		this.durable = extended(this.durable, meta.from, meta.to)
	}
	return () => void (RoomLedger.prototype.sent = sent)
}

/** What was removed or moved away stays in the index. */
function removalsForgotten({ core: { index } }: Tab): void {
	const { occurrences } = index
	const seen = new Map<string, Occurrence>()
	const forgetful: typeof occurrences = (range) => {
		const present = occurrences(range)
		for (const one of present) seen.set(one.key, one)
		const stale = [...seen.values()].filter(({ key }) => !present.some((one) => one.key === key))
		return stale.length === 0 ? present : [...present, ...stale]
	}
	Object.assign(index, { occurrences: forgetful })
}

/** A move into another month says nothing to that month. */
function hintsLost({ core: { editing } }: Tab): void {
	const { apply } = editing
	const forgetful: typeof apply = (rooms, label, plan) =>
		apply(rooms, label, (docOf) => {
			const planned = plan(docOf)
			if (!planned.ok) return planned
			const writes: Edit['writes'] = planned.value.writes.filter(({ map }) => map !== 'guests')
			return ok({ ...planned.value, writes })
		})
	Object.assign(editing, { apply: forgetful })
}

/** What somebody may do is looked up once. */
function rightsAskedOnce(gate: Gate): Gate {
	const asked = new Map<string, ReturnType<Gate['accessTo']>>()
	return {
		...gate,
		accessTo(identity, room) {
			const key = `${identity.member} ${room}`
			const access = asked.get(key) ?? gate.accessTo(identity, room)
			asked.set(key, access)
			return access
		},
		onchange: () => () => undefined
	}
}

export const DELIBERATE_BUGS: readonly DeliberateBug[] = [
	{
		what: 'the server acknowledges before the disk has it',
		found: /believes .* to be on the server|has stored that .* is on the server|lost what it called saved/,
		bugs: { log: acknowledgedBeforeFsync }
	},
	{
		what: 'the server does not tell everybody everything',
		found: /is live and was not told|differs from the server|not synced/,
		bugs: { connection: someNewsDropped }
	},
	{
		what: 'the device takes for stored what it has sent',
		found: /believes .* to be on the server|has stored that .* is on the server/,
		bugs: { mutate: syncedWhenSent }
	},
	{
		what: 'the index forgets to remove',
		found: /the index of .* has/,
		bugs: { tab: removalsForgotten }
	},
	{
		what: 'a month is not told what was moved into it',
		found: /which knows nothing of it/,
		bugs: { tab: hintsLost }
	},
	{
		what: 'rights are asked for once and never again',
		found: /the server reports: took an update of/,
		bugs: { gate: rightsAskedOnce }
	}
]

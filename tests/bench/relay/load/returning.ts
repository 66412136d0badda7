/** Many devices that come at once into a room with a past. */
import * as Y from 'yjs'
import { createReader, DIALECTS, type Known } from './dialects.ts'
import type { Place } from './crowd.ts'
import { joinRoom, type Device } from './device.ts'
import { createSamples, type Percentiles } from './samples.ts'

export interface JoinReport {
	/** From the first call to the last device that is caught up. */
	readonly totalMs: number
	readonly each: Percentiles
	/** Of one device, in the mean. */
	readonly bytes: number
}

interface Visit extends Place {
	readonly room: string
	readonly onfault: (why: string) => void
}

/** No room has a device of this id. */
const VISITOR = 900_000
const QUIET = { onedit: () => undefined, onacknowledged: () => undefined }

export async function joinAtOnce({
	server,
	port,
	room,
	count,
	known,
	onfault
}: Visit & { readonly count: number; readonly known?: Known }): Promise<JoinReport> {
	const dialect = DIALECTS[server]
	const read = createReader(dialect)
	const samples = createSamples()
	const begun = performance.now()
	const devices = await Promise.all(
		Array.from({ length: count }, async (_, n) => {
			const device = await joinRoom({
				dialect,
				read,
				port,
				room,
				client: VISITOR + n,
				events: QUIET,
				onfault,
				...(known ? { known } : {})
			})
			samples.add(performance.now() - begun)
			return device
		})
	)
	const totalMs = performance.now() - begun
	const bytes = devices.reduce((sum, device) => sum + device.bytes, 0) / count
	devices.forEach((device) => device.end())
	return { totalMs, each: samples.percentiles(), bytes }
}

/** Of our log; the peers have none. */
export interface Standing {
	readonly epoch: string
	readonly position: number
}

export interface Author {
	/** Resolves when a second device has it and, where the server says so, when it is stored. */
	write(update: Uint8Array): Promise<Standing>
	edit(count: number): Promise<Standing>
	end(): void
}

/** Writes into a room, and keeps it open: servers without a store forget rooms that nobody is in. */
export async function openAuthor({ server, port, room, onfault }: Visit): Promise<Author> {
	const dialect = DIALECTS[server]
	const join = (client: number, onupdate?: (update: Uint8Array) => void): Promise<Device> =>
		joinRoom({
			dialect,
			read: createReader(dialect),
			port,
			room,
			client,
			events: QUIET,
			onfault,
			...(onupdate ? { onupdate } : {})
		})
	let heard: ((update: Uint8Array) => void) | undefined
	const author = await join(VISITOR - 1)
	const reader = await join(VISITOR - 2, (update) => heard?.(update))

	async function seen(clocks: ReadonlyMap<number, number>, act: () => void): Promise<Standing> {
		const missing = new Map(clocks)
		await new Promise<void>((resolve) => {
			heard = (update) => {
				for (const [client, clock] of Y.parseUpdateMeta(update).to)
					if ((missing.get(client) ?? Infinity) <= clock) missing.delete(client)
				if (missing.size === 0) resolve()
			}
			act()
		})
		heard = undefined
		if (server !== 'reference') await author.settled()
		return { epoch: author.epoch, position: author.position }
	}

	return {
		write: (update) => seen(Y.parseUpdateMeta(update).to, () => author.sendUpdate(update)),
		edit: (count) =>
			seen(new Map([[author.client, author.sent + count]]), () => {
				for (let n = 0; n < count; n += 1) author.sendEdit()
			}),
		end() {
			author.end()
			reader.end()
		}
	}
}

/** The document a newcomer gets, to see that what was measured is a join. */
export async function lookInto({ server, port, room, onfault }: Visit): Promise<Y.Doc> {
	const dialect = DIALECTS[server]
	const doc = new Y.Doc()
	const device = await joinRoom({
		dialect,
		read: createReader(dialect),
		port,
		room,
		client: VISITOR - 3,
		events: QUIET,
		onfault,
		onupdate: (update) => Y.applyUpdate(doc, update)
	})
	device.end()
	return doc
}

/** 200 devices that come at once: newcomers to a full month, and devices that return fifty edits behind. */
import * as Y from 'yjs'
import type { Known } from './load/dialects.ts'
import type { JoinReport } from './load/returning.ts'
import type { Clients, Server, Usage } from './processes.ts'
import { sampleRoom } from './sample-room.ts'

export const DEVICES = 200
const BEHIND = 50

export interface RoomSample {
	readonly appointments: number
	readonly update: Uint8Array
	readonly vector: Uint8Array
	/** What a client says to a server that lacks nothing: Yjs repeats every deletion it knows. */
	readonly answer: Uint8Array
}

export function makeSample(appointments: number): RoomSample {
	const doc = sampleRoom(appointments)
	const vector = Y.encodeStateVector(doc)
	return {
		appointments,
		update: Y.encodeStateAsUpdate(doc),
		vector,
		answer: Y.encodeStateAsUpdate(doc, vector)
	}
}

export interface Arrival extends JoinReport {
	readonly cpuMicros: number
	/** The most it took while they came, above what it had before. */
	readonly rssGrowth: number
}

export interface Arrivals {
	readonly server: Server
	/** Undefined where only returning devices were asked for. */
	readonly cold: Arrival | undefined
	readonly behind: Arrival
}

/**
 * The peers keep the room in memory, for they have no store; ours is started again before the newcomers come, so that it
 * reads the room from its disk. That is why a server comes back.
 */
export async function arrive(
	started: Server,
	{
		sample,
		round,
		clients,
		withNewcomers
	}: {
		readonly sample: RoomSample
		readonly round: number
		readonly clients: Clients
		readonly withNewcomers: boolean
	}
): Promise<Arrivals> {
	const room = `c.bench${sample.appointments}r${round}.2026-11`
	let server = started
	const place = () => ({ server: server.server, port: server.port })
	await clients.tell('open', { place: place(), room })
	const { epoch, position } = await clients.tell('write', { update: sample.update })
	let cold: Arrival | undefined
	if (withNewcomers) {
		if (server.server === 'ours') {
			await clients.tell('part', {})
			// Not in the middle of making a snapshot of it.
			await server.settled()
			server = await server.restarted()
		}
		cold = await measured(server, () => clients.tell('join', { place: place(), room, count: DEVICES }))
		const seen = await clients.tell('look', { place: place(), room })
		if (seen.appointments !== sample.appointments || !seen.isWhole)
			throw new Error(`${server.server}: a newcomer sees ${seen.appointments} of ${sample.appointments}`)
		if (server.server === 'ours') await clients.tell('open', { place: place(), room })
	}
	await clients.tell('edit', { count: BEHIND })
	const { vector, answer } = sample
	const known: Known = { epoch, position, vector, answer }
	const behind = await measured(server, () =>
		clients.tell('join', { place: place(), room, count: DEVICES, known })
	)
	await clients.tell('part', {})
	return { server, cold, behind }
}

async function measured(server: Server, join: () => Promise<JoinReport>): Promise<Arrival> {
	await server.settled()
	const before: Usage = await server.usage()
	const report = await join()
	const after = await server.usage()
	return {
		...report,
		cpuMicros: after.cpuMicros - before.cpuMicros,
		rssGrowth: after.mostRssBytes - before.rssBytes
	}
}

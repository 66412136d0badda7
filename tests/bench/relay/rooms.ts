/** Devices at work in rooms: how soon an edit is with the others and on disk, what it costs, and how many there can be. */
import type { Clients, Server } from './processes.ts'
import type { Percentiles } from './load/samples.ts'

export interface Scene {
	readonly name: string
	readonly rooms: number
	readonly each: number
	/** Edits in all rooms together, in the quiet part. */
	readonly perSecond: number
	/** Devices that flood, and how many edits of each nobody has heard yet: a thousand in all. */
	readonly senders: number
	readonly window: number
}

export const SCENES = {
	'1x50': { name: '1 room × 50', rooms: 1, each: 50, perSecond: 20, senders: 50, window: 20 },
	'1x200': { name: '1 room × 200', rooms: 1, each: 200, perSecond: 20, senders: 50, window: 20 },
	'1x1000': { name: '1 room × 1,000', rooms: 1, each: 1_000, perSecond: 20, senders: 50, window: 20 },
	'200x5': { name: '200 rooms × 5', rooms: 200, each: 5, perSecond: 200, senders: 200, window: 5 }
} as const satisfies Readonly<Record<string, Scene>>

export interface Sitting {
	readonly latency: Percentiles
	readonly acknowledged: Percentiles
	readonly cpuMicrosPerDelivery: number
	readonly floodPerSecond: number
	/** The clients' share of a core: quiet, and under flood. */
	readonly loads: readonly [number, number]
}

const STEADY_SECONDS = 5
const FLOOD_SECONDS = 2

/** One server, once. */
export async function sit(
	scene: Scene,
	server: Server,
	{ clients, round }: { readonly clients: Clients; readonly round: number }
): Promise<Sitting> {
	const place = { server: server.server, port: server.port }
	const rooms = Array.from({ length: scene.rooms }, (_, n) => `c.bench${scene.each}x${n}r${round}.2026-11`)
	await server.settled()
	await clients.tell('gather', { place, rooms, each: scene.each })
	const before = await server.usage()
	const steady = await clients.tell('steady', { perSecond: scene.perSecond, seconds: STEADY_SECONDS })
	const after = await server.usage()
	const flood = await clients.tell('flood', {
		senders: scene.senders,
		window: scene.window,
		seconds: FLOOD_SECONDS
	})
	await clients.tell('part', {})
	return {
		latency: steady.latency,
		acknowledged: steady.acknowledged,
		cpuMicrosPerDelivery: (after.cpuMicros - before.cpuMicros) / steady.deliveries,
		floodPerSecond: flood.deliveriesPerSecond,
		loads: [steady.load, flood.load]
	}
}

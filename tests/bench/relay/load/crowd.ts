/** The devices of one measurement: in rooms of equal size, quietly at work or all at once. */
import { setTimeout as pause } from 'node:timers/promises'
import { createReader, DIALECTS, type ServerName } from './dialects.ts'
import { joinRoom, type Device } from './device.ts'
import { createSamples, type Percentiles } from './samples.ts'
import { scatter } from './scatter.ts'

export interface Place {
	readonly server: ServerName
	readonly port: number
}

export interface SteadyReport {
	readonly latency: Percentiles
	readonly acknowledged: Percentiles
	/** Edits that reached another device. */
	readonly deliveries: number
	/** What this process took of one core meanwhile: near 1 it would be the clients that are measured. */
	readonly load: number
}

export interface FloodReport {
	readonly deliveriesPerSecond: number
	readonly load: number
}

export interface Crowd {
	/** Edits of random devices, so many each second in all. Throws where one is lost. */
	steady(options: { readonly perSecond: number; readonly seconds: number }): Promise<SteadyReport>
	/** Each of the senders keeps `window` edits under way. */
	flood(options: {
		readonly senders: number
		readonly window: number
		readonly seconds: number
	}): Promise<FloodReport>
	end(): void
}

/** The beginning of each is not counted. */
const RUN_UP_MS = 1_000
const LOST_AFTER_MS = 10_000
/** So many at a time come in, as a business opens in the morning. */
const DOOR = 50

interface Member {
	readonly device: Device
	/** Hears its edits as the one who says that they are there. */
	readonly witness: number
	underWay: number
}

export async function gatherCrowd(
	{ server, port }: Place,
	{ rooms, each }: { readonly rooms: readonly string[]; readonly each: number },
	onfault: (why: string) => void
): Promise<Crowd> {
	const dialect = DIALECTS[server]
	const read = createReader(dialect)
	const random = scatter(1)
	const members: Member[] = []
	const byClient = new Map<number, Member>()
	/** Client ids of one crowd are in a row, so that a member's place is known from its id. */
	const firstClient = 1_000_000 + random(1 << 30)
	let latencies = createSamples()
	let acknowledgements = createSamples()
	let countedFrom = Infinity
	let deliveries = 0
	let window = 0

	function eventsOf(client: number) {
		return {
			onedit(from: number, clock: number) {
				deliveries += 1
				const sender = byClient.get(from)
				if (!sender) return
				const at = sender.device.sentAt(clock)
				if (at >= countedFrom) latencies.add(performance.now() - at)
				if (sender.witness !== client) return
				sender.underWay -= 1
				if (window > 0) fill(sender)
			},
			onacknowledged(ms: number) {
				if (performance.now() - ms >= countedFrom) acknowledgements.add(ms)
			}
		}
	}

	function fill(member: Member): void {
		while (member.underWay < window) send(member)
	}

	function send(member: Member): void {
		member.underWay += 1
		member.device.sendEdit()
	}

	async function join(n: number): Promise<void> {
		const client = firstClient + n
		const room = rooms[Math.floor(n / each)]!
		const start = n - (n % each)
		const device = await joinRoom({ dialect, read, port, room, client, events: eventsOf(client), onfault })
		const member = { device, witness: firstClient + start + ((n + 1 - start) % each), underWay: 0 }
		members[n] = member
		byClient.set(client, member)
	}
	for (let n = 0; n < rooms.length * each; n += DOOR)
		await Promise.all(Array.from({ length: Math.min(DOOR, rooms.length * each - n) }, (_, k) => join(n + k)))

	return {
		async steady({ perSecond, seconds }) {
			latencies = createSamples()
			acknowledgements = createSamples()
			deliveries = 0
			const begun = performance.now()
			const used = process.cpuUsage()
			countedFrom = begun + RUN_UP_MS
			let edits = 0
			for (let due = begun; due < begun + seconds * 1_000; edits += 1) {
				send(members[random(members.length)]!)
				// Between half and one and a half of the mean, so that nothing falls into step.
				due += ((0.5 + random(1_000) / 1_000) * 1_000) / perSecond
				const left = due - performance.now()
				if (left > 0) await pause(left)
			}
			const { user, system } = process.cpuUsage(used)
			const load = (user + system) / 1_000 / (performance.now() - begun)
			const expected = edits * (each - 1)
			const patience = performance.now() + LOST_AFTER_MS
			while (deliveries < expected && performance.now() < patience) await pause(20)
			if (deliveries !== expected) onfault(`${deliveries} of ${expected} edits came to the other devices`)
			countedFrom = Infinity
			return {
				latency: latencies.percentiles(),
				acknowledged: acknowledgements.percentiles(),
				deliveries,
				load
			}
		},
		async flood({ senders, window: size, seconds }) {
			window = size
			const step = members.length / senders
			for (let n = 0; n < senders; n += 1) fill(members[Math.floor(n * step)]!)
			await pause(RUN_UP_MS)
			const before = deliveries
			const begun = performance.now()
			const used = process.cpuUsage()
			await pause(seconds * 1_000)
			const { user, system } = process.cpuUsage(used)
			const ms = performance.now() - begun
			window = 0
			return { deliveriesPerSecond: ((deliveries - before) * 1_000) / ms, load: (user + system) / 1_000 / ms }
		},
		end: () => members.forEach(({ device }) => device.end())
	}
}

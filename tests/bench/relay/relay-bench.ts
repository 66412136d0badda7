/**
 * `npm run bench:relay`: our relay beside the reference y-websocket server and Hocuspocus, each in a process of its own
 * on this machine, in turns, so that its moods hit all alike. With words behind it only those sections are run: the
 * scenes `1x50`, `1x200`, `1x1000`, `200x5`, then `joins` and `browser`.
 */
import { closeSync, fdatasyncSync, mkdirSync, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { OUTPUT } from '../../support/programs.ts'
import { median, tableOf, verdictOn, type Figure } from '../figure.ts'
import { browserFigures } from './browsers.ts'
import { ensurePeers } from './install-peers.ts'
import { joinFigures } from './join-figures.ts'
import { arrive, makeSample, type Arrivals } from './joins.ts'
import type { ServerName } from './load/dialects.ts'
import { startClients, startServer, type Clients, type Server } from './processes.ts'
import { roomFigures, type RoomBars } from './room-figures.ts'
import { SCENES, sit, type Sitting } from './rooms.ts'

type SceneName = keyof typeof SCENES

/** The last only where nothing is asked of it but to pass on. */
const SERVERS: readonly ServerName[] = ['ours', 'reference', 'hocuspocus', 'bare']
const KEEPERS = SERVERS.filter((name) => name !== 'bare')
const ROUNDS = 3
const JOIN_ROUNDS = 2
/** Issue 3, "Figures": latency by scene, as parts of the reference's. */
const BARS: Readonly<Record<SceneName, RoomBars>> = {
	'1x50': {},
	'1x200': { p50: 0.7, p95: 0.6 },
	'1x1000': { p50: 0.9, p95: 0.9 },
	'200x5': { p50: 0.6, p95: 0.4 }
}
/** The bars of a return were found with the larger one; the smaller is what they were asked for with. */
const ROOM_SIZES = [
	{ appointments: 5_000, withNewcomers: true },
	{ appointments: 20_000, withNewcomers: false }
] as const

const asked = process.argv.slice(2)
const wanted = (section: string) => asked.length === 0 || asked.includes(section)
const all: Figure[] = []

function print(heading: string, figures: readonly Figure[]) {
	all.push(...figures)
	console.log(tableOf(heading, figures))
}

/** What one small write takes to come to this disk, in milliseconds. */
function flushTime(): number {
	const folder = mkdtempSync(join(OUTPUT, 'flush-'))
	const file = openSync(join(folder, 'log'), 'w')
	const page = new Uint8Array(4_096)
	const times = Array.from({ length: 200 }, () => {
		const begun = performance.now()
		writeSync(file, page)
		fdatasyncSync(file)
		return performance.now() - begun
	})
	closeSync(file)
	rmSync(folder, { recursive: true })
	return median(times)
}

/** Each round begins with another server. */
async function inTurns<Value>(
	names: readonly ServerName[],
	rounds: number,
	act: (name: ServerName, round: number) => Promise<Value>
): Promise<Record<ServerName, Value[]>> {
	const values: Record<ServerName, Value[]> = { ours: [], reference: [], hocuspocus: [], bare: [] }
	for (let round = 0; round < rounds; round += 1)
		for (const n of names.keys()) {
			const name = names[(round + n) % names.length] ?? 'ours'
			values[name].push(await act(name, round))
		}
	return values
}

async function startAll(): Promise<Record<ServerName, Server>> {
	return {
		ours: await startServer('ours'),
		reference: await startServer('reference'),
		hocuspocus: await startServer('hocuspocus'),
		bare: await startServer('bare')
	}
}

const endAll = (servers: Record<ServerName, Server>) =>
	Promise.all(Object.values(servers).map((server) => server.end()))

async function runScene(name: SceneName, clients: Clients): Promise<void> {
	const scene = SCENES[name]
	const servers = await startAll()
	const sittings: Record<ServerName, Sitting[]> = await inTurns(SERVERS, ROUNDS, (name, round) =>
		sit(scene, servers[name], { clients, round })
	)
	await endAll(servers)
	const flushMs = flushTime()
	print(
		`${scene.name}, ${scene.perSecond} edits a second, then a flood (a flush takes ${flushMs.toFixed(2)} ms)`,
		roomFigures(scene, sittings, { bars: BARS[name], flushMs })
	)
}

async function runJoins(clients: Clients): Promise<void> {
	for (const { appointments, withNewcomers } of ROOM_SIZES) {
		const sample = makeSample(appointments)
		const servers = await startAll()
		const arrivals: Record<ServerName, Arrivals[]> = await inTurns(
			KEEPERS,
			JOIN_ROUNDS,
			async (name, round) => {
				const arrivals = await arrive(servers[name], { sample, round, clients, withNewcomers })
				servers[name] = arrivals.server
				return arrivals
			}
		)
		await endAll(servers)
		print('All at once', joinFigures(appointments, arrivals))
	}
}

mkdirSync(OUTPUT, { recursive: true })
const peers = await ensurePeers()
if (!peers.ok) {
	console.error(peers.message)
	process.exit(1)
}
console.log(`Node ${process.versions.node}; peers: ${peers.value}. Trust the ratios.`)
const clients = await startClients()
for (const name of Object.keys(SCENES) as SceneName[]) if (wanted(name)) await runScene(name, clients)
if (wanted('joins')) await runJoins(clients)
await clients.end()
if (wanted('browser')) print('Two browsers', await browserFigures())
console.log(verdictOn(all))

/** The processes of the bench: three servers and one full of clients. */
import { fork, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { OUTPUT } from '../../support/programs.ts'
import type { Place } from './load/crowd.ts'
import type { ServerName } from './load/dialects.ts'
import type { Answer, Answers, Orders } from './load/orders.ts'

export interface Usage {
	/** Of all threads, since it started. */
	readonly cpuMicros: number
	readonly rssBytes: number
	/** The most it ever was. */
	readonly mostRssBytes: number
}

export interface Server extends Place {
	usage(): Promise<Usage>
	/** Its processor time has come to rest: what was sent before is behind it. */
	settled(): Promise<void>
	/** Begins anew with what it had on disk: the peers have nothing. */
	restarted(): Promise<Server>
	/** Also what it wrote. */
	end(): Promise<void>
}

export interface Clients {
	/** Throws where something went another way than a measurement may. */
	tell<Name extends keyof Orders>(name: Name, order: Orders[Name]): Promise<Answers[Name]>
	end(): Promise<void>
}

const PROGRAMS: Readonly<Record<ServerName, string>> = {
	ours: './our-server.ts',
	reference: './peers/reference.js',
	hocuspocus: './peers/hocuspocus.js',
	bare: './bare-server.ts'
}
const CALM_MS = 150
const CALM_MICROS = 8_000
const CALM_WITHIN_MS = 20_000

/** `BENCH_PROFILE` names a folder for processor profiles of our server. */
const profile = process.env['BENCH_PROFILE']

export async function startServer(name: ServerName, kept?: string): Promise<Server> {
	const folder = kept ?? mkdtempSync(join(OUTPUT, 'relay-'))
	const watched = name === 'ours' && profile ? ['--cpu-prof', `--cpu-prof-dir=${profile}`] : []
	const child = start(PROGRAMS[name], [folder], watched)
	const { port } = (await answerOf(child)) as { port: number }

	const usage = () => ask<Usage>(child, 'usage')
	return {
		server: name,
		port,
		usage,
		async settled() {
			const patience = performance.now() + CALM_WITHIN_MS
			for (let { cpuMicros } = await usage(); performance.now() < patience;) {
				await pause(CALM_MS)
				const later = await usage()
				if (later.cpuMicros - cpuMicros < CALM_MICROS) return
				cpuMicros = later.cpuMicros
			}
		},
		async restarted() {
			await stop(child)
			return startServer(name, folder)
		},
		async end() {
			await stop(child)
			rmSync(folder, { recursive: true, force: true })
		}
	}
}

export async function startClients(): Promise<Clients> {
	const child = start('./load/clients.ts', [], [])
	await answerOf(child)
	return {
		async tell<Name extends keyof Orders>(name: Name, order: Orders[Name]) {
			const { value, fault } = await ask<Answer>(child, { name, order })
			if (fault !== undefined) throw new Error(`${name}: ${fault}`)
			return value as Answers[Name]
		},
		end: () => stop(child)
	}
}

function start(program: string, args: readonly string[], execArgv: readonly string[]): ChildProcess {
	return fork(fileURLToPath(new URL(program, import.meta.url)), [...args], {
		execArgv: [...execArgv],
		serialization: 'advanced'
	})
}

async function ask<Said>(child: ChildProcess, question: object | string): Promise<Said> {
	child.send(question)
	return (await answerOf(child)) as Said
}

/** Throws when it ends instead. */
async function answerOf(child: ChildProcess): Promise<unknown> {
	const over = new AbortController()
	try {
		const said = once(child, 'message', { signal: over.signal }).then(([message]) => message as unknown)
		const ended = once(child, 'exit', { signal: over.signal }).then(([code, signal]) => {
			throw new Error(`${child.spawnargs.at(-1)} ended with ${code ?? signal}`)
		})
		return await Promise.race([said, ended])
	} finally {
		over.abort()
	}
}

async function stop(child: ChildProcess): Promise<void> {
	if (child.exitCode !== null || child.signalCode !== null) return
	const ended = once(child, 'exit')
	child.disconnect()
	await ended
}
